"""The whole profile of a table, step by step."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from mlwright.personal import PersonalKind
from mlwright.profiling.columns import measure
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings import flags, goals
from mlwright.profiling.findings.detecting import Asked, about_target, beside_roles, structural
from mlwright.profiling.findings.links import Outcome, link
from mlwright.profiling.findings.roles import roles_of
from mlwright.profiling.findings.structure import needs_order, never_back
from mlwright.profiling.findings.target import check_target, choose_task, find_target, rank_candidates
from mlwright.profiling.findings.told import Told, check_told
from mlwright.profiling.findings.values.detecting import about_values
from mlwright.profiling.findings.values.look import Look
from mlwright.profiling.findings.values.privacy import masked, masked_findings
from mlwright.profiling.picturing import picture
from mlwright.profiling.progress import Progress, by_columns
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.reader import read_table
from mlwright.profiling.seeing import Seen, check_rows, see
from mlwright.specs import Column, Finding, Hint, Link, Profile, TargetProfile
from mlwright.specs.profile import Pictures, Task

_MOST_CLASSES = 100_000
_RISING = 0.5
_AS_FOUND, _NOTHING_TOLD = ReadOptions(), Told()


@dataclass(frozen=True)
class Question:
    """What a profile is asked for beside the table itself; `told` is what the user says of columns."""

    target: str | None = None
    goal: str = ""
    task: Task | None = None
    told: Told = _NOTHING_TOLD
    pictures: bool = True
    exact: bool = False


def profile_table(
    data: Path | Sequence[str | Path],
    *,
    target: str | None = None,
    goal: str = "",
    task: Task | None = None,
    group: str | None = None,
    time: str | None = None,
    follow_links: bool = True,
    pictures: bool = True,
    exact: bool = False,
    options: ReadOptions = _AS_FOUND,
    progress: Progress | None = None,
) -> Profile:
    """Measure a table and, where one is named, its target.

    Args:
        data: a table's file, or what else stands for a table: files, globs, a folder, one database URL. Only read.
        target: the column to predict; without it candidates are ranked.
        goal: what the user wants, in words.
        task: asked for explicitly; else it follows from the target.
        group: the column that binds rows together, where the user says so.
        time: the column that orders rows in time, where the user says so.
        follow_links: whether parts of the path may be links; a caller that has resolved it says no.
        pictures: whether to count what the report draws.
        exact: whether quantiles, histograms and counts of distinct values come from all rows too.
        options: how the table is to be read, where it should not be found out.
        progress: told the step and the share done, from 0 to 1.

    Raises:
        TableError: the file is not a table that can be learned from.
        TargetError: the column to predict is unknown, unfit, or contradicts the task or the goal.
        InputError: the group or time column is unknown or unfit.
    """
    tell = progress or _silent
    goals.refuse_other_tasks(goal)
    named = [data] if isinstance(data, Path) else data
    with read_table(named, options, follow_links=follow_links, progress=tell) as table:
        check_rows(table.source, table.rows)
        tell("measure columns", 0.3)
        seen = see(table, exact, by_columns(tell, "measure columns", len(table.names), 0.3, 0.7))
        paper = profile_seen(seen, Question(target, goal, task, Told(group, time), pictures, exact), tell)
    tell("done", 1.0)
    return paper


def profile_seen(seen: Seen, asked: Question, tell: Progress) -> Profile:
    """The paper of a measured table; raises as `profile_table` does."""
    table = seen.table
    chosen = find_target(seen.columns, asked.target) if asked.target is not None else None
    check_told(asked.told, seen.columns)
    tell("look for structure", 0.7)
    ordered = _ordered(seen)
    # structure, target and time: findings/detecting
    structure = seen.confirmed(structural(seen.views, ordered, table.rows, asked.told))
    hints = roles_of(structure)
    tell("look at the target", 0.8)
    target_paper, answers = _target(seen, chosen, structure, ordered, asked) if chosen else (None, ())
    roles = (*answers, *structure, *beside_roles(seen.views, seen.paced(ordered), table.rows, structure))
    duplicates = seen.duplicate_rows()
    return Profile(
        source=table.source,
        rows=table.rows,
        columns=tuple(masked(column) for column in seen.columns),
        duplicate_rows=duplicates,
        figures=seen.figures(asked.exact),
        findings=tuple(
            masked_findings(
                _findings(seen, duplicates, target_paper, hints, roles), seen.columns, [*seen.cells.values()]
            )
        ),
        time_ordered_by=_time_order(seen, ordered),
        target_candidates=rank_candidates(seen.columns, hints, asked.goal),
        goal=asked.goal,
        target=target_paper,
        group=asked.told.group,
        time=asked.told.time,
        pictures=picture(seen.views, target_paper, _aside(hints) | _personal(seen.columns))
        if asked.pictures
        else Pictures(),
    )


def _aside(hints: tuple[Hint, ...]) -> frozenset[str]:
    """Columns that say nothing to the eye."""
    idle = ("id", "counter", "constant", "empty", "duplicate")
    return frozenset(hint.column for hint in hints if hint.sure and hint.code in idle)


def _personal(columns: tuple[Column, ...]) -> frozenset[str]:
    """Columns whose levels a picture must not show."""
    return frozenset(column.name for column in columns if column.personal)


def _silent(step: str, share: float) -> None:
    del step, share


def _ordered(seen: Seen) -> dict[str, Floats]:
    """Columns of which the order of all rows matters, by name."""
    return {
        looked.name: seen.values_in_order(name)
        for name, looked in zip(seen.cells, seen.views, strict=True)
        if needs_order(looked, seen.table.rows) and (looked.column.kind == "date" or _mostly_rises(looked))
    }


def _mostly_rises(looked: View) -> bool:
    """A counter of rows starts again a few times at most, so its sampled rows rise too."""
    return looked.values is not None and bool((np.diff(looked.values) > 0).mean() >= _RISING)


def _time_order(seen: Seen, ordered: Mapping[str, Floats]) -> str | None:
    dates = (column.name for column in seen.columns if column.kind == "date")
    return next((name for name in dates if never_back(ordered[name])), None)


def _target(
    seen: Seen,
    column: Column,
    structure: tuple[Finding, ...],
    ordered: Mapping[str, Floats],
    question: Question,
) -> tuple[TargetProfile, tuple[Finding, ...]]:
    check_target(column, seen.table.rows)
    name = seen.sql_name(column.name)
    classes = measure.levels(seen.table, seen.cells[name], seen.measured[name], _MOST_CLASSES)
    series, alone = _series(seen, column, roles_of(structure), ordered)
    chosen = choose_task(column, classes, question.goal, question.task, series, alone)
    viewed = next(looked for looked in seen.views if looked.name == column.name)
    outcome = _outcome(viewed, chosen.task)
    links = {looked.name: link(looked, outcome) for looked in seen.views if looked.name != column.name}
    paper = TargetProfile(
        name=column.name,
        task=chosen.task,
        why_task=chosen.why,
        missing=column.missing,
        classes=chosen.classes,
        positive=chosen.positive,
        links=tuple(map(_short, sorted(links.values(), key=lambda found: -(found.strength or 0.0)))),
    )
    asked = Asked(viewed, outcome, paper, links, structure, seen.table.rows)
    return paper, tuple(about_target(seen.views, asked))


def _short(item: Link) -> Link:
    """A link with the digits that mean something."""
    strengths = {"strength": item.strength, "missing_strength": item.missing_strength}
    return item.model_copy(
        update={name: None if value is None else round(value, 4) for name, value in strengths.items()}
    )


def _series(
    seen: Seen, target: Column, hints: tuple[Hint, ...], ordered: Mapping[str, Floats]
) -> tuple[Floats | None, bool]:
    """Moments of the first complete date column, and whether it stands alone beside the target."""
    idle = {hint.column for hint in hints if hint.sure and hint.code in ("constant", "empty", "counter", "duplicate")}
    dates = [looked for looked in seen.views if looked.column.kind == "date" and not looked.column.missing]
    others = [column for column in seen.columns if column.name not in idle | {target.name} and column.kind != "date"]
    if not dates:
        return None, False
    return ordered[dates[0].name], len(dates) == 1 and not others


def _outcome(target: View, task: Task) -> Outcome:
    known = ~target.missing
    if task in ("regression", "forecasting") and target.values is not None:
        return Outcome(target.name, task, known, target.values)
    return Outcome(target.name, task, known, np.where(known, target.codes, np.nan))


_GRAVEST = ("error", "warning", "info")


def _findings(
    seen: Seen,
    duplicates: int,
    target: TargetProfile | None,
    hints: tuple[Hint, ...],
    roles: tuple[Finding, ...],
) -> list[Finding]:
    """All findings, the gravest first, else in the order in which they were looked for."""
    every = [*roles, *_others(seen, duplicates, target, hints, roles)]
    return sorted(every, key=lambda item: _GRAVEST.index(item.severity))


def _others(
    seen: Seen,
    duplicates: int,
    target: TargetProfile | None,
    hints: tuple[Hint, ...],
    roles: tuple[Finding, ...],
) -> Iterator[Finding]:
    yield from seen.table.findings
    yield from flags.table_flags(seen.table.source)
    naming = frozenset(hint.column for hint in hints if hint.sure and hint.code in ("id", "counter", "duplicate"))
    # values, pairs and repeated rows: findings/values
    looks = [
        Look(column, seen.cells[name], seen.measured[name].reading, view, cast("PersonalKind | None", column.personal))
        for column, name, view in zip(seen.columns, seen.cells, seen.views, strict=True)
    ]
    yield from about_values(looks, target, naming, duplicates, seen.table.rows, roles)
