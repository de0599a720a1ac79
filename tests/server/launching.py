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
