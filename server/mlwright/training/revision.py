"""Which commit a folder stands at, from git's own files: git itself would run what a repository's settings name."""

import os
import re
from pathlib import Path

from mlwright.files import read_regular

LARGEST_PACKED = 64 * 1024 * 1024
LARGEST_POINTER = 8192
HASH = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
BRANCH = re.compile(rb"ref: (refs/[^\s\0-\x1f\x7f]+)")
WORKTREE = re.compile(rb"^\s*worktree\s*=\s*(.+?)\s*$", re.MULTILINE)
DEEPEST = 5
"""Symbolic refs may name symbolic refs; git follows as many."""


def commit_at(folder: Path) -> str | None:
    """The commit checked out around `folder`; None without one, and where the repository is not the folder's own."""
    try:
        start = folder.resolve()
        for place in (start, *start.parents):
            entry = place / ".git"
            if os.path.lexists(entry):
                gitdir = _gitdir(entry)
                return None if gitdir is None else _resolved(gitdir, b"HEAD")
    except (OSError, RuntimeError, ValueError):  # nothing there, no permission, links in a circle, a NUL in a name
        return None
    return None


def _gitdir(entry: Path) -> Path | None:
    """The git directory that a `.git` is, or names; one elsewhere must name this work tree in return."""
    if entry.is_symlink():
        return None
    if entry.is_dir():
        return entry
    text = _line(entry)
    if not text.startswith(b"gitdir: "):
        return None
    gitdir = Path(os.path.realpath(entry.parent / os.fsdecode(text.removeprefix(b"gitdir: "))))
    own = gitdir.is_relative_to(entry.parent) or _back(gitdir) in (os.path.realpath(entry), str(entry.parent))
    return gitdir if own else None


def _back(gitdir: Path) -> str:
    """The `.git` file that a linked work tree's git directory names, or the work tree that a submodule's does."""
    if (gitdir / "gitdir").is_file():
        return os.path.realpath(gitdir / os.fsdecode(_line(gitdir / "gitdir")))
    named = WORKTREE.search(_read(gitdir / "config", LARGEST_PACKED))
    return os.path.realpath(gitdir / os.fsdecode(named[1])) if named else ""


def _resolved(gitdir: Path, name: bytes) -> str | None:
    shared = gitdir / "commondir"
    common = gitdir / os.fsdecode(_line(shared)) if shared.is_file() else gitdir
    for _ in range(DEEPEST):
        text = _ref(gitdir if name == b"HEAD" else common, name)
        if HASH.fullmatch(text):
            return text.decode()
        branch = BRANCH.fullmatch(text)
        if branch is None or b".." in branch[1]:
            return None
        name = branch[1]
    return None


def _ref(folder: Path, name: bytes) -> bytes:
    try:
        return _line(folder / os.fsdecode(name))
    except FileNotFoundError:
        packed = _read(folder / "packed-refs", LARGEST_PACKED)
    pairs = (line.split(b" ", 1) for line in packed.splitlines() if b" " in line)
    return next((value for value, other in pairs if other == name), b"")


def _line(path: Path) -> bytes:
    return _read(path, LARGEST_POINTER).partition(b"\n")[0].strip()


def _read(path: Path, most: int) -> bytes:
    return read_regular(path, most, flags=os.O_NOFOLLOW)
