"""A copy of a table that training scripts can read, where the table itself is not one plain file."""

import os
import tempfile
from pathlib import Path

from mlwright import profiling
from mlwright.errors import WorkspaceError, quoted
from mlwright.specs import Profile, Source
from mlwright.steps.stages import Progress
from mlwright.steps.tables import again, options_of, origin, readable_by_scripts
from mlwright.workspace import Workspace


def plain_source(workspace: Workspace, paper: Profile, progress: Progress) -> Source:
    """The source for scripts: the table itself, or a copy of it in `data/` that is made once per state of the table.

    Raises:
        TableError: the table cannot be read any more.
        WorkspaceError: the copy cannot be written.
    """
    if readable_by_scripts(paper.source):
        return paper.source
    name = "data/table.csv" if paper.source.format == "csv" else "data/table.parquet"
    made_from = origin(paper.source) or {paper.source.path: paper.source.sha256}
    stamp = workspace.handoff().stages.get("table")
    known = stamp is not None and stamp.made_from == made_from and workspace.hashes([name]) == stamp.files
    if not known:
        progress("table", 0.0, f"copy the table to {name}")
        _copy(workspace, paper, workspace.path(name))
        workspace.note("table", [name], made_from)
    # numbers are copied as they are written, and were found out on the original
    written = {"decimal": paper.source.decimal, "thousands": paper.source.thousands}
    return profiling.inspect_source(workspace.path(name)).model_copy(update=written)


def _copy(workspace: Workspace, paper: Profile, target: Path) -> None:
    data = again(workspace.handoff()).data
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        os.close(handle)
        try:
            profiling.write_table(data, Path(draft), options_of(paper.source))
            Path(draft).chmod(0o644)
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WorkspaceError(f"cannot write {quoted(target)}: {error.strerror}", "free some space") from None
