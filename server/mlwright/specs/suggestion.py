"""Suggestion: what the results of a run suggest, with the numbers that say so and the next step."""

from typing import Literal

from mlwright.specs.paper import Number, Part


class Evidence(Part):
    """A number of a paper, and where it stands there."""

    path: str
    value: Number


class Suggestion(Part):
    """One thing that the numbers of a run show, and what may be done about it."""

    code: str
    run: str
    severity: Literal["warning", "info"]
    says: str
    evidence: tuple[Evidence, ...]
    do: str
