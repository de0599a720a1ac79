"""What is known of labelled files, and which alarms are right: the same for every tool.

Every file is handed over as a flat script (cells of a notebook one after the other), with its marks taken out. An
alarm hits a label when it is of the same kind and at most three lines away.
"""

import json
import re
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.leakage.marks import KIND, MARK, marks

from mlwright.leakage import Source, read

NEAR = 3
OTHER_CODES = frozenset({"hygiene"})


class Alarm(NamedTuple):
    """What a tool reports, in a flat file."""

    path: str
    line: int
    kind: str


class Label(NamedTuple):
    """A fault of a flat file; one that is not sure counts neither when it is found nor when it is missed."""

    kinds: frozenset[str]
    line: int
    sure: bool = True


class Judged(NamedTuple):
    hit: int
    wrong: int
    missed: int
    clean: int
    alarmed: int


Labels = dict[str, list[Label]]


def from_marks(corpus: Path, folder: Path) -> Labels:
    """Flat copies of the corpus, and what the marks at its lines say."""
    found = {}
    for path in sorted(item for item in corpus.rglob("*") if item.suffix in {".py", ".ipynb"}):
        relative = path.relative_to(corpus)
        if relative.parts[0] in OTHER_CODES:
            continue
        source = read(str(path), path.read_bytes())
        target = folder / relative.parent / f"{path.stem}{'_nb' if path.suffix == '.ipynb' else ''}.py"
        numbers = _flatten(source, target)
        found[str(target)] = [
            Label(_kinds(mark.codes), numbers[mark.cell, mark.line]) for mark in marks(source) if mark.codes[0] in KIND
        ]
    return found


def from_labels(file: Path, folder: Path) -> Labels:
    """Flat copies of the files that a labels.json beside them judges: path → code, also, line, cell, sure."""
    found = {}
    for relative, labels in json.loads(file.read_text(encoding="utf-8")).items():
        source = read(relative, (file.parent / relative).read_bytes())
        target = folder / f"{relative.replace('/', '__').replace('.', '_')}.py"
        numbers = _flatten(source, target)
        found[str(target)] = [
            Label(
                _kinds((item["code"], *item.get("also", ()))),
                numbers.get((item.get("cell"), item["line"]), 0),
                item.get("sure", True),
            )
            for item in labels
            if item["code"] in KIND
        ]
    return found


def _flatten(source: Source, target: Path) -> dict[tuple[int | None, int], int]:
    """Write a file as a script without its marks; cell and line → line there."""
    lines = [re.sub(r"# corpus:.*", "#", MARK.sub("", line)) for line in source.text.split("\n")]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines), encoding="utf-8")
    places = [source.place(number) for number in range(1, len(lines) + 1)]
    return {(place.cell, place.line): number for number, place in enumerate(places, 1)}


def _kinds(codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(KIND[code] for code in codes if code in KIND)


def judge(labels: Labels, alarms: list[Alarm]) -> Judged:
    """Pair alarms with labels, the sure ones first."""
    hit = wrong = missed = clean = alarmed = 0
    for path, expected in labels.items():
        left = sorted({alarm for alarm in alarms if alarm.path == path})
        if not expected:
            clean, alarmed = clean + 1, alarmed + bool(left)
        for label in sorted(expected, key=lambda item: not item.sure):
            found = next((alarm for alarm in left if _names(alarm, label)), None)
            if found is not None:
                left.remove(found)
            if label.sure:
                hit, missed = hit + (found is not None), missed + (found is None)
        wrong += sum(not any(_names(alarm, label) for label in expected) for alarm in left)
    return Judged(hit, wrong, missed, clean, alarmed)


def _names(alarm: Alarm, label: Label) -> bool:
    return alarm.kind in label.kinds and abs(alarm.line - label.line) <= NEAR
