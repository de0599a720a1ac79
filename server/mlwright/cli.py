"""Commands: parse, call one step, print."""

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import click

from mlwright import __version__
from mlwright.console import Console
from mlwright.doctor import checkup
from mlwright.specs import Profile
from mlwright.specs.profile import Task

EXITS = "Exit codes: 0 fine, 1 gate or run failed, 2 usage or bad input, 130 stopped."
TASKS = ("binary", "multiclass", "regression", "forecasting")


def _steps() -> Any:
    # pandas and scikit-learn take seconds to import: `--help` and `--version` do without
    return importlib.import_module("mlwright.steps")


Command = Callable[..., Any]


def _json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on standard output.")(command)


def _question_options(command: Command) -> Command:
    for option in (
        click.option("--task", type=click.Choice(TASKS), help="Override the kind of problem found in the target."),
        click.option("--goal", default="", help='What it is for, in a sentence: "predict which customers leave".'),
        click.option("--target", help="The column to predict."),
    ):
        command = option(command)
    return command


workspace_argument = click.argument("workspace", type=click.Path(path_type=Path), default=".", required=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXITS)
@click.version_option(__version__, prog_name="mlwright")
def cli() -> None:
    """Machine-learning engineering from a table and a goal: profile, spec, script, verified run, verdict."""


@cli.command(epilog=EXITS)
@click.argument("data", type=click.Path(path_type=Path))
@_question_options
@click.option("--out", type=click.Path(path_type=Path), help="Workspace folder (default: output/<name of the table>).")
@click.option("--budget", type=click.FloatRange(min=1), help="Seconds for comparing candidates (default 60).")
@click.option("--yes", is_flag=True, help="Take the most likely target without asking.")
@_json_option
def run(
    data: Path,
    target: str | None,
    goal: str,
    task: Task | None,
    out: Path | None,
    budget: float | None,
    yes: bool,
    as_json: bool,
) -> int:
    """The whole chain: from a table to a verified model, a verdict and a report. Finished steps are reused."""
    choose = _first_candidate if yes else _ask_target if sys.stdin.isatty() and not as_json else None
    with Console() as console:
        done = _steps().run(
            data, target=target, goal=goal, task=task, out=out, budget=budget, choose=choose, progress=console.progress
        )
    click.echo(_as_json(done.facts()) if as_json else done.text())
    return 0 if done.verdict.passed else 1


def _first_candidate(profile: Profile) -> str:
    if not profile.target_candidates:
        raise _steps().no_target(profile)
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


@cli.command(epilog=EXITS)
@click.argument("data", type=click.Path(path_type=Path))
@_question_options
@click.option("--out", type=click.Path(path_type=Path), help="Workspace folder (default: output/<name of the table>).")
@click.option("--force", is_flag=True, help="Write anew, also over edits made by hand.")
@_json_option
def profile(
    data: Path, target: str | None, goal: str, task: Task | None, out: Path | None, force: bool, as_json: bool
) -> None:
    """Look at a table and write data/: profile, schema suggestion, EDA report."""
    with Console() as console:
        workspace, paper = _steps().profile(
            data, target=target, goal=goal, task=task, out=out, force=force, progress=console.progress
        )
    if as_json:
        click.echo(_as_json({"workspace": str(workspace.root), **paper.model_dump(mode="json")}))
    else:
        click.echo(workspace.read_text("data/eda-report.md"))
        click.echo(f"written to {workspace.path('data')}")


@cli.command(epilog=EXITS)
@workspace_argument
@_question_options
@click.option("--force", is_flag=True, help="Write anew, also over edits made by hand.")
@_json_option
def spec(workspace: Path, target: str | None, goal: str, task: Task | None, force: bool, as_json: bool) -> None:
    """Decide what the model may see and how rows are split; write ml/feature-spec.md."""
    with Console() as console:
        paper = _steps().spec(workspace, target=target, goal=goal, task=task, force=force, progress=console.progress)
    if as_json:
        click.echo(_as_json(paper.model_dump(mode="json")))
        return
    click.echo(f"{len(paper.features)} features; split: {paper.split.strategy} ({paper.split.reason})")
    for item in paper.dropped:
        click.echo(f"left out  {item.name!r}: {item.why}")
    for question in paper.questions:
        click.echo(f"question  {question.text}")


@cli.command(epilog=EXITS)
@workspace_argument
@click.option("--force", is_flag=True, help="Write anew, also over edits made by hand.")
@_json_option
def script(workspace: Path, force: bool, as_json: bool) -> None:
    """Write ml/training_script.py and the module beside it."""
    with Console() as console:
        path = _steps().script(workspace, force=force, progress=console.progress)
    click.echo(_as_json({"script": str(path)}) if as_json else str(path))


@cli.command(epilog=EXITS)
@workspace_argument
@click.option("--budget", type=click.FloatRange(min=1), help="Seconds for comparing candidates (default 60).")
@click.option("--force", is_flag=True, help="Write anew, also over edits made by hand.")
@_json_option
def config(workspace: Path, budget: float | None, force: bool, as_json: bool) -> None:
    """Write ml/experiment-config.yaml: split, metrics, candidates, pacing, gates."""
    with Console() as console:
        paper = _steps().config(workspace, budget=budget, force=force, progress=console.progress)
    if as_json:
        click.echo(_as_json(paper.model_dump(mode="json")))
    else:
        names = ", ".join(item.name for item in paper.candidates)
        click.echo(f"judged by {paper.metrics.primary}; candidates: {names}; {paper.training.budget_seconds:g} s")


