"""Columns that hold nothing, never vary, or repeat another column."""

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.figures import different
from mlwright.specs import Finding, found


def holds_nothing(view: View) -> Finding | None:
    """An empty or constant column."""
    if view.column.kind == "empty":
        return found("empty_column", "it holds no value in any row", (view.name,), sure=True)
    if view.column.distinct == 1:
        only = quoted(view.levels[0] if view.levels else "", 60)
        gaps = f", or nothing ({view.column.missing:,} rows)" if view.column.missing else ""
        # a single value beside blanks can be a flag that was ticked or left blank
        return found("constant_column", f"every row holds {only}{gaps}", (view.name,), sure=not gaps)
    return None


def find_copies(views: Sequence[View]) -> Iterator[Finding]:
    """Columns whose rows part exactly as an earlier column's do: equal values, or levels renamed one to one."""
    seen: dict[bytes, View] = {}
    for view in views:
        levels = int(view.codes.max(initial=-1)) + 1
        if levels <= 1:
            continue
        # codes count levels by first appearance, so renamed levels give equal arrays
        earlier = seen.setdefault(hashlib.sha256(view.codes.tobytes()).digest(), view)
        if earlier is view:
            continue
        if _same_values(earlier, view):
            why = f"every row holds the same as {quoted(earlier.name, 60)}"
        elif 2 < levels <= len(view.codes) / 2:
            why = f"its {different(view.column)} levels stand one to one for those of {quoted(earlier.name, 60)}"
        else:
            continue
        yield found("duplicate_column", why, (view.name,), sure=True, of=earlier.name)


def _same_values(one: View, other: View) -> bool:
    if one.values is not None and other.values is not None:
        return bool(np.array_equal(one.values, other.values, equal_nan=True))
    return len(one.shown) == len(other.shown) and one.levels == other.levels
