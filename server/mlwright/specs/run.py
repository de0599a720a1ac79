"""Run: what one execution of a training script delivered, and what of it was verified."""

from typing import Literal

from pydantic import JsonValue

from mlwright.specs.paper import Number, Paper, Part

Status = Literal["verified", "refused", "failed", "timeout", "interrupted"]


class Interval(Part):
    """A bootstrap interval of a test metric."""

    low: Number
    high: Number
    level: float = 0.95


class CandidateResult(Part):
    """One baseline, candidate or ensemble, as cross-validation on the training rows saw it."""

    name: str
    role: Literal["baseline", "candidate", "ensemble"]
    cv_mean: Number = None
    cv_sd: Number = None
    cv_train: Number = None
    """Mean score on rows the models of the folds were fitted on: far better than `cv_mean` when they only remember."""
    folds: tuple[Number, ...] = ()
    test: Number = None
    """Primary metric on the test part; only for baselines and the winner."""
    seconds: Number = None
    note: str = ""


class Check(Part):
    """One thing that was verified independently of the script."""

    name: str
    passed: bool
    detail: str


class Environment(Part):
    """Where the run took place."""

    python: str
    platform: str
    cpu: str
    cores: int
    memory_gib: Number
    gpu: str | None
    packages: dict[str, str]
    git_commit: str | None = None
    git_dirty: bool | None = None


class Run(Paper):
    """experiments/exp-NNN/run.json; written last, so a folder without it is not a run."""

    id: str
    status: Status
    reason: str = ""
    """Why the run does not count, when it does not."""
    artifact: str
    """Name made from the script's and the config's hash."""
    started: str
    ended: str
    seconds: float
    seed: int
    script_sha256: str
    config_sha256: str
    policy_sha256: str
    data_sha256: str
    split_sha256: str = ""
    primary: str
    winner: str = ""
    metrics: dict[str, JsonValue] = {}
    """Test metrics as recomputed from predictions.parquet, not as the script printed them."""
    intervals: dict[str, Interval] = {}
    candidates: tuple[CandidateResult, ...] = ()
    checks: tuple[Check, ...] = ()
    rows: dict[str, int] = {}
    environment: Environment
    files: dict[str, str] = {}
    """SHA-256 of every file of the run."""
