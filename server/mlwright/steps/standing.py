"""Where each stage stands, with what it was made from taken into account, and what comes next."""

from dataclasses import dataclass

from mlwright.specs import Run, Stamp, Verdict
from mlwright.steps.commands import Place
from mlwright.steps.running import current_run
from mlwright.steps.stages import STAGES
from mlwright.workspace import State, Workspace

BEFORE_A_RUN_COUNTS = STAGES[: STAGES.index("gate")]


@dataclass(frozen=True)
class Standing:
    """One stage: its state, what has changed since it was made, why it is stale, and whose signature stands."""

    state: State
    older_than: tuple[str, ...] = ()
    why: str = ""
    approved_by: str | None = None
    rejected_by: str | None = None

    @property
    def due(self) -> bool:
        """Whether the stage has to be made, or made anew."""
        return self.state in ("missing", "stale")


def standings(workspace: Workspace) -> dict[str, Standing]:
    """Every stage; one that was made from a stale stage, or is about another run than the latest, is stale too."""
    found: dict[str, Standing] = {}
    for stage in STAGES:
        state, (older, why) = workspace.state(stage), _age(workspace, stage, found)
        if state != "missing" and older:
            state = "stale"
        signed = workspace.approval(stage)
        by = {} if signed is None else {"approved_by" if signed.approved else "rejected_by": signed.by}
        found[stage] = Standing(state, older, why, **by)
    return found


def _age(workspace: Workspace, stage: str, earlier: dict[str, Standing]) -> tuple[tuple[str, ...], str]:
    """The papers that a stage is older than, and that as a phrase."""
    stamp = workspace.handoff().stages.get(stage)
    if stamp is None:
        return (), ""
    run, latest = _run_of(stamp), current_run(workspace)
    if stage in ("gate", "report") and run and latest and run != latest.id:
        return (f"experiments/{latest.id}/run.json",), f"about {run}, the latest run is {latest.id}"
    older = workspace.stale(stage) or _inherited(workspace, stamp, earlier)
    return older, f"older than {', '.join(older)}" if older else ""


def _inherited(workspace: Workspace, stamp: Stamp, earlier: dict[str, Standing]) -> tuple[str, ...]:
    """The papers of stale stages that a stage was made from: they are unchanged, but will not stay so."""
    stamps = workspace.handoff().stages
    stale = {name for stage, item in earlier.items() if item.state == "stale" for name in stamps[stage].files}
    return tuple(name for name in stamp.made_from if name in stale)


def _run_of(stamp: Stamp) -> str:
    """The run that a verdict or a report was made from."""
    return next((name.split("/")[1] for name in stamp.made_from if name.startswith("experiments/")), "")


def failed_gate(workspace: Workspace) -> bool | None:
    """Whether the latest verdict is a failure; None without a verdict."""
    stamp = workspace.handoff().stages.get("gate")
    names = [name for name in (stamp.files if stamp else ()) if name.endswith("verdict.json")]
    return not workspace.read_paper(Verdict, names[0]).passed if names and workspace.exists(names[0]) else None


def rejected(found: dict[str, Standing]) -> str:
    """What to do about the first stage that stands rejected; nothing where none does."""
    for stage, item in found.items():
        if item.rejected_by is not None:
            return f"{stage} was rejected by {item.rejected_by}: ask what should change"
    return ""


def next_step(workspace: Workspace, found: dict[str, Standing], place: Place) -> str:
    """What to do next: a command that can be run as it stands where one is enough."""
    if objection := rejected(found):
        return objection
    for stage in BEFORE_A_RUN_COUNTS:
        if found[stage].due:
            return place.command(stage)
    if cause := _unverified(current_run(workspace)):
        return f"{cause}: mend the cause, then `{place.command('train')}`"
    if found["gate"].due:
        return place.command("gate")
    if failed_gate(workspace):
        return f"the gate failed: change the spec, the config or the data first, then `{place.command('train')}`"
    if found["report"].due:
        return place.command("report")
    if found["gate"].approved_by is None:
        return f"{place.command('approve')} --by NAME"
    return "nothing: approved"


def _unverified(run: Run | None) -> str:
    return f"{run.id} is {run.status}" if run is not None and run.status != "verified" else ""
