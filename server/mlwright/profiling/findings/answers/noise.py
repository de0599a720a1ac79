"""Labels that contradict their surroundings: rows whose nearest rows all bear one other label.

Editing by nearest neighbours as of Wilson 1972 (Asymptotic properties of nearest neighbor rules using edited data);
that the classes must be well told apart before a contradiction means anything is the condition of confident learning
(Northcutt, Jiang and Chuang 2021). Candidates, not verdicts.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.links import Outcome
from mlwright.specs import Finding, Link, found

_FIRST_LOOK, _MOST_ROWS, _NEAREST, _MOST_COLUMNS, _MOST_LEVELS, _MOST_CLASSES = 1000, 4000, 10, 12, 12, 50
_LEARNABLE, _FAINT, _FEWEST, _LEAST_SHARE, _SHOWN = 0.87, 0.05, 5, 0.005, 5
_RING, _ONE_VOTE, _HOPEFUL = 0.03, 1.0, 0.7
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def contradicted(views: Sequence[View], outcome: Outcome, links: Mapping[str, Link], whole: bool) -> Iterator[Finding]:
    """Candidates among sampled rows; `whole` tells that the sample is the table, so that rows can be named."""
    if outcome.task not in ("binary", "multiclass"):
        return
    chosen = _strongest(views, links)
    labels = np.unique(outcome.values[outcome.known], return_inverse=True)[1].astype(np.int64)
    if not chosen or len(labels) < 100 or labels.max() >= _MOST_CLASSES:
        return
    rows = np.flatnonzero(outcome.known)
    # a thin sample tells classes apart less well, so the first look only spares hopeless tables the second
    for most, least in ((_FIRST_LOOK, _HOPEFUL), (_MOST_ROWS, _LEARNABLE)):
        # rows in even steps, so that every stretch of the file is met
        picked = np.linspace(0, len(rows) - 1, min(most, len(rows))).astype(np.int64)
        votes, deep = _surroundings(_space(chosen, links, rows[picked]), labels[picked])
        if _kappa(votes.argmax(axis=1), labels[picked]) < (_LEARNABLE if len(picked) == len(rows) else least):
            return
        if len(picked) == len(rows):
            break
    against = deep & (votes.max(axis=1) == _NEAREST) & (votes.argmax(axis=1) != labels[picked])
    if against.sum() < max(_FEWEST, _LEAST_SHARE * len(picked)):
        return
    numbers = ", ".join(f"{row + 1:,}" for row in rows[picked][against][:_SHOWN].tolist())
    shown = f", as rows {numbers}" if whole else ""
    why = (
        f"candidates: {int(against.sum()):,} of {len(picked):,} rows looked at have another {quoted(outcome.name, 24)} "
        f"than all {_NEAREST} nearest rows{shown}"
    )
    yield found("label_noise", why, (outcome.name,))


def _strongest(views: Sequence[View], links: Mapping[str, Link]) -> list[View]:
    """Columns that say something alone and can be laid out as numbers, the strongest first."""
    fit = [
        view
        for view in views
        if (links[view.name].strength or 0.0) >= _FAINT
        and (view.column.kind == "number" or len(view.shown) <= _MOST_LEVELS)
    ]
    return sorted(fit, key=lambda view: -(links[view.name].strength or 0.0))[:_MOST_COLUMNS]


def _space(views: Sequence[View], links: Mapping[str, Link], rows: Codes) -> npt.NDArray[np.float32]:
    """Rows as points: numbers by rank, levels by corners, each column as long as it is strong."""
    parts = []
    for view in views:
        weight = links[view.name].strength or 0.0
        codes = view.codes[rows]
        if view.values is None:
            corners = np.equal(codes[:, None], np.arange(len(view.shown))[None, :]) / np.sqrt(2.0)
            parts.append(weight * corners)
        else:
            parts.append(weight * _ranks(view.values[rows])[:, None])
    return np.concatenate(parts, axis=1).astype(np.float32)


def _ranks(values: Floats) -> Floats:
    """Share of rows below, the middle where missing."""
    known = np.isfinite(values)
    distinct, at, counts = np.unique(values[known], return_inverse=True, return_counts=True)
    ends = np.cumsum(counts) - counts / 2
    out = np.full(len(values), 0.5)
    out[known] = (ends / max(1, int(known.sum())))[at] if len(distinct) else 0.5
    return out


def _surroundings(points: npt.NDArray[np.float32], labels: Codes) -> tuple[Codes, Flags]:
    """Per row: how many of its nearest other rows bear each label; whether it lies deep inside one class.

    Deep is a row when the vote is the same around all the rows of a wider ring: where classes merely overlap, the
    border is near and the votes change.
    """
    wide = max(2 * _NEAREST, int(_RING * len(points)))
    sizes = (points**2).sum(axis=1)
    rings = np.empty((len(points), wide), dtype=np.int32)
    votes = np.zeros((len(points), int(labels.max()) + 1), dtype=np.int64)
    for start in range(0, len(points), 500):
        rows = np.arange(start, min(start + 500, len(points)))
        apart = sizes[None, :] - 2 * points[rows] @ points.T
        apart[rows - start, rows] = np.inf
        ring = np.argpartition(apart, wide, axis=1)[:, :wide]
        within = np.take_along_axis(apart, ring, axis=1)
        near = np.take_along_axis(ring, np.argpartition(within, _NEAREST, axis=1)[:, :_NEAREST], axis=1)
        rings[rows] = ring
        np.add.at(votes, (rows[:, None], labels[near]), 1)
    voted = votes.argmax(axis=1)
    return votes, (voted[rings] == voted[:, None]).mean(axis=1) >= _ONE_VOTE


def _kappa(said: Codes, labels: Codes) -> float:
    """Cohen's kappa: agreement beyond chance, so that a common class earns nothing."""
    size = int(max(said.max(), labels.max())) + 1
    one, other = np.bincount(said, minlength=size) / len(said), np.bincount(labels, minlength=size) / len(labels)
    chance = float(one @ other)
    agree = float((said == labels).mean())
    return (agree - chance) / (1 - chance) if chance < 1 else 0.0
