"""What reports draw: curves, bins and matrices as short tuples."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn import metrics as sk

from mlwright.evaluation.scoring import BINS, bin_of

MOST_POINTS = 200
MOST_LABELS = 30
OTHER = "other classes"
LEVELS = (0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1.0)

Point = tuple[float, float]


@dataclass(frozen=True)
class CalibrationBin:
    """One bin of predicted probabilities from `low` to `high`; only bins with rows exist."""

    low: float
    high: float
    count: int
    predicted: float
    observed: float


@dataclass(frozen=True)
class ConfusionMatrix:
    """Counts by true label (outer) and predicted label (inner), both in the order of `labels`."""

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


def roc_points(hit: ArrayLike, chance: ArrayLike) -> tuple[Point, ...]:
    """(false positive rate, true positive rate) from (0, 0) to (1, 1); empty unless both outcomes occur.

    `hit` and `chance` have shape (n,): whether the event came true, and its predicted probability.
    """
    happened = np.asarray(hit, dtype=bool)
    if happened.all() or not happened.any():
        return ()
    false_rate, true_rate, _ = sk.roc_curve(happened, np.asarray(chance, dtype=np.float64))
    return _points(false_rate, true_rate)


def precision_recall_points(hit: ArrayLike, chance: ArrayLike) -> tuple[Point, ...]:
    """(recall, precision) by rising recall; empty unless the event occurs."""
    happened = np.asarray(hit, dtype=bool)
    if not happened.any():
        return ()
    precision, recall, _ = sk.precision_recall_curve(happened, np.asarray(chance, dtype=np.float64))
    return _points(recall[::-1], precision[::-1])


def calibration_bins(hit: ArrayLike, chance: ArrayLike) -> tuple[CalibrationBin, ...]:
    """The bins behind `calibration_error`, lowest first."""
    happened, chances = np.asarray(hit, dtype=np.float64), np.asarray(chance, dtype=np.float64)
    places = bin_of(chances)
    return tuple(
        CalibrationBin(
            low=place / BINS,
            high=(place + 1) / BINS,
            count=int((places == place).sum()),
            predicted=float(chances[places == place].mean()),
            observed=float(happened[places == place].mean()),
        )
        for place in range(BINS)
        if (places == place).any()
    )


def confusion_matrix(y_true: ArrayLike, prediction: ArrayLike, classes: Sequence[str]) -> ConfusionMatrix:
    """Counts over `classes` in their order; beyond 30 classes the last ones are pooled."""
    truth, guess = np.asarray(y_true, dtype=np.str_).tolist(), np.asarray(prediction, dtype=np.str_).tolist()
    kept = list(classes) if len(classes) <= MOST_LABELS else [*classes[: MOST_LABELS - 1], OTHER]
    place = {name: min(at, len(kept) - 1) for at, name in enumerate(classes)}
    counts = np.zeros((len(kept), len(kept)), dtype=int)
    np.add.at(counts, ([place[name] for name in truth], [place[name] for name in guess]), 1)
    return ConfusionMatrix(tuple(kept), tuple(tuple(row) for row in counts.tolist()))


def residual_quantiles(y_true: ArrayLike, prediction: ArrayLike) -> tuple[Point, ...]:
    """(level, residual) for levels from 0 to 1, residual being prediction minus truth; empty without rows."""
    residual = np.asarray(prediction, dtype=np.float64) - np.asarray(y_true, dtype=np.float64)
    if not len(residual):
        return ()
    return tuple(zip(LEVELS, np.quantile(residual, LEVELS).tolist(), strict=True))


def scatter_points(y_true: ArrayLike, prediction: ArrayLike) -> tuple[Point, ...]:
    """(truth, prediction) of rows spread evenly over the order of the truths, the smallest and the largest included."""
    truth, guess = np.asarray(y_true, dtype=np.float64), np.asarray(prediction, dtype=np.float64)
    order = np.argsort(truth, kind="stable")
    return _points(truth[order], guess[order])


def _points(across: NDArray[np.float64], up: NDArray[np.float64]) -> tuple[Point, ...]:
    """At most 200 points, the first and the last among them."""
    keep = np.unique(np.linspace(0, len(across) - 1, min(len(across), MOST_POINTS)).round().astype(int))
    return tuple(zip(across[keep].tolist(), up[keep].tolist(), strict=True))
