"""predictions.parquet → arrays, checked before anything is computed from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from mlwright.errors import PaperError, quoted

PROBA = "proba_"
NEEDED = ("row", "y_true", "prediction")
TOLERANCE = 1e-3
"""How far a row's probabilities may be from summing to one: single precision over many classes."""


@dataclass(frozen=True, eq=False)
class Predictions:
    """One line per test row; arrays of shape (n,), `proba` of shape (n, classes) in the order of `classes`.

    With probabilities `y_true` and `prediction` are texts, otherwise they are numbers where the file holds numbers.
    """

    row: NDArray[np.int64]
    y_true: NDArray[Any]
    prediction: NDArray[Any]
    classes: tuple[str, ...] = ()
    proba: NDArray[np.float64] | None = None
    group: NDArray[np.str_] | None = None


def read_predictions(path: Path) -> Predictions:
    """The predictions of a run, in the order of the file.

    Raises PaperError when the file is missing or no Parquet file, when a column is missing, when truths or row numbers
    are blank or a row number stands twice, or when probabilities are not probabilities.
    """
    columns = _columns(path)
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise PaperError(
            f"{path.name} has no column {missing[0]!r}; found {', '.join(quoted(name, 40) for name in columns)}",
            f"the script writes {', '.join(NEEDED)} and, for classes, {PROBA}<label>",
        )
    for name in NEEDED:
        blank = int(np.ma.getmaskarray(columns[name]).sum())
        if blank:
            raise PaperError(f"{path.name}: column {name!r} is blank in {blank} rows; expected a value in each")
    rows = _rows(columns["row"], path)
    classes = tuple(name.removeprefix(PROBA) for name in columns if name.startswith(PROBA))
    group = columns.get("group")
    return Predictions(
        row=rows,
        y_true=_values(columns["y_true"], texts=bool(classes)),
        prediction=_values(columns["prediction"], texts=bool(classes)),
        classes=classes,
        proba=_probabilities([columns[PROBA + name] for name in classes], path) if classes else None,
        group=None if group is None else _groups(group),
    )


def _columns(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        raise PaperError(f"{quoted(path)} does not exist", "run the training script first; it writes this file")
    try:
        with duckdb.connect(":memory:") as connection:
            found: Mapping[str, Any] = connection.read_parquet(_literal(path)).fetchnumpy()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise PaperError(f"{path.name} cannot be read as Parquet: {quoted(reason)}", "run the training again") from None
    return found


def _literal(path: Path) -> str:
    """The path with the signs escaped that duckdb would read as a pattern over several files."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))


def _rows(column: Any, path: Path) -> NDArray[np.int64]:
    values = np.ma.getdata(column)
    if values.dtype.kind not in "iu":
        raise PaperError(f"{path.name}: column 'row' holds {values.dtype}, expected whole row numbers")
    if len(np.unique(values)) != len(values):
        raise PaperError(f"{path.name}: a row number stands twice; expected each test row once")
    return values.astype(np.int64)


def _values(column: Any, *, texts: bool) -> NDArray[Any]:
    values = np.ma.getdata(column)
    if texts or values.dtype.kind not in "iuf":
        return np.array([str(value) for value in values.tolist()], dtype=np.str_)
    return values.astype(np.float64)


def _groups(column: Any) -> NDArray[np.str_]:
    """Group names; a row without one is a group of its own, as in the split."""
    blank = np.ma.getmaskarray(column)
    names = [
        f"\0row {place}" if none else str(value)
        for place, (value, none) in enumerate(zip(np.ma.getdata(column).tolist(), blank, strict=True))
    ]
    return np.array(names, dtype=np.str_)


def _probabilities(columns: list[Any], path: Path) -> NDArray[np.float64]:
    proba = np.column_stack([np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan) for column in columns])
    if not np.isfinite(proba).all():
        raise PaperError(f"{path.name}: {int((~np.isfinite(proba)).any(axis=1).sum())} rows lack a probability")
    if (proba < -TOLERANCE).any() or (np.abs(proba.sum(axis=1) - 1) > TOLERANCE).any():
        raise PaperError(
            f"{path.name}: probabilities lie between {proba.min():.3g} and {proba.max():.3g} and sum to between "
            f"{proba.sum(axis=1).min():.3g} and {proba.sum(axis=1).max():.3g} per row; expected 0 to 1, and 1",
        )
    return proba
