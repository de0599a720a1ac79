"""Every look at a test part, one line each; lines are only ever added."""

import json
import os
from pathlib import Path

from mlwright.errors import PaperError, quoted
from mlwright.files import append_line, read_regular
from mlwright.specs import Run

LEDGER = "test-ledger.jsonl"
LARGEST = 64 * 1024 * 1024


def note_look(experiments: Path, run: Run) -> None:
    """Enter a run that was scored on its test rows."""
    entry = {
        "run": run.id,
        "at": run.ended,
        "split": run.split_sha256,
        "script": run.script_sha256,
        "config": run.config_sha256,
        "status": run.status,
    }
    append_line(experiments / LEDGER, json.dumps(entry))


def read_ledger(experiments: Path) -> str:
    """The ledger's text, "" where there is none yet; PaperError where it is no regular file of this folder."""
    path = experiments / LEDGER
    try:
        return read_regular(path, LARGEST, flags=os.O_NOFOLLOW).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        why = "it is a link" if path.is_symlink() else error.strerror
        raise PaperError(f"cannot read {quoted(path)}: {why}", "mlwright did not write it: remove it") from None


def looks_at(experiments: Path, split: str) -> int:
    """How many different experiments were scored on this test part; repeating one teaches nothing new."""
    try:
        entries = [json.loads(line) for line in read_ledger(experiments).splitlines() if line.strip()]
        return len({(entry["script"], entry["config"]) for entry in entries if entry["split"] == split})
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PaperError(
            f"{LEDGER} is damaged: {error}", "restore it; without it a test score proves nothing"
        ) from None
