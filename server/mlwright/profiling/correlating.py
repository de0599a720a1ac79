"""Which numbers rise and fall together: Spearman's rank correlation of a few columns, chosen by what they tell."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.specs import TargetProfile
from mlwright.specs.profile import Correlations

_MOST, _FEWEST_ROWS = 10, 20
_CANDIDATES, _FEW_ROWS = 40, 5_000
"""Without a target, columns to correlate are chosen among the first 40 on 5,000 rows."""
Codes = npt.NDArray[np.int64]


def correlate(views: Mapping[str, View], target: TargetProfile | None, aside: frozenset[str]) -> Correlations | None:
    """Spearman's coefficients between the numbers that matter most; None where there are fewer than two."""
    usable = [
        looked
        for looked in views.values()
        if looked.column.kind == "number" and looked.name not in aside and _varies(looked)
    ]
    chosen = _strongest(usable, target) if target else _closest(usable[:_CANDIDATES])
    if len(chosen) < 2:
        return None
    levels = [_levels(looked) for looked in chosen]
    below = [[_spearman(levels[row], levels[before]) for before in range(row)] for row in range(len(levels))]
    return Correlations(columns=tuple(looked.name for looked in chosen), below=tuple(map(tuple, below)))


def _varies(looked: View) -> bool:
    return len(looked.shown) > 1 and int((~looked.missing).sum()) >= _FEWEST_ROWS


def _strongest(usable: list[View], target: TargetProfile) -> list[View]:
    """The target, where it is a number, and the columns that say most about it."""
    order = {link.column: at for at, link in enumerate(target.links)} | {target.name: -1}
    if target.task not in ("regression", "forecasting"):
        usable = [looked for looked in usable if looked.name != target.name]
    return sorted(usable, key=lambda looked: order.get(looked.name, len(order)))[:_MOST]


def _closest(usable: list[View]) -> list[View]:
    """The columns of the strongest pairs, judged on few rows; in file order."""
    if len(usable) <= _MOST:
        return usable
    step = max(1, len(usable[0].codes) // _FEW_ROWS)
    ranks = np.array([_ranks(_levels(looked)[::step]) for looked in usable])
    ranks /= np.maximum(np.sqrt((ranks**2).sum(axis=1, keepdims=True)), 1e-9)
    # row by row instead of a matrix product, whose threads cost more than they save and change the last digits
    close = np.array([np.abs((ranks * row).sum(axis=1)) for row in ranks])
    pairs = sorted(zip(*np.triu_indices(len(usable), 1), strict=True), key=lambda pair: (-close[pair], pair))
    chosen: set[int] = set()
    for one, other in pairs:
        if len(chosen | {int(one), int(other)}) <= _MOST:
            chosen |= {int(one), int(other)}
    return [usable[at] for at in sorted(chosen)]


def _levels(looked: View) -> Codes:
    """Per row the place of its value among the distinct values, -1 where missing: ranks need no other sort."""
    known = ~looked.missing
    values = np.asarray(looked.values)
    places = np.full(len(values), -1, dtype=np.int64)
    places[known] = np.unique(values[known], return_inverse=True)[1]
    return places


def _spearman(one: Codes, other: Codes) -> float | None:
    """Rank correlation over rows where both are known; None where it is undefined."""
    both = (one >= 0) & (other >= 0)
    if both.sum() < _FEWEST_ROWS:
        return None
    left, right = _ranks(one[both]), _ranks(other[both])
    size = float(np.sqrt((left**2).sum() * (right**2).sum()))
    return round(float((left * right).sum()) / size, 2) + 0.0 if size > 0 else None


def _ranks(levels: Codes) -> Floats:
    """Ranks around zero, ties averaged; the missing among them in the middle."""
    known = levels >= 0
    counts = np.bincount(levels[known], minlength=int(levels.max(initial=0)) + 1)
    ranks = (np.cumsum(counts) - (counts + 1) / 2)[np.maximum(levels, 0)]
    centre = ranks[known].mean() if known.any() else 0.0
    return np.asarray(np.where(known, ranks - centre, 0.0), dtype=np.float64)
