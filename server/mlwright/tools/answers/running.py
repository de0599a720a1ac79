"""Answers about runs, verdicts and where a workspace stands."""

from pydantic import JsonValue

from mlwright.tools.answers.answer import Entry, Name, Number, Text, WorkspaceAnswer


class ScoreEntry(Entry):
    metric: str
    value: Number
    low: Number = None
    high: Number = None
    level: Number = None


class CandidateScore(Entry):
    name: Name
    cv_mean: Number
    cv_sd: Number
    test: Number


class CheckEntry(Entry):
    name: Name
    passed: bool
    detail: Text


class RunAnswer(WorkspaceAnswer):
    """Metrics were recomputed from the saved predictions; only a run with status `verified` counts."""

    run: str
    status: str
    reason: Text
    winner: Name
    primary: ScoreEntry
    metrics: dict[str, JsonValue]
    baselines: list[CandidateScore]
    candidates: list[CandidateScore]
    checks: list[CheckEntry]
    rows: dict[str, int]
    seconds: Number
    notes: list[Text]


class GateLine(Entry):
    gate: Name
    rule: Text
    value: JsonValue
    passed: bool
    why: Text


class VerdictAnswer(WorkspaceAnswer):
    run: str
    passed: bool
    recommendation: str
    summary: Text
    results: list[GateLine]


class StageEntry(Entry):
    stage: str
    state: str
    older_than: list[Name]
    approved_by: Name | None
    rejected_by: Name | None


class RunLine(Entry):
    id: str
    status: str
    primary: str
    score: Number


class SuggestionEntry(Entry):
    code: Name
    run: Name
    says: Text
    do: Text


class StatusAnswer(WorkspaceAnswer):
    source: str
    goal: Text
    suggestions: list[SuggestionEntry]
    """What the latest results suggest, each from one run."""
    stages: list[StageEntry]
    runs: list[RunLine]
    """The latest ones."""
    notes: list[Text]


class ApprovalAnswer(WorkspaceAnswer):
    stage: str
    approved: bool
    by: Name
    at: str
    note: Text
