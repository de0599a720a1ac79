"""What a person should do with a profile, and the order in which roles of columns matter."""

from mlwright.specs import Hint, Profile

HINTS = ("leak", "id", "counter", "group", "time", "constant", "empty", "duplicate")
"""Hint codes in the order in which they matter."""


def hints_by_weight(profile: Profile) -> tuple[Hint, ...]:
    """All hints, leaks first, sure ones before the others."""
    hints = (*profile.leaks, *profile.hints)
    return tuple(sorted(hints, key=lambda hint: (HINTS.index(hint.code), not hint.sure)))


def next_steps(profile: Profile) -> list[str]:
    """What to do, the most urgent first; free of numbers."""
    hints = hints_by_weight(profile)
    checks = (
        (profile.target is None, "Name the column to predict; the candidates are listed under Target."),
        (
            any(hint.code == "leak" for hint in hints),
            "Check the columns marked as leaks: is their value known at the moment of prediction?",
        ),
        (
            any(not hint.sure for hint in hints),
            "Answer the open questions in schema-suggestion.yaml; an unsure finding is never acted on without you.",
        ),
        (
            bool(profile.time_ordered_by) or any(hint.code in ("group", "time") for hint in hints),
            "Confirm how rows are split: rows of one group, or of the future, must not reach the training part.",
        ),
        (
            bool(profile.duplicate_rows),
            "Decide whether exact copies of a row are real repeats; copies must stay on one side of the split.",
        ),
        (
            any(item.severity != "info" and item.sure is None for item in profile.findings),
            "Settle the errors and warnings above before trusting any score.",
        ),
        (
            profile.target is not None,
            "Go on to the feature spec: what the model may see, what it may not, and why.",
        ),
    )
    return [step for holds, step in checks if holds]
