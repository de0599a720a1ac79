"""Documented commands, executed one after the other in a scratch project, with their outcome held against the text."""

import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from mlwright.functionality.documents import Shown
from mlwright.functionality.executing import executed, served
from mlwright.functionality.placeholders import command_of, concrete
from mlwright.functionality.scratch import build

State = Literal["ok", "failed", "skipped"]
USAGE = 2
"""The exit code of a command that is not called as it wants to be."""
ITSELF = "mlwright audit"


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

    `program` stands for `mlwright`, by default this interpreter's own. The home folder of what runs is empty and
    lies in the scratch, so that nothing of the user's is read or touched.
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
    if shown.text == ITSELF:
        return Outcome(shown, "", "skipped", "it would run itself")
    try:
        words = concrete(shown.text)
    except ValueError as error:
        return Outcome(shown, shown.text, "failed", str(error))
    text = shlex.join(words)
    if text in known and known[text].shown.exit == shown.exit:
        before = known[text]
        again = before._replace(shown=shown, seconds=0.0, why=f"as at {before.shown.place}")
        return _written(again, folder, words)
    outcome = _written(_run(shown, [*program, *words[1:]], text, folder), folder, words)
    known[text] = outcome
    return outcome


def _run(shown: Shown, command: list[str], text: str, folder: Path) -> Outcome:
    started = time.perf_counter()
    try:
        ended = (served if "--http" in command else executed)(command, folder)
    except subprocess.TimeoutExpired as error:
        return Outcome(shown, text, "failed", f"did not end within {error.timeout:g} s", time.perf_counter() - started)
    seconds = time.perf_counter() - started
    if ended.code == shown.exit:
        return Outcome(shown, text, "ok", "", seconds)
    said = ended.said.decode("utf-8", "replace")
    if ended.code == USAGE and (named := _only_named(shlex.split(shown.text), said)):
        return Outcome(shown, text, "ok", named, seconds)
    last = said.strip().splitlines()[-2:]
    why = f"exit code {ended.code}, expected {shown.exit}: {' / '.join(last)[:300]}"
    return Outcome(shown, text, "failed", why, seconds)


def _only_named(words: list[str], said: str) -> str:
    """What a text names that is not called as it stands: an option without its value, a command without arguments."""
    if f"Option '{words[-1]}' requires an argument" in said:
        return "an option named without its value; it exists"
    name = command_of(words)
    asked = any(text in said for text in ("Error: Missing ", f"{name} [OPTIONS] COMMAND", "no workspace at '.'"))
    return "a command named without its arguments; it exists" if words[1:] == name.split() and asked else ""


def _written(outcome: Outcome, folder: Path, words: Sequence[str]) -> Outcome:
    """Failed when a file that the paper says is written lies neither here nor in a folder that the command names."""
    named = [folder / word for word in words[1:] if not word.startswith("-")]
    places = [folder, *filter(Path.is_dir, named), *folder.glob("output/*"), *folder.glob("output/*/experiments/*")]
    for name in outcome.shown.writes if outcome.state == "ok" else ():
        if not any(place.joinpath(name).exists() for place in places):
            return outcome._replace(state="failed", why=f"no {name} afterwards, and the paper says that it is written")
    return outcome
