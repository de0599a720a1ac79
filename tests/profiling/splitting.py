"""Tables in parts."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from mlwright.profiling import parts
from mlwright.specs.profile_state import ProfileState


def split_csv(text: str, cuts: Sequence[int], folder: Path) -> list[Path]:
    """A CSV, cut before the rows of these numbers, as files whose names keep its order."""
    header, *rows = text.splitlines(keepends=True)
    edges = [0, *sorted(cuts), len(rows)]
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for at, (low, high) in enumerate(pairwise(edges)):
        path = folder / f"part-{at:02}.csv"
        path.write_text(header + "".join(rows[low:high]), encoding="utf-8", newline="")
        paths.append(path)
    return paths


def merged_as_tree(states: Sequence[ProfileState], seed: int) -> ProfileState:
    """States merged two by two in an order drawn with a seed, each through its file."""
    drawn = np.random.default_rng(seed)
    left = [*states]
    while len(left) > 1:
        one, other = (left.pop(int(drawn.integers(len(left)))) for _ in range(2))
        left.append(parts.state_from(parts.state_bytes(parts.merge_states([one, other]))))
    return left[0]
