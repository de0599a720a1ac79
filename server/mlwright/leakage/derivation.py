"""Columns made from other columns: features that are functions of the label, labels that are functions of features."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from mlwright.leakage.domain.values import Data
from mlwright.leakage.findings import Level
from mlwright.leakage.supervision import MOVED, Task, reaches, surely_has

OTHER_ROWS = MOVED | {"ordered", "prediction", "presence", "aggregate"}


class Derived(NamedTuple):
    """A column among the features that says what the label says."""

    name: str
    label: str
    place: ast.AST | None
    confidence: Level


def used(data: Data) -> Iterator[tuple[str, Data]]:
    """Columns made by the code that are surely among the features."""
    columns = data.columns
    if columns is not None and columns.span is None:
        for name, value in columns.assigned.items():
            if surely_has(columns, name):
                yield name, value


def derived(task: Task) -> Iterator[Derived]:
    """Features that are functions of the label in the same row, and features of which the label is a function."""
    columns = task.data.columns
    if columns is None or not task.aligned or not task.names or not reaches(task):
        return
    for name, value in used(task.data):
        if name in task.names or not value.deps & task.names or not _same_row(value):
            continue
        yield Derived(name, min(value.deps & task.names), columns.places.get(name), "high")
    bases = sorted(task.target.deps - task.names)
    if (
        bases
        and _same_row(task.target)
        and not _made_up(task.data)
        and all(surely_has(columns, base) for base in bases)
    ):
        named = " and ".join(f"`{base}`" for base in bases).strip("`")
        yield Derived(named, min(task.names), None, "high" if len(bases) == 1 else "medium")


def _same_row(value: Data) -> bool:
    """Whether a value is computed from its own row: no lag, no aggregate of other rows, no prediction."""
    if value.future is not None or value.fits or value.flags & OTHER_ROWS:
        return False
    return not any(
        item.estimator is not None or item.kind == "smooth" or item.text.startswith("groupby") for item in value.learned
    )


def _made_up(data: Data) -> bool:
    return bool(data.flags & {"synthetic", "literal"}) or all(
        isinstance(piece.source, tuple) and piece.source[:1] == ("made",) for piece in data.rows
    )
