"""Verdict: whether a run may go on, gate by gate."""

from typing import Literal

from pydantic import JsonValue

from mlwright.specs.paper import Paper, Part


class GateResult(Part):
    """One gate: what was asked, what was found, and why it passed or failed."""

    gate: str
    rule: str
    value: JsonValue = None
    passed: bool
    why: str


class Verdict(Paper):
    """experiments/exp-NNN/verdict.json."""

    run: str
    passed: bool
    recommendation: Literal["ship", "iterate", "pause"]
    summary: str
    results: tuple[GateResult, ...]
