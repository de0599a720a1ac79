"""The reviewer and its peers on the same files, with one way of matching findings to marks.

Every file is handed over as a flat script (cells of a notebook one after the other), with its marks taken out. A finding
hits a mark when it is of the same kind and at most three lines away; rules of a peer that speak of other things than our
kinds (seeds, stratification, encodings) are not counted against it. Low confidence counts for nobody.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.leakage.marks import KIND, MARK, marks

from mlwright.leakage import Source, read

NEAR = 3
INSTALL = ("leaklens-ml", "mlguard-lint")
LEAKLENS = {
    "preprocess_before_split": "preprocessing",
    "transformer_before_split": "preprocessing",
    "encoder_before_split": "preprocessing",
    "resample_before_split": "preprocessing",
    "preprocess_outside_cv": "preprocessing",
    "resample_outside_cv": "preprocessing",
    "fit_on_full_data": "preprocessing",
    "fit_on_eval_data": "preprocessing",
}
MLGUARD = {
    "MLG001": "preprocessing",
    "MLG002": "preprocessing",
    "MLG003": "overlap",
    "MLG004": "preprocessing",
    "MLG007": "groups",
    "MLG008": "tuning",
    "MLG010": "tuning",
    "MLG011": "preprocessing",
    "MLG012": "overlap",
    "MLG013": "preprocessing",
    "MLG014": "time",
    "MLG015": "target",
    "MLG016": "preprocessing",
    "MLG018": "preprocessing",
    "MLG020": "target",
    "MLG021": "preprocessing",
}


class Alarm(NamedTuple):
    path: str
    line: int
    kind: str


class Tool(NamedTuple):
    name: str
    command: Callable[[str], list[str]]
    alarms: Callable[[str], Iterator[Alarm]]


class Label(NamedTuple):
    kinds: frozenset[str]
    line: int
    sure: bool


def install(venv: Path) -> list[str]:
    """Peers that are there, installed into an environment of their own where they are not."""
    if not (venv / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    there = []
    for name, program in zip(INSTALL, ("leaklens", "mlguard-lint"), strict=True):
        if not (venv / "bin" / program).exists():
            subprocess.run([str(venv / "bin" / "pip"), "install", "--quiet", name], check=False, capture_output=True)
        if (venv / "bin" / program).exists():
            there.append(program)
        else:
            print(f"{name}: skipped, it could not be installed")
    return there


def _ours(text: str) -> Iterator[Alarm]:
    for item in json.loads(text)["findings"]:
        if item["code"] in KIND:
            yield Alarm(item["place"]["path"], item["place"]["line"], KIND[item["code"]])


def _leaklens(text: str) -> Iterator[Alarm]:
    for item in json.loads(text)["findings"]:
        if item["kind"] in LEAKLENS and item["severity"] != "low":
            path, _, line = item["column"].rpartition(":")
            yield Alarm(path, int(line), LEAKLENS[item["kind"]])


def _mlguard(text: str) -> Iterator[Alarm]:
    for item in json.loads(text):
        if item["rule_id"] in MLGUARD and item["confidence"] != "low":
            yield Alarm(item["path"], item["line"], MLGUARD[item["rule_id"]])


def tools(venv: Path, command: str) -> list[Tool]:
    peers = {
        "leaklens": Tool(
            "leaklens-ml", lambda path: [str(venv / "bin" / "leaklens"), "--scan", path, "--json"], _leaklens
        ),
        "mlguard-lint": Tool(
            "mlguard-lint", lambda path: [str(venv / "bin" / "mlguard-lint"), path, "--format", "json"], _mlguard
        ),
    }
    ours = Tool(
        "mlwright", lambda path: [command, "review", path, "--format", "json", "--exit-zero", "--jobs", "1"], _ours
    )
    return [ours, *(peers[name] for name in install(venv))]


def flatten(source: Source, target: Path) -> None:
    """Write a file as a script without its marks."""
    lines = [re.sub(r"# corpus:.*", "#", MARK.sub("", line)) for line in source.text.split("\n")]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines), encoding="utf-8")


def from_marks(corpus: Path, folder: Path) -> dict[str, list[Label]]:
    """Flat copies of the corpus, and what its marks say."""
    found = {}
    for path in sorted(item for item in corpus.rglob("*") if item.suffix in {".py", ".ipynb"}):
        relative = path.relative_to(corpus)
        if relative.parts[0] == "hygiene":
            continue
        source = read(str(path), path.read_bytes())
        target = folder / relative.parent / f"{path.stem}{'_nb' if path.suffix == '.ipynb' else ''}.py"
        flatten(source, target)
        flat = {source.place(number)[1:]: number for number in range(len(source.lines), 0, -1)}
        where = {(source.place(number).cell, source.place(number).line): number for number in flat.values()}
        found[str(target)] = [
            Label(frozenset(KIND[code] for code in mark.codes if code in KIND), where[mark.cell, mark.line], True)
            for mark in marks(source)
            if mark.codes[0] in KIND
        ]
    return found


def from_labels(file: Path, folder: Path) -> dict[str, list[Label]]:
    """Flat copies of files that a labels.json beside them judges."""
    found = {}
    for relative, labels in json.loads(file.read_text(encoding="utf-8")).items():
        path = file.parent / relative
        source = read(str(path), path.read_bytes())
        target = folder / f"{relative.replace('/', '__')}.py"
        flatten(source, target)
        places = [source.place(number) for number in range(1, len(source.lines) + 1)]
        where = {(place.cell, place.line): number for number, place in enumerate(places, 1)}
        found[str(target)] = [
            Label(
                frozenset(KIND[code] for code in (item["code"], *item.get("also", ())) if code in KIND),
                where.get((item.get("cell"), item["line"]), 0),
                item.get("sure", True),
            )
            for item in labels
            if item["code"] in KIND
        ]
    return found


class Judged(NamedTuple):
    hit: int
    wrong: int
    missed: int
    clean: int
    alarmed: int


def judge(labels: dict[str, list[Label]], alarms: list[Alarm]) -> Judged:
    """Pair alarms with labels; what is not sure counts neither way."""
    hit = wrong = missed = clean = alarmed = 0
    for path, expected in labels.items():
        left = sorted({alarm for alarm in alarms if alarm.path == path})
        mine = bool(left)
        for label in sorted(expected, key=lambda item: not item.sure):
            found = next((alarm for alarm in left if _names(alarm, label)), None)
            if found is not None:
                left.remove(found)
            if label.sure:
                hit, missed = hit + (found is not None), missed + (found is None)
        wrong += sum(not any(_names(alarm, label) for label in expected) for alarm in left)
        if not expected:
            clean, alarmed = clean + 1, alarmed + mine
    return Judged(hit, wrong, missed, clean, alarmed)


def _names(alarm: Alarm, label: Label) -> bool:
    return alarm.kind in label.kinds and abs(alarm.line - label.line) <= NEAR


def run(tool: Tool, path: str) -> tuple[str, float]:
    """Standard output and CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(tool.command(path), capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(venv: Path, command: str, corpus: Path, labels_file: Path | None) -> str:
    """A table of quality and time, with ratios to ours."""
    rows = ["| tool | true | false | missed | precision | recall | clean files alarmed | folder CPU s | one file CPU s | CPU beside ours |",
            "|---|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    base = None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        labels = from_labels(labels_file, folder) if labels_file is not None else from_marks(corpus, folder)
        first = next(iter(labels))
        for tool in tools(venv, command):
            text, seconds = run(tool, str(folder))
            single = min(run(tool, first)[1] for _ in range(5))
            result = judge(labels, [_absolute(alarm, folder) for alarm in tool.alarms(text)])
            base = base or (seconds, single)
            rows.append(_row(tool.name, result, seconds, single, base))
    return "\n".join(rows)


def _absolute(alarm: Alarm, folder: Path) -> Alarm:
    path = Path(alarm.path)
    return alarm._replace(path=str(path.resolve() if path.is_absolute() or path.exists() else folder / path))


def _row(name: str, result: Judged, seconds: float, single: float, base: tuple[float, float]) -> str:
    hit, wrong, missed, clean, alarmed = result
    return (
        f"| {name} | {hit} | {wrong} | {missed} | {hit / max(hit + wrong, 1):.2f} | {hit / max(hit + missed, 1):.2f} "
        f"| {alarmed} of {clean} | {seconds:.2f} | {single:.3f} | {seconds / base[0]:.1f}x folder, {single / base[1]:.1f}x file |"
    )


