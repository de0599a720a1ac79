"""Exact arithmetic between a numeric target and other columns: sums, differences, products, ratios."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats

MOST_TERMS = 4
_MOST_EQUAL_TERMS = 12
_MOST_ROWS, _MOST_COLUMNS, _MOST_FACTORS = 2000, 200, 40
_MOST_MISSING, _HOLDS_IN = 0.2, 0.99
_HUGE = 1e100
_FINEST = 0.01
"""Errors above this share of the target's spread are no rounding."""


@dataclass(frozen=True)
class Numeric:
    """Values of a number column and the digits behind its decimal mark."""

    name: str
    values: Floats
    decimals: int


def find_relation(target: Numeric, columns: Sequence[Numeric]) -> tuple[tuple[str, ...], str] | None:
    """Columns that give the target exactly but for rounding, and the formula; None when there are none.

    Whether any linear formula exists is settled by one least-squares fit on all columns; only then columns are taken
    out one by one until the smallest set remains. Products and ratios of two columns are sought among logarithms.
    """
    rows = np.flatnonzero(np.isfinite(target.values))[:: max(1, int(np.isfinite(target.values).sum()) // _MOST_ROWS)]
    usable = [
        Numeric(column.name, column.values[rows], column.decimals)
        for column in columns
        if np.isnan(column.values[rows]).mean() <= _MOST_MISSING and np.nanmax(np.abs(column.values)) < _HUGE
    ]
    if np.nanmax(np.abs(target.values)) >= _HUGE:
        return None
    goal = Numeric(target.name, target.values[rows], target.decimals)
    usable.sort(key=lambda column: -_correlation(goal.values, column.values))
    most = min(_MOST_COLUMNS, max(1, (len(rows) - 20) // 4))
    return _linear(goal, usable[:most]) or _product(goal, usable[:_MOST_FACTORS])


def _correlation(one: Floats, other: Floats) -> float:
    """Size of Pearson's coefficient over complete rows; 0 where it is undefined."""
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < 3 or np.ptp(one[both]) == 0 or np.ptp(other[both]) == 0:
        return 0.0
    return float(abs(np.corrcoef(one[both], other[both])[0, 1]))


def _linear(target: Numeric, columns: Sequence[Numeric]) -> tuple[tuple[str, ...], str] | None:
    matrix, y, kept = _complete(target, columns)
    if len(kept) < 1 or len(y) < 3 * len(kept) + 20 or np.ptp(y) == 0:
        return None
    if not _exact(matrix, y, target, kept):
        return None
    weights = np.abs(_fit(matrix, y)[:-1]) * matrix[:, :-1].std(axis=0)
    support = list(range(len(kept)))
    for at in np.argsort(weights, kind="stable").tolist():
        fewer = [other for other in support if other != at]
        if fewer and _exact(matrix[:, [*fewer, -1]], y, target, [kept[other] for other in fewer]):
            support = fewer
    factors = _fit(matrix[:, [*support, -1]], y)
    equal = bool(np.allclose(np.abs(factors[:-1]), 1, atol=1e-3))
    if len(support) > (_MOST_EQUAL_TERMS if equal else MOST_TERMS):
        return None
    names = tuple(kept[at].name for at in support)
    return names, _formula(target, names, factors, len(y))


def _complete(target: Numeric, columns: Sequence[Numeric]) -> tuple[Floats, Floats, list[Numeric]]:
    """Rows in which all columns are known, the columns that vary in them, and a last column of ones."""
    if not columns:
        return np.empty((0, 1)), np.empty(0), []
    full = np.isfinite(np.column_stack([column.values for column in columns])).all(axis=1)
    kept = [column for column in columns if full.any() and np.ptp(column.values[full]) > 0]
    ones = np.ones(int(full.sum()))
    matrix = np.column_stack([*(column.values[full] for column in kept), ones])
    return matrix, target.values[full], kept


def _fit(matrix: Floats, y: Floats) -> Floats:
    """Least squares on columns scaled to one size, so that large units do not drown small ones."""
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-300)
    return np.asarray(np.linalg.lstsq(matrix / scale, y, rcond=1e-10)[0] / scale, dtype=np.float64)


def _exact(matrix: Floats, y: Floats, target: Numeric, columns: Sequence[Numeric]) -> bool:
    factors = _fit(matrix, y)
    errors = np.abs(y - matrix @ factors)
    rounding = 0.5 * 10.0**-target.decimals + sum(
        abs(float(factor)) * 0.5 * 10.0**-column.decimals for factor, column in zip(factors, columns, strict=False)
    )
    spread = float(y.std())
    allowed = min(1.05 * rounding, _FINEST * spread) + 1e-9 * spread
    return bool(np.quantile(errors, _HOLDS_IN) <= allowed)


def _formula(target: Numeric, names: Sequence[str], factors: Floats, rows: int) -> str:
    shown_terms = list(zip(names, factors, strict=False))[:MOST_TERMS]
    terms = [f"{_signed(factor)}·{quoted(name, 20)}" for name, factor in shown_terms]
    terms += [f"and {len(names) - MOST_TERMS} more"] if len(names) > MOST_TERMS else []
    rest = f" {_signed(factors[-1])}" if abs(factors[-1]) > 0.5 * 10.0**-target.decimals else ""
    shown = " ".join(terms).replace(" 1·", " ").removeprefix("+ ")
    return f"{quoted(target.name, 20)} = {shown}{rest} in {rows:,} rows looked at, but for rounding"


def _signed(number: float) -> str:
    return f"{'+' if number >= 0 else '−'} {abs(number):.6g}"


def _product(target: Numeric, columns: Sequence[Numeric]) -> tuple[tuple[str, ...], str] | None:
    """The target as constant · a · b or constant · a / b."""
    positive = [column for column in columns if _positive(column.values) and np.ptp(column.values) > 0]
    if not _positive(target.values) or len(target.values) < 50:
        return None
    logs = {column.name: np.log(column.values) for column in positive}
    goal = np.log(target.values)
    if goal.std() < 1e-6:
        return None
    for one, other in combinations(positive, 2):
        for sign, shown in ((1, "·"), (-1, "/"), (-2, "/")):
            left, right = (other, one) if sign == -2 else (one, other)
            rest = goal - logs[left.name] - (1 if sign == 1 else -1) * logs[right.name]
            if rest.std() < 0.1 * goal.std() and _holds(target, left, right, sign == 1, logs):
                text = f"{quoted(target.name, 30)} = {quoted(left.name, 30)} {shown} {quoted(right.name, 30)}"
                return (left.name, right.name), f"{text} (times a constant) in {len(goal):,} rows, but for rounding"
    return None


def _positive(values: Floats) -> bool:
    return bool(np.isfinite(values).all() and (values > 0).all())


def _holds(target: Numeric, left: Numeric, right: Numeric, times: bool, logs: Mapping[str, Floats]) -> bool:
    if any(np.ptp(logs[column.name]) < 0.05 for column in (left, right)):
        return False
    made = left.values * right.values if times else left.values / right.values
    made = made * np.median(target.values / made)
    inputs = sum(0.5 * 10.0**-column.decimals / column.values for column in (left, right))
    rounding = 0.5 * 10.0**-target.decimals + made * inputs
    allowed = np.minimum(1.05 * rounding, _FINEST * target.values.std()) + 1e-9 * made
    return bool(np.mean(np.abs(target.values - made) <= allowed) >= _HOLDS_IN)
