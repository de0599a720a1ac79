"""What git says changed: one entry per file, as `git diff --raw -z` prints them."""

import os
from collections.abc import Collection
from typing import NamedTuple

REGULAR = ("100644", "100755", "100664")
LINK = "120000"
SUBMODULE = "160000"


class Entry(NamedTuple):
    """One changed file: modes, object names and paths before and after (equal paths unless it was renamed)."""

    old_mode: str
    new_mode: str
    old_id: str
    new_id: str
    status: str
    old_path: str
    new_path: str


def parsed(raw: bytes) -> list[Entry]:
    """The entries of a raw diff with NUL ends."""
    fields = iter(os.fsdecode(raw).split("\0")[:-1])
    found = []
    for head in fields:
        old_mode, new_mode, old_id, new_id, status = head.removeprefix(":").split(" ")
        path = next(fields)
        second = next(fields) if status[0] in "RC" else path
        found.append(Entry(old_mode, new_mode, old_id, new_id, status[0], path, second))
    return found


def endings(suffixes: Collection[str]) -> tuple[str, ...]:
    """Endings of file names, in the lower case that paths are compared in."""
    return tuple(suffix.lower() for suffix in suffixes)
