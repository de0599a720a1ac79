"""What a profile finds of the traps, what it misses, and what it invents on the clean twin."""

from dataclasses import dataclass
from pathlib import Path

from mlwright import profiling
from mlwright.specs import Finding, Profile
from tests.profiling.sealed.sheet import Sheet, Trap


@dataclass(frozen=True)
class Score:
    """One sheet's result, in words."""

    found: int
    missed: tuple[str, ...]
    invented: tuple[str, ...]
    surplus: tuple[str, ...]


def _sees(paper: Profile, wanted: Trap) -> bool:
    return any(
        item.name in wanted.names and (wanted.column is None or wanted.column in item.columns)
        for item in paper.findings
    )


def _is_true(sheet: Sheet, item: Finding) -> bool:
    return item.name in sheet.true or (
        bool(item.columns) and all(f"{item.name}:{column}" in sheet.true for column in item.columns)
    )


def _is_planted(sheet: Sheet, item: Finding) -> bool:
    return any(item.name in one.names and (one.column is None or one.column in item.columns) for one in sheet.traps)


def _line(kind: str, item: Finding) -> str:
    return f"{kind}: {item.severity} {item.name} {item.columns} {item.evidence}"


def score(sheet: Sheet, folder: Path, seed: int = 1) -> Score:
    """Profile the table and its twin."""
    faulty, clean = (_profile(sheet, sheet.write(folder, faulty=one, seed=seed)) for one in (True, False))
    missed = [one for one in sheet.traps if not _sees(faulty, one)]
    grave = [item for item in clean.findings if item.severity != "info" and not _is_true(sheet, item)]
    more = [
        item
        for item in faulty.findings
        if item.severity != "info" and not _is_true(sheet, item) and not _is_planted(sheet, item)
    ]
    return Score(
        len(sheet.traps) - len(missed),
        tuple(f"missed: {'|'.join(sorted(one.names))} {one.column}" for one in missed),
        tuple(_line("INVENTED", item) for item in grave),
        tuple(_line("more", item) for item in more),
    )


def _profile(sheet: Sheet, path: Path) -> Profile:
    return profiling.profile_table(path, target=sheet.target, goal=sheet.goal, task=sheet.task)
