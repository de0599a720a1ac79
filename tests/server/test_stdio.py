"""Standard input and output: a light start, a clean end, and frames that are no messages."""

import subprocess
import sys
from pathlib import Path

from tests.server.launching import environment, launcher

HEAVY = (
    "pandas",
    "numpy",
    "sklearn",
    "duckdb",
    "matplotlib",
    "jinja2",
    "yaml",
    "mlwright.steps",
    "mlwright.leakage",
    "mlwright.workspace",
    "mlwright.framing",
)


def test_starting_loads_neither_pandas_nor_any_other_heavy_library(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from mlwright.server import create_server; "
        f"create_server([Path({str(tmp_path)!r})]); print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)

    assert done.stdout.strip() == "[]"


def test_the_end_of_input_ends_the_server_and_nothing_was_printed(tmp_path: Path) -> None:
    done = subprocess.run(
        launcher(tmp_path), input="", capture_output=True, text=True, env=environment(), timeout=60, check=False
    )

    assert (done.returncode, done.stdout) == (0, "")
