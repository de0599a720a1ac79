"""The papers the rooms hand each other: frozen models, one file per paper."""

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
from mlwright.specs.paper import Number, Paper, Part, canonical_json, fingerprint
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
    "Candidate",
    "CandidateResult",
    "Check",
    "Choice",
    "Column",
    "DataSource",
    "Dropped",
    "Environment",
    "ExperimentConfig",
    "Feature",
    "FeatureSpec",
    "Flag",
    "Gate",
    "GateResult",
    "Handoff",
    "Hint",
    "Histogram",
    "Interval",
    "Link",
    "Metrics",
    "Number",
    "NumberStats",
    "Paper",
    "Part",
    "Policy",
    "Profile",
    "Question",
    "Run",
    "Source",
    "Split",
    "Stamp",
    "TargetCandidate",
    "TargetProfile",
    "Training",
    "Value",
    "Verdict",
    "canonical_json",
    "fingerprint",
]
