"""The reviewer and its peers on the same files: quality by one way of matching, and CPU time.

Rules of a peer that speak of other things than our kinds (seeds, stratification, encodings) are not counted against
it, and what it is not sure of counts as little as what we are not sure of.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from leakage_labels import KIND, Alarm, Judged, from_labels, from_marks, judge

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


class Tool(NamedTuple):
    name: str
    command: Callable[[str], list[str]]
    alarms: Callable[[str], Iterator[Alarm]]


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


def run(tool: Tool, path: str) -> tuple[str, float]:
    """Standard output and CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(tool.command(path), capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


COLUMNS = (
    "tool", "true", "false", "missed", "precision", "recall", "clean files alarmed", "folder CPU s", "one file CPU s",
    "folder CPU beside ours", "one file CPU beside ours",
)  # fmt: skip


def compare(venv: Path, command: str, corpus: Path, labels_file: Path | None) -> str:
    """A table of quality and time, with ratios to ours."""
    rows = [f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|"]
    base = None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        labels = from_labels(labels_file, folder) if labels_file is not None else from_marks(corpus, folder)
        first = next(iter(labels))
        for tool in tools(venv, command):
            single = min(run(tool, first)[1] for _ in range(5))  # the first of them compiles the tool's modules
            text, seconds = run(tool, str(folder))
            result = judge(labels, [_absolute(alarm, folder) for alarm in tool.alarms(text)])
            base = base or (seconds, single)
            rows.append(_row(tool.name, result, (seconds, single), base))
    return "\n".join(rows)


def _absolute(alarm: Alarm, folder: Path) -> Alarm:
    path = Path(alarm.path)
    return alarm._replace(path=str(path.resolve() if path.is_absolute() or path.exists() else folder / path))


def _row(name: str, result: Judged, times: tuple[float, float], base: tuple[float, float]) -> str:
    hit, wrong, missed, clean, alarmed = result
    shares = [f"{hit / max(hit + wrong, 1):.2f}", f"{hit / max(hit + missed, 1):.2f}", f"{alarmed} of {clean}"]
    seconds = [
        f"{times[0]:.2f}",
        f"{times[1]:.3f}",
        *(f"{mine / ours:.1f}" for mine, ours in zip(times, base, strict=True)),
    ]
    return f"| {' | '.join([name, str(hit), str(wrong), str(missed), *shares, *seconds])} |"
