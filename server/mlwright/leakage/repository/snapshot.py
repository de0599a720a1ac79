"""Single files of one state of a repository: a commit, the index, or the disk."""

import os
from collections.abc import Iterable
from pathlib import Path

from mlwright.leakage.repository.contents import contents
from mlwright.leakage.repository.disk import Unreadable, inside, read_inside
from mlwright.leakage.repository.entries import REGULAR
from mlwright.leakage.repository.location import required
from mlwright.leakage.repository.mirror import Mirror, mirrored
from mlwright.leakage.repository.revisions import INDEX, WORKTREE, commit

MOST_PATHS = 200


def blob(where: Path | str, rev: str, path: str) -> bytes | None:
    """The content of one file at a commit, in the index (INDEX) or on disk (WORKTREE); None where there is none."""
    return blobs(where, rev, [path]).get(path)


def blobs(where: Path | str, rev: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Like `blob`, for many paths relative to the top of the repository; only those that are regular files."""
    place = required(where)
    wanted = sorted({path for path in paths if inside(path)})
    if rev == WORKTREE:
        return _on_disk(place.root, wanted)
    with mirrored(place, index=rev == INDEX) as mirror:
        found = dict(
            pair
            for start in range(0, len(wanted), MOST_PATHS)
            for pair in _named(mirror, rev, wanted[start : start + MOST_PATHS])
        )
        texts, _ = contents(mirror, found.values())
    return {path: texts[name] for path, name in found.items() if name in texts}


def _on_disk(root: Path, paths: list[str]) -> dict[str, bytes]:
    found = {}
    for path in paths:
        try:
            found[path] = read_inside(root, path)
        except (FileNotFoundError, Unreadable):
            continue
    return found


def _named(mirror: Mirror, rev: str, paths: list[str]) -> list[tuple[str, str]]:
    if rev == INDEX:
        listed = mirror.git("ls-files", "-s", "-z", "--", *paths)
    else:
        tree = rev if rev == mirror.empty_tree else commit(mirror, rev)
        listed = mirror.git("ls-tree", "-r", "-z", tree, "--", *paths) if tree else b""
    pairs = []
    for record in os.fsdecode(listed).split("\0")[:-1]:
        head, path = record.split("\t", 1)
        mode, *middle = head.split(" ")
        if mode in REGULAR and path in paths:
            pairs.append((path, middle[1] if rev != INDEX else middle[0]))
    return pairs
