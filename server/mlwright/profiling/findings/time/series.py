"""What a time column says: its pace, gaps, several rows a moment, and the season of the target."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.time.pace import Pace, find_pace
from mlwright.specs import Finding, found

_EVEN, _MOST_SERIES, _LEAST_FILLED, _TRIED = 0.8, 10_000, 0.5, 50
Codes = npt.NDArray[np.int64]


def find_series(time: View, moments: Floats, views: Sequence[View]) -> Iterator[Finding]:
    """Findings about a time column; `moments` has all rows, `views` perhaps a sample."""
    known = moments[np.isfinite(moments)]
    if len(known) < 8:
        return
    if bool((np.diff(known) > 0).all()):
        yield from _alone(time, known)  # the usual case, without a sort
        return
    distinct, at, counts = np.unique(known, return_inverse=True, return_counts=True)
    whole = len(time.codes) == len(moments) == len(known)
    if len(distinct) == len(known):
        yield from _alone(time, distinct)
    elif _even(counts) or whole:
        key = _parting(time, at, views, len(distinct)) if whole else None
        if key is None and not _even(counts):
            return
        yield from _several(time, distinct, at, key)


def _even(counts: Codes) -> bool:
    """Nearly as many rows at each moment: a panel of series, where events would come in uneven numbers."""
    most = int(np.bincount(counts).argmax())
    return most > 1 and float((counts == most).mean()) >= _EVEN


def _alone(time: View, distinct: Floats) -> Iterator[Finding]:
    pace = find_pace(distinct)
    if pace is None:
        return
    yield found(
        "frequency", f"{quoted(time.name, 60)} steps by one {pace.name}: {len(distinct):,} moments", (time.name,)
    )
    yield from _gaps(time, pace, distinct)


def _several(time: View, distinct: Floats, at: Codes, key: View | None) -> Iterator[Finding]:
    mean = len(at) / len(distinct)
    parts = f"; {quoted(key.name, 40)} parts them" if key else ""
    why = f"{mean:.1f} rows at each of {len(distinct):,} moments of {quoted(time.name, 40)}{parts}"
    yield found("several_per_moment", why, (time.name, key.name) if key else (time.name,))
    pace = find_pace(distinct)
    if pace is None:
        return
    each = f", in each of {len(key.shown):,} series of {quoted(key.name, 40)}" if key else ""
    yield found("frequency", f"{quoted(time.name, 40)} steps by one {pace.name}{each}", (time.name,))
    yield from _gaps(time, pace, distinct)
    if key is not None:
        yield from _gaps_by_series(time, key, pace, at)


def _parting(time: View, at: Codes, views: Sequence[View], moments: int) -> View | None:
    """The column with the fewest levels that holds each of them once a moment at most."""
    fits = [view for view in views if view is not time and _could_part(view, moments)]
    fits.sort(key=lambda view: len(view.shown))
    for view in fits[:_TRIED]:
        cells = at * len(view.shown) + view.codes
        if len(np.unique(cells)) == len(cells):
            return view
    return None


def _could_part(view: View, moments: int) -> bool:
    """Whole and complete, with levels that come back at half of the moments or more."""
    number = view.column.number
    levels = len(view.shown)
    whole = view.column.kind == "category" or (number is not None and number.integer)
    if not whole or view.missing.any() or not 2 <= levels <= _MOST_SERIES:
        return False
    return len(view.codes) / levels >= _LEAST_FILLED * moments


def _gaps(time: View, pace: Pace, distinct: Floats) -> Iterator[Finding]:
    missing = pace.missing
    if len(missing) == 0:
        return
    starts = missing[np.diff(missing, prepend=-2) != 1]
    lengths = np.diff(np.append(np.flatnonzero(np.diff(missing, prepend=-2) != 1), len(missing)))
    longest = int(np.argmax(lengths))
    # the last moment before the gap is named, since it stands in the file
    before = distinct[np.searchsorted(pace.at, starts) - 1]
    firsts = ", ".join(_day(moment) for moment in before[:3].tolist())
    total = int(pace.at[-1]) + 1
    if len(starts) == 1:
        why = f"{len(missing):,} of {total:,} periods ({pace.name}) missing at once after {firsts}"
        yield found("time_gaps", why, (time.name,))
        return
    why = (
        f"{len(missing):,} of {total:,} periods ({pace.name}) are missing in {len(starts):,} gaps, "
        f"{int(lengths[longest]):,} at once after {_day(float(before[longest]))}; first after {firsts}"
    )
    yield found("time_gaps", why, (time.name,))


def _gaps_by_series(time: View, key: View, pace: Pace, at: Codes) -> Iterator[Finding]:
    """Periods between a series' own first and last row that hold none of its rows."""
    periods = pace.at[at]
    low, high = np.full(len(key.shown), int(pace.at[-1])), np.zeros(len(key.shown), dtype=np.int64)
    np.minimum.at(low, key.codes, periods)
    np.maximum.at(high, key.codes, periods)
    rows = np.bincount(key.codes, minlength=len(key.shown))
    # periods that no series has are told apart already
    gone = pace.missing
    shared = np.searchsorted(gone, high) - np.searchsorted(gone, low)
    missing = high - low + 1 - rows - shared
    if missing.sum() > 0:
        worst = int(np.argmax(missing))
        why = (
            f"{int(missing.sum()):,} rows are missing within {int((missing > 0).sum()):,} of {len(rows):,} series of "
            f"{quoted(key.name, 30)}, most in {quoted(key.levels[worst], 20)} ({int(missing[worst]):,})"
        )
        yield found("time_gaps", why, (time.name, key.name))


def _day(moment: float) -> str:
    return str(np.datetime64(int(moment), "s")).replace("T", " ").removesuffix(" 00:00:00")
