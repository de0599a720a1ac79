"""A server in a process of its own."""

import os
import sys
from pathlib import Path

ERAS = ("legacy", "auto")


def launcher(root: Path) -> list[str]:
    code = f"from pathlib import Path; from mlwright.server import serve; serve([Path({str(root)!r})])"
    return [sys.executable, "-c", code]


def environment() -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("PATH", "PYTHONPATH", "HOME") if key in os.environ}
    return kept | {"OMP_NUM_THREADS": "1"}


def children_of(process: int) -> list[int]:
    """The processes that a process has started and that are still there."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            status = (entry / "stat").read_text() if entry.name.isdigit() else ""
        except OSError:  # it ended meanwhile
            continue
        if status and int(status.rpartition(")")[2].split()[1]) == process:
            found.append(int(entry.name))
    return found


def exists(process: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
