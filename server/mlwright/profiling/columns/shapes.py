"""The shape of a column of numbers: quartiles, skew and histogram."""

import numpy as np

from mlwright.profiling.columns.numbers import Floats
from mlwright.specs import Histogram

_BINS = 12
_EXACT_DIGITS, _SAMPLED_DIGITS = 12, 6
_STEEP, _AT_ONCE = 1e307, 1_000_000


def rounded(value: float | None, exact: bool = True) -> float | None:
    """A figure with the digits that mean something: the last ones of a sum hang on the order of its terms."""
    if value is None or not np.isfinite(value):
        return None
    return float(f"{value:.{_EXACT_DIGITS if exact else _SAMPLED_DIGITS}g}")


def shape(values: Floats, exact: bool) -> dict[str, float | None]:
    """Quartiles and the moment coefficient of skewness of the finite values; the order of many is lost over it."""
    if len(values) == 0:
        return dict.fromkeys(("q25", "median", "q75", "skew"))
    with np.errstate(over="ignore", invalid="ignore"):
        skew = _skew(values)
    q25, median, q75 = _quartiles(values)
    found = {"q25": q25, "median": median, "q75": q75}
    return {**{name: rounded(value, exact) for name, value in found.items()}, "skew": rounded(skew, exact=False)}


def _quartiles(values: Floats) -> list[float]:
    # halved twice where the way from one huge number to another would be beyond all numbers
    scale = 4.0 if max(-values.min(), values.max()) > _STEEP else 1.0
    several = values / scale if scale > 1 else values
    # a copy of all rows' values would take as much memory again
    found = np.quantile(several, (0.25, 0.5, 0.75), overwrite_input=len(values) > _AT_ONCE) * scale
    return [float(place) for place in found]


def _skew(values: Floats) -> float:
    """Piece by piece, since differences, squares and cubes of all would take three times the memory of the values."""
    mean, squares, cubes = values.mean(), 0.0, 0.0
    for start in range(0, len(values), _AT_ONCE):
        centred = values[start : start + _AT_ONCE] - mean
        squared = centred * centred
        squares += float(squared.sum())
        cubes += float((squared * centred).sum())
    spread = float(np.sqrt(squares / len(values)))
    return cubes / len(values) / spread**3 if 0 < spread < 1e100 and spread > 1e-100 else 0.0


def histogram(values: Floats) -> Histogram | None:
    """Counts of finite values: one bin per value for few integers, else 12 of equal width."""
    if len(values) == 0:
        return None
    low, high = float(values.min()), float(values.max())
    if low == high:
        return Histogram(low=low, high=high, counts=(len(values),))
    if max(-low, high) > _STEEP:
        return None
    whole = high - low < _BINS and bool((values == np.floor(values)).all())
    edges = np.arange(low - 0.5, high + 1) if whole else np.linspace(low, high, _BINS + 1)
    if not whole and len(np.unique(edges)) != len(edges):
        return None
    # a number of bins instead of their edges lets numpy count without a search
    counts, _ = np.histogram(values, bins=len(edges) - 1, range=(float(edges[0]), float(edges[-1])))
    return Histogram(low=float(edges[0]), high=float(edges[-1]), counts=tuple(counts.tolist()))
