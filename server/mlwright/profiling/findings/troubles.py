"""What makes learning hard and is no fault of the file: contradicting labels, far values, columns that go together."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.links import rank_correlation
from mlwright.specs import Finding, TargetProfile, found

FAR = 3.0
"""Interquartile ranges beyond the quartiles (the outer fences of a box plot)."""
TOGETHER = 0.95
"""Rank correlation from which two columns say nearly the same."""
_MOST_COLUMNS, _MOST_ROWS, _SHOWN, _WORTH_A_LOOK = 200, 5_000, 5, 0.5
_STEP = np.uint64(0x9E3779B97F4A7C15)


def trouble_flags(views: Sequence[View], target: TargetProfile | None, naming: frozenset[str]) -> Iterator[Finding]:
    """Findings about the sampled rows; columns in `naming` only name the rows."""
    name = target.name if target is not None else None
    features = [view for view in views if view.name != name and view.name not in naming]
    outcome = next((view for view in views if view.name == name), None)
    if outcome is not None and target is not None and target.task in ("binary", "multiclass"):
        yield from _conflicts(features, outcome)
    numbers = [view for view in features if view.column.kind == "number"]
    yield from _outliers(numbers)
    yield from _correlated(numbers[:_MOST_COLUMNS])


def _conflicts(features: Sequence[View], outcome: View) -> Iterator[Finding]:
    """Rows that are alike in every feature and bear different labels."""
    if not features:
        return
    rows = np.zeros(len(outcome.codes), dtype=np.uint64)
    for view in features:
        # a mixing step per column: rows that differ anywhere get different numbers, but for one in billions
        rows = (rows ^ (view.codes + 1).astype(np.uint64)) * _STEP
        rows ^= rows >> np.uint64(29)
    known = ~outcome.missing
    labels = pd.Series(outcome.codes[known]).groupby(rows[known])
    count = int((labels.transform("nunique") > 1).sum())
    if count:
        of, name = int(known.sum()), quoted(outcome.name)
        message = f"{count:,} of {of:,} rows are alike in all other columns and differ in {name}"
        yield found("label_conflicts", message, (outcome.name,))


def _outliers(numbers: Sequence[View]) -> Iterator[Finding]:
    far = [(view.name, count) for view in numbers if (count := far_values(view))]
    if far:
        shown = ", ".join(f"{quoted(name, 60)} ({count:,})" for name, count in far[:_SHOWN])
        more = f" and {len(far) - _SHOWN} more" if len(far) > _SHOWN else ""
        message = f"Values lie more than {FAR:g} interquartile ranges beyond the quartiles: {shown}{more}"
        yield found("outliers", message, tuple(name for name, _ in far))


def far_values(view: View) -> int:
    """Sampled values beyond the outer fences; 0 where half of the values are equal."""
    if view.values is None:
        return 0
    values = view.values[np.isfinite(view.values)]
    if len(values) == 0:
        return 0
    low, high = np.quantile(values, [0.25, 0.75])
    reach = FAR * (high - low)
    return int(((values < low - reach) | (values > high + reach)).sum()) if reach > 0 else 0


def _correlated(numbers: Sequence[View]) -> Iterator[Finding]:
    few = {view.name: view.values[:_MOST_ROWS] for view in numbers if view.values is not None}
    pairs = [
        (one, other, value)
        for one, other in _likely(few)
        if abs(value := rank_correlation(few[one], few[other])) >= TOGETHER
    ]
    if pairs:
        shown = ", ".join(
            f"{quoted(one, 60)} and {quoted(other, 60)} ({value:+.2f})" for one, other, value in pairs[:_SHOWN]
        )
        more = f" and {len(pairs) - _SHOWN} more pairs" if len(pairs) > _SHOWN else ""
        together = tuple(dict.fromkeys(name for one, other, _ in pairs for name in (one, other)))
        yield found("redundant_columns", f"Columns rise and fall together: {shown}{more}", together)


def _likely(columns: Mapping[str, Floats]) -> Iterator[tuple[str, str]]:
    """Pairs worth a closer look, by ranks in which a gap is the middle: one matrix instead of a sort for each pair."""
    if len(columns) < 2:
        return
    ranks = pd.DataFrame(dict(enumerate(columns.values()))).rank()
    centred = (ranks - ranks.mean()).fillna(0.0).to_numpy()
    size = np.sqrt((centred**2).sum(axis=0))
    size[size == 0] = np.inf
    near = np.abs(centred.T @ centred) / np.outer(size, size) >= _WORTH_A_LOOK
    names = list(columns)
    yield from ((names[one], names[other]) for one, other in np.argwhere(np.triu(near, 1)).tolist())
