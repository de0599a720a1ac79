"""Pairs of columns that say the same: numbers that rise and fall together, levels that follow from other levels."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.sample import Codes
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.links import rank_correlation
from mlwright.profiling.findings.names import names_identifier
from mlwright.profiling.findings.relations import HUGE, Numeric, in_all_rows
from mlwright.profiling.findings.values.look import joined
from mlwright.specs import Finding, found

TOGETHER = 0.95
"""Rank correlation from which two columns say nearly the same."""
_MOST_COLUMNS, _MOST_ROWS, _WORTH_A_LOOK = 200, 5_000, 0.5
_MOST_LEVELLED, _MOST_LEVELS, _ROWS_A_LEVEL, _FOLLOWS, _SURE_ANYWAY = 60, 500, 5, 0.99, 0.95


_EXACT, _NEAR_A_LINE, _MOST_LINES = 9.0, 0.999, 100


class Pair(NamedTuple):
    """Two columns, how they go together, the words for it, and how strongly."""

    one: str
    other: str
    how: str
    """Stands between the names, or says all where it is a formula."""
    strength: float


def redundant(features: Sequence[View]) -> Iterator[Finding]:
    """One finding each about pairs of numbers that are multiples, that go together, and about pairs of categories."""
    numbers = [view for view in features if view.column.kind == "number"][:_MOST_COLUMNS]
    exact, near = _correlated(numbers)
    if exact:
        yield _told("Columns hold the same in another scale, but for rounding", exact)
    if near:
        yield _told("Columns rise and fall together", near)
    if pairs := list(_following([view for view in features if _levelled(view)][:_MOST_LEVELLED])):
        yield _told("Levels follow from others", pairs)


def _told(what: str, pairs: Sequence[Pair]) -> Finding:
    """The strongest pairs first."""
    pairs = sorted(pairs, key=lambda pair: -pair.strength)
    shown = joined([pair.how if pair.strength == _EXACT else _between(pair) for pair in pairs], 110, what="more pairs")
    together = tuple(dict.fromkeys(name for pair in pairs for name in (pair.one, pair.other)))
    return found("redundant_columns", f"{what}: {shown}", together)


def _between(pair: Pair) -> str:
    return f"{quoted(pair.one, 30)} {pair.how} {quoted(pair.other, 30)}"


def _correlated(numbers: Sequence[View]) -> tuple[list[Pair], list[Pair]]:
    """Pairs of which one is a linear function of the other, and pairs in nearly the same order."""
    few = {view.name: _chosen(view.values) for view in numbers if view.values is not None}
    by_name = {view.name: view for view in numbers}
    exact: list[Pair] = []
    near: list[Pair] = []
    for one, other in _likely(few):
        value = rank_correlation(few[one], few[other])
        if abs(value) < TOGETHER:
            continue
        straight = len(exact) < _MOST_LINES and _straight(few[one], few[other])
        line = _line(by_name[one], by_name[other]) if straight else None
        (exact if line else near).append(line or Pair(one, other, f"with ({value:+.2f})", abs(value)))
    return exact, near


def _straight(one: Floats, other: Floats) -> bool:
    """Nearly on a line: a cheap look before the exact one."""
    both = np.isfinite(one) & np.isfinite(other)
    one, other = one[both], other[both]
    if max(np.abs(one).max(), np.abs(other).max()) >= HUGE or not (np.ptp(one) > 0 and np.ptp(other) > 0):
        return False
    return bool(abs(np.corrcoef(one, other)[0, 1]) >= _NEAR_A_LINE)


def _line(one: View, other: View) -> Pair | None:
    """One is a factor times the other, or beside a constant: the larger in terms of the smaller."""
    sides = [Numeric(view.name, view.values, view.decimals) for view in (one, other) if view.values is not None]
    if any(np.nanmax(np.abs(side.values)) >= HUGE for side in sides):
        return None
    sides.sort(key=lambda side: -float(np.nanstd(side.values)))
    relation = in_all_rows(sides[0], sides[1:])
    if relation is None:
        return None
    return Pair(sides[0].name, sides[1].name, relation.formula, _EXACT)


def _chosen(values: Floats) -> Floats:
    """Rows at equal distances: the first rows of a sorted file would be all alike."""
    return values[:: max(1, len(values) // _MOST_ROWS)]


def _likely(columns: dict[str, Floats]) -> Iterator[tuple[str, str]]:
    """Pairs worth a closer look, by ranks in which a gap is the middle: one matrix instead of a sort for each pair."""
    if len(columns) < 2:
        return
    centred = np.column_stack([_centred_ranks(values) for values in columns.values()])
    size = np.sqrt((centred**2).sum(axis=0))
    size[size == 0] = np.inf
    near = np.abs(centred.T @ centred) / np.outer(size, size) >= _WORTH_A_LOOK
    names = list(columns)
    yield from ((names[one], names[other]) for one, other in np.argwhere(np.triu(near, 1)).tolist())


def _centred_ranks(values: Floats) -> Floats:
    known = np.isfinite(values)
    ranks = np.zeros(len(values))
    if known.any():
        _, level, counts = np.unique(values[known], return_inverse=True, return_counts=True)
        own = (np.cumsum(counts) - (counts + 1) / 2)[level]
        ranks[known] = own - own.mean()
    return ranks


def _levelled(view: View) -> bool:
    """A category or whole numbers of few levels; whatever belongs to an entity follows from its id."""
    if names_identifier(view.name):
        return False
    whole = view.column.kind == "category" or (view.column.number is not None and view.column.number.integer)
    return whole and 2 <= view.column.distinct <= _MOST_LEVELS and len(view.levels) >= 2


def _following(views: Sequence[View]) -> Iterator[Pair]:
    """Levels that are a function of another column's, but for one row in a hundred."""
    rows = len(views[0].codes) if views else 0
    chosen = slice(None, None, max(1, rows // _MOST_ROWS))
    few = {view.name: view.codes[chosen] for view in views}
    kinds = {view.name: (view.column.kind, view.column.distinct) for view in views}
    for one, other in combinations(few, 2):
        if kinds[one][0] == kinds[other][0] == "number":
            continue
        cause, effect = (one, other) if kinds[one][1] >= kinds[other][1] else (other, one)
        right = _tells(few[cause], few[effect])
        if not right:
            continue
        back = kinds[one][1] == kinds[other][1] and _tells(few[effect], few[cause])
        yield Pair(effect, cause, "and, one to one," if back else "follows from", right + bool(back))


def _tells(cause: Codes, effect: Codes) -> float:
    """In which share of rows the most frequent effect of each cause is right, where blind guessing is not; else 0.

    The measure is Goodman and Kruskal's lambda (1954), of rows where both are known.
    """
    both = (cause >= 0) & (effect >= 0)
    cause, effect = cause[both], effect[both]
    if len(cause) == 0:
        return 0.0
    width = int(effect.max()) + 1
    table = np.bincount(cause * width + effect, minlength=(int(cause.max()) + 1) * width).reshape(-1, width)
    levels = int((table.sum(axis=1) > 0).sum())
    if levels < 2 or len(cause) < _ROWS_A_LEVEL * levels:
        return 0.0
    right, blind = table.max(axis=1).sum() / len(cause), table.sum(axis=0).max() / len(cause)
    reduced = (right - blind) / (1 - blind) if blind < 1 else 0.0
    return float(right) if right >= _FOLLOWS and reduced >= _SURE_ANYWAY else 0.0
