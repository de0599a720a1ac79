"""The real tables: three lie in examples/, the others are found through MLWRIGHT_TABLES."""

import os
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


def real_table(relative: str) -> Path:
    """A table by its path below the folder of tables; skips by name where it is not there."""
    for root in (EXAMPLES, Path(os.environ.get("MLWRIGHT_TABLES", "/nonexistent"))):
        if (root / relative).is_file():
            return root / relative
    pytest.skip(f"table {relative}: set MLWRIGHT_TABLES to the folder that holds it")
