"""Which rows were kept, and by what: filters and orders that look at the label."""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from mlwright.leakage.domain.rows import separating
from mlwright.leakage.events import Event, Score, Split, Validate
from mlwright.leakage.findings import Level
from mlwright.leakage.supervision import Task

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts


class Selected(NamedTuple):
    """Rows kept or ordered by their label, and the event that parts or scores them."""

    label: str
    source: Any
    node: ast.AST
    split: Event
    confidence: Level


def trimmed_by_label(facts: "Facts") -> Iterator[Selected]:
    """Filters by a limit of the label, over rows that are parted afterwards."""
    seen: set[int] = set()
    names = {name: task for task in facts.tasks for name in task.names}
    for leak in facts.leaks:
        columns = leak.statistic.columns
        if (
            leak.kind == "filter"
            and len(columns) == 1
            and columns <= names.keys()
            and id(leak.statistic.node) not in seen
        ):
            seen.add(id(leak.statistic.node))
            name = next(iter(columns))
            kept = names[name].data.columns
            node = (kept.places.get(f"filter:{name}") if kept is not None else None) or leak.statistic.node
            if id(node) not in seen or node is leak.statistic.node:
                seen.add(id(node))
                yield Selected(name, leak.statistic.source, node, leak.demand, "medium")
    for event, task in _parted(facts, names):
        datas = event.data if isinstance(event, Split) else [event.data]
        for data in datas:
            if data.columns is None:
                continue
            for name in task.names:
                node = data.columns.places.get(f"filter:{name}")
                if node is not None and id(node) not in seen:
                    seen.add(id(node))
                    yield Selected(name, event.source, node, event, "medium")


def _parted(facts: "Facts", names: dict[str, Task]) -> Iterator[tuple[Split | Validate, Task]]:
    for task in {id(task): task for task in names.values()}.values():
        for split in facts.splits:
            if split.kind != "sample" and any(cut.key == split.key for piece in task.data.rows for cut in piece.cuts):
                yield split, task
        if isinstance(task.event, Validate):
            yield task.event, task


def ordered_by_label(facts: "Facts") -> Iterator[Selected]:
    """Rows sorted by the label and cut by position."""
    seen: set[int] = set()
    for task in facts.tasks:
        columns = task.data.columns
        if columns is None or "shuffled" in task.data.flags:
            continue
        for name in task.names:
            node = columns.places.get(f"sort:{name}")
            if node is None or id(node) in seen:
                continue
            score = next((score for score in facts.scores if _cut_by_position(score, task)), None)
            if score is not None:
                seen.add(id(node))
                yield Selected(name, task.event.source, node, score, "high")


def _cut_by_position(score: Score, task: Task) -> bool:
    kinds = {key.kind for key in separating(score.data.rows, task.data.rows)}
    return bool(kinds) and kinds <= {"slice"}
