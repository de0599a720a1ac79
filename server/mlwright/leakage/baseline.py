"""Findings that a project has already: only new ones are reported, and entries that no longer fit are named."""

import json
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from mlwright.errors import InputError, OutsideError, quoted
from mlwright.leakage.findings import Finding

VERSION = 1
LARGEST = 50_000_000
LONGEST_CONTEXT = 160


class Entry(NamedTuple):
    """What is remembered of one finding; `fingerprint` decides, the rest is for readers."""

    fingerprint: str
    code: str
    path: str
    context: str


class Compared(NamedTuple):
    """Findings that are not in the baseline, those that are, and entries that fit nothing any more."""

    findings: tuple[Finding, ...]
    known: tuple[Finding, ...]
    stale: tuple[Entry, ...]


def fingerprints(findings: Sequence[Finding], root: str = ".") -> Iterator[tuple[str, Finding]]:
    """A mark for each finding that survives moved lines: code, path, the line's text, and which of the equal ones."""
    from hashlib import sha256  # only reports and baselines that carry marks pay for it

    count: Counter[tuple[str, str, str]] = Counter()
    for finding in sorted(findings, key=_position):
        key = (finding.code, inside(finding.place.path, root), finding.context.strip())
        count[key] += 1
        raw = "\0".join((*key, str(count[key])))
        yield sha256(raw.encode("utf-8", "backslashreplace")).hexdigest()[:32], finding


def inside(path: str, root: str) -> str:
    """The path as seen from a folder, with slashes."""
    return os.path.relpath(path, root).replace(os.sep, "/")


def _position(finding: Finding) -> tuple[str, int, int, int, str]:
    place = finding.place
    return place.path, place.cell or 0, place.line, place.column, finding.code


def write(path: str, findings: Sequence[Finding], wanted: Callable[[Finding], bool]) -> int:
    """Write a baseline of the wanted ones among all findings; returns how many there are.

    All are needed because equal lines are numbered: the number must not depend on what is selected today.
    """
    root = os.path.dirname(os.path.abspath(path))
    entries = [
        {
            "fingerprint": mark,
            "code": finding.code,
            "path": inside(finding.place.path, root),
            "context": finding.context.strip()[:LONGEST_CONTEXT],
        }
        for mark, finding in fingerprints(findings, root)
        if wanted(finding)
    ]
    entries.sort(key=lambda item: (item["path"], item["code"], item["context"], item["fingerprint"]))
    text = json.dumps({"mlwright-review-baseline": VERSION, "findings": entries}, indent=1, ensure_ascii=True) + "\n"
    if os.path.islink(path):
        raise OutsideError(f"the baseline {quoted(path)} is a link", "name the file itself")
    if os.path.lexists(path):
        try:
            read(path)
        except InputError:
            way = "name another file, or remove this one first"
            raise InputError(f"{quoted(path)} is there and is no baseline: it is not overwritten", way) from None
    try:
        with open(f"{path}.part", "x", encoding="ascii") as stream:
            stream.write(text)
        os.replace(f"{path}.part", path)
    except OSError as error:
        raise InputError(f"cannot write the baseline {quoted(path)}: {error.strerror}", "name a file") from None
    return len(entries)


def read(path: str) -> tuple[Entry, ...]:
    """The entries of a baseline; InputError when the file is none."""
    try:
        paper: Any = json.loads(_regular(path))
    except OSError as error:
        raise InputError(f"cannot read the baseline {quoted(path)}: {error.strerror}", WRITE_ONE) from None
    except (ValueError, RecursionError):
        raise InputError(f"the baseline {quoted(path)} is not JSON", WRITE_ONE) from None
    version = paper.get("mlwright-review-baseline") if isinstance(paper, dict) else None
    if version != VERSION:
        raise InputError(f"{quoted(path)} is no baseline of version {VERSION}: {quoted(version)}", WRITE_ONE)
    try:
        return tuple(Entry(*(str(item[key]) for key in Entry._fields)) for item in paper["findings"])
    except (KeyError, TypeError):
        raise InputError(f"the baseline {quoted(path)} has an entry that cannot be read", WRITE_ONE) from None


def _regular(path: str) -> bytes:
    # opening a named pipe would wait for a writer
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise InputError(f"the baseline {quoted(path)} is not a regular file", WRITE_ONE)
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{quoted(path)} has more than {LARGEST} bytes", "it is no baseline")
    return data


WRITE_ONE = "`mlwright review --baseline FILE --write-baseline` writes one"


def compare(findings: Sequence[Finding], entries: Iterable[Entry], path: str, reviewed: Iterable[str]) -> Compared:
    """Part findings into new and known; entries of reviewed or vanished files that fit none of them are stale."""
    root = os.path.dirname(os.path.abspath(path))
    known = {entry.fingerprint: entry for entry in entries}
    new: list[Finding] = []
    old: list[Finding] = []
    met = set()
    for mark, finding in fingerprints(findings, root):
        (old if mark in known else new).append(finding)
        met.add(mark)
    looked_at = {inside(name, root) for name in reviewed}
    stale = [
        entry
        for mark, entry in known.items()
        if mark not in met and (entry.path in looked_at or not os.path.exists(os.path.join(root, entry.path)))
    ]
    return Compared(tuple(new), tuple(old), tuple(stale))
