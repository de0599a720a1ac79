"""Static review of machine-learning code for data leakage. The door: analyse, RULES."""

from collections.abc import Callable
from typing import Any, NamedTuple

from mlwright.leakage.edits import mends, propose, trial
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Edit, Finding, Level, Note, Place, Step
from mlwright.leakage.interpret.machine import Machine, OutOfStepsError
from mlwright.leakage.reading import Source, read
from mlwright.leakage.rule import Hit, Rule
from mlwright.leakage.rules import RULES

Resolve = Callable[[str, int, str], Source | None]


class Analysis(NamedTuple):
    findings: list[Finding]
    notes: list[Note]


def _nowhere(_name: str, _level: int, _path: str) -> None:
    """No module of the repository is at hand."""


def gather(source: Source, resolve: Resolve | None = None, calls: dict[str, Any] | None = None) -> Facts:
    """Run a file over abstract values and return what it does with its data."""
    machine = Machine(source, resolve or _nowhere, calls)
    notes: list[Note] = []
    try:
        machine.run()
    except OutOfStepsError:
        notes.append(Note(source.place(1), "not analysed to its end: the code is too long or too entangled to follow"))
    except RecursionError:
        notes.append(Note(source.place(1), "not analysed to its end: expressions are nested too deeply"))
    return Facts(source, machine.events, notes)


def analyse(source: Source, resolve: Resolve | None = None, calls: dict[str, Any] | None = None) -> Analysis:
    """All findings of all rules for one file, in the order of its lines, before selection and suppression."""
    facts = gather(source, resolve, calls)
    found = _findings(facts)
    room = EDITED_LINES
    for i, (finding, hit) in enumerate(found):
        edit = propose(hit, facts) if hit.fix and room >= len(source.lines) else None
        if edit is not None:
            room -= len(source.lines)
            found[i] = (
                finding._replace(edit=_tried(facts, edit, finding, [item for item, _ in found], resolve, calls)),
                hit,
            )
    return Analysis([finding for finding, _ in found], [*source.notes, *facts.notes])


def _tried(
    facts: Facts,
    edit: Edit,
    finding: Finding,
    before: list[Finding],
    resolve: Resolve | None,
    calls: dict[str, Any] | None,
) -> Edit | None:
    """The edit, where the analysis of the edited file shows that the fault is gone and nothing new has come."""
    made = trial(facts.source, edit)
    if made is None:
        return None
    after = gather(made, resolve, calls)
    if len(after.notes) > len(facts.notes):
        return None
    return edit if mends(finding, edit, before, [item for item, _ in _findings(after)]) else None


def _findings(facts: Facts) -> list[tuple[Finding, Hit]]:
    findings: dict[tuple[Any, ...], tuple[Finding, Hit]] = {}
    for rule in RULES.values():
        for hit in rule.check(facts):
            finding = _finding(rule, hit)
            key = (finding.code, finding.place.path, finding.place.cell, finding.place.line)
            known = findings.get(key)
            if known is None or LEVEL[known[0].confidence] < LEVEL[finding.confidence]:
                findings[key] = finding, hit
    return sorted(
        findings.values(),
        key=lambda item: (item[0].place.path, item[0].place.cell or 0, item[0].place.line, item[0].code),
    )


EDITED_LINES = 4000  # lines of edited files that are analysed again for one file: a bound on the time
LEVEL = {"low": 0, "medium": 1, "high": 2}


def _finding(rule: Rule, hit: Hit) -> Finding:
    place = _place(hit.source, hit.node)
    chain = tuple(Step(_place(station.source, station.node), station.what) for station in hit.chain)
    context = hit.source.line(getattr(hit.node, "lineno", 1)).strip()
    return Finding(
        rule.code,
        rule.name,
        hit.severity or rule.severity,
        hit.confidence,
        place,
        hit.message,
        chain,
        rule.remedy,
        None,
        context,
    )


def _place(source: Source, node: Any) -> Place:
    first = getattr(node, "lineno", 1)
    last = getattr(node, "end_lineno", None) or first
    return source.place(
        first,
        source.column(first, getattr(node, "col_offset", 0)),
        last,
        source.column(last, getattr(node, "end_col_offset", 0)),
    )


__all__ = [
    "RULES",
    "Analysis",
    "Edit",
    "Facts",
    "Finding",
    "Level",
    "Note",
    "Place",
    "Rule",
    "Source",
    "Step",
    "analyse",
    "gather",
    "read",
]
