"""Which files a work tree holds, as git knows them: tracked or not ignored."""

import os
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from mlwright.errors import RepositoryError, quoted
from mlwright.leakage.repository.disk import inside, is_regular
from mlwright.leakage.repository.entries import LINK, REGULAR, SUBMODULE, endings
from mlwright.leakage.repository.location import locate
from mlwright.leakage.repository.mirror import Mirror, mirrored
from mlwright.leakage.repository.worktree import untracked


class Listing(NamedTuple):
    """Files relative to the folder that was asked for, and what was left out."""

    paths: tuple[str, ...]
    notes: tuple[str, ...]


def files(where: Path | str, suffixes: Collection[str] = ("",)) -> tuple[str, ...] | None:
    """Files below `where`, relative to it, that are tracked or not ignored; None where git has no say about it."""
    found = listing(where, suffixes)
    return None if found is None else found.paths


def listing(where: Path | str, suffixes: Collection[str] = ("",)) -> Listing | None:
    """Like `files`, with notes; None also without git, and for a folder of which git knows no such file."""
    try:
        place = locate(Path(where))
        if place is None:
            return None
        below = Path(where).resolve().relative_to(place.root).as_posix()
        below = "" if below == "." else below
        with mirrored(place, index=True) as mirror:
            paths, notes = _listed(mirror, below, endings(suffixes))
    except (RepositoryError, OSError):
        return None  # the folder can be read without git
    if not paths and below:
        return None
    start = len(below) + 1 if below else 0
    return Listing(tuple(sorted(path[start:] for path in paths)), tuple(notes))


def _listed(mirror: Mirror, below: str, kinds: tuple[str, ...]) -> tuple[set[str], list[str]]:
    notes: list[str] = []
    found = set(untracked(mirror, notes, kinds, below))
    limit = ("--", below) if below else ()
    for record in os.fsdecode(mirror.git("ls-files", "-s", "-z", *limit)).split("\0")[:-1]:
        head, path = record.split("\t", 1)
        if head.startswith(SUBMODULE):
            notes.append(f"{quoted(path)} is a submodule: not reviewed")
        elif head.startswith(LINK):
            notes += _leading_out(mirror.root, path, kinds)
        elif head[:6] in REGULAR and path.lower().endswith(kinds) and inside(path):
            found.add(path)
    regular = {path for path in found if is_regular(mirror.root, path)}
    hidden = sorted(path for path in found - regular if _is_hidden(mirror.root, path))
    notes += [f"{quoted(path)} cannot be reached (no permission): not reviewed" for path in hidden]
    return regular, notes


def _leading_out(root: Path, path: str, kinds: tuple[str, ...]) -> list[str]:
    """A note on a link that leads out of the work tree, to a folder or to what looks like a wanted file."""
    real = os.path.realpath(root / path)
    if real.startswith(os.path.join(os.path.realpath(root), "")):
        return []
    wanted = path.lower().endswith(kinds) or os.path.isdir(real)
    return [f"{quoted(path)} is a symbolic link that leads out: not reviewed"] if wanted else []


def _is_hidden(root: Path, path: str) -> bool:
    try:
        (root / path).lstat()
    except PermissionError:
        return True
    except OSError:
        return False
    return False
