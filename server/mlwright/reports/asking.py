"""The questions of a schema suggestion: what only the user knows, each asked once."""

from collections.abc import Iterator

from mlwright.reports.eda.steps import hints_by_weight
from mlwright.reports.rereading import ambiguous_dates
from mlwright.specs import Finding, Hint, Profile
from mlwright.specs.vocabulary import VOCABULARY

DROPPED = ("leak", "constant", "empty", "duplicate")
"""Hint codes that, where sure, leave nothing to ask about a column."""


def private_columns(profile: Profile) -> dict[str, Finding]:
    """By column the first finding of personal data."""
    found: dict[str, Finding] = {}
    for item in profile.findings:
        for name in item.columns if item.name.startswith("pii_") else ():
            found.setdefault(name, item)
    return found


def questions(profile: Profile, decisive: dict[str, Hint], private: dict[str, Finding]) -> list[str]:
    """What only the user knows; nothing is asked of a column that goes for sure."""
    gone = {name for name, hint in decisive.items() if hint.sure and hint.code in DROPPED}
    asked = [*_dates(profile), *_unsure(profile), *_personal(profile, decisive, private)]
    return [*_which_target(profile), *dict.fromkeys(said for name, said in asked if name not in gone)]


def _which_target(profile: Profile) -> Iterator[str]:
    if profile.target is None:
        names = ", ".join(repr(candidate.name) for candidate in profile.target_candidates[:5])
        yield "Which column should be predicted?" + (f" Candidates: {names}." if names else "")


def _dates(profile: Profile) -> Iterator[tuple[str, str]]:
    for name in ambiguous_dates(profile):
        if name in profile.names:
            read_as = profile.column(name).date_format
            yield name, f"Does the day or the month come first in {name!r}? It was read as {read_as}."


def _unsure(profile: Profile) -> Iterator[tuple[str, str]]:
    """Findings that wait for an answer: those on roles in their order, then the others."""
    for hint in hints_by_weight(profile):
        if not hint.sure:
            yield hint.column, f"Is {hint.column!r} really {_guess(hint)}? {hint.why}"
    for item in profile.findings:
        if item.sure is False and not (item.columns and _role(item)):
            yield item.columns[0] if item.columns else "", f"{_title(item)}? {item.evidence}"


def _personal(profile: Profile, decisive: dict[str, Hint], private: dict[str, Finding]) -> Iterator[tuple[str, str]]:
    target = profile.target.name if profile.target else None
    for name, item in private.items():
        if name != target and not (name in decisive and decisive[name].sure):
            yield name, f"May the model use {name!r}, which holds personal data? {item.evidence}"


def _guess(hint: Hint) -> str:
    if hint.code == "duplicate":
        return f"a copy of {hint.of!r}"
    guesses = {"leak": "unknown at the moment of prediction", "group": "what binds rows together", "time": "the time"}
    return guesses.get(hint.code, {"id": "an id", "counter": "a running number"}.get(hint.code, f"{hint.code}"))


def _role(item: Finding) -> str | None:
    return VOCABULARY[item.name].role if item.name in VOCABULARY else None


def _title(item: Finding) -> str:
    return VOCABULARY[item.name].title if item.name in VOCABULARY else item.name.replace("_", " ")
