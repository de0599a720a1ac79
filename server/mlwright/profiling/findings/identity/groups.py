"""Columns that bind rows together: by their name, or because the rows stand in blocks."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mlwright.errors import quoted
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.figures import different
from mlwright.profiling.findings.identity.identifiers import FEWEST_STEPS
from mlwright.profiling.findings.names import AMBIGUOUS, describes, entity_of, names_identifier, words
from mlwright.specs import Finding, found

_FEWEST_GROUPS, _MOST_GROUPS, _MANY, _CROWD = 5, 0.95, 20, 1000
_MOST_BLOCKS, _MOST_OTHERS = 20, 200
_UNIVERSAL = re.compile(r"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32}|[\da-f]{40}|[\da-f]{64}", re.IGNORECASE)
"""UUIDs and hashes."""


def binds_rows(view: View, rows: int) -> Finding | None:
    """An entity or an identifier by its name, with several rows for each value."""
    column, entity = view.column, entity_of(view.name)
    if not _whole(view) or not _FEWEST_GROUPS <= column.distinct <= _MOST_GROUPS * (rows - column.missing):
        return None
    named = names_identifier(view.name) and words(view.name)[-1] in ("id", "ids", "uid", "uuid", "guid", "#")
    if not named and all(map(_UNIVERSAL.fullmatch, view.some_levels(100))):
        return _found(view, rows, "identifiers of this form name one thing each", sure=True)
    if entity is None and not named:
        return None
    codes = all(any(char.isdigit() for char in text) for text in view.some_levels(1000))
    if not names_identifier(view.name) and _a_kind(view, entity, rows, codes):
        return None
    sure = (named or codes) and not (entity is None and describes(view.name))
    what = f"the same {entity}" if entity else "the same thing"
    # words that stand for a tenth of the rows each are a place or a model, of which too few are left to hold out
    broad = not named and column.distinct < 2 * _FEWEST_GROUPS
    return _found(view, rows, f"by its name, rows of one value are {what}", sure=sure and not broad, broad=broad)


def _a_kind(view: View, entity: str | None, rows: int, codes: bool) -> bool:
    """Few levels of very many rows each, or words of a name that may mean a kind: no single things."""
    few, each = view.column.distinct < _MANY, (rows - view.column.missing) / view.column.distinct
    return (few and each > _CROWD) or (entity in AMBIGUOUS and not codes and (few or each > _CROWD))


def _found(view: View, rows: int, because: str, *, sure: bool, broad: bool = False) -> Finding:
    distinct = view.column.distinct
    why = (
        f"{different(view.column)} values stand for {(rows - view.column.missing) / distinct:,.1f} rows each; {because}"
    )
    return found("group_key", why, (view.name,), sure=sure, severity="info" if broad else None)


def find_blocks(views: Sequence[View]) -> dict[str, Finding]:
    """Columns without a telling name whose rows stand in blocks within which other columns do not change."""
    out: dict[str, Finding] = {}
    for view in views:
        starts = _block_starts(view) if len(out) < _MOST_BLOCKS else None
        if starts is None:
            continue
        most = view.column.distinct
        others = [other for other in views if other is not view][:_MOST_OTHERS]
        steady = [other.name for other in others if _steady_within(other, starts, most)]
        if len(steady) >= 2:
            shown = ", ".join(quoted(name, 30) for name in steady[:3])
            why = f"its {different(view.column)} values stand in blocks of rows in which {shown} never change"
            out[view.name] = found("group_key", why, (view.name,), sure=False)
    return out


def _whole(view: View) -> bool:
    number = view.column.number
    return view.column.kind == "category" or (number is not None and number.integer)


def _block_starts(view: View) -> npt.NDArray[np.intp] | None:
    distinct, rows = view.column.distinct, len(view.codes)
    if not _whole(view) or distinct < FEWEST_STEPS or distinct > rows / 3 or view.missing.any():
        return None
    starts = np.flatnonzero(np.diff(view.codes, prepend=-2))
    return starts if len(starts) <= 1.05 * distinct else None


def _steady_within(other: View, starts: npt.NDArray[np.intp], distinct: int) -> bool:
    if not 5 <= other.column.distinct <= distinct or other.column.kind in ("empty", "date"):
        return False
    changes = np.flatnonzero(np.diff(other.codes)) + 1
    return bool(np.isin(changes, starts).all())
