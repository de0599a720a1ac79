"""One watched process for one script, and what it left."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from mlwright.auditing.judging import judge
from mlwright.auditing.record import Seen, read_record
from mlwright.errors import InputError, quoted
from mlwright.specs.audit import Audit

_TRACING = Path(__file__).with_name("tracing")
_PATIENCE, _LAST_LINES, _LAST_BYTES = 5.0, 20, 64 * 1024
LIMITS = (
    "The script was executed, with everything it does.",
    "Seen are scikit-learn estimators and what descends from them, splits, cross-validation and metrics; statistics "
    "taken by hand in pandas or numpy, deep-learning loops and worker processes are not.",
)


def audit_run(script: Path, args: list[str], *, timeout: float, python: Path | None = None) -> Audit:
    """Execute a script of the user's under observation, in its own folder, and judge what happened.

    Args:
        script: a Python file; it runs with all its effects.
        args: what it finds in sys.argv.
        timeout: seconds after which it and its children are stopped.
        python: the interpreter; this one by default.

    Raises:
        InputError: there is no such script or interpreter, or the record cannot be read.
    """
    script = script.absolute()
    interpreter = str(python.absolute() if python else sys.executable)
    _check(script, interpreter, timeout)
    with TemporaryDirectory(prefix="mlwright-") as folder, TemporaryFile() as errors:
        record = Path(folder) / "record.json"
        started = time.monotonic()
        command = [interpreter, "-X", "utf8", str(_TRACING), str(record), str(script), *args]
        code = _run(command, script.parent, timeout, errors)
        seconds = time.monotonic() - started
        seen = read_record(record)
        words = _last_words(errors) if code != 0 else ()
    return _paper(script, args, interpreter, code, seconds, seen, words)


def _check(script: Path, interpreter: str, timeout: float) -> None:
    if not script.is_file() or script.suffix != ".py":
        raise InputError(
            f"{quoted(script)} is no Python script", "name a file that ends in .py; export a notebook first"
        )
    if not os.access(interpreter, os.X_OK) or Path(interpreter).is_dir():
        raise InputError(f"{quoted(interpreter)} is no interpreter", "name the python executable of an environment")
    if timeout <= 0:
        raise InputError(f"a time limit of {timeout} seconds leaves nothing to run in", "give a positive number")


def _run(command: list[str], cwd: Path, timeout: float, errors: IO[bytes]) -> int | None:
    """The exit code, or None at the time limit; nothing of the process group stays behind."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": os.environ.get("MPLBACKEND", "Agg")}
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        start_new_session=True,
    )
    try:
        return process.wait(timeout)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """First politely, which lets the script's record be written, then surely."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)


def _last_words(errors: IO[bytes]) -> tuple[str, ...]:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - _LAST_BYTES))
    lines = errors.read().decode("utf-8", "replace").splitlines()
    # rows of carets only underline the line above them
    words = [line for line in lines if line.strip(" \t^~")]
    return tuple(quoted(line)[1:-1] for line in words[-_LAST_LINES:])


def _paper(
    script: Path,
    args: list[str],
    interpreter: str,
    code: int | None,
    seconds: float,
    seen: Seen | None,
    words: tuple[str, ...],
) -> Audit:
    notes = []
    if seen is None:
        notes.append("The script left no record, so nothing is known of what it did.")
    elif not seen.events:
        notes.append("No call of an estimator, a split or a metric was seen, so nothing is known of leaks.")
    return Audit(
        script=str(script),
        arguments=tuple(args),
        python=interpreter,
        exit_code=code,
        seconds=round(seconds, 3),
        fits=len(seen.of("fit")) if seen else 0,
        splits=len(seen.of("split")) if seen else 0,
        scores=len(seen.of("score")) + len(seen.of("cv")) if seen else 0,
        findings=judge(seen) if seen else (),
        limits=LIMITS,
        notes=(*notes, *(quoted(note, 300)[1:-1] for note in (seen.notes if seen else ()))),
        last_words=words,
    )
