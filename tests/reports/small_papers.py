"""Small papers for the report tests: one table of named columns, told as each task."""

from typing import Any

import numpy as np
import pandas as pd

from mlwright.specs import (
    Candidate,
    CandidateResult,
    Check,
    Column,
    DataSource,
    Dropped,
    Environment,
    ExperimentConfig,
    Feature,
    FeatureSpec,
    Figures,
    GateResult,
    Histogram,
    Interval,
    Link,
    Metrics,
    NumberStats,
    Profile,
    Question,
    Run,
    Source,
    Split,
    TargetProfile,
    Value,
    Verdict,
    found,
)
from mlwright.specs.profile import Correlations, Coverage, Distribution, MissingMap, Pictures, Series

HASH = "0f" * 32
ROWS = 80
CLASSES = {"binary": ("no", "yes"), "multiclass": ("a", "b", "c")}


def number_column(name: str, position: int, values: np.ndarray, missing: int = 0) -> Column:
    counts, edges = np.histogram(values, bins=8)
    low, mid, high = (float(value) for value in np.quantile(values, (0.25, 0.5, 0.75)))
    return Column(
        name=name,
        position=position,
        kind="number",
        missing=missing,
        missing_share=missing / (len(values) + missing),
        distinct=len(np.unique(values)),
        number=NumberStats(
            min=values.min(),
            max=values.max(),
            mean=values.mean(),
            sd=values.std(),
            median=mid,
            q25=low,
            q75=high,
            skew=3.25,
            zeros=int((values == 0).sum()),
            integer=False,
        ),
        histogram=Histogram(low=edges[0], high=edges[-1], counts=tuple(map(int, counts))),
    )


def category_column(name: str, position: int, values: list[str]) -> Column:
    counts = pd.Series(values).value_counts()
    top = tuple(Value(value=str(value), count=int(count)) for value, count in counts.items())
    return Column(
        name=name, position=position, kind="category", missing=0, missing_share=0, distinct=len(top), top=top, longest=9
    )


def table(task: str = "binary", size: str = "size", level: str = "level", levels: tuple[str, ...] = ("x", "y")) -> Any:
    """A text table with a number, a category, an id and a target that the number explains."""
    rng = np.random.default_rng(0)
    sizes = np.round(rng.gamma(2.0, 3.0, ROWS), 3)
    target = {
        "binary": np.where(sizes + rng.normal(size=ROWS) > 5, "yes", "no"),
        "multiclass": np.asarray(["a", "b", "c"])[np.digitize(sizes, (3.0, 7.0))],
        "regression": np.round(sizes * 1000, 1).astype(str),
        "forecasting": np.round(100 + np.arange(ROWS) + 10 * np.sin(np.arange(ROWS) / 2), 2).astype(str),
    }[task]
    picked = [levels[place % len(levels)] for place in range(ROWS)]
    ids = [f"id{row}" for row in range(ROWS)]
    return pd.DataFrame({size: sizes.astype(str), level: picked, "id": ids, "outcome": target}, dtype="str")


def profile_of(text: pd.DataFrame, task: str = "binary", named: bool = True) -> Profile:
    size, level, _, outcome = text.columns
    classes = CLASSES.get(task, ())
    target_column = (
        category_column(outcome, 3, list(text[outcome]))
        if classes
        else number_column(outcome, 3, text[outcome].astype(float).to_numpy())
    )
    target = TargetProfile(
        name=outcome,
        task=task,
        why_task="its values look like it",
        missing=0,
        classes=tuple(Value(value=name, count=int((text[outcome] == name).sum())) for name in classes),
        positive="yes" if task == "binary" else None,
        links=(
            Link(column=size, strength=0.8123456, missing_strength=0.0),
            Link(column=level, strength=0.02, missing_strength=None),
        ),
    )
    return Profile(
        source=Source(path="/somewhere/table.csv", sha256=HASH, bytes=4321),
        rows=len(text),
        columns=(
            number_column(size, 0, text[size].astype(float).to_numpy(), missing=0),
            category_column(level, 1, list(text[level])),
            Column(name="id", position=2, kind="text", missing=0, missing_share=0, distinct=len(text), longest=4),
            target_column,
        ),
        duplicate_rows=0,
        figures=Figures(sampled_rows=len(text)),
        findings=(
            *((found("known_after_outcome", "Known late.", (level,), sure=False),) if named else ()),
            found("row_id", "Every row has its own value.", ("id",), sure=True),
            found("outliers", "Some values are far out.", (size,), severity="warning"),
            found("skewed", "Its skew is large.", (size,)),
        ),
        target=target if named else None,
    )


