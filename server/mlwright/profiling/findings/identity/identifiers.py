"""Columns that name or count the rows."""

import numpy as np
import numpy.typing as npt

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.figures import different
from mlwright.profiling.findings.names import YEAR_WORDS, names_identifier, words
from mlwright.specs import Finding, found

FEWEST_STEPS = 20
_LEAST_UNIQUE, _LEAST_FILLED, _LOOKED_AT = 0.99, 0.5, 20_000


def whole_and_many(view: View, rows: int) -> bool:
    """Whole numbers of which there are many: a count of rows could be among them."""
    number, many = view.column.number, view.column.distinct >= max(FEWEST_STEPS, rows / 10)
    return number is not None and number.integer and many


def counts_rows(view: View, values: Floats | None, rows: int) -> Finding | None:
    """Goes up by one from row to row, perhaps starting again a few times."""
    if values is None or view.column.kind != "number" or view.column.missing or not whole_and_many(view, rows):
        return None
    steps = np.diff(values)
    breaks = np.flatnonzero(steps != 1)
    restarts = len(breaks)
    if restarts > 0.05 * len(steps) or restarts > max(5, 0.01 * rows) or _cycle(breaks):
        return None
    if YEAR_WORDS & set(words(view.name)):
        why = f"it goes up by one from row to row, from {values[0]:.0f} to {values[-1]:.0f}, as years or periods do"
        return found("time_column", why, (view.name,), sure=False)
    again = f" and starts again {_times(restarts)}" if restarts else ""
    why = f"it goes up by one from row to row{again}, so it tells the place in the file, not a property"
    return found("running_index", why, (view.name,), sure=True)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def _cycle(breaks: npt.NDArray[np.intp]) -> bool:
    """Restarts after equally many rows: minutes or days of a calendar rather than a count of rows."""
    return len(breaks) >= 3 and len(set(np.diff(breaks).tolist())) == 1


def names_rows(view: View, rows: int) -> Finding | None:
    """Another value in nearly every row, written as identifiers are."""
    column, filled = view.column, rows - view.column.missing
    if filled < _LEAST_FILLED * rows or column.distinct < _LEAST_UNIQUE * filled:
        return None
    if column.kind not in ("number", "category"):
        return None
    why = f"{different(column)} different values in {filled:,} rows"
    if column.kind == "category":
        if any(" " in text for text in view.some_levels(_LOOKED_AT)):
            return None
        return found("row_id", f"{why}, each a single code", (view.name,), sure=True)
    if column.number is None or not column.number.integer or column.distinct < filled:
        return None
    if names_identifier(view.name):
        return found("row_id", f"{why}, and its name is that of an identifier", (view.name,), sure=True)
    if _long_codes(view) and not YEAR_WORDS & set(words(view.name)):
        return found("row_id", f"{why}, all of the same number of digits", (view.name,), sure=rows >= 200)
    return None


def _long_codes(view: View) -> bool:
    """Whole numbers of one width of six digits or more that are not rounded, as amounts often are."""
    texts = view.some_levels(_LOOKED_AT)
    digits = {len(text) for text in texts}
    rounded = sum(text.endswith("0") for text in texts)
    return len(digits) == 1 and min(digits) >= 6 and view.column.unit is None and rounded <= 0.3 * len(texts)
