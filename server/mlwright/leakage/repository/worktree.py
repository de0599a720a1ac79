"""Taking down the files on disk in the private index, so that the work tree compares like a commit.

git only says which files to look at; they are read here, without links and without filters.
"""

import os

from mlwright.errors import quoted
from mlwright.leakage.repository.disk import Unreadable, inside, read_inside
from mlwright.leakage.repository.entries import REGULAR, SUBMODULE, Entry, parsed
from mlwright.leakage.repository.mirror import Mirror

DIRTY = ("diff-files", "--raw", "-z", "--no-abbrev", "--no-renames", "--ignore-submodules=all")
UNTRACKED = ("ls-files", "--others", "--exclude-standard", "-z")


def take(mirror: Mirror, suffixes: tuple[str, ...]) -> list[str]:
    """Bring the private index up to the disk, for paths with these suffixes; returns notes on what was left out."""
    notes: list[str] = []
    removed: list[bytes] = []
    kept: list[bytes] = []
    for entry in parsed(mirror.git(*DIRTY, on_disk=True)):
        if entry.old_mode == SUBMODULE or not inside(entry.new_path):
            continue  # the comparison that follows meets it again, and notes it
        if entry.status == "D":
            removed.append(_record(mirror, entry.new_path))
        elif entry.new_path.lower().endswith(suffixes):
            line = _taken(mirror, entry, notes)
            (kept if line is not None else removed).append(line or _record(mirror, entry.new_path))
    for path in untracked(mirror, notes, suffixes):
        line = _taken(mirror, Entry("0", "100644", "", "", "A", path, path), notes)
        kept += [line] if line else []
    if removed or kept:
        mirror.git("update-index", "-z", "--index-info", stdin=b"".join(removed + kept))
    return notes


def untracked(mirror: Mirror, notes: list[str], suffixes: tuple[str, ...], below: str = "") -> list[str]:
    """Paths that are neither tracked nor ignored; a repository within the work tree becomes a note."""
    found = []
    limit = ("--", below) if below else ()
    for path in os.fsdecode(mirror.git(*UNTRACKED, *limit, on_disk=True)).split("\0")[:-1]:
        if path.endswith("/"):
            notes.append(f"{quoted(path)} is a repository of its own: not reviewed")
        elif path.lower().endswith(suffixes) and inside(path):
            found.append(path)
    return found


def _taken(mirror: Mirror, entry: Entry, notes: list[str]) -> bytes | None:
    try:
        data = read_inside(mirror.root, entry.new_path)
    except FileNotFoundError:
        return None
    except Unreadable as fault:
        notes.append(f"{quoted(entry.new_path)} {fault}: not reviewed")
        return None
    if entry.old_id in (mirror.name("blob", data), mirror.name("blob", data.replace(b"\r\n", b"\n"))):
        return _record(mirror, entry.new_path, entry.old_id, entry.old_mode)  # touched, or checked out with CR LF
    mode = entry.new_mode if entry.new_mode in REGULAR else "100644"
    return _record(mirror, entry.new_path, mirror.store("blob", data), mode)


def _record(mirror: Mirror, path: str, name: str | None = None, mode: str = "0") -> bytes:
    return f"{mode} {name or '0' * len(mirror.empty_tree)}\t".encode() + os.fsencode(path) + b"\0"
