"""Documented commands, executed one after the other in a scratch project, with their outcome held against the text."""

import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from mlwright.functionality.documents import Shown
from mlwright.functionality.scratch import build

State = Literal["ok", "failed", "skipped"]
BUDGET = "2"
TIMED = ("run", "config", "train")
"""Commands that take a budget: the audit asks for a small one."""
STANDS_FOR = {
    "DATA": "data/churn.csv",
    "NEW_DATA": "new.csv",
    "WORKSPACE": "output/churn",
    "PATHS": "src",
    "DIR": ".",
    "SCRIPT": "train.py",
    "CODE": "LK101",
    "...": "predict which customers leave",
}
BY_OPTION = {
    ("--by", "NAME"): "your name",
    ("--target", "NAME"): "Churn",
    ("--target", "COLUMN"): "y",
    ("--split", "COLUMN"): "part",
    ("--data", "FILE"): "train.csv",
    ("--out", "FILE"): "scored.csv",
    ("--output", "FILE"): "report.txt",
    ("--baseline", "FILE"): "review-baseline.json",
    ("--compact", "FILE"): "README.md",
    ("--run", "exp-NNN"): "exp-001",
}
PLACEHOLDER = re.compile(r"[A-Z][A-Z_]*[A-Z]|[A-Z]")
LONGEST = 120.0
"""Seconds for one command."""


class Outcome(NamedTuple):
    """A documented command, what was run for it, and how that ended."""

    shown: Shown
    ran: str
    state: State
    why: str = ""
    seconds: float = 0.0


def audit(
    commands: Sequence[Shown], *, program: Sequence[str] = (), tell: Callable[[Outcome], None] | None = None
) -> list[Outcome]:
    """Run commands in a fresh scratch project up to the first that does not do what the paper says.

    `program` stands for `mlwright`, by default this interpreter's own.
    """
    outcomes: list[Outcome] = []
    known: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory(prefix="mlwright-audit-") as name:
        folder = Path(name).resolve() / "project"
        folder.mkdir()
        build(folder)
        for shown in commands:
            outcome = _outcome(shown, folder, list(program) or [sys.executable, "-m", "mlwright"], known)
            outcomes.append(outcome)
            if tell is not None:
                tell(outcome)
            if outcome.state == "failed":
                break
    return outcomes


def _outcome(shown: Shown, folder: Path, program: list[str], known: dict[str, Outcome]) -> Outcome:
    if shown.skip:
        return Outcome(shown, "", "skipped", shown.skip)
    try:
        words = concrete(shown.text)
    except ValueError as error:
        return Outcome(shown, shown.text, "failed", str(error))
    text = shlex.join(words)
    if text in known:
        before = known[text]
        return before._replace(shown=shown, seconds=0.0, why=f"as at {before.shown.place}")
    outcome = _run(shown, [*program, *words[1:]], text, folder)
    known[text] = outcome
    return outcome


def concrete(text: str) -> list[str]:
    """The words of a command, with its placeholders filled in and a small budget; ValueError for an unknown one."""
    words = shlex.split(text)
    filled = words[:1]
    for before, word in pairwise(words):
        value = BY_OPTION.get((before, word)) or STANDS_FOR.get(word)
        if value is None and PLACEHOLDER.fullmatch(word):
            raise ValueError(f"the audit does not know what {word} stands for")
        filled.append(value or word)
    if len(filled) > 1 and filled[1] in TIMED:
        if "--budget" in filled:
            filled[filled.index("--budget") + 1] = BUDGET
        else:
            filled += ["--budget", BUDGET]
    if words[1:3] == ["profile", "DATA"] and not {"--target", "--goal"} & set(words):
        # where a paper leaves the target to a conversation, the audit is who answers
        filled += ["--target", "Churn"]
    return filled


def _run(shown: Shown, command: list[str], text: str, folder: Path) -> Outcome:
    started = time.perf_counter()
    try:
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return Outcome(shown, text, "failed", f"did not end within {LONGEST:g} s", LONGEST)
    seconds = time.perf_counter() - started
    if done.returncode == shown.exit:
        return Outcome(shown, text, "ok", "", seconds)
    last = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()[-2:]
    why = f"exit code {done.returncode}, expected {shown.exit}: {' / '.join(last)[:300]}"
    return Outcome(shown, text, "failed", why, seconds)
