"""The door to what is found about structure, target and time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.answers.availability import known_late
from mlwright.profiling.findings.answers.noise import contradicted
from mlwright.profiling.findings.answers.power import blanks_tell, far_above, no_power
from mlwright.profiling.findings.answers.state import state_of_target
from mlwright.profiling.findings.identity.class_order import in_class_order
from mlwright.profiling.findings.identity.packed import find_packed
from mlwright.profiling.findings.leaks import find_leaks
from mlwright.profiling.findings.links import Outcome
from mlwright.profiling.findings.roles import roles_of
from mlwright.profiling.findings.structure import find_structure
from mlwright.profiling.findings.time.future import find_future
from mlwright.profiling.findings.time.season import find_season
from mlwright.profiling.findings.time.series import find_series
from mlwright.profiling.findings.time.years import find_years
from mlwright.profiling.findings.told import Told, as_told
from mlwright.specs import Finding, Hint, Link, TargetProfile

_SETTLED = frozenset({"id", "counter", "constant", "empty", "group", "time"})
"""A trend makes time itself a good guess; that is no leak."""


def structural(views: Sequence[View], ordered: Mapping[str, Floats], rows: int, told: Told) -> tuple[Finding, ...]:
    """What columns are, without a target; what the user said of them comes first."""
    said = as_told(told, views)
    names = {item.columns[0] for item in said}
    found = [item for item in find_structure(views, ordered, rows) if item.columns[0] not in names]
    return (*said, *found)


def beside_roles(
    views: Sequence[View], ordered: Mapping[str, Floats], rows: int, structure: Sequence[Finding]
) -> Iterator[Finding]:
    """Groups inside ids, the pace of time, dates in the future."""
    yield from find_packed(views, rows)
    time = _time(views, structure)
    if time is not None and time.column.kind == "date" and time.name in ordered:
        yield from find_series(time, ordered[time.name], views)
    for view in views:
        if view.column.kind == "date" and view.name in ordered:
            yield from find_future(view.name, ordered[view.name])
    yield from find_years(views)


@dataclass(frozen=True)
class Asked:
    """The target and everything measured about it."""

    target: View
    outcome: Outcome
    paper: TargetProfile
    links: Mapping[str, Link]
    structure: Sequence[Finding]
    """Findings that say what columns are."""
    rows: int
    """Rows of the whole table."""


def about_target(views: Sequence[View], asked: Asked) -> Iterator[Finding]:
    """What gives the target away, and what is wrong with it; leaks first."""
    hints = roles_of(asked.structure)
    settled = _named(hints, _SETTLED)
    leaks = find_leaks(views, asked.outcome, asked.links, settled, asked.rows)
    yield from leaks
    leaking = frozenset(item.columns[0] for item in leaks)
    idle = settled | leaking | _named(hints, frozenset({"duplicate"})) | {asked.outcome.name}
    free = [view for view in views if view.name not in idle]
    links = {view.name: asked.links[view.name] for view in free}
    time = _time(views, asked.structure)
    yield from far_above(links)
    if not leaks and time is None:
        yield from no_power(asked.outcome, links)
    blank = [view for view in views if view.name in asked.links and view.name not in leaking]
    yield from blanks_tell(blank, asked.outcome, asked.links, asked.target.levels)
    yield from known_late(views, asked.links, asked.outcome.name, time.name if time else None, idle)
    counting = [view for view in views if view.name in _named(hints, frozenset({"id", "counter"}))]
    yield from in_class_order(asked.outcome, counting, time is not None)
    yield from state_of_target(asked.paper, asked.target, asked.rows)
    yield from contradicted(free, asked.outcome, links, len(asked.target.codes) == asked.rows)
    yield from _season(asked, time)


def _season(asked: Asked, time: View | None) -> Iterator[Finding]:
    amounts = asked.paper.task in ("regression", "forecasting")
    if amounts and time is not None and time.column.kind == "date" and time.values is not None:
        yield from find_season(asked.outcome.name, time.name, time.values, asked.outcome.values)


def _named(hints: Sequence[Hint], codes: frozenset[str]) -> frozenset[str]:
    return frozenset(hint.column for hint in hints if hint.sure and hint.code in codes)


def _time(views: Sequence[View], structure: Sequence[Finding]) -> View | None:
    """The column that surely orders the rows, the first such."""
    sure = {item.columns[0] for item in structure if item.name == "time_column" and item.sure}
    return next((view for view in views if view.name in sure), None)
