"""A server in a process of its own."""

import os
import sys
from pathlib import Path

ERAS = ("legacy", "auto")
TOOLS = [
    "plan_lanes",
    "profile_data",
    "data_sample",
    "write_feature_spec",
    "generate_training_script",
    "write_experiment_config",
    "run_training",
    "check_gates",
    "workspace_status",
    "approve_stage",
    "review_leakage",
    "read_skill",
    "run_skill",
]


def launcher(root: Path) -> list[str]:
    code = f"from pathlib import Path; from mlwright.server import serve; serve([Path({str(root)!r})])"
    return [sys.executable, "-c", code]


def busy_server(root: Path, patience: str) -> list[str]:
    """A server whose profiling says "busy" once and then nothing; `patience` sets how long a stop waits for it."""
    code = (
        "import sys, time, types; from pathlib import Path; import mlwright.tools.calls as calls;"
        "import mlwright.server.over_stdio as over_stdio; import mlwright.server.stopping as stopping;"
        f"{patience} = 0.5;"
        "busy = lambda *_, **__: (print('busy', file=sys.stderr, flush=True), time.sleep(300));"
        "calls.steps = lambda: types.SimpleNamespace(profile=busy);"
        f"over_stdio.serve([Path({str(root)!r})])"
    )
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
