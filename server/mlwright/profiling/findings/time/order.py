"""Whether a date column orders the rows."""

import numpy as np

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.specs import Finding, found


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


def never_back(values: Floats) -> bool:
    """Complete, more than one moment, and no row earlier than the one before."""
    if len(values) == 0 or not np.isfinite(values).all():
        return False
    return bool((np.diff(values) >= 0).all() and values[0] < values[-1])
