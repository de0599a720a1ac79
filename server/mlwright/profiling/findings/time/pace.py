"""At what pace rows come in time, and what is left out."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mlwright.profiling.columns.numbers import Floats

Periods = npt.NDArray[np.int64]
_DAY = 86_400
_SECONDS = (
    ("second", 1),
    ("minute", 60),
    ("5 minutes", 300),
    ("10 minutes", 600),
    ("quarter of an hour", 900),
    ("half hour", 1800),
    ("hour", 3600),
    ("day", _DAY),
    ("week", 7 * _DAY),
)
_MONTHS = (("month", 1), ("quarter", 3), ("year", 12))
_FEWEST, _MOSTLY, _LEAST_FILLED = 8, 0.8, 0.5


@dataclass(frozen=True)
class Pace:
    """A steady pace: its name, the number of each different moment in it, counted from the first."""

    name: str
    at: Periods
    weekdays_only: bool = False

    @property
    def missing(self) -> Periods:
        """Numbers of the periods between the first and the last that hold no row."""
        held = np.zeros(int(self.at[-1]) + 1, dtype=bool)
        held[self.at] = True
        return np.flatnonzero(~held)


def find_pace(moments: Floats) -> Pace | None:
    """The pace of different moments in rising order, in seconds since 1970; None where there is none.

    Nearly all steps are whole numbers of periods and most are exactly one.
    """
    if len(moments) < _FEWEST:
        return None
    return _workdays(moments) or _by_calendar(moments) or _by_clock(moments)


def _by_clock(moments: Floats) -> Pace | None:
    steps = np.diff(moments)
    base = float(np.median(steps))
    for name, seconds in _SECONDS:
        if seconds == base and bool((np.mod(steps, seconds) == 0).all()):
            return _pace(name, np.round((moments - moments[0]) / seconds).astype(np.int64))
    return None


def _by_calendar(moments: Floats) -> Pace | None:
    if bool(np.mod(moments, _DAY).any()):
        return None
    days = moments.astype("datetime64[s]").astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    first = bool((days == months.astype("datetime64[D]")).all())
    last = bool((days + 1 == (months + 1).astype("datetime64[D]")).all())
    if not (first or last):
        return None
    numbers = months.astype(np.int64)
    base = int(np.median(np.diff(numbers)))
    for name, size in _MONTHS:
        if size == base and bool((np.diff(numbers) % size == 0).all()):
            return _pace(name, (numbers - numbers[0]) // size)
    return None


def _workdays(moments: Floats) -> Pace | None:
    """Every day but Saturdays and Sundays."""
    if bool(np.mod(moments, _DAY).any()):
        return None
    days = (moments // _DAY).astype(np.int64)
    # 1970-01-01 was a Thursday
    weekday = (days + 3) % 7
    if bool((weekday >= 5).any()) or len(np.unique(weekday)) < 5:
        return None
    numbers = (days + 3) // 7 * 5 + weekday
    return _pace("working day", numbers - numbers[0], True)


def _pace(name: str, at: Periods, weekdays_only: bool = False) -> Pace | None:
    steps = np.diff(at)
    filled = len(at) / (int(at[-1]) + 1)
    if len(steps) == 0 or (steps == 1).mean() < _MOSTLY or filled < _LEAST_FILLED:
        return None
    return Pace(name, at, weekdays_only)
