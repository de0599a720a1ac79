"""Numbers of one part → sums that merge without losing digits."""

import numpy as np

from mlwright.profiling.columns.missing import looks_like_code
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.sentinel_dates import NEVER
from mlwright.specs.profile_state import Amounts, CodeCount

_NINES = [sign * int(digit * length) for digit in "89" for length in range(2, 24) for sign in (1, -1)]
_HUNDREDS = [-digit * 10**zeros for digit in range(1, 10) for zeros in range(2, 24)]
_LONG = [number for number in map(float, [*_NINES, *_HUNDREDS]) if looks_like_code(number)]
_CODES = np.array([*_LONG, *range(-9, 0)], dtype=np.float64)
"""Every number that may stand for "not known"."""


def summed(values: Floats, moments: bool, *, complete: bool) -> tuple[Amounts, Floats]:
    """What merges of numbers, and the different ones; of codes only their rows, since another part may tell more."""
    different, counts = np.unique(values, return_counts=True)
    coded = np.isin(different, NEVER if moments else _CODES)
    codes = tuple(
        CodeCount(number=number, count=count)
        for number, count in zip(different[coded].tolist(), counts[coded].tolist(), strict=True)
    )
    steps = np.diff(values)
    falls = np.flatnonzero(steps < 0)
    back = (float(values[falls[0]]), float(values[falls[0] + 1])) if len(falls) else None
    order = {
        "step": float(steps[0]) if complete and len(steps) and bool((steps == steps[0]).all()) else None,
        "first": float(values[0]) if complete and len(values) else None,
        "last": float(values[-1]) if complete and len(values) else None,
        "back": back,
    }
    kept = values[~np.isin(values, different[coded])] if coded.any() else values
    different = different[~coded]
    if not len(kept):
        return Amounts.model_validate({"rows": 0, "codes": codes, **order}), different
    with np.errstate(over="ignore", invalid="ignore"):
        mean = float((kept / len(kept)).sum()) if np.abs(different).max() > 1e150 else float(kept.mean())
        away = kept - mean
        rest = float(away.mean())
        squares = float(np.square(away).sum()) - len(kept) * rest * rest
    found = {
        "rows": len(kept),
        "mean": mean,
        "rest": rest if np.isfinite(rest) else 0.0,
        "squares": max(0.0, squares) if np.isfinite(squares) else None,
        "low": float(different[0]),
        "high": float(different[-1]),
        "zeros": int((kept == 0).sum()),
        "integer": bool((different == np.floor(different)).all()),
        "codes": codes,
        "distinct": len(different),
    }
    return Amounts.model_validate({**found, **order}), different
