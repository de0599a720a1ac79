"""ExperimentConfig: everything a run depends on beside the script, declared before it starts."""

from difflib import get_close_matches
from typing import Self

from pydantic import Field, JsonValue, model_validator

from mlwright.specs.feature_spec import Split
from mlwright.specs.metrics import TASK_METRICS
from mlwright.specs.paper import Paper, Part
from mlwright.specs.profile import TableFile, Task


class DataSource(TableFile):
    """The table of an experiment."""

    rows: int = Field(ge=1)


class Metrics(Part):
    """What a run is judged by."""

    primary: str
    report: tuple[str, ...]


class Candidate(Part):
    """One model family and its settings, passed to the estimator as they are."""

    name: str
    params: dict[str, JsonValue] = {}


class Training(Part):
    """How the search for a model is paced and made repeatable."""

    seed: int = 0
    budget_seconds: float = Field(default=60.0, gt=0)
    threads: int = Field(default=1, ge=1)
    search_rows: int = Field(default=50_000, ge=100)
    """Candidates are compared on at most this many training rows; the winner is fitted on all of them."""
    ensemble: bool = True


class Gate(Part):
    """A promise about a metric of the test part; exactly one bound."""

    metric: str
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError(f"gate on {self.metric!r} needs exactly one of at_least and at_most")
        return self


class Policy(Part):
    """What has to hold before a model goes on; declared before the run, compared after it."""

    min_skill: float = 0.05
    """Share of the way from the best baseline to a perfect score that the model must cover on the test part."""
    gates: tuple[Gate, ...] = ()
    max_test_looks: int = Field(default=5, ge=1)
    """Different experiments that may be scored on the same test rows before the score stops being honest."""


class ExperimentConfig(Paper):
    """ml/experiment-config.yaml."""

    name: str
    goal: str = ""
    task: Task
    target: str
    classes: tuple[str, ...] = ()
    positive: str | None = None
    data: DataSource
    split: Split
    metrics: Metrics
    candidates: tuple[Candidate, ...] = Field(min_length=1)
    training: Training = Training()
    policy: Policy = Policy()

    @model_validator(mode="after")
    def _metrics_fit_the_task(self) -> Self:
        known = TASK_METRICS[self.task]
        wrong = [name for name in (self.metrics.primary, *self.metrics.report) if name not in known]
        if wrong:
            near = get_close_matches(wrong[0], known, n=1)
            meant = f"did you mean {near[0]}? " if near else ""
            raise ValueError(
                f"metric {wrong[0]!r} is not defined for {self.task}; {meant}choose from {', '.join(known)}"
            )
        return self
