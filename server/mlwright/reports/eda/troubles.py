"""Findings told by kind: one card for what several columns share, the gravest first."""

from dataclasses import dataclass

from mlwright.specs import Finding, Profile
from mlwright.specs.vocabulary import VOCABULARY

SHOWN = 4
"""Findings of one kind that are told before the rest is folded away."""
_GRAVEST = ("error", "warning", "info")


@dataclass(frozen=True)
class Trouble:
    """Findings of one kind and severity."""

    code: str
    severity: str
    title: str
    advice: str
    rule: str | None
    told: tuple[Finding, ...]
    folded: tuple[Finding, ...]


def troubles(profile: Profile) -> list[Trouble]:
    """All findings by kind, errors before warnings before notes, else in the profile's order."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for item in profile.findings:
        kinds.setdefault((item.severity, item.name), []).append(item)
    ranked = sorted(kinds.values(), key=lambda items: _GRAVEST.index(items[0].severity))
    return [_trouble(items) for items in ranked]


def _trouble(items: list[Finding]) -> Trouble:
    first = items[0]
    entry = VOCABULARY.get(first.name)
    title = entry.title if entry else first.name.replace("_", " ")
    at = SHOWN if len(items) > SHOWN + 1 else len(items)
    return Trouble(first.code, first.severity, title, first.advice, first.rule, tuple(items[:at]), tuple(items[at:]))
