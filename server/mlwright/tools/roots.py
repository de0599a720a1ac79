"""The folders that tools may touch: every path argument is resolved and must lie inside one of them."""

import errno
import stat
from collections.abc import Sequence
from pathlib import Path

from mlwright.errors import InputError, OutsideError, PaperError, WorkspaceError, quoted
from mlwright.files import TooLargeError, read_regular, tables_in
from mlwright.tools.deferred import Deferred

workspaces, specs = Deferred("mlwright.workspace"), Deferred("mlwright.specs")


TABLE = "?table="
"""What parts a file from the table that is meant in it."""


class Roots:
    """The folders named when the server was started; the first one is where relative paths begin."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Raises WorkspaceError when there is none, or when one is no folder."""
        if not folders:
            raise WorkspaceError("no folder was given to work in", "name one with --root")
        for folder in folders:
            if not folder.expanduser().is_dir():
                raise WorkspaceError(f"{quoted(folder)} is not a folder", "name an existing one with --root")
        self.folders = tuple(folder.expanduser().resolve() for folder in folders)

    @property
    def first(self) -> Path:
        """Where relative paths begin and new workspaces are made."""
        return self.folders[0]

    def inside(self, text: str | Path) -> Path:
        """The absolute path with every link followed; OutsideError when it lies in none of the roots.

        The answer is the same whether or not anything lies at a path outside, so that it tells nothing about it.
        """
        try:
            path = (self.first / Path(text).expanduser()).resolve()
        except (OSError, RuntimeError, ValueError):  # loops of links, unknown ~users, NUL, names that are too long
            raise self._outside(text) from None
        if not any(path.is_relative_to(folder) for folder in self.folders):
            raise self._outside(text)
        try:
            path.lstat()
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                raise InputError(f"{quoted(text, 120)} is too long for a path", "name a shorter one") from None
        return path

    def data(self, text: str) -> Path:
        """A table's file inside the roots, or a folder of its parts, whose links are not followed.

        `FILE?table=NAME` names a table of a database or a sheet of a workbook.
        """
        if "://" in text:  # never quoted: it can hold a password
            raise InputError(
                "tables of database servers are not read over this server",
                "profile it with the command line; a SQLite or DuckDB file inside the roots is named by its path",
            )
        name, _, _ = text.partition(TABLE)
        path = self.inside(name)
        return path if path.is_dir() else self.table(name)

    def table(self, text: str) -> Path:
        """A regular file inside the roots; devices, pipes and folders are refused before they are opened."""
        path = self.inside(text)
        try:
            mode = path.stat().st_mode
        except OSError:
            raise InputError(
                f"there is no file {quoted(text)}", f"relative paths begin at {quoted(self.first)}"
            ) from None
        if stat.S_ISDIR(mode):
            raise InputError(f"{quoted(text)} is a folder, not a table", tables_in(path))
        if not stat.S_ISREG(mode):
            raise InputError(f"{quoted(text)} is not a regular file", "name a CSV or Parquet file")
        return path

    def workspace(self, text: str) -> Path:
        """The workspace at a path or around it, without looking above the roots.

        Its handoff may name tables by absolute paths; those must lie inside the roots too, because the steps read them.
        """
        path = self.inside(text)
        for folder in (path, *path.parents):
            if not any(folder.is_relative_to(root) for root in self.folders):
                break
            if (folder / workspaces.HANDOFF).is_file():
                self._check_sources(folder)
                return folder
        raise PaperError(f"there is no workspace at {quoted(text)}", "start one with profile_data")

    def new_home(self, table: Path) -> Path:
        """The folder for new workspaces; OutsideError when it, or one in it of that name, is a link that leads out."""
        home = self.inside("output")
        for place in home.glob(f"{workspaces.slug_of(table)}*"):
            self.inside(place)
        return home

    def _check_sources(self, folder: Path) -> None:
        for source in _sources(self.inside(folder / workspaces.HANDOFF)):
            path = self.inside(source)
            if path.exists() and not (path.is_file() or path.is_dir()):
                raise PaperError(f"{workspaces.HANDOFF} names {quoted(source)}, which is no regular file or folder")

    def _outside(self, text: str | Path) -> OutsideError:
        allowed = ", ".join(quoted(folder) for folder in self.folders[:5])
        return OutsideError(
            f"{quoted(text, 120)} is outside the workspace roots",
            f"the tools may use {allowed}; `mlwright serve --root` names others",
        )


def _sources(handoff: Path) -> list[Path]:
    """The absolute paths that a handoff names; a broken one names none, and the step will say what is wrong with it."""
    most = workspaces.LARGEST_HANDOFF
    try:
        paper = specs.Handoff.model_validate_json(read_regular(handoff, most))
    except TooLargeError:
        raise PaperError(f"{workspaces.HANDOFF} has more than {most} bytes", "it was not written by mlwright") from None
    except (OSError, ValueError):
        return []
    named = {Path(name) for stamp in paper.stages.values() for name in stamp.made_from}
    return [Path(paper.source).absolute(), *sorted(path for path in named if path.is_absolute())]
