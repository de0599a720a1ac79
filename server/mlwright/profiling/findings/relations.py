"""Exact arithmetic between a numeric column and others: sums, differences, products, ratios.

Formulas are sought in a few rows, and then have to hold in all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.findings.figures import all_rows

MOST_TERMS = 4
_MOST_EQUAL_TERMS = 12
_MOST_ROWS, _MOST_COLUMNS, _MOST_FACTORS = 2000, 200, 40
_MOST_MISSING, _HOLDS_IN, _FEWEST_ROWS, _ROUND = 0.2, 0.99, 20, 1e-4
HUGE = 1e100
_FINEST = 0.01
"""Errors above this share of the target's spread are no rounding."""


@dataclass(frozen=True)
class Numeric:
    """Values of a number column and the digits behind its decimal mark."""

    name: str
    values: Floats
    decimals: int


@dataclass(frozen=True)
class Relation:
    """A formula, the columns in it, and in how many of the rows in which all are known it holds."""

    names: tuple[str, ...]
    formula: str
    holds: int
    known: int

    def share(self, looked: int, rows: int) -> str:
        """`all 17,379 rows`, or how many of them, as words."""
        if self.holds == self.known:
            return all_rows(self.known, looked, rows)
        # nearly all would be rounded to all
        return f"{min(self.holds / self.known, 0.999):.1%} of {all_rows(self.known, looked, rows).removeprefix('all ')}"


def find_relation(target: Numeric, columns: Sequence[Numeric]) -> Relation | None:
    """Columns that give the target exactly but for rounding; None when there are none.

    Whether any linear formula exists is settled by one least-squares fit on all columns; only then columns are taken
    out one by one until the smallest set remains. Products and ratios of two columns are sought among logarithms.
    """
    whole = {column.name: column for column in (target, *columns)}
    rows = np.flatnonzero(np.isfinite(target.values))[:: max(1, int(np.isfinite(target.values).sum()) // _MOST_ROWS)]
    usable = [
        Numeric(column.name, column.values[rows], column.decimals)
        for column in columns
        if np.isnan(column.values[rows]).mean() <= _MOST_MISSING and np.nanmax(np.abs(column.values)) < HUGE
    ]
    if np.nanmax(np.abs(target.values)) >= HUGE:
        return None
    goal = Numeric(target.name, target.values[rows], target.decimals)
    usable.sort(key=lambda column: -_correlation(goal.values, column.values))
    most = min(_MOST_COLUMNS, max(1, (len(rows) - 20) // 4))
    return _linear(goal, usable[:most], whole) or _product(goal, usable[:_MOST_FACTORS], whole)


def _correlation(one: Floats, other: Floats) -> float:
    """Size of Pearson's coefficient over complete rows; 0 where it is undefined."""
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < 3 or np.ptp(one[both]) == 0 or np.ptp(other[both]) == 0:
        return 0.0
    return float(abs(np.corrcoef(one[both], other[both])[0, 1]))


def _linear(target: Numeric, columns: Sequence[Numeric], whole: Mapping[str, Numeric]) -> Relation | None:
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
    return in_all_rows(whole[target.name], [whole[kept[at].name] for at in support])


def in_all_rows(target: Numeric, columns: Sequence[Numeric]) -> Relation | None:
    """The linear formula of just these columns, where it holds in all rows but one in a hundred."""
    matrix, y, kept = _complete(target, columns)
    known = np.isfinite(y)
    matrix, y = matrix[known], y[known]
    if len(y) < _FEWEST_ROWS or len(kept) < len(columns):
        return None
    factors = _fit(matrix, y)
    holds = int((np.abs(y - matrix @ factors) <= _allowed(factors, y, target, kept)).sum())
    if holds < _HOLDS_IN * len(y):
        return None
    names = tuple(column.name for column in kept)
    return Relation(names, _formula(target, names, factors), holds, len(y))


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
    return bool(np.quantile(errors, _HOLDS_IN) <= _allowed(factors, y, target, columns))


def _allowed(factors: Floats, y: Floats, target: Numeric, columns: Sequence[Numeric]) -> float:
    """What rounding of the target and of the columns can make of an exact formula."""
    rounding = 0.5 * 10.0**-target.decimals + sum(
        abs(float(factor)) * 0.5 * 10.0**-column.decimals for factor, column in zip(factors, columns, strict=False)
    )
    spread = float(y.std())
    return min(1.05 * rounding, _FINEST * spread) + 1e-9 * spread


def _formula(target: Numeric, names: Sequence[str], factors: Floats) -> str:
    shown_terms = list(zip(names, factors, strict=False))[:MOST_TERMS]
    terms = [f"{_signed(factor)}·{quoted(name, 20)}" for name, factor in shown_terms]
    terms += [f"and {len(names) - MOST_TERMS} more"] if len(names) > MOST_TERMS else []
    rest = f" {_signed(factors[-1])}" if abs(factors[-1]) > 0.5 * 10.0**-target.decimals else ""
    shown = " ".join(terms).replace(" 1·", " ").removeprefix("+ ")
    return f"{quoted(target.name, 20)} = {shown}{rest}"


def _signed(number: float) -> str:
    size = abs(number)
    if abs(size - round(size)) < _ROUND * size:
        size = round(size)  # fitted to rounded values
    return f"{'+' if number >= 0 else '−'} {size:.6g}"


def _product(target: Numeric, columns: Sequence[Numeric], whole: Mapping[str, Numeric]) -> Relation | None:
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
                every = [whole[column.name] for column in (target, left, right)]
                holds, known = _product_holds(every[0], every[1], every[2], sign == 1)
                if holds >= _HOLDS_IN * known:
                    return Relation((left.name, right.name), f"{text} (times a constant)", holds, known)
    return None


def _positive(values: Floats) -> bool:
    return bool(np.isfinite(values).all() and (values > 0).all())


def _holds(target: Numeric, left: Numeric, right: Numeric, times: bool, logs: Mapping[str, Floats]) -> bool:
    if any(np.ptp(logs[column.name]) < 0.05 for column in (left, right)):
        return False
    holds, known = _product_holds(target, left, right, times)
    return holds >= _HOLDS_IN * known


def _product_holds(target: Numeric, left: Numeric, right: Numeric, times: bool) -> tuple[int, int]:
    """In how many of the rows in which all are known and above zero the formula holds."""
    known = np.logical_and.reduce([np.isfinite(each.values) & (each.values > 0) for each in (target, left, right)])
    goal, one, other = (each.values[known] for each in (target, left, right))
    made = one * other if times else one / other
    made = made * np.median(goal / made)
    inputs = 0.5 * 10.0**-left.decimals / one + 0.5 * 10.0**-right.decimals / other
    rounding = 0.5 * 10.0**-target.decimals + made * inputs
    allowed = np.minimum(1.05 * rounding, _FINEST * goal.std()) + 1e-9 * made
    return int((np.abs(goal - made) <= allowed).sum()), len(goal)
