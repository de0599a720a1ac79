"""What holds within a shared part of ids: a count of its rows, or numbers that are alike."""

import re
from collections.abc import Sequence

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.sample import Codes
from mlwright.profiling.columns.views import View

_FEWEST_GROUPS, _FEWEST_PAIRS, _STEADY, _COUNTED, _Z = 10, 50, 0.95, 0.9, 6.0
YEAR = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])?")


def counted(keys: list[str], rest: list[str], share: float) -> str | None:
    """Within each shared part the rest counts 0, 1, 2… or 1, 2, 3…: rows of one thing were numbered."""
    if not all(text.isdecimal() and len(text) <= 6 for text in rest) or all(map(YEAR.fullmatch, keys)):
        return None
    _, codes, sizes = np.unique(np.asarray(keys, dtype=np.str_), return_inverse=True, return_counts=True)
    numbers = np.asarray([int(text) for text in rest])
    low, high = np.full(len(sizes), 10**7), np.zeros(len(sizes), dtype=np.int64)
    np.minimum.at(low, codes, numbers)
    np.maximum.at(high, codes, numbers)
    several = sizes > 1
    if several.sum() < _FEWEST_GROUPS:
        return None
    if share < 1:
        # how far each count goes, by the highest number met (the estimate of tank production of 1943)
        goes = float((high * (1 + 1 / sizes) - 1 + (low == 0)).sum())
        if len(keys) / share < _COUNTED * goes:
            return None
        return f"the rest counts the rows of each part, {goes / len(sizes):.1f} on average, as far as sampled rows show"
    counts = (high - low + 1 == sizes) & (low <= 1)
    if counts[several].mean() < _STEADY:
        return None
    return f"the rest counts the rows of each of {len(sizes):,} ({len(keys) / len(sizes):.1f} rows each)"


def alike(keys: list[str], rows: Codes, others: Sequence[View]) -> str | None:
    """A number that varies less within the parts than between them, by the analysis of variance of Fisher 1925."""
    if all(map(YEAR.fullmatch, keys[:50])):
        return None
    _, codes, sizes = np.unique(np.asarray(keys, dtype=np.str_), return_inverse=True, return_counts=True)
    if len(sizes) < _FEWEST_GROUPS or len(keys) < 2 * len(sizes) or len(keys) - len(sizes) < _FEWEST_PAIRS:
        return None
    clear = {view.name: z for view in others if view.values is not None and (z := _between(view, codes, rows)) >= _Z}
    if not clear:
        return None
    name = max(clear, key=lambda each: clear[each])
    return f"alike in {quoted(name, 20)}: {len(sizes):,} parts ({len(keys) / len(sizes):.1f} rows each)"


def _between(view: View, codes: Codes, rows: Codes) -> float:
    """By how many standard errors the variance between parts is above what rows at random would show."""
    assert view.values is not None
    values = view.values[rows]
    known = np.isfinite(values)
    ranks = np.unique(values[known], return_inverse=True)[1].astype(np.float64)
    sizes = np.bincount(codes[known])
    groups, free = int((sizes > 0).sum()), int(known.sum() - (sizes > 0).sum())
    if groups < _FEWEST_GROUPS or free < _FEWEST_PAIRS:
        return 0.0
    centred = ranks - ranks.mean()
    sums = np.bincount(codes[known], weights=centred)
    between = float((sums**2 / np.maximum(sizes, 1)).sum())
    within = float((centred**2).sum()) - between
    if within <= 0:
        return 0.0
    ratio = (between / (groups - 1)) / (within / free)
    return float((ratio - 1) / (2 / (groups - 1) + 2 / free) ** 0.5)
