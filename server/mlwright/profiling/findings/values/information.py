"""What it tells that two rows agree in a column, beyond what their agreement in other columns has told."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mlwright.profiling.columns.sample import Codes

_MOST_ROWS, _MOST_GIVEN, _LEAST_GROUP, _MOST_COLUMNS = 3_000, 8, 5, 300
_ODD = np.uint64(0x9E3779B97F4A7C15)
Hashes = npt.NDArray[np.uint64]


def hashes(codes: Codes, seed: int) -> Hashes:
    """A 64-bit number per level, the same in every run (the finaliser of SplitMix64, Steele and others 2014)."""
    with np.errstate(over="ignore"):
        mixed = np.arange(int(codes.max(initial=-1)) + 2, dtype=np.uint64) + np.uint64(seed + 1) * _ODD
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray((mixed ^ (mixed >> np.uint64(31)))[codes + 1], dtype=np.uint64)


def bits(codes: Codes) -> float:
    """What it tells that two rows agree in this column: the collision entropy (Rényi, order 2)."""
    shares = np.bincount(codes + 1) / max(1, len(codes))
    return float(-np.log2(max(float((shares**2).sum()), 1e-300)))


def information(columns: Sequence[Codes]) -> tuple[list[int], npt.NDArray[np.float64]]:
    """Columns from the most telling on, and for each the bits that agreement in it adds.

    Days tell the season and levels their group: counted apart they would make neighbours look like copies. So each
    column counts by the least that a column before it leaves open, of those with groups large enough to measure it. Of
    very wide tables the most telling columns are enough; the others count for nothing.
    """
    few = [codes[:: max(1, len(codes) // _MOST_ROWS)] for codes in columns]
    alone = np.array([bits(codes) for codes in columns])
    order = np.argsort(-alone, kind="stable").tolist()
    told = alone.copy()
    given: list[int] = []
    told[order[_MOST_COLUMNS:]] = 0.0
    for at in order[:_MOST_COLUMNS]:
        told[at] = min([alone[at], *(_left_open(few[at], few[other]) for other in given)])
        if len(given) < _MOST_GIVEN and _pairs(few[at]) >= (_LEAST_GROUP - 1) * len(few[at]) / 2:
            given.append(at)
    return order, told


def _left_open(codes: Codes, given: Codes) -> float:
    """Bits of agreeing in a column, among rows that agree in the other."""
    width = int(codes.max(initial=-1)) + 2
    both = _pairs((given + 1) * width + codes + 1)
    return float(np.log2(_pairs(given) / both)) if both else float(np.inf)


def _pairs(codes: Codes) -> int:
    """Pairs of rows that agree."""
    counts = np.unique(codes, return_counts=True)[1]
    return int((counts * (counts - 1)).sum()) // 2
