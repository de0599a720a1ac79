"""Where a workspace stands, and the signatures under its stages."""

from pathlib import Path
from typing import Any

from mlwright.errors import InputError, PaperError, TrainingError, quoted
from mlwright.specs import Approval, Run, Verdict
from mlwright.specs.suggestion import Suggestion
from mlwright.steps.commands import Place
from mlwright.steps.running import current_run, runs
from mlwright.steps.splits import split_notes
from mlwright.steps.stages import STAGES
from mlwright.steps.standing import Standing, failed_gate, next_step, rejected, standings
from mlwright.steps.suggesting import of_run
from mlwright.workspace import Workspace


def status(where: Path) -> dict[str, Any]:
    """Every stage with its state, the latest run, what was approved, and what to do next."""
    workspace = Workspace.open(where)
    handoff = workspace.handoff()
    found = standings(workspace)
    failed = failed_gate(workspace)
    return {
        "workspace": str(workspace.root),
        "source": handoff.source,
        "goal": handoff.goal,
        "stages": {
            stage: {
                "state": item.state,
                "files": sorted(handoff.stages[stage].files) if stage in handoff.stages else [],
                "older_than": list(item.older_than),
                "why": item.why,
                "approved_by": item.approved_by,
                "rejected_by": item.rejected_by,
            }
            for stage, item in found.items()
        },
        "runs": [
            {"id": run.id, "status": run.status, "primary": run.primary, "score": run.metrics.get(run.primary)}
            for run in runs(workspace)
        ],
        "notes": split_notes(workspace.root),
        "suggestions": [item.model_dump() for item in _suggestions(workspace, current_run(workspace))],
        "verdict": None if failed is None else "failed" if failed else "passed",
        "next": next_step(workspace, found, Place(where, handoff.source)),
    }


def _suggestions(workspace: Workspace, run: Run | None) -> tuple[Suggestion, ...]:
    """What the latest run suggests; nothing where a paper cannot be read: the step that needs it will say so."""
    try:
        return of_run(workspace, run) if run else ()
    except PaperError:
        return ()


def approve(where: Path, *, by: str, stage: str = "gate", approved: bool = True, note: str = "") -> Approval:
    """Sign a stage as it is now; a failed verdict, a stale paper or one that follows a rejection cannot be approved."""
    workspace = Workspace.open(where)
    # a sign that nobody sees is no name either
    if not any(sign.isprintable() and not sign.isspace() for sign in by):
        raise InputError("no name was given", "--by takes the name of the person who decided")
    if stage not in STAGES:
        raise PaperError(f"there is no stage {quoted(stage)}", f"stages: {', '.join(STAGES)}")
    if approved:
        _check_approvable(workspace, where, stage)
    return workspace.approve(stage, by, approved=approved, note=note)


def _check_approvable(workspace: Workspace, where: Path, stage: str) -> None:
    """PaperError or TrainingError where a stage cannot be approved as it is."""
    found = standings(workspace)
    earlier = {name: item for name, item in found.items() if STAGES.index(name) < STAGES.index(stage)}
    if stage == "gate" and (objection := rejected(earlier)):
        raise PaperError(objection, "the gate can be approved when that stage was changed, or approved after all")
    _check_standing(workspace, where, stage, found)
    if stage != "gate":
        return
    signed = next(name for name in workspace.handoff().stages["gate"].files if name.endswith("verdict.json"))
    verdict = workspace.read_paper(Verdict, signed)
    if not verdict.passed:
        raise TrainingError(
            f"the gate failed: {verdict.summary}",
            "a failed verdict cannot be approved; change the features, the model or the data, and run again",
        )


def _check_standing(workspace: Workspace, where: Path, stage: str, found: dict[str, Standing]) -> None:
    item = found[stage]
    if not item.due and not (stage == "gate" and item.state == "edited"):
        return
    why = f" ({item.why})" if item.why else ""
    if item.due:
        follows = next_step(workspace, found, Place(where, workspace.handoff().source))
        hint = f"`{follows}` comes first" if follows.startswith("mlwright ") else follows
    else:
        hint = "`mlwright gate` judges the run anew"
    raise PaperError(f"{stage} is {item.state}{why} and cannot be approved", hint)
