"""Whether the target repeats after a day, a week, a year: autocorrelation of its changes against chance."""

from collections.abc import Iterator
from statistics import NormalDist

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.findings.time.pace import Pace, find_pace
from mlwright.specs import Finding, found

_CYCLES = {
    "minute": (60, 1440),
    "5 minutes": (12, 288, 2016),
    "10 minutes": (6, 144, 1008),
    "quarter of an hour": (4, 96, 672),
    "half hour": (48, 336),
    "hour": (24, 168),
    "day": (7, 365),
    "working day": (5,),
    "week": (52,),
    "month": (12,),
    "quarter": (4,),
}
_STRONG, _MOST_PERIODS, _FEWEST_CYCLES, _LEVEL = 0.2, 200_000, 2, 2.0


def find_season(name: str, time: str, moments: Floats, values: Floats) -> Iterator[Finding]:
    """Seasons of the mean target per moment, of rows in any order."""
    known = np.isfinite(moments) & np.isfinite(values)
    distinct, at = np.unique(moments[known], return_inverse=True)
    pace = find_pace(distinct)
    if pace is None or int(pace.at[-1]) >= _MOST_PERIODS:
        return
    means = np.bincount(at, weights=values[known]) / np.bincount(at)
    lags = _repeats(_changes(pace, means), pace)
    if lags:
        shown = " and ".join(f"{lag} ({pace.name}) {r:+.2f}" for lag, r, _ in lags)
        why = f"changes of {quoted(name, 40)} repeat after {shown}; chance stays below {lags[0][2]:.2f}"
        yield found("seasonality", why, (name, time))


def _changes(pace: Pace, means: Floats) -> Floats:
    """Differences from one period to the next, NaN beside a gap."""
    grid = np.full(int(pace.at[-1]) + 1, np.nan)
    grid[pace.at] = means
    return np.diff(grid)


def _repeats(changes: Floats, pace: Pace) -> list[tuple[int, float, float]]:
    """Lags at which the autocorrelation of the changes is beyond chance and above that of the lags beside it.

    The band is Bartlett's (1946) for lags beyond one, where differenced noise has a first autocorrelation of -1/2.
    """
    candidates = [lag for lag in _CYCLES.get(pace.name, ()) if len(changes) >= _FEWEST_CYCLES * lag]
    out = []
    for lag in candidates:
        r, pairs = _autocorrelation(changes, lag)
        z = NormalDist().inv_cdf(1 - 0.001 / len(candidates))
        chance = max(_STRONG, z * (1.5 / max(pairs, 1)) ** 0.5)
        beside = max(_autocorrelation(changes, near)[0] for near in (lag - 1, lag + 1))
        if r > chance and (r > beside or _smooth(changes, lag, r - beside, pairs)):
            out.append((lag, r, chance))
    return out


def _smooth(changes: Floats, lag: int, above: float, pairs: int) -> bool:
    """A wave without edges: the lags beside are level but for chance, and a quarter of the wave away it is gone."""
    quarter = lag // 4
    if quarter < 2 or above < -_LEVEL * float((1 / max(pairs, 1)) ** 0.5):
        return False
    return max(_autocorrelation(changes, lag + step)[0] for step in (-quarter, quarter)) < _STRONG / 2


def _autocorrelation(changes: Floats, lag: int) -> tuple[float, int]:
    """Over pairs that are both known, and how many there are."""
    one, other = changes[:-lag], changes[lag:]
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < 8:
        return 0.0, 0
    mean = np.nanmean(changes)
    spread = float(np.nanmean((changes - mean) ** 2))
    r = float(((one[both] - mean) * (other[both] - mean)).mean()) / spread if spread > 0 else 0.0
    return r, int(both.sum())
