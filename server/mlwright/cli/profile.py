"""The command that looks at a table, holds new data against a contract, and merges profiles of parts."""

from pathlib import Path
from typing import Any

import click

from mlwright.cli.contract import check_command
from mlwright.cli.merge import merge_command, state_command, summary_of
from mlwright.cli.options import as_json_text, json_option, naming, question_options, steps, workspace_of
from mlwright.cli.reading import read_options, reading_options
from mlwright.console import Console
from mlwright.specs.profile import Task

EXITS = "Exit codes: 0 fine, 1 with --check: the contract is broken, 2 usage or bad input, 130 stopped."


@click.command(epilog=EXITS)
@click.argument("data", nargs=-1, required=True)
@question_options
@click.option("--group", help="The column whose rows belong together, such as a customer.")
@click.option("--time", help="The column that says when a row came about.")
@click.option("--exact", is_flag=True, help="Take every figure of a column from all rows; slower.")
@click.option("--no-plots", is_flag=True, help="Leave the pictures out.")
@reading_options
@click.option("--check", type=click.Path(path_type=Path), metavar="CONTRACT", help="Hold DATA against a contract.yaml.")
@click.option("--as-of", help="With --check: the moment that freshness is measured from (default: now).")
@click.option("--state", type=click.Path(path_type=Path), help="Write the state of this part of a table, to be merged.")
@click.option("--unlabelled", is_flag=True, help="With --check: rows to be scored, which have no label yet.")
@click.option("--out", type=click.Path(path_type=Path), help="Workspace folder (default: output/<name of the table>).")
@click.option("--force", is_flag=True, help="Write anew, also over edits made by hand.")
@json_option
def profile(
    data: tuple[str, ...],
    target: str | None,
    goal: str,
    task: Task | None,
    group: str | None,
    time: str | None,
    exact: bool,
    no_plots: bool,
    check: Path | None,
    as_of: str | None,
    unlabelled: bool,
    state: Path | None,
    out: Path | None,
    force: bool,
    as_json: bool,
    **reading: Any,
) -> int:
    """Look at a table and write data/: profile, schema suggestion, contract, EDA report.

    DATA is a file (CSV, Parquet, JSON lines, Arrow, Excel; packed with gzip or zstd), several, a glob, a folder of
    partitions, or one table of a database: duckdb:///FILE?table=NAME, sqlite:///FILE?table=NAME,
    postgresql://USER@HOST/DATABASE?table=NAME.

    `mlwright profile merge A B...` makes the profile of a whole table from the states of its parts.
    """
    if not all(data):
        raise click.UsageError("an empty DATA names nothing: name a file, a folder, a glob or a database URL")
    named: Any = Path(data[0]) if len(data) == 1 and "://" not in data[0] else data
    if check is not None:
        return check_command(check, named, as_json, as_of, unlabelled=unlabelled, options=read_options(reading))
    if data[0] == "merge" and not Path("merge").exists():
        told = {"target": target, "goal": goal, "task": task, "group": group, "time": time}
        return merge_command(data[1:], as_json=as_json, out=out, pictures=not no_plots, force=force, **told)
    if state is not None:
        return state_command(named, state, options=read_options(reading), force=force, as_json=as_json)
    if as_of is not None or unlabelled:
        raise click.UsageError("--as-of and --unlabelled are about a check: add --check CONTRACT")
    with Console() as console, naming(lambda: workspace_of(named, out)):
        workspace, paper = steps().profile(
            named,
            target=target,
            goal=goal,
            task=task,
            group=group,
            time=time,
            exact=exact,
            pictures=not no_plots,
            options=read_options(reading),
            out=out,
            force=force,
            progress=console.progress,
        )
    if as_json:
        click.echo(as_json_text({"workspace": str(workspace.root), **paper.model_dump(mode="json")}))
    else:
        click.echo(summary_of(workspace, paper))
    return 0
