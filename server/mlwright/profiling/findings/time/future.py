"""Dates that lie years after all the others of their column."""

from collections.abc import Iterator

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.specs import Finding, found

_YEAR = 365.25 * 86_400
_MOST_SHARE, _SMALL, _FEWEST, _LEAST_YEARS = 0.01, 20, 50, 2
_NEVER = "99-12-31"
"""The last day of a century or of all years is typed for "never", and told as such elsewhere."""


def find_future(name: str, moments: Floats) -> Iterator[Finding]:
    """A few dates beyond a gap that is longer than all the others span; the file is its own clock."""
    known = np.sort(moments[np.isfinite(moments)])
    # in small tables a slip of a few rows is more than a hundredth of them
    few = max(int(len(known) * _MOST_SHARE), min(_SMALL, len(known) // _SMALL))
    if len(known) < _FEWEST or few == 0:
        return
    steps = np.diff(known[-few - 1 :])
    # the first wide gap, since the dates behind it lie apart from each other, too
    wide = np.flatnonzero(steps >= np.maximum(known[-few - 1 : -1] - known[0], _LEAST_YEARS * _YEAR))
    at = int(wide[0]) if len(wide) else int(np.argmax(steps))
    last, first = float(known[-few - 1 + at]), float(known[-few + at])
    rest = last - float(known[0])
    if steps[at] < max(rest, _LEAST_YEARS * _YEAR):
        return
    shown = str(np.datetime64(int(first), "s"))[:10]
    if shown.endswith(_NEVER):
        return
    rows = few - at
    years = float(steps[at]) / _YEAR
    why = f"{rows:,} dates of {quoted(name, 40)} from {shown} on lie {years:,.0f} years after all the others"
    yield found("future_dates", why, (name,))
