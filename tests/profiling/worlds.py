"""Small tables for the tests of this room."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from mlwright import profiling
from mlwright.specs import Profile
from mlwright.specs.profile import Task


def profile_of(
    folder: Path,
    columns: Mapping[str, Sequence[object] | np.ndarray],
    target: str | None = None,
    goal: str = "",
    task: Task | None = None,
) -> Profile:
    """Profile of a table written as CSV."""
    path = folder / "t.csv"
    pd.DataFrame(dict(columns)).to_csv(path, index=False)
    return profiling.profile_table(path, target=target, goal=goal, task=task)


def hints_of(paper: Profile, column: str) -> list[tuple[str, bool]]:
    """Code and certainty of every hint about a column, leaks included."""
    leaks = paper.leaks
    return [(hint.code, hint.sure) for hint in (*paper.hints, *leaks) if hint.column == column]
