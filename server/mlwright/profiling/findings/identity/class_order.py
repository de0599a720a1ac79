"""Whether the order of the rows, or of a running number, gives the target away."""

from collections.abc import Iterator, Sequence
from math import lgamma, log

import numpy as np
import numpy.typing as npt

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.links import Outcome
from mlwright.specs import Finding, found

_AGREES, _LUCK, _MOST_CLASSES, _FEWEST = 0.9, 1e-9, 100, 20


def in_class_order(outcome: Outcome, counting: Sequence[View], timed: bool) -> Iterator[Finding]:
    """The file's order, and that of ids and counters, beside the target; `timed` tables grow by themselves."""
    names = tuple(view.name for view in counting if _never_turns(view))
    if outcome.task in ("regression", "forecasting"):
        yield from _rising(outcome, names, timed)
        return
    apart = _out_of_place(outcome.values[outcome.known])
    if apart is not None:
        also = f", and so does {quoted(names[0], 40)}" if names else ""
        why = f"each class stands in one stretch of rows{_but(apart)}: the row number tells the class{also}"
        yield found("index_in_class_order", why, names)
        return
    for view in counting:
        known = outcome.known & ~view.missing
        apart = _out_of_place(outcome.values[known][np.argsort(_place(view)[known], kind="stable")])
        if apart is not None:
            why = f"in the order of {quoted(view.name, 60)} each class stands in one stretch{_but(apart)}"
            yield found("index_in_class_order", why, (view.name,))


def _but(apart: float) -> str:
    return f" (but for {max(apart, 0.001):.1%} of the rows)" if apart else ""


def _never_turns(view: View) -> bool:
    """Numbers that go up from row to row: where the order of rows tells something, they tell it, too."""
    return view.column.kind == "number" and view.values is not None and bool((np.diff(view.values) > 0).all())


def _rising(outcome: Outcome, names: tuple[str, ...], timed: bool) -> Iterator[Finding]:
    values = outcome.values[outcome.known]
    if timed or outcome.task == "forecasting" or len(np.unique(values)) < _FEWEST:
        return
    steps = np.diff(values)
    if bool((steps >= 0).all()) or bool((steps <= 0).all()):
        way = "rises" if values[-1] > values[0] else "falls"
        why = f"the target {way} from the first of {len(values):,} rows to the last and never turns"
        yield found("index_in_class_order", why, names)


def _place(view: View) -> npt.NDArray[np.int64] | Floats:
    """The order of a column's values; of codes by their letters."""
    if view.values is not None:
        return view.values
    rank = np.empty(len(view.shown), dtype=np.int64)
    rank[np.argsort(np.asarray(view.levels, dtype=np.str_), kind="stable")] = np.arange(len(view.shown))
    return rank[view.codes]


def _out_of_place(classes: Floats) -> float | None:
    """Share of rows outside of their class's stretch; None where that is more than luck leaves.

    The measure is Cohen's kappa between the classes and the same classes put in stretches.
    """
    kinds, coded, sizes = np.unique(classes, return_inverse=True, return_counts=True)
    rows = len(classes)
    if not 2 <= len(kinds) <= _MOST_CLASSES or rows < _FEWEST:
        return None
    ways = lgamma(rows + 1) - sum(lgamma(size + 1) for size in sizes.tolist()) - lgamma(len(kinds) + 1)
    if ways < -log(_LUCK):
        return None
    middle = np.bincount(coded, weights=np.arange(rows)) / sizes
    order = np.argsort(middle, kind="stable")
    agree = float((np.repeat(order, sizes[order]) == coded).mean())
    chance = float(((sizes / rows) ** 2).sum())
    kappa = (agree - chance) / (1 - chance)
    return 1 - agree if kappa >= _AGREES else None
