"""Every look at a test part, one line each; lines are only ever added."""

import json
from pathlib import Path

from mlwright.errors import PaperError
from mlwright.specs import Run

LEDGER = "test-ledger.jsonl"


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
    with (experiments / LEDGER).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(entry) + "\n")


def looks_at(experiments: Path, split: str) -> int:
    """How many different experiments were scored on this test part; repeating one teaches nothing new."""
    path = experiments / LEDGER
    if not path.is_file():
        return 0
    try:
        entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return len({(entry["script"], entry["config"]) for entry in entries if entry["split"] == split})
    except (ValueError, KeyError, TypeError) as error:
        raise PaperError(
            f"{path.name} is damaged: {error}", "restore it; without it a test score proves nothing"
        ) from None
