"""What columns are beside plain features: constants, copies, identifiers, row counters, groups, times."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.names import describes, entity_of, names_identifier, word_set, words
from mlwright.specs import Hint

_YEAR_WORDS = word_set("year yr date time day month week quarter 연도 년도")
_FEWEST_GROUPS, _MOST_GROUPS = 5, 0.95
_FEWEST_STEPS = 20


def find_structure(views: Sequence[View], ordered: Mapping[str, Floats], rows: int) -> tuple[Hint, ...]:
    """At most one hint per column, the strongest first; `ordered` has all rows of number and date columns."""
    copies = {hint.column: hint for hint in _copies(views)}
    blocks = _blocks(views)
    found = []
    for view in views:
        hint = (
            _nothing(view)
            or copies.get(view.name)
            or _counter(view, ordered.get(view.name), rows)
            or _identifier(view, rows)
            or _group(view, rows)
            or _time(view, ordered.get(view.name))
            or (blocks.get(view.name))
        )
        if hint:
            found.append(hint)
    return tuple(found)


def needs_order(view: View, rows: int) -> bool:
    """Whether a column has to be seen over all rows in file order."""
    column = view.column
    if column.kind == "date":
        return True
    many = column.distinct >= max(_FEWEST_STEPS, rows / 10)
    return column.number is not None and column.number.integer and many


def _nothing(view: View) -> Hint | None:
    if view.column.kind == "empty":
        return Hint(code="empty", column=view.name, sure=True, why="it holds no value in any row")
    if view.column.distinct == 1:
        only = quoted(view.levels[0] if view.levels else "", 60)
        gaps = f", or nothing ({view.column.missing:,} rows)" if view.column.missing else ""
        # a single value beside blanks can be a flag that was ticked or left blank
        return Hint(code="constant", column=view.name, sure=not gaps, why=f"every row holds {only}{gaps}")
    return None


def _copies(views: Sequence[View]) -> Iterator[Hint]:
    """Columns whose rows part exactly as an earlier column's do: equal values, or levels renamed one to one."""
    seen: dict[tuple[int, int, bytes], View] = {}
    for view in views:
        if view.column.distinct <= 1:
            continue
        # codes count levels by first appearance, so renamed levels give equal arrays
        key = (view.column.distinct, view.column.missing, hashlib.sha256(view.codes.tobytes()).digest())
        earlier = seen.setdefault(key, view)
        if earlier is view:
            continue
        if _same_values(earlier, view):
            why = f"every row holds the same as {quoted(earlier.name)}"
        elif 2 < view.column.distinct <= len(view.codes) / 2:
            why = f"its {view.column.distinct:,} levels stand one to one for those of {quoted(earlier.name)}"
        else:
            continue
        yield Hint(code="duplicate", column=view.name, sure=True, why=why, of=earlier.name)


def _same_values(one: View, other: View) -> bool:
    if one.values is not None and other.values is not None:
        return bool(np.array_equal(one.values, other.values, equal_nan=True))
    return one.levels == other.levels


def _counter(view: View, values: Floats | None, rows: int) -> Hint | None:
    if values is None or view.column.kind != "number" or view.column.missing or not needs_order(view, rows):
        return None
    steps = np.diff(values)
    breaks = np.flatnonzero(steps != 1)
    restarts = len(breaks)
    if restarts > 0.05 * len(steps) or restarts > max(5, 0.01 * rows) or _cycle(breaks):
        return None
    if _YEAR_WORDS & set(words(view.name)):
        why = f"it goes up by one from row to row, from {values[0]:.0f} to {values[-1]:.0f}, as years or periods do"
        return Hint(code="time", column=view.name, sure=False, why=why)
    again = f" and starts again {restarts} times" if restarts else ""
    why = f"it goes up by one from row to row{again}, so it tells the place in the file, not a property"
    return Hint(code="counter", column=view.name, sure=True, why=why)


def _cycle(breaks: npt.NDArray[np.intp]) -> bool:
    """Restarts after equally many rows: minutes or days of a calendar rather than a count of rows."""
    return len(breaks) >= 3 and len(set(np.diff(breaks).tolist())) == 1


