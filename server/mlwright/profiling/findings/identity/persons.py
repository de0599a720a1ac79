"""Columns that bind rows together because each value belongs to one person, whatever they are called."""

from collections.abc import Sequence

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.figures import different
from mlwright.specs import Finding, found

_PERSONS = {"email": "an e-mail address", "phone": "a telephone number", "person": "a person's name"}
_FEWEST, _ROWS_EACH, _MOST_EACH, _MOST_OTHERS, _MOSTLY = 20, 2, 1000, 400, 0.9


def find_persons(views: Sequence[View], rows: int) -> dict[str, Finding]:
    """Personal columns whose values come back, and columns that stand one to one for such a column."""
    out: dict[str, Finding] = {}
    for person in (view for view in views if _comes_back(view, rows)):
        what = _PERSONS[str(person.column.personal)]
        out.setdefault(person.name, _group(person, rows, f"each is {what}, and rows of one person belong together"))
        for view in views[:_MOST_OTHERS]:
            if view is not person and view.column.personal is None and _one_to_one(view, person):
                why = f"each stands for one value of {quoted(person.name, 40)}, which holds {what}"
                out.setdefault(view.name, _group(view, rows, why))
    return out


def _comes_back(view: View, rows: int) -> bool:
    column = view.column
    if column.personal not in _PERSONS or column.distinct < _FEWEST:
        return False
    if not _ROWS_EACH <= (rows - column.missing) / column.distinct <= _MOST_EACH:
        return False
    # first names alone are shared by many
    some = view.some_levels(100)
    return column.personal != "person" or 2 * sum(" " in text.strip() for text in some) >= len(some)


def _one_to_one(view: View, person: View) -> bool:
    number = view.column.number
    whole = view.column.kind == "category" or (number is not None and number.integer)
    if not whole or len(view.shown) != len(person.shown):
        return False
    both = ~view.missing & ~person.missing
    if both.sum() < _MOSTLY * (~view.missing).sum():
        return False
    one, other = view.codes[both], person.codes[both]
    levels = len(np.unique(one))
    return levels >= _FEWEST and len(np.unique(one * len(person.shown) + other)) == levels == len(np.unique(other))


def _group(view: View, rows: int, because: str) -> Finding:
    each = (rows - view.column.missing) / view.column.distinct
    why = f"{different(view.column)} values stand for {each:,.1f} rows each; {because}"
    return found("group_key", why, (view.name,), sure=False)
