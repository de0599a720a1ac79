"""Files → findings: each file as text or as artefact, within bounds."""
# paths are shown as they were given, and pathlib rewrites them
# ruff: noqa: PTH112, PTH113, PTH118, PTH120, PTH123, PTH202

import os
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from mlwright.scanning.allowances import Allowances
from mlwright.scanning.artefacts import artefact, is_artefact
from mlwright.scanning.assignments import assigned
from mlwright.scanning.findings import LEVELS, Finding, Level, Note, Place
from mlwright.scanning.inventory import Inventory, take_inventory
from mlwright.scanning.large import LARGEST, large_files
from mlwright.scanning.passages import Lines, Passage, decoded, passages
from mlwright.scanning.personal import personal
from mlwright.scanning.secrets import Hit, passwords_in_urls, private_keys, tokens
from mlwright.scanning.supplies import supplies
from mlwright.scanning.walk import exclusions, walk
from mlwright.scanning.yaml_tags import python_tags

MOST_TEXT = 8 << 20
"""Bytes of a text that are read; notebooks must be whole to be understood."""
MOST_NOTEBOOK = 64 << 20
MOST_OF_A_CODE = 25
LOCKS = ("requirements.lock", "uv.lock", "poetry.lock", "pdm.lock", "pixi.lock", "conda-lock.yml", "Pipfile.lock")
COUNTED = ("SC811", "SC812", "SC813", "SC814", "SC815")
"""Of these one finding a file says how many there are: a table has one a row."""


Part = Literal["findings", "inventory"]


class Scan(NamedTuple):
    """What was found at or above the asked-for confidence, what was not read, and what a project has already."""

    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    files: int
    hidden: int = 0
    inventory: Inventory | None = None
    only: Part | None = None


def scan(
    paths: Sequence[str], min_confidence: Level = "medium", *, largest: int = LARGEST, only: Part | None = None
) -> Scan:
    """Scan files and folders; InputError when one does not exist or the settings are wrong.

    `largest` is the size above which data and models belong in git-lfs; `only` leaves out the other part.
    """
    first = paths[0] if paths else "."
    top = first if os.path.isdir(first) else os.path.dirname(first) or "."
    left_out = exclusions(top)
    files, notes = walk(paths or (".",), left_out)
    said: list[Finding | Note] = [*notes]
    if only != "inventory":
        for path in files:
            said += examine(path)
        said += large_files(files, largest)
    findings = [item for item in said if isinstance(item, Finding)]
    least = LEVELS.index(min_confidence)
    shown = tuple(item for item in findings if LEVELS.index(item.confidence) >= least)
    remarks = tuple(item for item in said if isinstance(item, Note))
    inventory = take_inventory(files, min_confidence, top) if only != "findings" else None
    if inventory and paths and not any(map(os.path.isdir, paths)):
        inventory = inventory._replace(whole=False)
    return Scan(shown, remarks, len(files), len(findings) - len(shown), inventory, only)


def examine(path: str) -> list[Finding | Note]:
    """Everything one file has to say."""
    try:
        size = os.path.getsize(path)
        with open(path, "rb") as file:
            head = file.read(512)
            if is_artefact(head, path):
                file.seek(0)
                return list(artefact(file, Place(path), size, _packed))
            most = MOST_NOTEBOOK if path.lower().endswith(".ipynb") else MOST_TEXT
            data = head + file.read(most - len(head))
    except OSError as error:
        return [Note(Place(path), f"not read: {error.strerror or type(error).__name__}")]
    text = decoded(data)
    if text is None:
        return []
    remarks: list[Note] = []
    said: list[Finding | Note] = list(_text(text, path, remarks=remarks))
    said += remarks
    if size > len(data):
        said.append(Note(Place(path), f"only the first {len(data)} of {size} bytes were read"))
    return said


def _packed(data: bytes, place: Place) -> Iterator[Finding]:
    text = decoded(data[:MOST_TEXT])
    if text is not None:
        yield from _text(text, place.path, place.member)


def _text(text: str, path: str, member: str = "", remarks: list[Note] | None = None) -> Iterator[Finding]:
    folder = os.path.dirname(path)
    locked = any(os.path.isfile(os.path.join(folder, name)) for name in LOCKS)
    met: dict[str, dict[str, Finding]] = {}
    counts: dict[str, set[str]] = {}
    pieces = list(passages(text, path, member))
    allowances = Allowances(pieces)
    for passage in pieces:
        lines = Lines(passage.text)
        for hit in _hits(passage, locked):
            finding = Finding(hit.code, hit.confidence, _place(passage, lines, hit), hit.message)
            if allowances.allows(finding):
                continue
            of_code = met.setdefault(hit.code, {})
            known = of_code.get(hit.value)
            if known is not None and LEVELS.index(known.confidence) >= LEVELS.index(hit.confidence):
                continue
            counts.setdefault(hit.code, set()).add(hit.value)
            if known is not None or len(of_code) < MOST_OF_A_CODE:
                of_code[hit.value] = finding
    if remarks is not None:
        remarks += allowances.notes()
    found = [
        finding for code, items in met.items() for finding in _merged(code, list(items.values()), len(counts[code]))
    ]
    yield from sorted(found, key=lambda item: (item.place.cell, item.place.line or 0, item.code))


def _hits(passage: Passage, locked: bool) -> Iterator[Hit]:
    text = passage.text
    taken: list[str] = []
    for hit in (*private_keys(text), *tokens(text), *passwords_in_urls(text)):
        taken.append(hit.value)
        yield hit
    for hit in assigned(passage):
        # a token with a known form is told once
        if not any(hit.value in value or value in hit.value for value in taken):
            yield hit
    yield from personal(passage)
    yield from supplies(passage, locked)
    yield from python_tags(passage)


def _place(passage: Passage, lines: Lines, hit: Hit) -> Place:
    return Place(passage.path, lines.at(hit.position), passage.cell, None, passage.member)


def _merged(code: str, findings: list[Finding], count: int) -> list[Finding]:
    if code not in COUNTED or count == 1:
        return findings
    first = max(findings, key=lambda item: LEVELS.index(item.confidence))
    return [first._replace(message=f"{first.message}, and {count - 1} more in this file")]
