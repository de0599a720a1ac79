"""Finding the repository a path lies in, and refusing one that would show what is stored elsewhere."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from mlwright.errors import InputError, RepositoryError, quoted
from mlwright.leakage.repository.disk import Unreadable, read

LARGEST_POINTER = 8192
LARGEST_SETTINGS = 1_000_000
LARGEST_LIST = 64_000_000


class Location(NamedTuple):
    """Top of a work tree, its git directory, and the directory with refs and objects (another for linked trees)."""

    root: Path
    gitdir: Path
    common: Path


def locate(where: Path) -> Location | None:
    """The repository whose work tree holds `where`, or None; only a `.git` counts, never a folder that looks bare."""
    try:
        start = where.resolve()
        missing = not start.exists()
    except (OSError, RuntimeError, ValueError):  # no permission, a circle of links, a NUL
        missing = True
    if missing:
        raise InputError(f"There is nothing to be read at {quoted(where)}.", "Name an existing file or folder.")
    for folder in (start, *start.parents):
        entry = folder / ".git"
        if entry.is_dir() and not os.access(entry, os.R_OK | os.X_OK):
            raise RepositoryError(f"{quoted(entry)} cannot be read.", "Allow reading it, or name the files to review.")
        if entry.is_symlink():
            raise _elsewhere(entry, "is a symbolic link")
        if entry.is_file():
            return _pointed(folder, entry)
        if entry.is_dir() and (entry / "objects").is_dir() and os.path.lexists(entry / "HEAD"):
            return _checked(folder, entry)
    return None


def required(where: Path | str) -> Location:
    place = locate(Path(where))
    if place is None:
        raise RepositoryError(
            f"{quoted(where)} does not lie in a git repository.",
            "Name files or folders to review, or go to a folder with a .git.",
        )
    return place


def pointer(path: Path) -> str | None:
    """The first line of one of git's small files, or None where it is missing."""
    data = record(path, LARGEST_POINTER)
    return None if data is None else os.fsdecode(data.partition(b"\n")[0].rstrip(b"\r"))


def record(path: Path, largest: int) -> bytes | None:
    """One of git's own files, or None where it is missing; a link or anything else odd is an error."""
    try:
        return read(path, largest)
    except FileNotFoundError:
        return None
    except Unreadable as fault:
        raise RepositoryError(
            f"{quoted(path)} {fault}.", "A repository made by git has a regular file there; clone it afresh."
        ) from None


def settings(path: Path) -> dict[str, str]:
    """The plain `section.key` values of a git config file, keys in lower case; includes are not followed."""
    data = record(path, LARGEST_SETTINGS) or b""
    section, found = "", {}
    for line in data.decode("utf-8", "replace").splitlines():
        if header := re.match(r'\s*\[([^\]"]*)("[^"]*")?\]', line):
            section, line = header[1].strip().lower() if header[2] is None else "", line[header.end() :]
        if value := re.match(r'\s*([A-Za-z][\w-]*)\s*(?:=\s*("[^"]*"|[^#;]*))?', line):
            found[f"{section}.{value[1].lower()}"] = "true" if value[2] is None else value[2].strip().strip('"')
    return found


def _pointed(root: Path, entry: Path) -> Location:
    text = pointer(entry) or ""
    if not text.startswith("gitdir: "):
        raise _elsewhere(entry, "is a file that names no git directory")
    gitdir = Path(os.path.realpath(root / text.removeprefix("gitdir: ")))
    if not (gitdir / "HEAD").is_file():
        raise _elsewhere(entry, "points to a folder that is no git directory")
    if root not in gitdir.parents and not _acknowledged(gitdir, entry):
        raise _elsewhere(entry, "points to a git directory elsewhere, which does not name this work tree in return")
    return _checked(root, gitdir)


def _acknowledged(gitdir: Path, entry: Path) -> bool:
    """Whether a git directory names the work tree that claims it; nobody can write that into a stranger's."""
    back = pointer(gitdir / "gitdir")
    if back is not None:
        return os.path.realpath(gitdir / back) == os.path.realpath(entry)
    tree = settings(gitdir / "config").get("core.worktree")
    return tree is not None and os.path.realpath(gitdir / tree) == os.path.realpath(entry.parent)


def _checked(root: Path, gitdir: Path) -> Location:
    shared = pointer(gitdir / "commondir")
    common = gitdir if shared is None else Path(os.path.realpath(gitdir / shared))
    linked = gitdir.parent.name == "worktrees" and gitdir.parent.parent == common
    if common != gitdir and not linked and root not in common.parents:
        raise _elsewhere(gitdir / "commondir", "points to another repository")
    return Location(root, gitdir, common)


def _elsewhere(path: Path, what: str) -> RepositoryError:
    return RepositoryError(
        f"{quoted(path)} {what}, so what git would show may not belong to this folder.",
        "Review from a normal clone or a work tree made by `git worktree add`, or name the files to review.",
    )
