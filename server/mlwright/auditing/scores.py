"""A score with the rows behind it, and the finding it may lead to."""

from typing import NamedTuple

from mlwright.auditing.record import Event
from mlwright.auditing.remedies import REMEDIES
from mlwright.specs.audit import Station, TrueLeak
from mlwright.specs.data_review import Level

_CHANCE, _FEWEST = 0.01, 3
"""Rows known by value only: fewer in common than this share may be equal by accident."""


class Score(NamedTuple):
    """A score, the fit it judges, and the rows on both sides."""

    event: Event
    fit: Event | None
    scored: int
    fitted: int
    learned: frozenset[int]
    folds: bool


def counts(shared: int, total: int, *events: Event) -> bool:
    """Whether the shared rows are more than an accident."""
    if any(event.identity == "content" for event in events):
        return shared >= max(_FEWEST, _CHANCE * total)
    return shared > 0


def leak(
    code: str, guilty: Event, score: Event, shared: int, total: int, what: str, weight: Level = "high"
) -> TrueLeak:
    """The finding, with the two lines it happened at."""
    sure: Level = "medium" if "content" in (guilty.identity, score.identity) else "high"
    stations = [Station(file=guilty.file, line=guilty.line, what=guilty.what or guilty.kind)]
    if (score.file, score.line) != (guilty.file, guilty.line):
        stations.append(Station(file=score.file, line=score.line, what=score.what or score.kind))
    return TrueLeak(
        code=code,
        severity=weight,
        confidence=sure,
        file=guilty.file,
        line=guilty.line,
        message=what,
        remedy=REMEDIES[code],
        chain=tuple(stations),
        shared_rows=shared,
        scored_rows=total,
    )