def pictured(profile: Profile) -> Profile:
    """The same profile with one picture of each kind."""
    size, level = profile.names[:2]
    target = profile.target
    by = tuple(value.value for value in target.classes) if target and target.classes else ("< 4", "≥ 4")
    counts = tuple((11 + 3 * at, 7, 2 * at) for at in range(len(by)))
    pictures = Pictures(
        by_target=(Distribution(column=level, bins=("x", "y", "(others)"), by=by, counts=counts),),
        missing=MissingMap(columns=(size,), percent=((0, 12, 100, 3),)),
        correlations=Correlations(columns=(size, "outcome"), below=((), (-0.73,))),
        coverage=(Coverage(column=level, start="2021-01", end="2021-04", counts=(3, 0, 44, 33)),),
        series=_series(profile, level) if target and target.task == "forecasting" else None,
    )
    return profile.model_copy(update={"pictures": pictures})


def _series(profile: Profile, time: str) -> Series:
    assert profile.target is not None
    means = (100, 104.5, None, 131, 122, None, 90)
    return Series(column=profile.target.name, time=time, start="2021-01-01", end="2021-12-31", means=means)


def spec_of(profile: Profile, task: str = "binary") -> FeatureSpec:
    size, level = profile.names[:2]
    forecast = task == "forecasting"
    return FeatureSpec(
        goal="Foretell the outcome",
        target="outcome",
        task=task,
        classes=CLASSES.get(task, ()),
        positive="yes" if task == "binary" else None,
        source=profile.source,
        rows=profile.rows,
        features=(
            Feature(name=size, kind="number", encode="number", why="a measure"),
            Feature(name=level, kind="category", encode="levels", why="few levels"),
        ),
        dropped=(
            Dropped(name="id", reason="id", why="Every row has its own value."),
            Dropped(name="later", reason="leak", why="Filled in after the outcome."),
        ),
        questions=(Question(about=level, text="Is it known in time?"),),
        split=Split(
            strategy="forecast" if forecast else "random",
            reason="Rows do not depend on each other.",
            horizon=20 if forecast else None,
            season=12 if forecast else None,
        ),
    )


def predictions_of(text: pd.DataFrame, task: str = "binary") -> pd.DataFrame:
    rows = np.arange(ROWS - 20, ROWS)
    truth = text["outcome"].iloc[rows]
    if task not in CLASSES:
        numbers = truth.astype(float).to_numpy()
        return pd.DataFrame({"row": rows, "y_true": numbers, "prediction": numbers * 1.05 + 1})
    names = CLASSES[task]
    frame = pd.DataFrame({"row": rows, "y_true": truth.to_numpy(), "prediction": np.resize(names, len(rows))})
    for place, name in enumerate(names):
        frame[f"proba_{name}"] = np.where(frame["y_true"] == name, 0.6, 0.4 / (len(names) - 1)) + 0.0 * place
    return frame


PRIMARY = {"binary": "roc_auc", "multiclass": "log_loss", "regression": "rmse", "forecasting": "mase"}


def config_of(spec: FeatureSpec) -> ExperimentConfig:
    primary = PRIMARY[spec.task]
    return ExperimentConfig(
        name="exp",
        task=spec.task,
        target=spec.target,
        data=DataSource(path="table.csv", sha256=HASH, rows=spec.rows),
        split=spec.split,
        metrics=Metrics(primary=primary, report=(primary,)),
        candidates=(Candidate(name="linear"),),
    )


def run_of(task: str = "binary", **changes: Any) -> Run:
    primary = PRIMARY[task]
    score, baseline = (0.8125, 0.5) if primary == "roc_auc" else (0.4125, 0.9)
    facts: dict[str, Any] = {
        "id": "exp-001",
        "status": "verified",
        "artifact": "abc",
        "started": "2026-01-01T00:00:00Z",
        "ended": "2026-01-01T00:01:00Z",
        "seconds": 60.0,
        "seed": 0,
        "script_sha256": HASH,
        "config_sha256": HASH,
        "policy_sha256": HASH,
        "data_sha256": HASH,
        "split_sha256": HASH,
        "primary": primary,
        "winner": "linear_model",
        "metrics": {primary: score, "per_class": {"a": 0.1}},
        "intervals": {primary: Interval(low=score - 0.05, high=score + 0.05)},
        "candidates": (
            CandidateResult(name="linear_model", role="candidate", cv_mean=score, cv_sd=0.02, test=score, seconds=1.0),
            CandidateResult(name="constant", role="baseline", cv_mean=baseline, cv_sd=0.0, test=baseline),
        ),
        "checks": (Check(name="metrics recomputed", passed=True, detail="no difference"),),
        "rows": {"train": 60, "test": 20},
        "environment": Environment(
            python="3.11", platform="Linux", cpu="x", cores=2, memory_gib=8.0, gpu=None, packages={"numpy": "2.4"}
        ),
        "files": {"predictions.parquet": HASH},
    }
    return Run(**(facts | changes))


def verdict_of(passed: bool = True, why: str = "first look") -> Verdict:
    return Verdict(
        run="exp-001",
        passed=passed,
        recommendation="ship" if passed else "iterate",
        summary="All gates passed." if passed else "A gate failed.",
        results=(
            GateResult(gate="verified", rule="status is verified", value="verified", passed=True, why="reproduced"),
            GateResult(gate="test looks", rule="at most five", value=1, passed=passed, why=why),
        ),
    )
