"""Fingerprints of cells and rows: equal for the same values in pandas and numpy, and after a cast to float32."""

import zlib
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
MOST_COLUMNS = 64
_ODD, _MORE = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


class Cells(NamedTuple):
    """A table's cells as fingerprints, shape (rows, columns), columns thinned evenly beyond a limit."""

    hashes: Hashes
    names: tuple[str, ...] | None
    width: int
    """Columns of the whole object: rows of tables of different width are never compared."""


def cells(table: Any, positions: npt.NDArray[np.int64] | None = None) -> Cells | None:
    """Fingerprints of all rows, or of those at the positions; None for what is no table."""
    if hasattr(table, "iloc"):
        return _of_pandas(table if positions is None else table.iloc[positions])
    if hasattr(table, "tocsr"):
        return _of_sparse(table.tocsr() if positions is None else table.tocsr()[positions])
    array = table if isinstance(table, np.ndarray) else _as_array(table)
    if array is None or array.ndim == 0:
        return None
    array = (array if positions is None else array[positions]).reshape(
        len(array if positions is None else positions), -1
    )
    kept = _kept(array.shape[1])
    return Cells(_stacked([_column(array[:, at]) for at in kept], len(array)), None, array.shape[1])


def row_hashes(found: Cells) -> Hashes:
    """One fingerprint per row, depending on the order of columns."""
    with np.errstate(over="ignore"):
        place = (np.arange(found.hashes.shape[1], dtype=np.uint64) + np.uint64(1)) * _MORE
        return np.asarray(_mixed(found.hashes + place).sum(axis=1, dtype=np.uint64))


def _kept(width: int) -> list[int]:
    return sorted({int(at) for at in np.linspace(0, width - 1, min(width, MOST_COLUMNS))}) if width else []


def _stacked(columns: list[Hashes], rows: int) -> Hashes:
    return np.stack(columns, axis=1) if columns else np.zeros((rows, 0), dtype=np.uint64)


def _of_pandas(table: Any) -> Cells:
    if table.ndim == 1:
        return Cells(_column(np.asarray(table))[:, None], (str(table.name),), 1)
    kept = _kept(table.shape[1])
    columns = [_column(np.asarray(table.iloc[:, at])) for at in kept]
    return Cells(_stacked(columns, len(table)), tuple(str(table.columns[at]) for at in kept), table.shape[1])


def _of_sparse(matrix: Any) -> Cells:
    """One fingerprint for the row as a whole: columns of a sparse matrix are too many to be kept."""
    with np.errstate(over="ignore"):
        mixed = _mixed(_column(np.asarray(matrix.data)) + _mixed(matrix.indices.astype(np.uint64)))
        sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(mixed, dtype=np.uint64)])
        whole = sums[matrix.indptr[1:]] - sums[matrix.indptr[:-1]]
    return Cells(np.asarray(whole)[:, None], None, -int(matrix.shape[1]))


def _as_array(table: Any) -> npt.NDArray[Any] | None:
    if not isinstance(table, list | tuple) and not hasattr(table, "__array__"):
        return None
    try:
        return np.asarray(table)
    except ValueError:  # rows of unequal length
        return np.array([repr(row) for row in table], dtype=object)


def _column(values: npt.NDArray[Any]) -> Hashes:
    if values.dtype.kind in "fiub":
        with np.errstate(all="ignore"):
            single = values.astype(np.float32) + np.float32(0)  # -0 becomes 0
        single[np.isnan(single)] = np.float32("nan")
        return _mixed(single.view(np.uint32).astype(np.uint64))
    if values.dtype.kind in "mM":
        return _mixed(values.view(np.int64).astype(np.uint64))
    known: dict[Any, int] = {}
    return np.fromiter((_cell(value, known) for value in values.tolist()), dtype=np.uint64, count=len(values))


def _cell(value: Any, known: dict[Any, int]) -> int:
    try:
        if value not in known:
            known[value] = _of_object(value)
        return known[value]
    except (TypeError, ValueError):  # unhashable, or a missing value that refuses comparison
        return _of_object(value)


def _of_object(value: Any) -> int:
    if isinstance(value, bool | int | float):
        try:
            return int(_column(np.array([float(value)]))[0])
        except OverflowError:
            pass
    text = str(value).encode("utf-8", "replace")
    return zlib.crc32(text) << 32 | zlib.adler32(text)


def _mixed(hashes: Hashes) -> Hashes:
    with np.errstate(over="ignore"):
        mixed = (hashes ^ (hashes >> np.uint64(31))) * _ODD
        return np.asarray((mixed ^ (mixed >> np.uint64(29))) * _MORE)
