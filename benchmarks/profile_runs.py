"""One command in a process of its own: CPU seconds, wall seconds, peak memory."""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple


class Ran(NamedTuple):
    cpu: float
    wall: float
    peak: float
    """MB of the largest process."""
    failed: str = ""
    tokens: int = 0
    """A quarter of the bytes of the profile.json it wrote."""


def measure(command: list[str], limit: float, out: Path) -> Ran:
    """Run a command; one that fails or takes longer than the limit is told by what it said last."""
    with tempfile.TemporaryFile() as said:
        started = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)
        usage, late = _wait(process, started + limit)
        wall = time.monotonic() - started
        said.seek(0)
        last = _reason(said.read().decode(errors="replace").strip().splitlines())
    peak = usage.ru_maxrss / 1024
    failed = ""
    if late:
        failed = f"over {limit:.0f} s"
    elif process.returncode:
        failed = f"failed: {last[:120]}".replace("|", "/")
    written = next(iter(sorted(out.rglob("profile.json"))), None)
    tokens = written.stat().st_size // 4 if written else 0
    return Ran(usage.ru_utime + usage.ru_stime, wall, peak, failed, tokens)


def _reason(lines: list[str]) -> str:
    return next((line for line in reversed(lines) if "error" in line.lower()), lines[-1] if lines else "said nothing")


def _wait(process: subprocess.Popen[bytes], until: float) -> tuple["os.struct_rusage", bool]:  # type: ignore[name-defined]  # known to Unix only
    """(its usage and that of its children, whether it was stopped)."""
    late = False
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            process.returncode = os.waitstatus_to_exitcode(status)
            return usage, late
        if time.monotonic() > until and not late:
            late = True
            os.killpg(process.pid, signal.SIGKILL)
        time.sleep(0.01)
