"""Percentile bootstrap intervals of test metrics; whole groups are drawn where rows belong together."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlwright.evaluation.resampled import estimators
from mlwright.evaluation.scoring import Floats
from mlwright.specs import Interval
from mlwright.specs.profile import Task

BIASED = frozenset({"calibration_error"})
"""Metrics that come out larger on every resample, since drawing rows twice adds to the differences they add up."""
CELLS = 2_000_000
"""Resamples × rows worked on at once: 16 MB of weights."""


def intervals(
    task: Task,
    y_true: ArrayLike,
    prediction: ArrayLike,
    proba: ArrayLike | None,
    classes: Sequence[str],
    positive: str | None,
    *,
    groups: ArrayLike | None = None,
    season_scale: float | None = None,
    names: Sequence[str] | None = None,
    resamples: int = 400,
    level: float = 0.95,
    seed: int = 0,
) -> dict[str, Interval]:
    """Metric name → interval, for `names` or all metrics of the task; arguments otherwise as in `score`.

    With `groups`, shape (n,), whole groups are drawn instead of rows. A metric that is undefined for the rows, or for
    more than half of the resamples, has no interval. With fewer than about 20 groups, and for forecasts, whose errors
    depend on their neighbours, intervals come out too narrow. The interval of a metric that every resample inflates is
    moved back by the bias of its median. Equal arguments give equal intervals.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13; groups: Davison and Hinkley,
    Bootstrap Methods and their Application, 1997, section 3.8.
    """
    known = estimators(task, y_true, prediction, proba, classes, positive, season_scale)
    wanted = {name: known[name] for name in (known if names is None else names) if name in known}
    rows = len(np.asarray(y_true))
    if rows < 2 or not wanted:
        return {}
    drawn: dict[str, list[Floats]] = {name: [] for name in wanted}
    for weights in _weights(rows, groups, resamples, seed):
        for name, estimate in wanted.items():
            drawn[name].append(estimate(weights))
    once = np.ones((1, rows))
    estimates = {name: float(wanted[name](once)[0]) for name in BIASED & set(wanted)}
    found = {
        name: _interval(np.concatenate(values), level, around=estimates.get(name)) for name, values in drawn.items()
    }
    return {name: interval for name, interval in found.items() if interval is not None}


def _weights(rows: int, groups: ArrayLike | None, resamples: int, seed: int) -> Iterator[Floats]:
    """How often each row was drawn, in pieces of shape (some resamples, rows)."""
    unit = np.arange(rows) if groups is None else _units(groups)
    units = int(unit.max()) + 1
    rng = np.random.default_rng(seed)
    step = max(1, CELLS // rows)
    for start in range(0, resamples, step):
        count = min(step, resamples - start)
        draws: NDArray[Any] = rng.integers(units, size=(count, units)) + np.arange(count)[:, None] * units
        times = np.bincount(draws.ravel(), minlength=count * units).reshape(count, units)
        yield times[:, unit].astype(np.float64)


def _units(groups: ArrayLike) -> NDArray[np.intp]:
    """One number per group; a row without a group is one of its own, as in the split."""
    names = np.asarray(groups).astype(np.str_).tolist()
    own = [name if name not in ("", "nan", "None") else f"\0row {place}" for place, name in enumerate(names)]
    return np.unique(own, return_inverse=True)[1].reshape(-1)


def _interval(values: Floats, level: float, around: float | None = None) -> Interval | None:
    """The middle of the resampled values; moved to lie `around` an estimate by the median's distance from it."""
    usable = values[np.isfinite(values)]
    if len(usable) * 2 < len(values):
        return None
    low, high = np.quantile(usable, [(1 - level) / 2, (1 + level) / 2])
    if around is not None:
        bias = float(np.median(usable)) - around
        low, high = max(float(low) - bias, 0.0), max(float(high) - bias, 0.0)
    return Interval(low=float(low), high=float(high), level=level)
