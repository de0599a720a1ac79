"""A workspace up to its config, and runs and verdicts that nobody had to wait for."""

from pathlib import Path
from typing import Any

from mlwright import steps
from mlwright.specs import Verdict
from mlwright.workspace import Workspace
from tests.suggestions.results import results

ROWS = "".join(f"{i},{i * 37 % 11},{'abc'[i % 3]},{'yes' if i * 53 % 17 > 8 else 'no'}\n" for i in range(1, 161))


def planned(folder: Path) -> Path:
    """A workspace with everything that a run needs."""
    table = folder / "churn.csv"
    table.write_text("row,calls,plan,left\n" + ROWS)
    workspace, _ = steps.profile(table, target="left", goal="who leaves", out=folder / "work")
    steps.spec(workspace.root)
    steps.script(workspace.root)
    steps.config(workspace.root)
    return workspace.root


def add_run(home: Path, name: str, status: str = "verified", **changes: Any) -> None:
    """A run as training would have left it."""
    workspace = Workspace.open(home)
    run = results(id=name, status=status, **changes).run
    workspace.write_text(f"experiments/{name}/run.json", run.model_dump_json())
    made_from = [steps.SCRIPT, steps.CONFIG, workspace.handoff().source]
    workspace.note("train", [f"experiments/{name}/run.json"], made_from)


def add_verdict(home: Path, name: str, *, passed: bool = True) -> None:
    """A verdict on a run, as the gate would have left it."""
    verdict = Verdict(run=name, passed=passed, recommendation="ship" if passed else "iterate", summary="so", results=())
    made_from = [f"experiments/{name}/run.json", steps.CONFIG]
    Workspace.open(home).publish("gate", {f"experiments/{name}/verdict.json": verdict.model_dump_json()}, made_from)


def add_report(home: Path, name: str) -> None:
    """A report on a run."""
    Workspace.open(home).publish("report", {steps.REPORT: "a page"}, [f"experiments/{name}/verdict.json"])


def edit(path: Path, before: str, after: str) -> None:
    """A hand edit that takes place."""
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
