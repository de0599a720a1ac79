"""What the user said of columns: which one binds rows together, which one orders them in time."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from mlwright.errors import InputError, quoted
from mlwright.profiling.columns.views import View
from mlwright.specs import Column, Finding, found

_FEWEST_GROUPS, _FEWEST_MOMENTS = 5, 2


@dataclass(frozen=True)
class Told:
    """Column names as the user gave them; None where nothing was said."""

    group: str | None = None
    time: str | None = None


def check_told(told: Told, columns: Sequence[Column]) -> None:
    """Raise InputError when a column that the user names is unknown or unfit."""
    if told.group is not None:
        group = _column(told.group, columns, "group")
        if group.distinct < _FEWEST_GROUPS:
            raise InputError(
                f"The group column {quoted(told.group)} has {group.distinct} different values; "
                f"{_FEWEST_GROUPS} are needed to split rows by it.",
                "Name another column, or leave the group out.",
            )
    if told.time is not None:
        time = _column(told.time, columns, "time")
        if time.kind not in ("date", "number") or time.distinct < _FEWEST_MOMENTS:
            raise InputError(
                f"The time column {quoted(told.time)} is read as {time.kind} with {time.distinct:,} different values.",
                "Dates or numbers that grow with time are needed; name another column.",
            )


def as_told(told: Told, views: Sequence[View]) -> tuple[Finding, ...]:
    """A sure finding for each column that the user named."""
    out = []
    for view in views:
        if view.name == told.group:
            why = f"the user says that its {view.column.distinct:,} values bind rows together"
            out.append(found("group_key", why, (view.name,), sure=True))
        elif view.name == told.time:
            out.append(found("time_column", "the user says that it orders the rows in time", (view.name,), sure=True))
    return tuple(out)


def _column(name: str, columns: Sequence[Column], role: str) -> Column:
    names = {column.name: column for column in columns}
    if name in names:
        return names[name]
    folded = {other.casefold().strip(): other for other in names}
    near = [folded[match] for match in difflib.get_close_matches(name.casefold().strip(), list(folded), 3, 0.5)]
    shown = ", ".join(quoted(other, 60) for other in list(names)[:12])
    hint = f"Did you mean {' or '.join(quoted(match) for match in near)}?" if near else f"Columns are {shown}."
    raise InputError(f"There is no {role} column {quoted(name)}.", hint)
