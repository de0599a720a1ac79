"""How much one column alone says about the target: cross-fitted, so that many levels do not look like knowledge."""

from dataclasses import dataclass

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

    @property
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
        values = view.values[present] if view.values is not None else None
        strength = read(view.codes[present], values, y[present], folds)
    gone = view.missing[outcome.known].astype(np.float64)
    return Link(column=view.name, strength=strength, missing_strength=_missing(gone, y[outcome.known], numeric))


def rank_correlation(one: Floats, other: Floats) -> float:
    """Spearman's coefficient over rows where both are known; 0 where it is undefined."""
    both = np.isfinite(one) & np.isfinite(other)
    return _pearson(_ranks(one[both]), _ranks(other[both])) if both.sum() >= _FEWEST else 0.0


def _folds(rows: int) -> Codes:
    return np.random.default_rng(0).integers(0, _FOLDS, rows)


def _ranking(codes: Codes, values: Floats | None, y: Floats, folds: Codes) -> float:
    """Mean over classes of 2·AUC−1, by order of the values or by level, whichever says more."""
    best = np.zeros(y.shape[1])
    if values is not None:
        distinct, level = np.unique(values, return_inverse=True)
        best = np.array([abs(2 * _auc(distinct, level, column) - 1) for column in y.T])
        codes = _binned(values)
    cells, level = _cells(codes, folds)
    for at, column in enumerate(y.T):
        best[at] = max(best[at], 2 * _auc(_out_of_fold(cells, level, column)[0], level, column) - 1)
    return float(np.clip(best.mean(), 0, 1))


def _variance(codes: Codes, values: Floats | None, y: Floats, folds: Codes) -> float:
    """Share of variance explained, by a line or by level, whichever says more."""
    target = _scaled(y[:, 0])
    straight = 0.0
    if values is not None:
        straight = _pearson(_scaled(values), target) ** 2
        codes = _binned(values)
    cells, level = _cells(codes, folds)
    means, sums, counts = _out_of_fold(cells, level, target)
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


def _binned(values: Floats) -> Codes:
    """Quantile bins, at least ten rows each on average."""
    bins = int(np.clip(len(values) // 10, 2, _BINS))
    edges = np.unique(np.quantile(values, np.linspace(0, 1, bins + 1)[1:-1]))
    return np.searchsorted(edges, values, side="right").astype(np.int64)


def _cells(codes: Codes, folds: Codes) -> tuple[tuple[Codes, Codes], Codes]:
    """Cells of (level, fold) that occur: their level and fold, and each row's cell."""
    present, row_cell = np.unique(codes * _FOLDS + folds, return_inverse=True)
    return (present // _FOLDS, present % _FOLDS), row_cell.astype(np.int64)


def _out_of_fold(cells: tuple[Codes, Codes], level: Codes, y: Floats) -> tuple[Floats, Floats, Floats]:
    """Per cell: mean of the target in the level's other folds, drawn to the overall mean; own sum; own count."""
    codes = cells[0]
    sums, counts = np.bincount(level, weights=y), np.bincount(level).astype(np.float64)
    all_sums, all_counts = np.bincount(codes, weights=sums), np.bincount(codes, weights=counts)
    others, rows = all_sums[codes] - sums, all_counts[codes] - counts
    means = np.asarray((others + _PRIOR * y.mean()) / (rows + _PRIOR), dtype=np.float64)
    return means, sums.astype(np.float64), counts


def _auc(scores: Floats, level: Codes, y: Floats) -> float:
    """Area under the ROC curve of rows whose score is `scores[level]`; ties count half."""
    distinct, merged = np.unique(scores, return_inverse=True)
    positive = np.bincount(merged[level], weights=y, minlength=len(distinct))
    negative = np.bincount(merged[level], weights=1 - y, minlength=len(distinct))
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
