"""Bounds drawn from a snapshot, with room for the next delivery; a person tightens or loosens them."""

import math
from collections.abc import Callable

_POINTS = 5.0
_DEVIATIONS = 3.0
_SPANS = 0.5
_EXACT = 2**53
HEAD_ROOM = "half the span on either side"


def null_bound(share: float, rows: int) -> float:
    """Largest percentage of missing values: five points and three standard errors above the snapshot's."""
    error = math.sqrt(share * (1 - share) / rows) if rows else 0.0
    return min(100.0, math.ceil(10 * (100 * share + _POINTS + 100 * _DEVIATIONS * error)) / 10)


def duplicate_bound(duplicates: int, rows: int) -> float:
    """Largest percentage of repeated rows: twice the snapshot's and a point more."""
    return min(100.0, math.ceil(10 * (200 * duplicates / rows + 1)) / 10) if rows else 1.0


def range_bound(low: float, high: float, whole: bool) -> tuple[float, float] | None:
    """Smallest and largest value: half the span beyond what was seen; a range that stops at 0 goes on doing so."""
    span = high - low
    if not math.isfinite(span) or span <= 0:
        return None
    step = 10.0 ** (math.floor(math.log10(span)) - 1)
    if not 1e-300 < step < 1e300:
        return None
    floor = min(low, _rounded(low - _SPANS * span, step, math.floor))
    ceiling = max(high, _rounded(high + _SPANS * span, step, math.ceil))
    floor = 0.0 if floor < 0 <= low else floor
    ceiling = 0.0 if high <= 0 < ceiling else ceiling
    if whole and max(-floor, ceiling) < _EXACT:
        return math.floor(floor), math.ceil(ceiling)
    return floor, ceiling


def _rounded(value: float, step: float, outwards: Callable[[float], int]) -> float:
    """The next multiple of the step, without the digits that a product of floats trails behind it."""
    return float(f"{outwards(value / step) * step:.12g}")
