"""Commands that review code for data leakage, and explain what they look for."""

from pathlib import Path
from typing import Any

import click

from mlwright.cli.evidence import of_audit, of_data
from mlwright.cli.options import steps
from mlwright.leakage import command
from mlwright.leakage.explain import pages, table
from mlwright.leakage.reports import FORMATS
from mlwright.reports import vocabulary
from mlwright.scanning import explain as scan_codes

EXITS = "Exit codes: 0 no findings, 1 findings at or above the threshold, 2 usage or bad input, 130 stopped."


def _review(
    paths: tuple[str, ...], data: tuple[str, ...], target: str | None, split: str | None, **options: Any
) -> int:
    """Review Python code, notebooks and Markdown for data leakage; nothing of it is run. `-` reads standard input."""
    if not data:
        if target or split:
            raise click.UsageError("--target and --split describe a table: add --data FILE")
        return command.run(paths, options)
    paper = steps().review_data([Path(name) for name in data], target, split)
    return command.run(paths, options, of_data(paper, data))


def _option(option: command.Option) -> click.Option:
    if not option.takes:
        return click.Option([option.name], is_flag=True, help=option.help)
    if option.may_miss:
        shown = f"[{option.takes}]"
        return click.Option([option.name], is_flag=False, flag_value=command.BRANCH, metavar=shown, help=option.help)
    kind = click.Choice(option.choices) if option.choices else None
    return click.Option([option.name], type=kind, metavar=None if kind else option.takes, help=option.help)


DATA = (
    click.Option(
        ["--data"],
        multiple=True,
        metavar="FILE",
        help="Look at a table, too, or at training and test files (repeat); without PATHS, at nothing else.",
    ),
    click.Option(["--target"], metavar="COLUMN", help="The column that is predicted in --data."),
    click.Option(["--split"], metavar="COLUMN", help="The column of --data that names each row's part."),
)

# `mlwright review` itself starts without click, see __main__; this is its help, and what explains a faulty line
review = click.Command(
    "review",
    callback=_review,
    params=[click.Argument(["paths"], nargs=-1, metavar="[PATHS]..."), *map(_option, command.OPTIONS), *DATA],
    help=_review.__doc__,
    epilog=EXITS,
)


@click.command(epilog="Exit codes: 0 fine, 2 there is no such rule.")
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain a rule or finding, by code (LK101, SC831, DQ105) or name: what is wrong, what mends it; else list all."""
    code = scan_codes.find(rule) if rule else None
    entry = vocabulary.find(rule) if rule else None
    if code:
        click.echo(scan_codes.explain(code))
    elif entry:
        click.echo(vocabulary.explain(entry))
    else:
        click.echo(pages(rule) if rule else f"{table()}\n\n{scan_codes.table()}\n\n{vocabulary.table()}")


@click.command("audit-run", epilog=EXITS, context_settings={"ignore_unknown_options": True})
@click.argument("script", type=click.Path(path_type=Path))
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.option("--timeout", type=click.FloatRange(min=1), default=600, show_default=True, help="Seconds for the script.")
@click.option("--python", type=click.Path(path_type=Path), help="The interpreter that has the script's libraries.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
def audit_run(script: Path, arguments: tuple[str, ...], timeout: float, python: Path | None, form: str) -> int:
    """Execute YOUR OWN script under observation and report the leaks that happened, beside what its code shows."""
    paper = steps().audit_run(script, list(arguments), timeout, python)
    return command.run((str(script),), {"format": form}, [of_audit(paper, str(script))])
