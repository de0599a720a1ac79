"""The command that reads the results of runs."""

from pathlib import Path

import click

from mlwright.cli.options import as_json_text, json_option, steps, workspace_argument

MARKS = {"warning": "!", "info": "–"}


@click.command(epilog="Exit codes: 0 the results were read, whatever they suggest, 2 usage or bad input, 130 stopped.")
@workspace_argument
@click.option("--run", "run_id", metavar="exp-NNN", help="The run to read (default: the latest).")
@json_option
def suggest(workspace: Path, run_id: str | None, as_json: bool) -> None:
    """Say what a run's results suggest: overfitting, no gain on the baseline, unstable folds, and what to do."""
    found = steps().suggest(workspace, run_id=run_id)
    if as_json:
        click.echo(as_json_text([item.model_dump() for item in found]))
        return
    for item in found:
        click.echo(f"{MARKS[item.severity]} {item.run} {item.code}: {item.says}")
        for number in item.evidence:
            click.echo(f"    {number.path} = {'unknown' if number.value is None else f'{number.value:.6g}'}")
        click.echo(f"    do: {steps().completed(item.do, workspace)}")
    if not found:
        click.echo("the results suggest nothing in particular")
