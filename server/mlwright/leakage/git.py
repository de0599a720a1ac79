"""What changed in a git repository, and what it holds; nothing of the repository is run, nothing outside is read."""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from mlwright.errors import InputError, RepositoryError, quoted
from mlwright.leakage.repository import worktree as disk
from mlwright.leakage.repository.changes import Change, build
from mlwright.leakage.repository.entries import Entry, endings, parsed
from mlwright.leakage.repository.listing import Listing, files, listing
from mlwright.leakage.repository.location import required
from mlwright.leakage.repository.mirror import Mirror, mirrored
from mlwright.leakage.repository.revisions import INDEX, WORKTREE, Sides, ranged, since_default_branch, uncommitted
from mlwright.leakage.repository.snapshot import blob, blobs

__all__ = ["INDEX", "WORKTREE", "Change", "Diff", "Listing", "blob", "blobs", "diff", "files", "listing"]

RAW = ("--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv")


class Diff(NamedTuple):
    """A compared pair of states; `old_rev` and `new_rev` name them for `blob`, `base` and `head` for people."""

    root: Path
    base: str
    head: str
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    old_rev: str
    new_rev: str
    based: bool = True
    """False where a default branch was to be compared with and there is none."""


def diff(
    where: Path | str,
    *,
    ranges: str | None = None,
    staged: bool = False,
    worktree: bool = False,
    suffixes: Collection[str],
) -> Diff:
    """Compare two states of the repository that holds `where`.

    Args:
        ranges: "BASE..HEAD" (directly), "BASE...HEAD" (from where they parted), "REV^!" (one commit), or "REV",
            which means "REV...HEAD": what a pull request against REV shows.
        staged: HEAD against the index.
        worktree: HEAD against the files on disk, staged or not, with untracked files that are not ignored.
        suffixes: endings of the files to return, such as ".py".

    With none of the three: from where the default branch was left to the files on disk.
    """
    if (ranges is not None) + staged + worktree > 1:
        raise InputError("A range, the index and the work tree were asked for at once.", "Ask for one of them.")
    place = required(where)
    kinds = endings(suffixes)
    with mirrored(place, index=ranges is None) as mirror:
        sides = _sides(mirror, ranges, staged, worktree)
        notes = [*sides.notes, *_about(mirror, history=not (staged or worktree))]
        if sides.new == WORKTREE:
            notes += disk.take(mirror, kinds)
        changes, left_out = build(mirror, _entries(mirror, sides, notes), kinds)
    notes = list(dict.fromkeys(notes + left_out))
    return Diff(
        place.root, sides.old_words, sides.new_words, tuple(changes), tuple(notes), sides.old, sides.new, sides.based
    )


def _sides(mirror: Mirror, ranges: str | None, staged: bool, worktree: bool) -> Sides:
    if ranges is not None:
        return ranged(mirror, ranges)
    return uncommitted(mirror, INDEX if staged else WORKTREE) if staged or worktree else since_default_branch(mirror)


def _entries(mirror: Mirror, sides: Sides, notes: list[str]) -> list[Entry]:
    cached = sides.new in (INDEX, WORKTREE)
    command = ("diff-index", "--cached") if cached else ("diff-tree", "-r")
    states = (sides.old,) if cached else (sides.old, sides.new)
    try:
        return parsed(mirror.git(*command, *RAW, "-M", "-l1000", *states, "--"))
    except RepositoryError:
        if not mirror.partial:
            raise
        # Similar files are found by their content, which a partial clone need not have.
        found = parsed(mirror.git(*command, *RAW, "--no-renames", *states, "--"))
        notes.append("some contents are not in this clone: renamed files show as deleted and added")
        return found


def _about(mirror: Mirror, *, history: bool) -> list[str]:
    notes = ["the clone is shallow: older history is missing"] if mirror.shallow and history else []
    if mirror.foreign_tree is not None:
        notes.append(f"core.worktree names {quoted(mirror.foreign_tree)}, which is not followed")
    return notes
