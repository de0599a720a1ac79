"""The door: every finding about values, columns that say the same, and rows that repeat."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mlwright.profiling.findings.values.amounts import amounts, outliers
from mlwright.profiling.findings.values.forms import forms
from mlwright.profiling.findings.values.letters import letters, letters_of_names
from mlwright.profiling.findings.values.levels import levels
from mlwright.profiling.findings.values.look import Look, joined
from mlwright.profiling.findings.values.missing import missing, missing_together
from mlwright.profiling.findings.values.moments import moments
from mlwright.profiling.findings.values.nothing_there import nothing_there
from mlwright.profiling.findings.values.pairs import redundant
from mlwright.profiling.findings.values.privacy import personal
from mlwright.profiling.findings.values.rows import blank_rows, repeated_rows
from mlwright.profiling.findings.values.shared_levels import shared_levels
from mlwright.profiling.findings.values.told_once import told_once
from mlwright.profiling.findings.values.units import mixed_units
from mlwright.specs import Finding, TargetProfile, found
from mlwright.specs.vocabulary import Severity

_MOST_ALIKE: dict[Severity, int] = {"error": 5, "warning": 5, "info": 3}


def about_values(
    looks: Sequence[Look],
    target: TargetProfile | None,
    naming: frozenset[str],
    duplicates: int,
    rows: int,
    told: Sequence[Finding] = (),
) -> Iterator[Finding]:
    """Findings about what stands in the cells.

    Columns in `naming` only name the rows (ids, counters, copies); `told` are the findings about roles and the target.
    """
    looks = [replace(look, rows=rows) for look in looks]
    yield from gathered(list(told_once(_every(looks, target, naming, duplicates, rows), told)))


def gathered(findings: Sequence[Finding]) -> Iterator[Finding]:
    """One finding for all columns where many would say the same: a reader's room is short."""
    times = Counter(finding.name for finding in findings if len(finding.columns) == 1)
    merged: set[str] = set()
    for finding in findings:
        if len(finding.columns) != 1 or times[finding.name] <= _MOST_ALIKE[finding.severity]:
            yield finding
        elif finding.name not in merged:
            merged.add(finding.name)
            alike = [other for other in findings if other.name == finding.name and len(other.columns) == 1]
            evidence = joined([other.evidence for other in alike], 140, "; ", "columns more")
            columns = tuple(dict.fromkeys(name for other in alike for name in other.columns))
            yield finding.model_copy(update={"evidence": evidence, "columns": columns})


def _every(
    looks: Sequence[Look], target: TargetProfile | None, naming: frozenset[str], duplicates: int, rows: int
) -> Iterator[Finding]:
    names = [look.name for look in looks]
    spaced = tuple(name for name in names if name != name.strip())
    if spaced:
        yield found("spaces_in_names", "Column names begin or end with spaces", spaced)
    yield from letters_of_names(names)
    chosen = target.name if target is not None else None
    for look in looks:
        yield from _about_column(look, look.name == chosen, look.name in naming)
    yield from missing_together([look for look in looks if look.name != chosen])
    yield from nothing_there([look for look in looks if look.name != chosen and look.name not in naming])
    features = [look for look in looks if look.name != chosen and look.name not in naming]
    yield from outliers([look for look in features if look.column.kind == "number" and not look.personal])
    yield from redundant([look.view for look in features if not look.personal])
    yield from shared_levels([look for look in features if not look.personal])
    outcome = next((look.view for look in looks if look.name == chosen), None)
    filled = [look.view for look in features if look.column.kind != "empty"]
    yield from repeated_rows(filled, outcome, target, duplicates, rows)
    yield from blank_rows([look.view for look in looks if look.column.kind != "empty"], rows)


def _about_column(look: Look, is_target: bool, is_name: bool) -> Iterator[Finding]:
    """What is said of the target's levels and of ids elsewhere is not said again."""
    yield from (item for item in missing(look) if not (is_target and item.name == "sentinel_number"))
    yield from mixed_units(look)
    yield from letters(look)
    yield from moments(look)
    yield from amounts(look)
    if not is_target:
        yield from personal(look)
    if not is_target and not is_name:
        yield from levels(look)
        yield from forms(look)
