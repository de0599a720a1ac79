"""Small results of a run, built from what a test wants to say about them."""

from typing import Any

from mlwright.specs import (
    Candidate,
    CandidateResult,
    Check,
    DataSource,
    Environment,
    ExperimentConfig,
    Interval,
    Metrics,
    Run,
    Split,
)
from mlwright.suggestions import Results

PRIOR = CandidateResult(
    name="prior", role="baseline", cv_mean=0.5, cv_sd=0.0, cv_train=0.5, folds=(0.5, 0.5, 0.5, 0.5), test=0.5
)


def model(name: str, train: float, folds: tuple[float, ...]) -> CandidateResult:
    """A candidate whose score on known rows is `train` and on the others those of the folds."""
    middle = sum(folds) / len(folds)
    spread = (sum((value - middle) ** 2 for value in folds) / (len(folds) - 1)) ** 0.5
    return CandidateResult(name=name, role="candidate", cv_mean=middle, cv_sd=spread, cv_train=train, folds=folds)


GOOD = model("boosting", 0.85, (0.80, 0.81, 0.79, 0.80))


def results(*candidates: CandidateResult, **changes: Any) -> Results:
    """A verified binary run of these candidates, the first of which won, that suggests nothing unless changed."""
    fields = {name: changes.pop(name) for name in ("profile", "features", "looks") if name in changes}
    names = changes.pop("planned", [item.name for item in candidates or (GOOD,)])
    config = ExperimentConfig(
        name="exp",
        task="binary",
        target="left",
        classes=("no", "yes"),
        positive="yes",
        data=DataSource(path="t.csv", sha256="data", rows=100),
        split=Split(strategy="stratified", reason="rows are independent"),
        metrics=Metrics(primary="roc_auc", report=("recall",)),
        candidates=tuple(Candidate(name=name) for name in names),
    )
    facts: dict[str, Any] = {
        "id": "exp-007",
        "status": "verified",
        "artifact": "a",
        "started": "",
        "ended": "",
        "seconds": 1.0,
        "seed": 0,
        "script_sha256": "",
        "config_sha256": "",
        "policy_sha256": "",
        "data_sha256": "",
        "primary": "roc_auc",
        "winner": (candidates or (GOOD,))[0].name,
        "metrics": {"roc_auc": 0.8, "recall": 0.7, "calibration_error": 0.03},
        "intervals": {
            "roc_auc": Interval(low=0.75, high=0.85),
            "calibration_error": Interval(low=0.01, high=0.06),
        },
        "candidates": (PRIOR, *(candidates or (GOOD,))),
        "checks": (Check(name="metrics", passed=True, detail="recomputed"),),
        "environment": Environment(python="", platform="", cpu="", cores=1, memory_gib=None, gpu=None, packages={}),
    }
    return Results(run=Run(**(facts | changes)), config=config, **fields)
