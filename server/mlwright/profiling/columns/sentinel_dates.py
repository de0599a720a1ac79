"""Dates that stand for "never" or "not known"."""

import numpy as np

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.sample import Codes

_FAR_AHEAD = ("9999-12-31", "9999-01-01", "9998-12-31", "4712-12-31", "3000-01-01", "3000-12-31", "2999-12-31")
_EDGES = ("2099-12-31", "2100-01-01", "1900-01-01", "1899-12-30", "1899-12-31", "1970-01-01", "1901-01-01")
_FAR_BACK = ("0001-01-01", "1000-01-01", "1111-11-11", "1601-01-01", "1753-01-01", "1800-01-01")
_FEWEST, _DAY, _YEAR = 3, 86_400, 365.25 * 86_400
NEVER = np.array([np.datetime64(text, "s").astype(np.float64) for text in (*_FAR_AHEAD, *_FAR_BACK, *_EDGES)])
"""Midnights that may stand for "never"."""


def find_sentinel_dates(values: Floats, counts: Codes) -> list[int]:
    """Places of the moments, in seconds since 1970, whose day stands for "never"; `counts` are their rows."""
    known = np.isfinite(values)
    days, place = np.unique(np.floor(values[known] / _DAY), return_inverse=True)
    rows = np.bincount(place, weights=counts[known]).astype(np.float64)
    never = [_day(text) for text in (*_FAR_AHEAD, *_FAR_BACK)]
    edges = [_day(text) for text in _EDGES]
    found = [day for day in (*never, *edges) if _stands_apart(day, days, rows, 1 if day in never else _FEWEST)]
    return np.flatnonzero(known & np.isin(np.floor(values / _DAY), found)).tolist() if found else []


def _stands_apart(day: float, days: Floats, rows: Floats, fewest: int) -> bool:
    """Whether a day is far from the rest; one that also could be true has to repeat."""
    at = int(np.searchsorted(days, day))
    if at >= len(days) or days[at] != day or min(rows[at], len(days) - 1) < fewest:
        return False
    rest = np.delete(days, at)
    near = rest[(rest > _day("1800-01-02")) & (rest < _day("2099-12-31"))]
    if len(near) == 0 or near.min() < day < near.max():
        return False
    gap = min(abs(near.min() - day), abs(near.max() - day)) * _DAY
    return bool(gap > max(_YEAR, 0.25 * (near.max() - near.min()) * _DAY))


def _day(text: str) -> float:
    return float(np.datetime64(text, "D").astype(np.int64))
