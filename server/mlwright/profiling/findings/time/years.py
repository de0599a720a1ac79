"""Whole-number years that lie after everything else the table knows of time."""

from collections.abc import Iterator, Sequence

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.names import word_set, words
from mlwright.specs import Finding, found

_YEARS = word_set("year years yr yrs jahr jahre baujahr année annee año 연도 년도")
_FIRST, _LAST, _LEAD, _MOST_SHARE, _YEAR = 1500, 2200, 1, 0.01, 365.25 * 86_400


def find_years(views: Sequence[View]) -> Iterator[Finding]:
    """A few years more than one after the newest year or date of all the other columns; the file is its own clock."""
    years = {view.name: values for view in views if (values := _years(view)) is not None}
    newest = {name: float(values.max()) for name, values in years.items()}
    for view in views:
        if view.column.kind == "date" and view.values is not None and np.isfinite(view.values).any():
            newest[view.name] = 1970 + float(np.nanmax(view.values)) // _YEAR
    for name, values in years.items():
        now = max((year for other, year in newest.items() if other != name), default=None)
        later = values[values > now + _LEAD] if now is not None else values[:0]
        # a plan or a term lies ahead in many rows, a slip in few
        if now is None or not 0 < len(later) <= max(1, _MOST_SHARE * len(values)):
            continue
        count = f"{len(later):,} {'value' if len(later) == 1 else 'values'}"
        why = f"{count} of {quoted(name, 40)}, up to {later.max():.0f}, after {now:.0f}, the newest year elsewhere"
        yield found("future_dates", why, (name,))


def _years(view: View) -> Floats | None:
    """The values of a column that is named a year and mostly holds whole numbers in the range of one."""
    number = view.column.number
    if number is None or not number.integer or view.values is None or not _YEARS & set(words(view.name)):
        return None
    known: Floats = view.values[np.isfinite(view.values)]
    if not len(known) or not _FIRST <= float(np.median(known)) <= _LAST:
        return None
    return known