def _identifier(view: View, rows: int) -> Hint | None:
    column, filled = view.column, rows - view.column.missing
    if filled < 0.5 * rows or column.distinct < 0.99 * filled or column.kind not in ("number", "category"):
        return None
    why = f"{column.distinct:,} different values in {filled:,} rows"
    if column.kind == "category":
        if any(" " in text for text in view.levels):
            return None
        return Hint(code="id", column=view.name, sure=True, why=f"{why}, each a single code")
    if column.number is None or not column.number.integer or column.distinct < filled:
        return None
    if names_identifier(view.name):
        return Hint(code="id", column=view.name, sure=True, why=f"{why}, and its name is that of an identifier")
    if _long_codes(view) and not _YEAR_WORDS & set(words(view.name)):
        return Hint(code="id", column=view.name, sure=rows >= 200, why=f"{why}, all of the same number of digits")
    return None


def _long_codes(view: View) -> bool:
    """Whole numbers of one width of six digits or more that are not rounded, as amounts often are."""
    digits = {len(text) for text in view.levels}
    rounded = sum(text.endswith("0") for text in view.levels)
    return len(digits) == 1 and min(digits) >= 6 and view.column.unit is None and rounded <= 0.3 * len(view.levels)


def _group(view: View, rows: int) -> Hint | None:
    column, entity = view.column, entity_of(view.name)
    whole = column.kind == "category" or (column.number is not None and column.number.integer)
    if not whole or not _FEWEST_GROUPS <= column.distinct <= _MOST_GROUPS * (rows - column.missing):
        return None
    named = names_identifier(view.name) and words(view.name)[-1] in ("id", "ids", "uuid", "guid", "#")
    if entity is None and not named:
        return None
    codes = all(any(char.isdigit() for char in text) for text in view.levels[:1000])
    sure = (named or codes) and not (entity is None and describes(view.name))
    what = f"the same {entity}" if entity else "the same thing"
    mean = (rows - column.missing) / column.distinct
    why = f"{column.distinct:,} values stand for {mean:.1f} rows each; by its name, rows of one value are {what}"
    return Hint(code="group", column=view.name, sure=sure, why=why)


def _blocks(views: Sequence[View]) -> dict[str, Hint]:
    """Columns without a telling name whose rows stand in blocks within which other columns do not change."""
    found = {}
    for view in views:
        distinct, rows = view.column.distinct, len(view.codes)
        whole = view.column.kind == "category" or (view.column.number is not None and view.column.number.integer)
        if not whole or view.missing.any() or distinct < _FEWEST_STEPS or distinct > rows / 3:
            continue
        starts = np.flatnonzero(np.diff(view.codes, prepend=-2))
        if len(starts) > 1.05 * distinct:
            continue
        steady = [other.name for other in views if other is not view and _steady_within(other, starts, distinct)]
        if len(steady) >= 2:
            shown = ", ".join(quoted(name, 60) for name in steady[:3])
            why = f"its {distinct:,} values stand in blocks of rows in which {shown} never change"
            found[view.name] = Hint(code="group", column=view.name, sure=False, why=why)
    return found


def _steady_within(other: View, starts: np.ndarray[tuple[int], np.dtype[np.intp]], distinct: int) -> bool:
    if not 5 <= other.column.distinct <= distinct or other.column.kind in ("empty", "date"):
        return False
    changes = np.flatnonzero(np.diff(other.codes)) + 1
    return bool(np.isin(changes, starts).all())


def _time(view: View, values: Floats | None) -> Hint | None:
    if view.column.kind != "date" or values is None:
        return None
    present = values[np.isfinite(values)]
    span = f"from {view.column.earliest} to {view.column.latest}"
    if never_back(values):
        return Hint(code="time", column=view.name, sure=True, why=f"dates {span} that never go back from row to row")
    falling = len(present) > 1 and bool((np.diff(present) <= 0).all())
    order = "rows run from new to old" if falling else "rows are not in its order"
    return Hint(code="time", column=view.name, sure=False, why=f"dates {span}; {order}")


def never_back(values: Floats) -> bool:
    """Complete, more than one moment, and no row earlier than the one before."""
    return bool(np.isfinite(values).all() and (np.diff(values) >= 0).all() and values[0] < values[-1])
