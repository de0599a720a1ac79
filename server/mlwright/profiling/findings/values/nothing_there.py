"""Blanks that are a value: there is no pool, so nothing is known of its quality."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from mlwright.errors import quoted
from mlwright.profiling.columns.sample import Codes
from mlwright.profiling.findings.values.look import Look
from mlwright.specs import Finding, found

_AGREE, _REST_AGREES, _FEWEST = 0.995, 0.9, 5
_SLIPS, _MANY = 2, 50
"""So few rows may be written otherwise where so many agree."""
_MOST_COLUMNS, _MOST_ROWS = 400, 5_000
Matrix = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


def nothing_there(looks: Sequence[Look]) -> Iterator[Finding]:
    """Columns that are blank exactly where a count or an area is 0."""
    gaps = [look for look in looks if look.column.kind != "empty" and look.view.missing.any()][:_MOST_COLUMNS]
    amounts = [look for look in looks if look.column.number is not None and look.column.number.zeros][:_MOST_COLUMNS]
    if not gaps or not amounts:
        return
    rows = len(gaps[0].view.codes)
    chosen = np.linspace(0, rows - 1, min(rows, _MOST_ROWS)).astype(np.int64)
    blank = np.column_stack([look.view.missing[chosen] for look in gaps]).astype(np.float32)
    share = _agreement(blank, *(np.column_stack(parts).astype(np.float32) for parts in _zeros(amounts, chosen)))
    for at, look in enumerate(gaps):
        best = int(np.argmax(share[at]))
        if share[at, best] > 0:
            where = quoted(amounts[best].name, 40)
            elsewhere = "only there" if share[at, best] == 1 else "hardly elsewhere"
            yield found("blank_means_none", f"{look.title} is blank where {where} is 0, and {elsewhere}", (look.name,))


def _zeros(amounts: Sequence[Look], chosen: Codes) -> Iterator[list[Flags]]:
    """Whether each amount is 0, and whether it is known."""
    values = [look.view.values[chosen] for look in amounts if look.view.values is not None]
    yield [each == 0 for each in values]
    yield [np.isfinite(each) for each in values]


def _agreement(blank: Matrix, zero: Matrix, known: Matrix) -> Matrix:
    """Share of rows in which blanks of a column and zeros of another agree; 0 where they do not, both ways."""
    both, gone, rows, none = blank.T @ zero, blank.T @ known, known.sum(axis=0), zero.sum(axis=0)
    neither = rows - gone - none + both
    apart = gone + none - 2 * both
    # where nearly all is blank and 0, agreement says nothing unless the few filled rows agree, too
    fine = (both >= _AGREE * np.maximum(gone, none)) | ((apart <= _SLIPS) & (both >= _MANY))
    fine &= neither >= _REST_AGREES * (rows - np.minimum(gone, none))
    fine &= (both >= _FEWEST) & (neither >= _FEWEST)
    agreed: Matrix = np.where(fine, (both + neither) / np.maximum(rows, 1), 0).astype(np.float32)
    return agreed
