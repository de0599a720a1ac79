"""Copying the names of a repository's commits, as data: nothing is resolved through links or settings."""

import os
import re
from pathlib import Path

from mlwright.leakage.repository.disk import Unreadable, read
from mlwright.leakage.repository.location import LARGEST_LIST, LARGEST_POINTER, Location, record

HEADS = ("HEAD", "FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD")
HASH = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
SYMBOLIC = re.compile(rb"ref: (refs/[^\s\0-\x1f\x7f]+)")
NAME = re.compile(rb"refs/[^\0- \x7f]+")


def copy_refs(place: Location, folder: Path) -> dict[str, str]:
    """Write a repository's refs into the private git directory; returns what each name stands for."""
    packed = _packed(record(place.common / "packed-refs", LARGEST_LIST) or b"")
    symbolic: dict[bytes, bytes] = {}
    for name, text in _loose(place.common):
        if HASH.fullmatch(text):
            packed[name] = text
        elif SYMBOLIC.fullmatch(text) and b".." not in name:
            symbolic[name] = text
    lines = [value + b" " + name for name, value in sorted(packed.items())]
    (folder / "packed-refs").write_bytes(b"\n".join([*lines, b""]))
    (folder / "refs").mkdir()
    for name, text in symbolic.items():
        target = folder / os.fsdecode(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text + b"\n")
    found = {os.fsdecode(name): value.decode() for name, value in packed.items()}
    found |= {os.fsdecode(name): os.fsdecode(text) for name, text in symbolic.items()}
    for head in HEADS:
        found |= _copied_head(place.gitdir / head, folder / head)
    _copy_reftable(place.common / "reftable", folder / "reftable")
    return found


def _packed(data: bytes) -> dict[bytes, bytes]:
    pairs = (line.split(b" ", 1) for line in data.splitlines() if line[:1] not in (b"#", b"^") and b" " in line)
    return {name: value for value, name in pairs if HASH.fullmatch(value) and NAME.fullmatch(name)}


def _loose(common: Path) -> list[tuple[bytes, bytes]]:
    found = []
    top = os.fsencode(common)
    for folder, folders, files in os.walk(top + b"/refs"):
        folders[:] = sorted(inner for inner in folders if inner != b"replace")
        for file in sorted(files):
            path = folder + b"/" + file
            name = path[len(top) + 1 :].replace(os.sep.encode(), b"/")
            if NAME.fullmatch(name):
                try:
                    found.append((name, read(os.fsdecode(path), LARGEST_POINTER).rstrip()))
                except (Unreadable, FileNotFoundError):
                    continue  # what is no ref names nothing; a review that asks for it says so
    return found


def _copied_head(source: Path, target: Path) -> dict[str, str]:
    text = (record(source, LARGEST_LIST) or b"").partition(b"\n")[0].partition(b"\t")[0].strip()
    if not (HASH.fullmatch(text) or SYMBOLIC.fullmatch(text)):
        if source.name != "HEAD":
            return {}
        text = b"ref: refs/heads/.invalid" if not text.startswith(b"ref: ") else text
    target.write_bytes(text + b"\n")
    return {source.name: os.fsdecode(text)}


def _copy_reftable(source: Path, target: Path) -> None:
    if not source.is_dir() or source.is_symlink():
        return
    target.mkdir()
    for entry in sorted(source.iterdir()):
        data = record(entry, LARGEST_LIST)
        if data is not None:
            (target / entry.name).write_bytes(data)
