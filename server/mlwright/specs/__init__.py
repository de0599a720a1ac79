"""The papers the rooms hand each other: frozen models, one file per paper."""

from mlwright.specs.compact import Compact, CompactReport
from mlwright.specs.experiment import (
    Candidate,
    DataSource,
    ExperimentConfig,
    Gate,
    Metrics,
    Policy,
    Training,
)
from mlwright.specs.feature_spec import Choice, Dropped, Feature, FeatureSpec, Question, Split
from mlwright.specs.handoff import Approval, Handoff, Stamp
from mlwright.specs.observation import Entry, LedgerReport, LedgerSummary, Observation, Seen, Trend
from mlwright.specs.paper import Number, Paper, Part, canonical_json, fingerprint
from mlwright.specs.plan import Because, Family, Known, Lane, Plan, Unknown
from mlwright.specs.profile import (
    Column,
    Flag,
    Hint,
    Histogram,
    Link,
    NumberStats,
    Profile,
    Source,
    TargetCandidate,
    TargetProfile,
    Value,
)
from mlwright.specs.run import CandidateResult, Check, Environment, Interval, Run
from mlwright.specs.verdict import GateResult, Verdict

__all__ = [
    "Approval",
    "Because",
    "Candidate",
    "CandidateResult",
    "Check",
    "Choice",
    "Column",
    "Compact",
    "CompactReport",
    "DataSource",
    "Dropped",
    "Entry",
    "Environment",
    "ExperimentConfig",
    "Family",
    "Feature",
    "FeatureSpec",
    "Flag",
    "Gate",
    "GateResult",
    "Handoff",
    "Hint",
    "Histogram",
    "Interval",
    "Known",
    "Lane",
    "LedgerReport",
    "LedgerSummary",
    "Link",
    "Metrics",
    "Number",
    "NumberStats",
    "Observation",
    "Paper",
    "Part",
    "Plan",
    "Policy",
    "Profile",
    "Question",
    "Run",
    "Seen",
    "Source",
    "Split",
    "Stamp",
    "TargetCandidate",
    "TargetProfile",
    "Training",
    "Trend",
    "Unknown",
    "Value",
    "Verdict",
    "canonical_json",
    "fingerprint",
]
