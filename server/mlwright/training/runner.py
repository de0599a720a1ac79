"""One process for one script: live output, a time limit, and no child left behind."""

import os
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
    command: Sequence[str], *, cwd: Path, timeout: float, on_line: Callable[[str], None] | None = None
) -> Outcome:
    """Run a command, handing on each line of its output as it comes; the whole process group dies at the limit."""
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
    lines: list[str] = []
    reader = threading.Thread(target=_read, args=(process, lines, on_line), daemon=True)
    reader.start()
    returncode: int | None = None
    try:
        returncode = process.wait(timeout)
        reader.join(timeout=5)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(process)
        reader.join(timeout=5)
        if process.stdout and not reader.is_alive():
            process.stdout.close()
    return Outcome(returncode, tuple(lines), time.monotonic() - started)


def python(script: Path, *arguments: str) -> list[str]:
    """The command that runs a Python file with this interpreter."""
    return [sys.executable, str(script), *arguments]


def _read(process: subprocess.Popen[str], lines: list[str], on_line: Callable[[str], None] | None) -> None:
    assert process.stdout is not None
    for line in iter(lambda: process.stdout.readline(LONGEST_LOG_LINE) if process.stdout else "", ""):
        if len(lines) < MOST_LOG_LINES:
            lines.append(line.rstrip("\n"))
        if on_line:
            on_line(line.rstrip("\n"))


def _end(process: subprocess.Popen[str]) -> None:
    """Stop whatever of the process group is still alive: first politely, then surely."""
    for sign, patience in ((signal.SIGTERM, 2.0), (signal.SIGKILL, 5.0)):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
            if sign is signal.SIGTERM and process.returncode is not None:
                continue
