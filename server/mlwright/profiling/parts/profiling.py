"""A merged state → the profile of the whole, by the same findings as that of an open table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from mlwright.profiling.columns import measure
from mlwright.profiling.columns.kinds import read_kind
from mlwright.profiling.columns.measure import Measured
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.sample import Cells, read_cells
from mlwright.profiling.columns.tallies import Tally
from mlwright.profiling.columns.views import view
from mlwright.profiling.findings import goals
from mlwright.profiling.findings.told import Told
from mlwright.profiling.findings.values.privacy import named_personal
from mlwright.profiling.parts.restoring import restored
from mlwright.profiling.parts.settling import settle
from mlwright.profiling.parts.sketch import SKETCH_ERROR
from mlwright.profiling.profiler import Question, profile_seen
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.reader import Table
from mlwright.profiling.seeing import Seen, check_rows, see
from mlwright.specs import Figures, Finding, Profile, found
from mlwright.specs.profile import Task
from mlwright.specs.profile_state import Amounts, ProfileState, SharedColumn

Progress = Callable[[str, float], None]
_MOST_REBUILT = 20_000_000
_AS_FOUND = ReadOptions()


@dataclass(frozen=True)
class Merged(Seen):
    """The sample of a state with the figures of all its parts."""

    state: ProfileState

    def duplicate_rows(self) -> int:
        """Rows that repeat an earlier one of the same part."""
        return sum(part.duplicate_rows for part in self.state.parts)

    def figures(self, exact: bool) -> Figures:
        """Copies across parts are not counted, and different values are estimated."""
        plain = super().figures(exact)
        if len(self.state.parts) == 1:
            return plain.model_copy(update={"distinct_error": SKETCH_ERROR})
        counted = tuple("duplicate_rows within parts" if name == "duplicate_rows" else name for name in plain.exact)
        return plain.model_copy(update={"exact": counted, "distinct_error": SKETCH_ERROR})

    def confirmed(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Without copies that hold other values in rows beyond the sample."""
        return tuple(item for item in findings if item.of is None or self._alike(item.columns[0], item.of))

    def paced(self, ordered: Mapping[str, Floats]) -> Mapping[str, Floats]:
        """Columns whose order over all rows could be told from the parts."""
        return {name: values for name, values in ordered.items() if len(values) == self.table.rows}

    def values_in_order(self, name: str) -> Floats:
        """All values where the parts tell them; else those of the sample, with a step back where one is known."""
        parts = [self._amounts(self.table.names[name], at) for at in range(len(self.state.parts))]
        filled = [part for part in self.state.parts if part.rows]
        known = [item for item in parts if item is not None and item.first is not None]
        if len(known) == len(filled) and self.table.rows <= _MOST_REBUILT:
            if all(item.step is not None for item in known):
                return np.concatenate([_steady(item, part.rows) for item, part in zip(known, filled, strict=True)])
            every = self.measured[name].tally
            if every is not None and _never_back(known):
                values = self.measured[name].reading.read(every.texts)
                order = np.argsort(values, kind="stable")
                return np.repeat(values[order], every.counts[order])
        return self._sampled_in_order(super().values_in_order(name), parts)

    def _amounts(self, name: str, part: int) -> Amounts | None:
        column = self.state.parts[part].by_name.get(name)
        return None if column is None else column.amounts

    def _sampled_in_order(self, values: Floats, parts: list[Amounts | None]) -> Floats:
        of_rows, out = self.state.sample.parts, []
        for at, amounts in enumerate(parts):
            out.append(values[of_rows == at])
            if amounts is not None and amounts.back is not None:
                out.append(np.array(amounts.back))
        return np.concatenate(out)

    def _alike(self, one: str, other: str) -> bool:
        pair = [self.state.by_name[name] for name in (one, other)]
        columns = [next(column for column in self.columns if column.name == name) for name in (one, other)]
        if columns[0].missing != columns[1].missing or columns[0].distinct != columns[1].distinct:
            return False
        return pair[0].tally is not None or pair[0].registers == pair[1].registers


def _steady(amounts: Amounts, rows: int) -> Floats:
    return (amounts.first or 0.0) + (amounts.step or 0.0) * np.arange(rows, dtype=np.float64)


def _never_back(known: list[Amounts]) -> bool:
    borders = [(item.first or 0.0, item.last or 0.0) for item in known]
    inside = all(item.back is None for item in known)
    return inside and all(one[1] <= other[0] for one, other in pairwise(borders))


def profile_of(
    state: ProfileState,
    *,
    target: str | None = None,
    goal: str = "",
    task: Task | None = None,
    group: str | None = None,
    time: str | None = None,
    pictures: bool = True,
    options: ReadOptions = _AS_FOUND,
    progress: Progress | None = None,
) -> Profile:
    """The profile of all parts of a state; the arguments are those of `profile_table`, and so is what is raised."""
    tell = progress or _silent
    goals.refuse_other_tasks(goal)
    with restored(state, options) as table:
        check_rows(table.source, table.rows)
        tell("measure columns", 0.3)
        whole = len(state.sample.rows) == table.rows
        seen = see(table, exact=False, tell=_quiet) if whole else _merged(table, state)
        paper = profile_seen(seen, Question(target, goal, task, Told(group, time), pictures), tell)
    tell("done", 1.0)
    return paper if whole or len(state.parts) == 1 else _at_least(paper)


def _silent(step: str, share: float) -> None:
    del step, share


def _quiet(share: float) -> None:
    del share


def _at_least(paper: Profile) -> Profile:
    """What was counted part by part bounds what the whole holds."""
    shown = tuple(
        item.model_copy(update={"evidence": f"within parts, so at least: {item.evidence}"})
        if item.name == "duplicate_rows" and paper.duplicate_rows
        else item
        for item in paper.findings
    )
    return paper.model_copy(update={"findings": shown})


def _merged(table: Table, state: ProfileState) -> Merged:
    # all rows of the sample are looked at, however many the parts have
    cells = read_cells(replace(table, rows=len(state.sample.rows)))
    measured: dict[str, Measured] = {}
    findings = []
    for at, (name, cell) in enumerate(cells.items()):
        measured[name], differs = _column(table, cell, state.by_name[cell.name], state, at)
        if differs:
            findings.append(found("parts_differ", f"read in several ways: {differs}", (cell.name,)))
    views = tuple(named_personal(view(item.column, cells[name], item.reading)) for name, item in measured.items())
    told = replace(table, findings=(*table.findings, *findings))
    return Merged(told, cells, measured, tuple(looked.column for looked in views), views, state)


def _column(
    table: Table, cells: Cells, shared: SharedColumn, state: ProfileState, position: int
) -> tuple[Measured, str | None]:
    if shared.tally is not None:
        every = _in_order_of(cells, dict(zip(shared.tally.texts, shared.tally.counts, strict=True)))
        return measure.counted(table, every, cells, position, exact=False), None
    sampled = read_kind(cells, table.numbers)
    longest = max(map(len, cells.texts), default=0) if sampled.kind in ("category", "text") else 0
    settled = settle(cells.name, sampled, state.parts, shared, longest)
    column = measure.estimated(table, cells, settled.reading, position, settled.facts)
    return Measured(column, settled.reading, None), settled.differs


def _in_order_of(cells: Cells, counts: dict[str, int]) -> Tally:
    """Texts of the sample first and in its order, as the tally of an open table has them."""
    known = [text for text in cells.texts if text in counts]
    texts = [*known, *sorted(counts.keys() - set(known))]
    return Tally(texts, np.array([counts[text] for text in texts], dtype=np.int64))
