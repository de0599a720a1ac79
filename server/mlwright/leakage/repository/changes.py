"""From git's entries to what a review reads: both contents, the changed lines, and notes on what is left out."""

from collections.abc import Iterable
from typing import NamedTuple

from mlwright.errors import quoted
from mlwright.leakage.repository.contents import contents
from mlwright.leakage.repository.disk import inside
from mlwright.leakage.repository.entries import LINK, REGULAR, SUBMODULE, Entry
from mlwright.leakage.repository.lines import changed, every
from mlwright.leakage.repository.mirror import Mirror

POINTER = b"version https://git-lfs.github.com/spec/"


class Change(NamedTuple):
    """One changed file: its contents before and after, and the lines (from 1) of the new one that were touched.

    Where lines were only deleted, `lines` holds the line before the gap and the line after it.
    """

    old_path: str | None
    new_path: str | None
    old: bytes | None
    new: bytes | None
    lines: frozenset[int]
    renamed: bool


class Pair(NamedTuple):
    """The two sides of an entry that are worth reading; None for a side that is not there."""

    old_path: str | None
    new_path: str | None
    old_id: str | None
    new_id: str | None


def build(mirror: Mirror, entries: Iterable[Entry], suffixes: tuple[str, ...]) -> tuple[list[Change], list[str]]:
    """The changes of files with these suffixes, in the order of their paths."""
    notes: list[str] = []
    pairs = [pair for entry in entries if (pair := _pair(entry, suffixes, notes)) is not None]
    found, missing = contents(mirror, (name for pair in pairs for name in (pair.old_id, pair.new_id) if name))
    kept = [fit for pair in pairs if (fit := _readable(pair, found, missing, notes)) is not None]
    differing = [pair for pair in kept if pair.old_id and pair.new_id and pair.old_id != pair.new_id]
    lines = changed(
        mirror,
        [(pair.old_id or "", pair.new_id or "") for pair in differing],
        [found[pair.new_id or ""] for pair in differing],
    )
    touched = dict(zip(differing, lines, strict=True))
    changes = [_change(pair, found, touched.get(pair)) for pair in kept]
    return sorted(changes, key=lambda change: change.new_path or change.old_path or ""), notes


def _pair(entry: Entry, suffixes: tuple[str, ...], notes: list[str]) -> Pair | None:
    """The sides that are regular files of a wanted kind; the old side also where only the new name is wanted."""
    if SUBMODULE in (entry.old_mode, entry.new_mode):
        notes.append(f"{quoted(entry.new_path)} is a submodule: its changes are not reviewed")
    if not (inside(entry.old_path) and inside(entry.new_path)):
        notes.append(f"{quoted(entry.new_path)} is no path within the repository: not reviewed")
        return None
    wanted = [path.lower().endswith(suffixes) for path in (entry.old_path, entry.new_path)]
    if entry.status == "U" and any(wanted):
        notes.append(f"{quoted(entry.new_path)} has an unresolved merge conflict: not reviewed")
    if LINK in (entry.old_mode, entry.new_mode) and any(wanted):
        notes.append(f"{quoted(entry.new_path)} is or was a symbolic link, which is not followed")
    new = entry.new_mode in REGULAR and wanted[1]
    old = entry.old_mode in REGULAR and (wanted[0] or new)
    same = entry.old_id == entry.new_id and entry.old_path == entry.new_path
    if not (old or new) or (old and new and same):
        return None
    return Pair(
        entry.old_path if old else None,
        entry.new_path if new else None,
        entry.old_id if old else None,
        entry.new_id if new else None,
    )


def _readable(pair: Pair, found: dict[str, bytes], missing: dict[str, str], notes: list[str]) -> Pair | None:
    path = pair.new_path or pair.old_path
    if pair.new_id in missing:
        notes.append(f"{quoted(path)} {missing[pair.new_id or '']}: not reviewed")
        return None
    texts = [found[name] for name in (pair.old_id, pair.new_id) if name in found]
    if any(text.startswith(POINTER) for text in texts):
        notes.append(f"{quoted(path)} is kept in Git LFS: not reviewed")
        return None
    if pair.new_id and b"\0" in found[pair.new_id][:8000]:
        notes.append(f"{quoted(path)} is binary: not reviewed")
        return None
    if pair.old_id in missing:
        why = missing[pair.old_id or ""]
        notes.append(f"the earlier content of {quoted(path)} {why}: the whole file counts as changed")
        return pair._replace(old_id=None)
    return pair


def _change(pair: Pair, found: dict[str, bytes], lines: frozenset[int] | None) -> Change:
    old = found[pair.old_id] if pair.old_id else None
    new = found[pair.new_id] if pair.new_id else None
    if lines is None:
        lines = every(new) if new is not None and old is None else frozenset()
    renamed = pair.old_path is not None and pair.new_path is not None and pair.old_path != pair.new_path
    return Change(pair.old_path, pair.new_path, old, new, lines, renamed)
