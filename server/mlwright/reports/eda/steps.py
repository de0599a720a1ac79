"""What a person should do with a profile, and the order in which roles of columns matter."""

from collections.abc import Iterator
from dataclasses import dataclass

from mlwright.reports.eda.commands import data_of, word
from mlwright.specs import Hint, Profile

HINTS = ("leak", "id", "counter", "group", "time", "constant", "empty", "duplicate")
"""Hint codes in the order in which they matter."""


_APART = {
    (True, False): "rows of one group must stay on one side.",
    (False, True): "rows of the future must not reach the training part.",
    (True, True): "rows of one group, or of the future, must not reach the training part.",
}
"""What a split by group, by time, or by both is for."""


@dataclass(frozen=True)
class Step:
    """Something to do, and the command that does it or shows what to decide by."""

    text: str
    command: str


def hints_by_weight(profile: Profile) -> tuple[Hint, ...]:
    """All hints, leaks first, sure ones before the others."""
    hints = (*profile.leaks, *profile.hints)
    return tuple(sorted(hints, key=lambda hint: (HINTS.index(hint.code), not hint.sure)))


def next_steps(profile: Profile, workspace: str | None = None) -> list[Step]:
    """What to do, the most urgent first; free of numbers of its own."""
    data, room = data_of(profile), word(workspace, "WORKSPACE")
    return [*_before(profile, data), *_rows(profile, data), *_last(profile, room)]


def _before(profile: Profile, data: str) -> Iterator[Step]:
    hints = hints_by_weight(profile)
    if profile.target is None:
        likely = word(profile.target_candidates[0].name, "NAME") if profile.target_candidates else "NAME"
        yield Step(
            "Name the column to predict; the candidates are listed under Target.",
            f"mlwright profile {data} --target {likely}",
        )
    if any(hint.code == "leak" for hint in hints):
        yield Step(
            "Check the columns marked as leaks: is their value known at the moment of prediction?",
            f"mlwright sample {data}",
        )
    if any(not hint.sure for hint in hints):
        yield Step(
            "Answer the open questions in schema-suggestion.yaml; an unsure finding is never acted on without you.",
            f"mlwright sample {data}",
        )


def _rows(profile: Profile, data: str) -> Iterator[Step]:
    """What decides how rows are split."""
    group, time = _bound(profile)
    if group or time:
        asked = f" --target {word(profile.target.name, 'NAME')}" if profile.target else ""
        asked += f" --group {word(group, 'NAME')}" if group else ""
        asked += f" --time {word(time, 'NAME')}" if time else ""
        yield Step(
            f"Confirm how rows are split: {_APART[bool(group), bool(time)]}",
            f"mlwright profile {data}{asked}",
        )
    if profile.duplicate_rows:
        yield Step(
            "Decide whether exact copies of a row are real repeats; copies must stay on one side of the split.",
            "mlwright explain duplicate_rows",
        )


def _bound(profile: Profile) -> tuple[str | None, str | None]:
    """The columns that bind rows together and order them, as told, else as found."""
    hints = hints_by_weight(profile)
    group = next((hint.column for hint in hints if hint.code == "group"), None)
    time = next((hint.column for hint in hints if hint.code == "time"), None)
    return profile.group or group, profile.time or profile.time_ordered_by or time


def _last(profile: Profile, room: str) -> Iterator[Step]:
    grave = [item for item in profile.findings if item.severity != "info" and item.sure is None]
    if grave:
        yield Step(
            "Settle the errors and warnings above before trusting any score; each is explained by its code.",
            f"mlwright explain {word(grave[0].code, 'CODE')}",
        )
    if profile.target is not None:
        yield Step(
            "Go on to the feature spec: what the model may see, what it may not, and why.", f"mlwright spec {room}"
        )