@cli.command(epilog=EXITS)
@workspace_argument
@click.option("--budget", type=click.FloatRange(min=1), help="Seconds for comparing candidates.")
@click.option("--timeout", type=click.FloatRange(min=1), help="Stop the script after so many seconds.")
@_json_option
def train(workspace: Path, budget: float | None, timeout: float | None, as_json: bool) -> int:
    """Run the script in a process of its own, then verify what it left."""
    with Console() as console:
        done = _steps().train(workspace, budget=budget, timeout=timeout, progress=console.progress)
    if as_json:
        click.echo(_as_json(done.model_dump(mode="json")))
    else:
        click.echo(f"{done.id}: {done.status}" + (f" — {done.reason}" if done.reason else ""))
        for check in done.checks:
            click.echo(f"  {'✓' if check.passed else '✗'} {check.name}: {check.detail}")
        for name, value in done.metrics.items():
            click.echo(f"  {name} {value if value is None else format(cast(float, value), '.4g')}")
    return 0 if done.status == "verified" else 1


@cli.command(epilog=EXITS)
@workspace_argument
@click.option("--run", "run_id", help="Which run (default: the latest), such as exp-001.")
@_json_option
def gate(workspace: Path, run_id: str | None, as_json: bool) -> int:
    """Judge a run by the policy it started with."""
    with Console() as console:
        verdict = _steps().gate(workspace, run_id=run_id, progress=console.progress)
    if as_json:
        click.echo(_as_json(verdict.model_dump(mode="json")))
    else:
        click.echo(f"{verdict.run}: {'passed' if verdict.passed else 'FAILED'} — {verdict.summary}")
        for item in verdict.results:
            click.echo(f"  {'✓' if item.passed else '✗'} {item.gate}: {item.why}")
    return 0 if verdict.passed else 1


@cli.command(epilog=EXITS)
@workspace_argument
@click.option("--run", "run_id", help="Which run (default: the latest), such as exp-001.")
@_json_option
def report(workspace: Path, run_id: str | None, as_json: bool) -> None:
    """Write report/index.html, a self-contained page with pictures."""
    with Console() as console:
        path = _steps().report(workspace, run_id=run_id, progress=console.progress)
    click.echo(_as_json({"report": str(path)}) if as_json else str(path))


@cli.command(epilog=EXITS)
@workspace_argument
@_json_option
def status(workspace: Path, as_json: bool) -> None:
    """Where we are: which papers exist, which are stale or edited, what was approved, what is next."""
    facts = _steps().status(workspace)
    if as_json:
        click.echo(_as_json(facts))
        return
    click.echo(f"{facts['workspace']}  (from {facts['source']})")
    for stage, entry in facts["stages"].items():
        signed = f"  approved by {entry['approved_by']}" if entry["approved_by"] else ""
        older = f"  older than {', '.join(entry['older_than'])}" if entry["older_than"] else ""
        click.echo(f"  {stage:8} {entry['state']:8}{signed}{older}")
    for item in facts["runs"]:
        score = "" if item["score"] is None else f"  {item['primary']} {item['score']:.4g}"
        click.echo(f"  {item['id']}  {item['status']}{score}")
    click.echo(f"next: {facts['next']}")


@cli.command(epilog=EXITS)
@workspace_argument
@click.option("--by", required=True, help="Who signs.")
@click.option("--stage", default="gate", show_default=True, help="What is signed.")
@click.option("--reject", is_flag=True, help="Sign that it must not go on.")
@click.option("--note", default="", help="A word with the signature.")
@_json_option
def approve(workspace: Path, by: str, stage: str, reject: bool, note: str, as_json: bool) -> None:
    """Sign a stage as it is now; any later change of its files voids the signature."""
    signed = _steps().approve(workspace, by=by, stage=stage, approved=not reject, note=note)
    if as_json:
        click.echo(_as_json(signed.model_dump(mode="json")))
    else:
        click.echo(f"{stage} {'approved' if signed.approved else 'rejected'} by {signed.by} at {signed.at}")


@cli.command(epilog=EXITS)
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="CSV to write (default: standard output).")
@click.option("--run", "run_id", help="Which verified run (default: the latest), such as exp-001.")
def predict(workspace: Path, data: Path, out: Path | None, run_id: str | None) -> None:
    """Score new rows: columns prediction and, for classes, proba_<label>, one line per row of DATA."""
    if out is not None:
        _steps().write_predictions(workspace, data, out, run_id=run_id)
        click.echo(f"written to {out}", err=True)
    else:
        click.echo(_steps().predict(workspace, data, run_id=run_id).to_csv(index=False), nl=False)


@cli.command(epilog=EXITS)
@click.option(
    "--root",
    "roots",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder the tools may use; repeat for more (default: the current folder).",
)
def serve(roots: tuple[Path, ...]) -> None:
    """The MCP server on standard input and output."""
    # the protocol's library is only needed here
    importlib.import_module("mlwright.server").serve(list(roots) or [Path.cwd()])


@cli.command(epilog=EXITS)
@_json_option
def doctor(as_json: bool) -> int:
    """What is installed, what is missing, and what that costs."""
    items = checkup()
    if as_json:
        click.echo(_as_json([item.__dict__ for item in items]))
    else:
        for item in items:
            mark = "✓" if item.ok else "✗" if item.required else "–"
            click.echo(f"{mark} {item.name:14} {item.found:12} {item.meaning}")
    return 0 if all(item.ok or not item.required for item in items) else 1


def _as_json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
