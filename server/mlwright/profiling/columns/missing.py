"""Texts and numbers that stand for "not known"."""

import re

import numpy as np

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.sample import Codes
from mlwright.profiling.findings.names import word_set

ANYWHERE = frozenset(
    ["NA", "N/A", "n/a", "N/a", "NaN", "nan", "NAN", "null", "NULL", "Null", "?", "#N/A", "<NA>", "NaT", "(null)"]
)
"""Missing in any column; `None`, `unknown` or `-` may be levels among words."""

AMONG_NUMBERS = word_set(
    """
    na n/a n.a. nan null none nil ? ?? - -- --- — . .. ... #n/a <na> nat (null) unknown unk missing undefined tbd
    #value! #div/0! #ref! #num! inf -inf +inf infinity -infinity"""
) | {
    "not available",
    "not known",
    "not applicable",
    "no data",
}
"""Missing, in any case, where the rest of the column is numbers or dates."""

_CODE = re.compile(r"-?(?:9{2,}|8{3,})|-[1-9]00+")
_LEAST_ROWS, _LEAST_SHARE, _LEAST_LEVELS, _STEPS = 3, 0.005, 5, 10
_DIGITS = frozenset(map(float, range(-9, 0)))


def find_sentinels(values: Floats, counts: Codes) -> list[float]:
    """Numbers such as -999 that stand for "not known", given distinct values and their row counts.

    Repeated, written like a code, and either the only negative value or further from the rest than the rest spans.
    """
    kept, found = np.isfinite(values), []
    total = int(counts[kept].sum())
    for _ in range(3):
        sentinel = _outermost(values[kept], counts[kept], total)
        if sentinel is None:
            break
        found.append(sentinel)
        kept &= values != sentinel
    return found


def _outermost(values: Floats, counts: Codes, total: int) -> float | None:
    if len(values) <= _LEAST_LEVELS:
        return None
    for candidate in (float(values.min()), float(values.max())):
        rows = int(counts[values == candidate].sum())
        if not looks_like_code(candidate) or rows < max(_LEAST_ROWS, _LEAST_SHARE * total):
            continue
        rest = values[values != candidate]
        low, high = float(rest.min()), float(rest.max())
        gap = low - candidate if candidate < low else candidate - high
        if gap > high - low or (candidate < 0 <= low):
            return candidate
    return _lone_digit(values, counts, total)


def _lone_digit(values: Floats, counts: Codes, total: int) -> float | None:
    """The only negative number, of one digit, apart from counts and amounts that start at nought or above.

    The gap has to be wider than those that follow: where -1 comes next to 0, as floors of a house do, it counts.
    """
    ordered = np.sort(values)[: _STEPS + 2]
    lowest, steps = float(ordered[0]), np.diff(ordered)
    rows = int(counts[values == lowest].sum())
    if lowest not in _DIGITS or ordered[1] < 0 or rows < max(_LEAST_ROWS, _LEAST_SHARE * total):
        return None
    return lowest if steps[0] > 1 and steps[0] >= 2 * steps[1:].max() else None


def looks_like_code(value: float) -> bool:
    """Whether a number is of the kind people type for "not known": nines, eights, negative hundreds."""
    return value.is_integer() and _CODE.fullmatch(str(int(value))) is not None
