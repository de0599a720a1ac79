"""One process for one script: live output, a time limit, and no child left behind."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LONGEST_LOG_LINE = 2_000
MOST_LOG_LINES = 20_000
PULSE = 0.2
"""Seconds between two calls of a watch's pulse."""


def _rest() -> None:
    """Nobody needs to be asked."""


@dataclass(frozen=True)
class Watch:
    """How long a process may take, and what is called several times a second while it runs.

    `pulse` runs in the thread that waits: an exception from it stops the process, which is how a caller cancels.
    """

    timeout: float
    pulse: Callable[[], None] = _rest


@dataclass(frozen=True)
class Outcome:
    """How a process ended. `returncode` is None when it was stopped at the time limit."""

    returncode: int | None
    lines: tuple[str, ...]
    seconds: float

    @property
    def last_words(self) -> str:
        """The last line that says something: for a crash, the exception."""
        return next((line for line in reversed(self.lines) if line.strip()), "no output")


def execute(
    command: Sequence[str], *, cwd: Path, watch: Watch, on_line: Callable[[str], None] | None = None
) -> Outcome:
    """Run a command, handing on each line of its output as it comes; the whole process group dies at the limit.

    `on_line` is called in the calling thread.
    """
    # a script must not find the caller's modules, and its results must not depend on the order of hashes
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONSTARTUP")}
    environment |= {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "MPLBACKEND": "Agg"}
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    arrived: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(process, arrived), daemon=True)
    reader.start()
    lines: list[str] = []
    ended = False
    try:
        while time.monotonic() - started < watch.timeout and not ended:
            watch.pulse()
            ended = _hand_on(arrived, lines, on_line) or process.poll() is not None
        while ended and _hand_on(arrived, lines, on_line) is False:
            pass  # what was printed before the end
        returncode = process.wait(5) if ended else None
    finally:
        _end(process)
        reader.join(timeout=5)
        if process.stdout and not reader.is_alive():
            process.stdout.close()
    return Outcome(returncode, tuple(lines), time.monotonic() - started)


def _hand_on(
    arrived: "queue.SimpleQueue[str | None]", lines: list[str], on_line: Callable[[str], None] | None
) -> bool | None:
    """Hand on one line if there is one soon: False when there was, None when not, True at the end of the output."""
    try:
        line = arrived.get(timeout=PULSE)
    except queue.Empty:
        return None
    if line is None:
        return True
    if len(lines) < MOST_LOG_LINES:
        lines.append(line)
    if on_line:
        on_line(line)
    return False


def python(script: Path, *arguments: str) -> list[str]:
    """The command that runs a Python file with this interpreter."""
    return [sys.executable, str(script), *arguments]


def _read(process: subprocess.Popen[str], arrived: "queue.SimpleQueue[str | None]") -> None:
    assert process.stdout is not None
    while line := process.stdout.readline(LONGEST_LOG_LINE):
        arrived.put(line.rstrip("\n"))
    arrived.put(None)


def _end(process: subprocess.Popen[str]) -> None:
    """Stop whatever of the process group is still alive: first politely, then surely."""
    for sign, patience in ((signal.SIGTERM, 2.0), (signal.SIGKILL, 5.0)):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            if sign is signal.SIGTERM and process.returncode is not None:
                continue
