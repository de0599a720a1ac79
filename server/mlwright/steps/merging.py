"""From parts of a table to states, and from states to the workspace of the whole."""

from collections.abc import Sequence
from pathlib import Path

from mlwright import contracts
from mlwright.errors import ConflictError, WorkspaceError, quoted
from mlwright.profiling import ReadOptions, parts
from mlwright.reports.wording import plural
from mlwright.specs import Profile
from mlwright.specs.profile import Task
from mlwright.specs.profile_state import ProfileState
from mlwright.steps.profiling import CONTRACT, papers
from mlwright.steps.stages import PROFILE, Progress, silent
from mlwright.steps.tables import Data, named, origin
from mlwright.workspace import Workspace

_AS_FOUND = ReadOptions()


def write_state(
    data: Data,
    state: Path,
    *,
    options: ReadOptions = _AS_FOUND,
    force: bool = False,
    progress: Progress = silent,
) -> ProfileState:
    """Measure one part of a table and write its state.

    Raises:
        TableError: it is not a table.
        ConflictError: the file exists, and `force` does not say that it may go.
        WorkspaceError: the file cannot be written.
    """
    if state.exists() and not force:
        raise ConflictError(f"{quoted(state)} exists.", "Name another file, or add --force.")
    found = parts.state_of(
        named(data).data, options=options, progress=lambda note, share: progress("profile", share, note)
    )
    try:
        state.write_bytes(parts.state_bytes(found))
    except OSError as error:
        raise WorkspaceError(
            f"{quoted(state)} cannot be written: {error.strerror}.", "Name a file in a folder you may write to."
        ) from None
    progress("profile", 1.0, plural(found.rows, "row"))
    return found


def merge(
    states: Sequence[Path],
    *,
    target: str | None = None,
    goal: str = "",
    task: Task | None = None,
    group: str | None = None,
    time: str | None = None,
    pictures: bool = True,
    out: Path | None = None,
    base: Path | None = None,
    force: bool = False,
    progress: Progress = silent,
) -> tuple[Workspace, Profile]:
    """Merge the states of all parts; writes `data/` as a profile of the whole does.

    Raises:
        PaperError: a file is no state, or a part stands in two of them.
        TargetError, InputError, TableError: as `profile` does.
    """
    progress("profile", 0.0, "read the states")
    merged = parts.merge_states([parts.read_state(path) for path in states])
    paper = parts.profile_of(
        merged,
        target=target,
        goal=goal,
        task=task,
        group=group,
        time=time,
        pictures=pictures,
        progress=lambda note, share: progress("profile", share, note),
    )
    place = paper.source.path
    identity: Path | str = place if "://" in place else Path(place)
    workspace = Workspace.create(identity, out=out, base=base, goal=goal)
    workspace.guard_edit("profile", "profile", force)
    workspace.publish("profile", papers(paper), origin(paper.source))
    if force or not (workspace.exists(CONTRACT) and workspace.edited("contract")):
        workspace.publish("contract", {CONTRACT: contracts.data_contract(paper)}, [PROFILE])
    progress("profile", 1.0, f"{plural(paper.rows, 'row')} of {plural(len(merged.parts), 'part')}")
    return workspace, paper
