"""Keys of equal and nearly equal rows, and how likely rows are equal by chance."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Keys = npt.NDArray[np.uint64]
_DIGITS, _SAMPLE = 3, 20_000
_FINE = 0.02
"""A column whose rows are equal less often than that tells rows apart by itself: fifty values or more."""


def exact(frame: pd.DataFrame) -> Keys:
    """One key per row; equal keys mean equal values in all columns."""
    return np.asarray(pd.util.hash_pandas_object(frame, index=False, categorize=True), dtype=np.uint64)


def rounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Numbers to three significant digits, dates to the day, text to its letters and digits in lower case."""
    return pd.DataFrame({name: _rounded(frame[name]) for name in frame.columns}, index=frame.index)


def expected(frame: pd.DataFrame) -> float:
    """How many rows of the frame one more row equals by chance, if columns knew nothing of each other."""
    log = np.log(max(1, len(frame))) + sum(np.log(chance) for chance in _chances(frame))
    return float(np.exp(min(log, 50.0)))


def fine_columns(frame: pd.DataFrame) -> int:
    """Columns that tell rows apart by themselves: columns do know of each other, so chance alone settles nothing."""
    return sum(chance < _FINE for chance in _chances(frame))


def _chances(frame: pd.DataFrame) -> list[float]:
    """Per column, how often two rows hold the same value: of all pairs of rows, at least one."""
    some = frame.iloc[:: max(1, len(frame) // _SAMPLE)]
    chances = []
    for name in some.columns:
        counts = some[name].value_counts(dropna=False).to_numpy(dtype=np.float64)
        pairs = max((counts * (counts - 1)).sum(), 1.0) / max(counts.sum() * (counts.sum() - 1), 1.0)
        chances.append(float(pairs))
    return chances


def _rounded(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column.dtype):
        values = column.to_numpy(dtype=np.float64)
        with np.errstate(all="ignore"):
            size = np.floor(np.log10(np.abs(values)))
            scale = np.where(np.isfinite(size), 10.0 ** (np.clip(size, -300, 300) - _DIGITS + 1), 1.0)
            return pd.Series(np.round(values / scale) * scale, index=column.index)
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column.dt.floor("D")
    return column.str.casefold().str.replace(r"\W+", "", regex=True)
