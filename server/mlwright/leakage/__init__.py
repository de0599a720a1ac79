"""Static review of machine-learning code for data leakage. The door: analyse, RULES."""

from collections.abc import Callable
from typing import Any, NamedTuple

from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Edit, Finding, Level, Note, Place, Step
from mlwright.leakage.interpret.machine import Machine, OutOfSteps
from mlwright.leakage.reading import Source, read
from mlwright.leakage.rule import Hit, Rule
from mlwright.leakage.rules import RULES

Resolve = Callable[[str, int, str], Source | None]


class Analysis(NamedTuple):
    findings: list[Finding]
    notes: list[Note]


def gather(source: Source, resolve: Resolve | None = None, calls: dict[str, Any] | None = None) -> Facts:
    """Run a file over abstract values and return what it does with its data."""
    machine = Machine(source, resolve or (lambda name, level, path: None), calls)
    notes: list[Note] = []
    try:
        machine.run()
    except OutOfSteps:
        notes.append(Note(source.place(1), "not analysed to its end: the code is too long or too entangled to follow"))
    except RecursionError:
        notes.append(Note(source.place(1), "not analysed to its end: expressions are nested too deeply"))
    return Facts(source, machine.events, notes)


def analyse(source: Source, resolve: Resolve | None = None, calls: dict[str, Any] | None = None) -> Analysis:
    """All findings of all rules for one file, in the order of its lines, before selection and suppression."""
    facts = gather(source, resolve, calls)
    findings: dict[tuple[Any, ...], Finding] = {}
    for rule in RULES.values():
        for hit in rule.check(facts):
            finding = _finding(rule, hit)
            key = (finding.code, finding.place.path, finding.place.cell, finding.place.line)
            known = findings.get(key)
            if known is None or LEVEL[known.confidence] < LEVEL[finding.confidence]:
                findings[key] = finding
    ordered = sorted(findings.values(), key=lambda item: (item.place.path, item.place.cell or 0, item.place.line, item.code))
    return Analysis(ordered, [*source.notes, *facts.notes])


LEVEL = {"low": 0, "medium": 1, "high": 2}


def _finding(rule: Rule, hit: Hit) -> Finding:
    place = _place(hit.source, hit.node)
    chain = tuple(Step(_place(station.source, station.node), station.what) for station in hit.chain)
    context = hit.source.line(getattr(hit.node, "lineno", 1)).strip()
    return Finding(
        rule.code, rule.name, hit.severity or rule.severity, hit.confidence, place, hit.message, chain, rule.remedy, None, context
    )


def _place(source: Source, node: Any) -> Place:
    first = getattr(node, "lineno", 1)
    last = getattr(node, "end_lineno", None) or first
    return source.place(
        first, source.column(first, getattr(node, "col_offset", 0)), last, source.column(last, getattr(node, "end_col_offset", 0))
    )


__all__ = ["RULES", "Analysis", "Edit", "Facts", "Finding", "Level", "Note", "Place", "Rule", "Source", "Step", "analyse", "gather", "read"]
