"""Commands from a table to a verdict and its report."""

import sys
from pathlib import Path
from typing import Any, cast

import click

from mlwright.cli.options import (
    EXITS,
    as_json_text,
    json_option,
    naming,
    question_options,
    steps,
    workspace_argument,
    workspace_of,
)
from mlwright.cli.reading import read_options, reading_options
from mlwright.console import Console
from mlwright.specs import Profile
from mlwright.specs.metrics import in_short
from mlwright.specs.profile import Task


@click.command(epilog=EXITS)
@click.argument("data")
@question_options
@click.option("--group", help="The column whose rows belong together, such as a customer.")
@click.option("--time", help="The column that says when a row came about.")
@reading_options
@click.option("--out", type=click.Path(path_type=Path), help="Workspace folder (default: output/<name of the table>).")
@click.option("--budget", type=click.FloatRange(min=1), help="Seconds for comparing candidates (default 60).")
@click.option("--yes", is_flag=True, help="Take the most likely target without asking.")
@json_option
def run(
    data: str,
    target: str | None,
    goal: str,
    task: Task | None,
    group: str | None,
    time: str | None,
    out: Path | None,
    budget: float | None,
    yes: bool,
    as_json: bool,
    **reading: Any,
) -> int:
    """The whole chain: from a table to a verified model, a verdict and a report. Finished steps are reused."""
    choose = _first_candidate if yes else _ask_target if sys.stdin.isatty() and not as_json else None
    with Console() as console, naming(lambda: workspace_of([data], out)):
        done = steps().run(
            [data],
            target=target,
            goal=goal,
            task=task,
            group=group,
            time=time,
            options=read_options(reading),
            out=out,
            budget=budget,
            choose=choose,
            progress=console.progress,
        )
    click.echo(as_json_text(done.facts()) if as_json else done.text())
    return 0 if done.verdict.passed else 1


def _first_candidate(profile: Profile) -> str:
    if not profile.target_candidates:
        raise steps().no_target(profile)
    chosen = profile.target_candidates[0]
    click.echo(f"target: {chosen.name!r} ({'; '.join(chosen.reasons)})", err=True)
    return chosen.name


def _ask_target(profile: Profile) -> str:
    candidates = profile.target_candidates[:5]
    click.echo("Which column is to be predicted?", err=True)
    for number, item in enumerate(candidates, start=1):
        click.echo(f"  {number}  {item.name!r}: {'; '.join(item.reasons)}", err=True)
    answer = str(click.prompt("number or column name", default="1" if candidates else None, err=True))
    if answer.isdigit() and answer not in profile.names and 0 < int(answer) <= len(candidates):
        return candidates[int(answer) - 1].name
    return answer


@click.command(epilog=EXITS)
@workspace_argument
@question_options
@click.option("--force", is_flag=True, help="Write anew, also over edits made by hand.")
@json_option
def spec(workspace: Path, target: str | None, goal: str, task: Task | None, force: bool, as_json: bool) -> None:
    """Decide what the model may see and how rows are split; write ml/feature-spec.md."""
    with Console() as console:
        paper = steps().spec(workspace, target=target, goal=goal, task=task, force=force, progress=console.progress)
    if as_json:
        click.echo(as_json_text(paper.model_dump(mode="json")))
        return
    count = len(paper.features)
    click.echo(f"{count} feature{'' if count == 1 else 's'}; split: {paper.split.strategy} ({paper.split.reason})")
    for item in paper.dropped:
        click.echo(f"left out  {item.name!r}: {item.why}")
    for question in paper.questions:
        click.echo(f"question  {question.text}")


@click.command(epilog=EXITS)
@workspace_argument
@click.option("--force", is_flag=True, help="Write anew, also over edits made by hand.")
@json_option
def script(workspace: Path, force: bool, as_json: bool) -> None:
    """Write ml/training_script.py and the module beside it."""
    with Console() as console:
        path = steps().script(workspace, force=force, progress=console.progress)
    click.echo(as_json_text({"script": str(path)}) if as_json else str(path))


@click.command(epilog=EXITS)
@workspace_argument
@click.option("--budget", type=click.FloatRange(min=1), help="Seconds for comparing candidates (default 60).")
@click.option("--force", is_flag=True, help="Write anew, also over edits made by hand.")
@json_option
def config(workspace: Path, budget: float | None, force: bool, as_json: bool) -> None:
    """Write ml/experiment-config.yaml: split, metrics, candidates, pacing, gates."""
    with Console() as console:
        paper = steps().config(workspace, budget=budget, force=force, progress=console.progress)
    if as_json:
        click.echo(as_json_text(paper.model_dump(mode="json")))
    else:
        names = ", ".join(item.name for item in paper.candidates)
        click.echo(f"judged by {paper.metrics.primary}; candidates: {names}; {paper.training.budget_seconds:g} s")
        _say_notes(workspace)


def _say_notes(workspace: Path) -> None:
    for note in steps().split_notes(workspace):
        click.echo(f"note: {note}")


@click.command(epilog=EXITS)
@workspace_argument
@click.option("--budget", type=click.FloatRange(min=1), help="Seconds for comparing candidates.")
@click.option("--timeout", type=click.FloatRange(min=1), help="Stop the script after so many seconds.")
@json_option
def train(workspace: Path, budget: float | None, timeout: float | None, as_json: bool) -> int:
    """Run the script in a process of its own, then verify what it left."""
    with Console() as console:
        done = steps().train(workspace, budget=budget, timeout=timeout, progress=console.progress)
    if as_json:
        click.echo(as_json_text(done.model_dump(mode="json")))
    else:
        click.echo(f"{done.id}: {done.status}" + (f" — {done.reason}" if done.reason else ""))
        _say_notes(workspace)
        for check in done.checks:
            click.echo(f"  {'✓' if check.passed else '✗'} {check.name}: {check.detail}")
        for name, value in done.metrics.items():
            click.echo(f"  {name} {value if value is None else in_short(cast(float, value))}")
    return 0 if done.status == "verified" else 1


@click.command(epilog=EXITS)
@workspace_argument
@click.option("--run", "run_id", help="Which run (default: the latest), such as exp-001.")
@json_option
def gate(workspace: Path, run_id: str | None, as_json: bool) -> int:
    """Judge a run by the policy it started with."""
    with Console() as console:
        verdict = steps().gate(workspace, run_id=run_id, progress=console.progress)
    if as_json:
        click.echo(as_json_text(verdict.model_dump(mode="json")))
    else:
        click.echo(f"{verdict.run}: {'passed' if verdict.passed else 'FAILED'} — {verdict.summary}")
        for item in verdict.results:
            click.echo(f"  {'✓' if item.passed else '✗'} {item.gate}: {item.why}")
    return 0 if verdict.passed else 1


@click.command(epilog=EXITS)
@workspace_argument
@click.option("--run", "run_id", help="Which run (default: the latest), such as exp-001.")
@json_option
def report(workspace: Path, run_id: str | None, as_json: bool) -> None:
    """Write report/index.html, a self-contained page with pictures."""
    with Console() as console:
        path = steps().report(workspace, run_id=run_id, progress=console.progress)
    click.echo(as_json_text({"report": str(path)}) if as_json else str(path))
