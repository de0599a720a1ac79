"""Whether a date column orders the rows."""

import numpy as np

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.names import word_set, words
from mlwright.specs import Finding, found

_UNITS = (("seconds", 1.0), ("milliseconds", 1e3), ("microseconds", 1e6), ("nanoseconds", 1e9))
_FIRST, _LAST, _DAY = 631_152_000, 2_208_988_800, 86_400
"""1990 to 2040: ids of as many digits would have to lie there by chance."""
_TIME_WORDS = word_set(
    "time timestamp ts epoch unix ms start end date datetime created updated at since until zeit datum"
)


def orders_rows(view: View, values: Floats | None) -> Finding | None:
    """A date column, sure where it never goes back from one row to the next."""
    if view.column.kind != "date" or values is None:
        return None
    present = values[np.isfinite(values)]
    span = f"from {view.column.earliest} to {view.column.latest}"
    if never_back(values):
        why = f"dates {span} that never go back from row to row"
        return found("time_column", why, (view.name,), sure=True)
    falling = len(present) > 1 and bool((np.diff(present) <= 0).all())
    order = "rows run from new to old" if falling else "rows are not in its order"
    return found("time_column", f"dates {span}; {order}", (view.name,), sure=False)


def counts_moments(view: View) -> Finding | None:
    """Whole numbers that are seconds or less since 1970, all within a lifetime of computers."""
    number = view.column.number
    if number is None or not number.integer or view.column.unit or view.values is None or view.column.distinct < 20:
        return None
    low, high = float(number.min or 0), float(number.max or 0)
    for unit, per in _UNITS:
        if not (_FIRST * per <= low and high <= _LAST * per and high - low >= _DAY * per):
            continue
        present = view.values[np.isfinite(view.values)]
        ordered = unit != "seconds" and never_back(present) and len(np.unique(np.diff(present))) > 10
        if not (ordered or _TIME_WORDS & set(words(view.name))):
            return None
        ends = [str(np.datetime64(int(end / per), "s"))[:10] for end in (low, high)]
        why = f"whole numbers that count {unit} since 1970, from {ends[0]} to {ends[1]}; turn them into dates"
        return found("time_column", why, (view.name,), sure=False)
    return None


def never_back(values: Floats) -> bool:
    """Complete, more than one moment, and no row earlier than the one before."""
    if len(values) == 0 or not np.isfinite(values).all():
        return False
    return bool((np.diff(values) >= 0).all() and values[0] < values[-1])
