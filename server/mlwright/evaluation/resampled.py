"""Metrics of many weighted resamples at once: weights of shape (resamples, n) → values of shape (resamples,).

With all weights one, each function equals its namesake in `scoring`; NaN where a resample leaves it undefined.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlwright.evaluation.scoring import BINS, CLIP, Floats, bin_of, check_labels, class_codes, positive_class
from mlwright.specs.metrics import TASK_METRICS
from mlwright.specs.profile import Task

Estimate = Callable[[Floats], Floats]
Flags = NDArray[np.bool_]


def estimators(
    task: Task,
    y_true: ArrayLike,
    prediction: ArrayLike,
    proba: ArrayLike | None,
    classes: Sequence[str],
    positive: str | None,
    season_scale: float | None,
) -> dict[str, Estimate]:
    """Metric name → function of the weights, for the metrics of `task` that are defined for the rows."""
    if task in ("regression", "forecasting"):
        found = _numbers(np.asarray(y_true, np.float64), np.asarray(prediction, np.float64), season_scale)
    else:
        truth, guess = np.asarray(y_true, np.str_), np.asarray(prediction, np.str_)
        chances = None if proba is None else np.asarray(proba, np.float64)
        check_labels(truth, guess, chances, classes)
        codes, guessed = class_codes(truth, classes), class_codes(guess, classes)
        main = list(classes).index(positive_class(classes, positive)) if task == "binary" else None
        found = _labels(codes, guessed, len(classes), main)
        if chances is not None and np.isfinite(chances).all():
            found |= _multiclass(codes, chances) if main is None else _binary(codes == main, chances[:, main])
    return {name: found[name] for name in TASK_METRICS[task] if name in found}


def _numbers(truth: Floats, guess: Floats, season_scale: float | None) -> dict[str, Estimate]:
    error = guess - truth
    if not np.isfinite(error).all():
        return {}
    size, square, centred = np.abs(error), error**2, truth - truth.mean()

    def r2(weights: Floats) -> Floats:
        spread = weights @ centred**2 - (weights @ centred) ** 2 / weights.sum(axis=1)
        return 1 - _ratio(weights @ square, np.where(spread > 0, spread, 0))

    found: dict[str, Estimate] = {
        "mae": lambda weights: _mean(weights, size),
        "rmse": lambda weights: np.sqrt(_mean(weights, square)),
        "r2": r2,
    }
    if truth.all():
        found["mape"] = lambda weights: _mean(weights, size / np.abs(truth))
    if season_scale and season_scale > 0:
        found["mase"] = lambda weights: _mean(weights, size) / season_scale
    return found


def _labels(truth: NDArray[np.intp], guess: NDArray[np.intp], classes: int, main: int | None) -> dict[str, Estimate]:
    one_hot = np.eye(classes)
    is_true, is_guess = one_hot[truth], one_hot[guess]

    def over_classes(part: Callable[[Floats, Floats, Floats], Floats], weights: Floats) -> Floats:
        hits, guesses, truths = weights @ (is_true * is_guess), weights @ is_guess, weights @ is_true
        value = np.nan_to_num(part(hits, guesses, truths))
        return value[:, main] if main is not None else _mean((guesses + truths > 0).astype(np.float64), value, axis=1)

    def balanced(weights: Floats) -> Floats:
        truths = weights @ is_true
        recall = np.nan_to_num(_ratio(weights @ (is_true * is_guess), truths))
        return _mean((truths > 0).astype(np.float64), recall, axis=1)

    return {
        "accuracy": lambda weights: _mean(weights, (truth == guess).astype(np.float64)),
        "balanced_accuracy": balanced,
        "precision": lambda weights: over_classes(lambda hits, guesses, _: _ratio(hits, guesses), weights),
        "recall": lambda weights: over_classes(lambda hits, _, truths: _ratio(hits, truths), weights),
        "f1": lambda weights: over_classes(lambda hits, guesses, truths: _ratio(2 * hits, guesses + truths), weights),
    }


def _binary(hit: Flags, chance: Floats) -> dict[str, Estimate]:
    clipped = np.clip(chance, CLIP, 1 - CLIP)
    of_truth = np.where(hit, clipped, 1 - clipped)
    return {
        "roc_auc": lambda weights: _roc_auc(hit, chance, weights),
        "average_precision": lambda weights: _average_precision(hit, chance, weights),
        "log_loss": lambda weights: _mean(weights, -np.log(of_truth)),
        "brier": lambda weights: _mean(weights, (hit - chance) ** 2),
        "calibration_error": lambda weights: _calibration_error(hit, chance, weights),
    }


def _multiclass(truth: NDArray[np.intp], proba: Floats) -> dict[str, Estimate]:
    clipped = np.clip(proba, CLIP, None)
    of_truth = (clipped / clipped.sum(axis=1, keepdims=True))[np.arange(len(truth)), truth]
    top, hit = proba.max(axis=1), proba.argmax(axis=1) == truth

    def roc_auc(weights: Floats) -> Floats:
        areas = np.stack([_roc_auc(truth == place, proba[:, place], weights) for place in range(proba.shape[1])])
        defined = np.isfinite(areas)
        return _ratio(np.nan_to_num(areas).sum(axis=0), defined.sum(axis=0).astype(np.float64))

    return {
        "roc_auc": roc_auc,
        "log_loss": lambda weights: _mean(weights, -np.log(of_truth)),
        "calibration_error": lambda weights: _calibration_error(hit, top, weights),
    }


def _mean(weights: Floats, values: Floats, axis: int | None = None) -> Floats:
    total = weights @ values if axis is None else (weights * values).sum(axis=axis)
    return _ratio(total, weights.sum(axis=1))


def _ratio(above: Floats, below: Floats) -> Floats:
    """NaN instead of a division by zero."""
    result: Floats = np.divide(above, below, out=np.full(np.shape(above), np.nan), where=below > 0)
    return result


def _by_threshold(hit: Flags, chance: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weight of hits and of misses at each different probability, highest first: two of shape (resamples, steps)."""
    order = np.argsort(-chance, kind="stable")
    starts = np.flatnonzero(np.diff(chance[order], prepend=np.inf))
    sorted_weights = weights[:, order]
    hits = np.add.reduceat(sorted_weights * hit[order], starts, axis=1)
    return hits, np.add.reduceat(sorted_weights, starts, axis=1) - hits


def _roc_auc(hit: Flags, chance: Floats, weights: Floats) -> Floats:
    hits, misses = _by_threshold(hit, chance, weights)
    # a pair of a hit and a miss counts one when the hit ranks higher, a half when they tie
    above = np.cumsum(hits, axis=1) - hits / 2
    return _ratio((misses * above).sum(axis=1), hits.sum(axis=1) * misses.sum(axis=1))


def _average_precision(hit: Flags, chance: Floats, weights: Floats) -> Floats:
    hits, misses = _by_threshold(hit, chance, weights)
    precision = np.nan_to_num(_ratio(np.cumsum(hits, axis=1), np.cumsum(hits + misses, axis=1)))
    return _ratio((hits * precision).sum(axis=1), hits.sum(axis=1))


def _calibration_error(hit: Flags, chance: Floats, weights: Floats) -> Floats:
    gaps = weights @ (np.eye(BINS)[bin_of(chance)] * (hit - chance)[:, None])
    return _ratio(np.abs(gaps).sum(axis=1), weights.sum(axis=1))
