"""Every metric of a task from predictions; a metric that is not defined for the rows at hand is None."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn import metrics as sk

from mlwright.errors import PaperError, quoted
from mlwright.specs.metrics import TASK_METRICS
from mlwright.specs.profile import Task

CLIP = 1e-15
"""Log loss is infinite at 0; probabilities are kept this far away from it."""
BINS = 10

Floats = NDArray[np.float64]
Labels = NDArray[np.str_]


def score(
    task: Task,
    y_true: ArrayLike,
    prediction: ArrayLike,
    proba: ArrayLike | None,
    classes: Sequence[str],
    positive: str | None,
    *,
    season_scale: float | None = None,
) -> dict[str, float | None]:
    """Metric name → value, for all metrics of `task`.

    `y_true` and `prediction` have shape (n,): texts for classes, numbers otherwise. `proba` has shape (n, classes) in
    the order of `classes`, or is None, which leaves the metrics that need it None. `positive` defaults to the last,
    that is the rarest class. `season_scale` is the mean absolute error of the seasonal naive forecast within the
    training part, by which MASE is divided (Hyndman and Koehler 2006). Precision, recall and F1 are those of the
    positive class for two classes and unweighted means over classes otherwise.

    Raises PaperError when shapes differ or a label is not among `classes`.
    """
    if task in ("regression", "forecasting"):
        truth, guess = np.asarray(y_true, dtype=np.float64), np.asarray(prediction, dtype=np.float64)
        _same_length(len(truth), len(guess))
        found = _numbers(truth, guess, season_scale)
    else:
        labels, guesses = np.asarray(y_true, dtype=np.str_), np.asarray(prediction, dtype=np.str_)
        chances = None if proba is None else np.asarray(proba, dtype=np.float64)
        check_labels(labels, guesses, chances, classes)
        found = _classes(task, labels, guesses, chances, classes, positive)
    return {name: _finite(found.get(name)) for name in TASK_METRICS[task]}


def check_labels(y_true: Labels, prediction: Labels, proba: Floats | None, classes: Sequence[str]) -> None:
    """PaperError unless labels are known and shapes fit."""
    _same_length(len(y_true), len(prediction))
    if proba is not None and proba.shape != (len(y_true), len(classes)):
        raise PaperError(f"probabilities have shape {proba.shape}, expected {(len(y_true), len(classes))}")
    strange = sorted(({*y_true.tolist()} | {*prediction.tolist()}) - {*classes})
    if strange:
        raise PaperError(
            f"label {quoted(strange[0])} is not among the {len(classes)} classes",
            f"expected one of {', '.join(quoted(name, 40) for name in classes[:10])}",
        )


def _same_length(truths: int, guesses: int) -> None:
    if truths != guesses:
        raise PaperError(f"{truths} true values but {guesses} predictions; expected one prediction per row")


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None


def _numbers(truth: Floats, guess: Floats, season_scale: float | None) -> dict[str, float | None]:
    if not len(truth) or not np.isfinite(truth).all() or not np.isfinite(guess).all():
        return {}
    mae = sk.mean_absolute_error(truth, guess)
    return {
        "rmse": sk.root_mean_squared_error(truth, guess),
        "mae": mae,
        "r2": sk.r2_score(truth, guess) if np.ptp(truth) > 0 else None,
        "mape": sk.mean_absolute_percentage_error(truth, guess) if truth.all() else None,
        "mase": mae / season_scale if season_scale and math.isfinite(season_scale) and season_scale > 0 else None,
    }


def _classes(
    task: Task, truth: Labels, guess: Labels, proba: Floats | None, classes: Sequence[str], positive: str | None
) -> dict[str, float | None]:
    if not len(truth):
        return {}
    main = positive_class(classes, positive)
    how = {"pos_label": main, "average": "binary"} if task == "binary" else {"average": "macro"}
    present = np.unique(truth)
    found: dict[str, float | None] = {
        "accuracy": sk.accuracy_score(truth, guess),
        "balanced_accuracy": sk.recall_score(truth, guess, labels=present, average="macro", zero_division=0),
        "precision": sk.precision_score(truth, guess, zero_division=0, **how),
        "recall": sk.recall_score(truth, guess, zero_division=0, **how),
        "f1": sk.f1_score(truth, guess, zero_division=0, **how),
    }
    if proba is None or not np.isfinite(proba).all():
        return found
    if task == "binary":
        chance = proba[:, list(classes).index(main)]
        return found | _binary(truth == main, chance)
    return found | _multiclass(truth, proba, classes)


def positive_class(classes: Sequence[str], positive: str | None) -> str:
    """The named positive class, else the last (rarest) one; PaperError when it is not among the classes."""
    if positive is None:
        return classes[-1]
    if positive not in classes:
        raise PaperError(f"positive class {quoted(positive)} is not among the classes", "mend `positive` in the config")
    return positive


def _binary(hit: NDArray[np.bool_], chance: Floats) -> dict[str, float | None]:
    both = 0 < hit.sum() < len(hit)
    return {
        "roc_auc": sk.roc_auc_score(hit, chance) if both else None,
        "average_precision": sk.average_precision_score(hit, chance) if hit.any() else None,
        "log_loss": sk.log_loss(hit, np.clip(chance, CLIP, 1 - CLIP), labels=[False, True]),
        "brier": sk.brier_score_loss(hit, chance, labels=[False, True], pos_label=True),
        "calibration_error": calibration_error(hit, chance),
    }


def _multiclass(truth: Labels, proba: Floats, classes: Sequence[str]) -> dict[str, float | None]:
    codes = class_codes(truth, classes)
    areas = [
        sk.roc_auc_score(codes == place, proba[:, place])
        for place in range(len(classes))
        if 0 < (codes == place).sum() < len(codes)
    ]
    clipped = np.clip(proba, CLIP, None)
    return {
        "roc_auc": float(np.mean(areas)) if areas else None,
        # codes instead of labels: scikit-learn takes columns in sorted order of the labels
        "log_loss": sk.log_loss(codes, clipped / clipped.sum(axis=1, keepdims=True), labels=range(len(classes))),
        "calibration_error": calibration_error(codes == proba.argmax(axis=1), proba.max(axis=1)),
    }


def class_codes(labels: Labels, classes: Sequence[str]) -> NDArray[np.intp]:
    """Place of each label in `classes`, shape (n,)."""
    order = np.argsort(np.asarray(classes, dtype=np.str_))
    places: NDArray[np.intp] = order[np.searchsorted(np.asarray(classes, dtype=np.str_)[order], labels)]
    return places


def bin_of(chance: Floats) -> NDArray[np.intp]:
    """Which of the equal-width bins each probability falls into; 1 belongs to the last."""
    return np.clip((chance * BINS).astype(np.intp), 0, BINS - 1)


def calibration_error(hit: NDArray[np.bool_], chance: Floats) -> float:
    """Expected calibration error over 10 equal-width bins: mean gap between probability and frequency, by bin size.

    Source: Naeini, Cooper and Hauskrecht, AAAI 2015.
    """
    gaps = np.bincount(bin_of(chance), weights=hit - chance, minlength=BINS)
    return float(np.abs(gaps).sum() / len(hit))
