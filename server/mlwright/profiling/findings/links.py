"""How much one column alone says about the target: cross-fitted, so that many levels do not look like knowledge."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.sample import Codes
from mlwright.profiling.columns.views import View
from mlwright.specs import Link
from mlwright.specs.profile import Task

_FOLDS, _BINS, _PRIOR, _FEWEST, _MOST_CLASSES = 5, 50, 1.0, 20, 20


@dataclass(frozen=True)
class Outcome:
    """The target over sampled rows, shape (n,), and the task it makes."""

    name: str
    task: Task
    known: npt.NDArray[np.bool_]
    values: Floats
    """Numbers, or class numbers from 0; NaN where missing."""

    @cached_property
    def columns(self) -> Floats:
        """Regression: the numbers, shape (n, 1). Classes: 1 where a row is of the class, shape (n, classes)."""
        if self.task in ("regression", "forecasting"):
            return self.values[:, None]
        classes = np.unique(self.values[self.known])
        kept = classes[-1:] if len(classes) == 2 else classes[:_MOST_CLASSES]
        return np.equal(self.values[:, None], kept[None, :]).astype(np.float64)


def link(view: View, outcome: Outcome) -> Link:
    """Strength of a column's present values, and of the mere fact that a value is missing, both from 0 to 1."""
    y = outcome.columns
    present = outcome.known & ~view.missing
    numeric = outcome.task in ("regression", "forecasting")
    strength = None
    if present.sum() >= _FEWEST and np.ptp(outcome.values[present]) > 0:
        folds = _folds(len(view.codes))[present]
        read = _variance if numeric else _ranking
        strength = read(_levels(view, present), y[present], folds)
    gone = view.missing[outcome.known].astype(np.float64)
    return Link(column=view.name, strength=strength, missing_strength=_missing(gone, y[outcome.known], numeric))


def rank_correlation(one: Floats, other: Floats) -> float:
    """Spearman's coefficient over rows where both are known; 0 where it is undefined."""
    both = np.isfinite(one) & np.isfinite(other)
    return _pearson(_ranks(one[both]), _ranks(other[both])) if both.sum() >= _FEWEST else 0.0


def _folds(rows: int) -> Codes:
    return np.random.default_rng(0).integers(0, _FOLDS, rows)


@dataclass(frozen=True)
class _Levels:
    """Present rows of a column: the level of each, and for numbers what each level is worth, in rising order."""

    codes: Codes
    values: Floats | None

    def binned(self) -> Codes:
        """Quantile bins, at least ten rows each on average; words keep their levels."""
        if self.values is None:
            return self.codes
        bins = int(np.clip(len(self.codes) // 10, 2, _BINS))
        below = np.cumsum(np.bincount(self.codes, minlength=len(self.values)))
        places = np.linspace(0, 1, bins + 1)[1:-1] * (len(self.codes) - 1)
        low, high = (self.values[np.searchsorted(below, place, side="right")] for place in _around(places))
        edges = np.unique(low + (high - low) * (places - np.floor(places)))
        return np.searchsorted(edges, self.values, side="right")[self.codes].astype(np.int64)


def _around(places: Floats) -> tuple[Floats, Floats]:
    return np.floor(places), np.ceil(places)


def _levels(view: View, present: npt.NDArray[np.bool_]) -> _Levels:
    if view.values is None:
        return _Levels(view.codes[present], None)
    values, ranks = view.ranked
    return _Levels(ranks[present], values)


def _ranking(levels: _Levels, y: Floats, folds: Codes) -> float:
    """Mean over classes of 2·AUC−1, by order of the values or by level, whichever says more."""
    rows = _sums(levels.codes, None)
    keys = levels.binned() * _FOLDS + folds
    best = np.zeros(y.shape[1])
    for at, column in enumerate(y.T):
        means, sums, counts = _out_of_fold(keys, column)
        distinct, place = np.unique(means, return_inverse=True)
        positive = _sums(place, sums, len(distinct))
        best[at] = max(0.0, 2 * _auc(positive, _sums(place, counts) - positive) - 1)
        if levels.values is not None:
            positive = _sums(levels.codes, column)
            best[at] = max(best[at], abs(2 * _auc(positive, rows - positive) - 1))
    return float(np.clip(best.mean(), 0, 1))


def _variance(levels: _Levels, y: Floats, folds: Codes) -> float:
    """Share of variance explained, by a line or by level, whichever says more."""
    target = _scaled(y[:, 0])
    straight = 0.0
    if levels.values is not None:
        straight = _pearson(_scaled(levels.values)[levels.codes], target) ** 2
    means, sums, counts = _out_of_fold(levels.binned() * _FOLDS + folds, target)
    error = float((target**2).sum() - 2 * (means * sums).sum() + (counts * means**2).sum())
    spread = float(((target - target.mean()) ** 2).sum())
    return float(np.clip(max(straight, 1 - error / spread if spread > 0 else 0.0), 0, 1))


def _missing(gone: Floats, y: Floats, numeric: bool) -> float:
    if not 0 < gone.sum() < len(gone):
        return 0.0
    if numeric:
        return _pearson(gone, _scaled(y[:, 0])) ** 2
    inside, outside = y.sum(axis=0), (1 - y).sum(axis=0)
    shares = gone @ y / np.maximum(inside, 1) - gone @ (1 - y) / np.maximum(outside, 1)
    return float(np.abs(shares).mean())


def _out_of_fold(keys: Codes, y: Floats) -> tuple[Floats, Floats, Floats]:
    """Per cell of level and fold: mean of the target in the level's other folds, drawn to the overall mean; own sum;
    own count."""
    counts, sums = _sums(keys, None), _sums(keys, y)
    held = np.flatnonzero(counts)
    level = held // _FOLDS
    counts, sums = counts[held], sums[held]
    others = _sums(level, sums)[level] - sums
    rows = _sums(level, counts)[level] - counts
    means = np.asarray((others + _PRIOR * y.mean()) / (rows + _PRIOR), dtype=np.float64)
    return means, sums, counts


def _sums(codes: Codes, of: Floats | None, least: int = 0) -> Floats:
    """What falls to each code, or how often it stands there."""
    return np.asarray(np.bincount(codes, weights=of, minlength=least), dtype=np.float64)


def _auc(positive: Floats, negative: Floats) -> float:
    """Area under the ROC curve of rows counted by rising score; ties count half."""
    if positive.sum() == 0 or negative.sum() == 0:
        return 0.5
    below = np.cumsum(negative) - negative
    return float((positive * (below + negative / 2)).sum() / (positive.sum() * negative.sum()))


def _scaled(values: Floats) -> Floats:
    """Values with the largest at 1 or -1, so that sums of squares of huge numbers stay finite."""
    largest = float(np.abs(values).max())
    return values / largest if largest > 0 else values


def _ranks(values: Floats) -> Floats:
    """Ranks from 0, ties averaged."""
    _, level, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts + 1) / 2)[level], dtype=np.float64)


def _pearson(one: Floats, other: Floats) -> float:
    one, other = one - one.mean(), other - other.mean()
    size = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / size if np.isfinite(size) and size > 0 else 0.0
