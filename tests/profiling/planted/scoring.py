"""Found, missed and invented: the findings of a profile beside the truth."""

from collections.abc import Sequence
from dataclasses import dataclass

from mlwright.specs.profile import Finding
from tests.profiling.planted.world import Plant, World


@dataclass(frozen=True)
class Score:
    """What a profile said of one world."""

    world: str
    found: tuple[Plant, ...]
    missed: tuple[Plant, ...]
    invented: tuple[Finding, ...]
    """Warnings and errors about clean columns, or about the table where no such fault was planted."""


def names(plant: Plant, finding: Finding) -> bool:
    """Whether a finding is that fault."""
    fits = finding.name == plant.name or finding.name in plant.instead
    return fits and (not plant.columns or bool(set(plant.columns) & {*finding.columns, finding.of}))


def invented(world: World, finding: Finding) -> bool:
    """Whether a finding is a warning or an error that nothing planted explains."""
    if finding.severity == "info" or any(names(plant, finding) for plant in world.plants):
        return False
    return not finding.columns or bool(set(finding.columns) - world.touched)


def judge(world: World, findings: Sequence[Finding]) -> Score:
    """The score of a world's findings."""
    found = tuple(plant for plant in world.plants if any(names(plant, finding) for finding in findings))
    missed = tuple(plant for plant in world.plants if plant not in found)
    return Score(world.name, found, missed, tuple(finding for finding in findings if invented(world, finding)))


def table(scores: Sequence[Score]) -> str:
    """The scores as a Markdown table, with every miss and invention by name."""
    lines = ["| table | planted | found | missed | invented |", "|---|---|---|---|---|"]
    for score in scores:
        planted = len(score.found) + len(score.missed)
        missed = ", ".join(_where(plant.name, plant.columns) for plant in score.missed)
        made_up = ", ".join(_where(finding.name, finding.columns) for finding in score.invented)
        lines.append(
            f"| {score.world} | {planted} | {len(score.found)} | {len(score.missed)} {missed} "
            f"| {len(score.invented)} {made_up} |"
        )
    return "\n".join(lines)


def _where(name: str, columns: Sequence[str]) -> str:
    return f"{name}({', '.join(columns[:3])})"
