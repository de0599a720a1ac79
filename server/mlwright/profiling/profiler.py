"""The whole profile of a table, step by step."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mlwright.errors import TableError, quoted
from mlwright.profiling.columns import measure
from mlwright.profiling.columns.kinds import Reading, read_kind
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.sample import Cells, read_cells
from mlwright.profiling.columns.views import View, in_order, view
from mlwright.profiling.findings import flags, goals
from mlwright.profiling.findings.leaks import find_leaks
from mlwright.profiling.findings.links import Outcome, link
from mlwright.profiling.findings.structure import find_structure, needs_order, never_back
from mlwright.profiling.findings.target import FEWEST_ROWS, check_target, choose_task, find_target, rank_candidates
from mlwright.profiling.findings.troubles import trouble_flags
from mlwright.profiling.reading.pinning import steady
from mlwright.profiling.reading.reader import Table, describe, open_table
from mlwright.specs import Column, Figures, Finding, Hint, Profile, TargetProfile, found
from mlwright.specs.profile import Task

Progress = Callable[[str, float], None]
_MOST_CLASSES = 100_000


@dataclass(frozen=True)
class _Seen:
    """An open table, measured."""

    table: Table
    cells: Mapping[str, Cells]
    readings: Mapping[str, Reading]
    columns: tuple[Column, ...]
    views: tuple[View, ...]

    def sql_name(self, name: str) -> str:
        return next(column for column, other in self.table.names.items() if other == name)


def profile_table(
    path: Path,
    *,
    target: str | None = None,
    goal: str = "",
    task: Task | None = None,
    follow_links: bool = True,
    progress: Progress | None = None,
) -> Profile:
    """Measure a table and, where one is named, its target.

    Args:
        path: a CSV-like text file or a Parquet file; it is only read.
        target: the column to predict; without it candidates are ranked.
        goal: what the user wants, in words.
        task: asked for explicitly; else it follows from the target.
        follow_links: whether parts of the path may be links; a caller that has resolved it says no.
        progress: told the step and the share done, from 0 to 1.

    Raises:
        TableError: the file is not a table that can be learned from.
        TargetError: the column to predict is unknown, unfit, or contradicts the task or the goal.
    """
    tell = progress or _silent
    goals.refuse_other_tasks(goal)
    path = path.absolute()
    with steady(path, follow_links=follow_links) as held:
        tell("check the file", 0.0)
        source = describe(path, held)
        tell("read the table", 0.1)
        with open_table(source, held) as table:
            paper = _profile(table, target, goal, task, tell)
    tell("done", 1.0)
    return paper


def _profile(table: Table, target: str | None, goal: str, task: Task | None, tell: Progress) -> Profile:
    name = quoted(Path(table.source.path).name)
    if table.rows < FEWEST_ROWS:
        raise TableError(
            f"{name} has {_rows(table.rows)}, too few to split and validate; at least {FEWEST_ROWS} are needed.",
            "Gather more rows.",
        )
    tell("measure columns", 0.3)
    seen = _see(table)
    chosen = find_target(seen.columns, target) if target is not None else None
    tell("look for structure", 0.7)
    ordered = _ordered(seen)
    hints = _confirmed(seen, find_structure(seen.views, ordered, table.rows))
    tell("look at the target", 0.8)
    target_paper, leaks = _target(seen, chosen, hints, goal, task) if chosen else (None, ())
    duplicates = measure.duplicate_rows(table)
    return Profile(
        source=table.source,
        rows=table.rows,
        columns=seen.columns,
        duplicate_rows=duplicates,
        figures=_figures(table.rows, len(seen.views[0].codes)),
        findings=tuple(_findings(seen, duplicates, target_paper, hints, leaks)),
        time_ordered_by=_time_order(seen, ordered),
        target_candidates=rank_candidates(seen.columns, hints, goal),
        goal=goal,
        target=target_paper,
    )


def _silent(step: str, share: float) -> None:
    del step, share


def _rows(count: int) -> str:
    return {0: "a header but no rows", 1: "one row"}.get(count, f"{count} rows")


def _see(table: Table) -> _Seen:
    cells = read_cells(table)
    readings = {name: measure.confirm(table, cell, read_kind(cell, table.numbers)) for name, cell in cells.items()}
    columns = tuple(measure.measure(table, cells, readings))
    views = tuple(view(column, cells[name], readings[name]) for column, name in zip(columns, cells, strict=True))
    return _Seen(table, cells, readings, columns, views)


def _ordered(seen: _Seen) -> dict[str, Floats]:
    """Columns of which the order of all rows matters, by name."""
    return {
        looked.name: in_order(seen.table, seen.cells[name], seen.readings[name], looked)
        for name, looked in zip(seen.cells, seen.views, strict=True)
        if needs_order(looked, seen.table.rows)
    }


def _confirmed(seen: _Seen, hints: tuple[Hint, ...]) -> tuple[Hint, ...]:
    """Without copies that differ in rows beyond the sample."""
    if len(seen.views[0].codes) == seen.table.rows:
        return hints
    return tuple(hint for hint in hints if hint.of is None or _one_to_one(seen, hint.column, hint.of))


def _one_to_one(seen: _Seen, name: str, other: str) -> bool:
    pair = [seen.sql_name(name), seen.sql_name(other)]
    shown = [measure.value(measure.present(column, seen.readings[column]), seen.readings[column]) for column in pair]
    text = ", ".join(f"coalesce(CAST({value} AS VARCHAR), '')" for value in shown)
    query = f"SELECT count(*) FROM (SELECT DISTINCT {text} FROM texts)"
    ((pairs,),) = seen.table.connection.execute(query).fetchall()
    column = next(column for column in seen.columns if column.name == name)
    return bool(pairs == column.distinct + (column.missing > 0))


def _time_order(seen: _Seen, ordered: Mapping[str, Floats]) -> str | None:
    dates = (column.name for column in seen.columns if column.kind == "date")
    return next((name for name in dates if never_back(ordered[name])), None)


def _target(
    seen: _Seen, column: Column, hints: tuple[Hint, ...], goal: str, task: Task | None
) -> tuple[TargetProfile, tuple[Hint, ...]]:
    check_target(column, seen.table.rows)
    name = seen.sql_name(column.name)
    classes = measure.levels(seen.table, seen.cells[name], seen.readings[name], _MOST_CLASSES)
    series, alone = _series(seen, column, hints)
    chosen = choose_task(column, classes, goal, task, series, alone)
    outcome = _outcome(next(looked for looked in seen.views if looked.name == column.name), chosen.task)
    links = {looked.name: link(looked, outcome) for looked in seen.views if looked.name != column.name}
    settled = frozenset(
        hint.column for hint in hints if hint.sure and hint.code in ("id", "counter", "constant", "empty", "group")
    )
    paper = TargetProfile(
        name=column.name,
        task=chosen.task,
        why_task=chosen.why,
        missing=column.missing,
        classes=chosen.classes,
        positive=chosen.positive,
        links=tuple(sorted(links.values(), key=lambda found: -(found.strength or 0.0))),
    )
    return paper, find_leaks(seen.views, outcome, links, settled)


def _series(seen: _Seen, target: Column, hints: tuple[Hint, ...]) -> tuple[Floats | None, bool]:
    """Moments of the first complete date column, and whether it stands alone beside the target."""
    idle = {hint.column for hint in hints if hint.sure and hint.code in ("constant", "empty", "counter", "duplicate")}
    dates = [looked for looked in seen.views if looked.column.kind == "date" and not looked.column.missing]
    others = [column for column in seen.columns if column.name not in idle | {target.name} and column.kind != "date"]
    if not dates:
        return None, False
    name = seen.sql_name(dates[0].name)
    moments = in_order(seen.table, seen.cells[name], seen.readings[name], dates[0])
    return moments, len(dates) == 1 and not others


def _outcome(target: View, task: Task) -> Outcome:
    known = ~target.missing
    if task in ("regression", "forecasting") and target.values is not None:
        return Outcome(target.name, task, known, target.values)
    return Outcome(target.name, task, known, np.where(known, target.codes, np.nan))


_ROLE_NAMES = {
    "id": "row_id",
    "counter": "running_index",
    "group": "group_key",
    "time": "time_column",
    "constant": "constant_column",
    "empty": "empty_column",
    "duplicate": "duplicate_column",
    "leak": "known_after_outcome",
}
_GRAVEST = ("error", "warning", "info")


def _figures(rows: int, sampled: int) -> Figures:
    part = sampled < rows
    return Figures(
        sampled_rows=sampled,
        exact=("rows", "missing", "min", "max", "mean", "sd", "zeros", "longest", "duplicate_rows"),
        sampled=("quartiles", "skew", "histogram", "links", "pictures") if part else (),
        quantile_error=round(1.36 / sampled**0.5, 4) if part else None,
    )


def _findings(
    seen: _Seen,
    duplicates: int,
    target: TargetProfile | None,
    hints: tuple[Hint, ...],
    leaks: tuple[Hint, ...],
) -> list[Finding]:
    """All findings, the gravest first, else in the order in which they were looked for."""
    every = [*_roles((*leaks, *hints)), *_others(seen, duplicates, target, hints)]
    return sorted(every, key=lambda item: _GRAVEST.index(item.severity))


def _roles(hints: tuple[Hint, ...]) -> Iterator[Finding]:
    for hint in hints:
        yield found(_ROLE_NAMES[hint.code], hint.why, (hint.column,), sure=hint.sure, of=hint.of)


def _others(seen: _Seen, duplicates: int, target: TargetProfile | None, hints: tuple[Hint, ...]) -> Iterator[Finding]:
    yield from seen.table.findings
    yield from flags.table_flags(seen.table.source, seen.columns, duplicates, seen.table.rows)
    for column, name in zip(seen.columns, seen.cells, strict=True):
        yield from flags.column_flags(column, seen.cells[name], seen.readings[name], seen.table.rows)
        if target is not None and target.name == column.name:
            yield from flags.target_flags(target, column)
    naming = frozenset(hint.column for hint in hints if hint.sure and hint.code in ("id", "counter", "duplicate"))
    yield from trouble_flags(seen.views, target, naming)
