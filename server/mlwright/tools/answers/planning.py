"""Answers about tables, features, scripts and configs."""

from mlwright.tools.answers.answer import Entry, Name, Number, Text, WorkspaceAnswer


class ColumnEntry(Entry):
    name: Name
    kind: str
    missing_share: Number
    distinct: int


class HintEntry(Entry):
    code: str
    column: Name
    sure: bool
    why: Text


class TableFindingEntry(Entry):
    code: str
    name: str
    severity: str
    evidence: Text


class CandidateEntry(Entry):
    name: Name
    reasons: list[Text]


class ProfileAnswer(WorkspaceAnswer):
    """Without a target, `target_candidates` are for the user to choose from: none of them is taken."""

    rows: int
    column_count: int
    duplicate_rows: int
    target: Name | None
    task: str | None
    why_task: Text | None
    classes: list[Name]
    positive: Name | None
    target_candidates: list[CandidateEntry]
    leaks: list[HintEntry]
    """Columns that know the target."""
    hints: list[HintEntry]
    findings: list[TableFindingEntry]
    columns: list[ColumnEntry]


class DroppedEntry(Entry):
    name: Name
    reason: str
    why: Text


class SplitEntry(Entry):
    strategy: str
    reason: Text
    column: Name | None
    test_size: Number
    folds: int
    horizon: int | None


class SpecAnswer(WorkspaceAnswer):
    target: Name
    task: str
    positive: Name | None
    feature_count: int
    features: list[Name]
    dropped: list[DroppedEntry]
    questions: list[Text]
    """Only the user can answer these."""
    split: SplitEntry


class ScriptAnswer(WorkspaceAnswer):
    script: str


class GateEntry(Entry):
    metric: str
    at_least: Number
    at_most: Number


class ConfigAnswer(WorkspaceAnswer):
    primary: str
    report: list[str]
    candidates: list[Name]
    split_strategy: str
    seed: int
    budget_seconds: Number
    min_skill: Number
    gates: list[GateEntry]
    max_test_looks: int
    notes: list[Text]
