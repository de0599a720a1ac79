"""Where a workspace stands, and the signatures under its stages."""

from pathlib import Path
from typing import Any

from mlwright.errors import PaperError, TrainingError, quoted
from mlwright.specs import Approval, Run, Verdict
from mlwright.specs.suggestion import Suggestion
from mlwright.steps.running import latest_run, runs
from mlwright.steps.stages import STAGES
from mlwright.steps.suggesting import of_run
from mlwright.workspace import Workspace


def status(where: Path) -> dict[str, Any]:
    """Every stage with its state, the latest run, what was approved, and what to do next."""
    workspace = Workspace.open(where)
    handoff = workspace.handoff()
    stages: dict[str, Any] = {}
    for stage in STAGES:
        approval = workspace.approval(stage)
        stages[stage] = {
            "state": workspace.state(stage),
            "files": sorted(handoff.stages[stage].files) if stage in handoff.stages else [],
            "older_than": list(workspace.stale(stage)),
            "approved_by": approval.by if approval and approval.approved else None,
            "rejected_by": approval.by if approval and not approval.approved else None,
        }
    known = runs(workspace)
    failed = _failed_gate(workspace)
    return {
        "workspace": str(workspace.root),
        "source": handoff.source,
        "goal": handoff.goal,
        "stages": stages,
        "runs": [
            {"id": run.id, "status": run.status, "primary": run.primary, "score": run.metrics.get(run.primary)}
            for run in known
        ],
        "suggestions": [item.model_dump() for item in _suggestions(workspace, known)],
        "verdict": None if failed is None else "failed" if failed else "passed",
        "next": "mlwright train (the gate failed: change the spec, the config or the data first)"
        if failed and stages["gate"]["state"] == "fresh"
        else _next_step(stages),
    }


def _suggestions(workspace: Workspace, known: list[Run]) -> tuple[Suggestion, ...]:
    """What the latest run suggests; nothing where a paper cannot be read: the step that needs it will say so."""
    try:
        return of_run(workspace, known[-1]) if known else ()
    except PaperError:
        return ()


def _failed_gate(workspace: Workspace) -> bool | None:
    """Whether the latest verdict is a failure; None without a verdict."""
    stamp = workspace.handoff().stages.get("gate")
    names = [
        name for name in (stamp.files if stamp else ()) if name.endswith("verdict.json") and workspace.exists(name)
    ]
    return not workspace.read_paper(Verdict, names[0]).passed if names else None


def _next_step(stages: dict[str, Any]) -> str:
    for stage in STAGES:
        if stages[stage]["state"] in ("missing", "stale"):
            return f"mlwright {stage}"
    if stages["gate"]["approved_by"] is None:
        return "mlwright approve"
    return "nothing: approved"


def approve(where: Path, *, by: str, stage: str = "gate", approved: bool = True, note: str = "") -> Approval:
    """Sign a stage as it is now; a failed verdict or a stale paper cannot be approved."""
    workspace = Workspace.open(where)
    if stage not in STAGES:
        raise PaperError(f"there is no stage {quoted(stage)}", f"stages: {', '.join(STAGES)}")
    state = workspace.state(stage)
    if approved and (state in ("missing", "stale") or (stage == "gate" and state == "edited")):
        raise PaperError(
            f"{stage} is {state} and cannot be approved", f"`{_next_step(status(where)['stages'])}` comes first"
        )
    if approved and stage == "gate":
        signed = next(name for name in workspace.handoff().stages["gate"].files if name.endswith("verdict.json"))
        verdict = workspace.read_paper(Verdict, signed)
        if verdict.run != latest_run(workspace).id:
            raise PaperError(
                f"the verdict is about {verdict.run}, not the latest run", "`mlwright gate` judges that one"
            )
        if not verdict.passed:
            raise TrainingError(
                f"the gate failed: {verdict.summary}",
                "a failed verdict cannot be approved; change the features, the model or the data, and run again",
            )
    return workspace.approve(stage, by, approved=approved, note=note)
