"""Statistics seen in values: a cell that a transformer changed shows up again wherever the column was put."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .hashing import Cells, Hashes, cells
from .seen import NONE, Ids, View

MOST = 60
_ROWS, _COLUMNS, _AGREE, _FEWEST = 400, 32, 0.9, 5
_UNCHANGED = 0.3
"""An imputed column still agrees with its source where values were present; a scaled one does not."""
_DISTINCT = 10
"""A column of fewer values may be the same elsewhere by chance."""


class Marks(NamedTuple):
    """Some rows of a transformer's output, and which of their cells it changed."""

    learned: frozenset[int]
    ids: Ids
    hashes: Hashes
    changed: npt.NDArray[np.bool_]
    partly: npt.NDArray[np.bool_]
    """Columns of which cells came through unchanged: a filled gap tells even if all are filled alike."""


def marks(view: View, made: Cells, before: Cells | None) -> list[Marks]:
    """Marks of an output; cells that came through unchanged carry no statistic."""
    kept = made.hashes[:, :_COLUMNS]
    changed = np.ones(kept.shape, dtype=bool)
    if before is not None:
        for at in range(kept.shape[1]):
            same = (before.hashes == kept[:, [at]]).mean(axis=0)
            source = int(same.argmax()) if len(same) else 0
            if len(same) and same[source] >= _UNCHANGED:
                changed[:, at] = before.hashes[:, source] != kept[:, at]
    telling = np.flatnonzero(changed.any(axis=1) & (view.ids >= 0))
    if not len(telling):
        return []
    some = telling[np.linspace(0, len(telling) - 1, min(_ROWS, len(telling))).astype(np.int64)]
    return [Marks(view.learned, view.ids[some], kept[some], changed[some], np.asarray(~changed.all(axis=0)))]


def shown(table: Any, view: View, known: Sequence[Marks]) -> frozenset[int]:
    """Fits whose outputs are found among the object's cells."""
    found = NONE
    order = np.argsort(view.ids, kind="stable")
    ordered = view.ids[order]
    for mark in known:
        if mark.learned <= view.learned | found or not len(ordered):
            continue
        at = np.minimum(np.searchsorted(ordered, mark.ids), len(ordered) - 1)
        here = ordered[at] == mark.ids
        if here.sum() < _FEWEST:
            continue
        there = cells(table, order[at[here]])
        if there is not None and _same_column(mark, here, there.hashes):
            found |= mark.learned
    return found


def _same_column(mark: Marks, here: npt.NDArray[np.bool_], other: Hashes) -> bool:
    one, changed = mark.hashes[here], mark.changed[here]
    for at in range(one.shape[1]):
        rows = changed[:, at]
        if rows.sum() < _FEWEST or not (mark.partly[at] or len(np.unique(one[:, at])) >= _FEWEST):
            continue
        if len(other.T) and (other[rows] == one[rows][:, [at]]).mean(axis=0).max() >= _AGREE:
            return True
    return False


def column_keys(found: Cells) -> Iterator[tuple[int, bytes]]:
    """A key for each column that is unlikely to be another object's by chance."""
    rows = len(found.hashes)
    for at in range(min(found.hashes.shape[1], _COLUMNS)):
        column = np.ascontiguousarray(found.hashes[:, at])
        if len(np.unique(column[:200])) >= min(_DISTINCT, rows) and rows >= _DISTINCT:
            yield rows, _digest(column)


def _digest(column: Hashes) -> bytes:
    with np.errstate(over="ignore"):
        weights = np.arange(1, 2 * len(column), 2, dtype=np.uint64)
        return bytes(
            np.array([(column * weights).sum(dtype=np.uint64), (column ^ weights).sum(dtype=np.uint64)]).tobytes()
        )
