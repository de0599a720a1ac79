"""FeatureSpec → ExperimentConfig, paced to the size of the table; and the config's YAML form."""

from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import ValidationError

from mlwright import plain_yaml
from mlwright.errors import PaperError, quoted
from mlwright.specs import (
    Candidate,
    Column,
    DataSource,
    ExperimentConfig,
    FeatureSpec,
    Metrics,
    Policy,
    Profile,
    Training,
)
from mlwright.specs.metrics import TASK_METRICS
from mlwright.specs.profile import TableFile, Task

MANY_ROWS = 100_000
SMALL_CELLS = 300_000
"""Below this many cells a second thread costs more than it brings."""

FAMILIES: dict[Task, tuple[str, ...]] = {
    "binary": ("linear", "boosting", "extra_trees"),
    "multiclass": ("linear", "boosting", "extra_trees"),
    "regression": ("linear", "boosting", "extra_trees"),
    "forecasting": ("trend_season", "lag_ridge", "lag_boosting"),
}
"""What build() in the generated script knows, beside LightGBM."""

HEAD = """\
# Experiment config: everything a run depends on beside the script. Edit it, then run `mlwright train` again.
# The policy is fixed before a run starts; a run is judged by the policy it started with.
"""


def default_config(
    spec: FeatureSpec,
    profile: Profile,
    *,
    name: str = "baseline",
    budget_seconds: float = 60.0,
    seed: int = 0,
    lightgbm: bool = False,
    cores: int = 1,
) -> ExperimentConfig:
    """The config a careful engineer would start from; `cores` is what a large table may use."""
    metrics = TASK_METRICS[spec.task]
    cells = spec.rows * max(len(spec.features), 1)
    return ExperimentConfig(
        name=name,
        goal=spec.goal,
        task=spec.task,
        target=spec.target,
        classes=spec.classes,
        positive=spec.positive,
        data=DataSource(**spec.source.model_dump(include=set(TableFile.model_fields)), rows=spec.rows),
        split=spec.split,
        metrics=Metrics(primary=metrics[0], report=metrics),
        candidates=_candidates(spec, profile.column(spec.target), budget_seconds, lightgbm),
        training=Training(
            seed=seed, budget_seconds=budget_seconds, threads=1 if cells < SMALL_CELLS else max(cores, 1)
        ),
        policy=Policy(),
    )


def _candidates(spec: FeatureSpec, target: Column, budget: float, lightgbm: bool) -> tuple[Candidate, ...]:
    """From simple to complex, so that a spent budget costs the complex ones first."""
    if spec.task == "forecasting":
        return tuple(Candidate(name=name) for name in FAMILIES["forecasting"])
    rounds = boosting_rounds(spec, budget)
    rate = round(min(max(15 / rounds, 0.03), 0.12), 3)
    boosting: dict[str, Any] = {"learning_rate": rate, "max_iter": rounds}
    if spec.task == "multiclass":  # a class with few rows drives its scores without bound
        boosting["l2_regularization"] = 1.0
    regression = spec.task == "regression"
    trees: dict[str, Any] = {"n_estimators": 200, "min_samples_leaf": 1 if regression else 2}
    trees["max_features"] = 0.5 if regression else "sqrt"
    chosen = [
        Candidate(name="linear"),
        Candidate(name="boosting", params=boosting | {"max_leaf_nodes": 31, "min_samples_leaf": 20}),
        Candidate(
            name="boosting_small_trees",
            params=boosting | {"max_leaf_nodes": 8, "min_samples_leaf": 20, "max_features": 0.7},
        ),
        Candidate(name="extra_trees", params=trees),
    ]
    if spec.rows > MANY_ROWS:  # their cost grows faster than the table, and boosting is as good there
        chosen.pop()
    if regression and _skewed_positive(target):
        chosen.insert(1, Candidate(name="linear_log"))
        chosen.append(Candidate(name="boosting_log", params=boosting | {"max_leaf_nodes": 31, "min_samples_leaf": 20}))
    if lightgbm:
        params: dict[str, Any] = {
            "n_estimators": rounds,
            "learning_rate": rate,
            "num_leaves": 39,
            "extra_trees": True,
            "feature_fraction": 0.46,
            "bagging_fraction": 0.88,
            "bagging_freq": 1,
            "min_child_samples": 10,
            "reg_alpha": 0.24,
            "reg_lambda": 0.36,
        }
        chosen.append(Candidate(name="lightgbm", params=params))
    return tuple(chosen)


def boosting_rounds(spec: FeatureSpec, budget: float) -> int:
    """Boosting rounds that fit a fifth of the budget, from the size of the table alone.

    Counting work instead of watching a clock keeps a run repeatable: the same papers give the same model on a busy
    machine. The constants are milliseconds per tree of 31 leaves, measured and then doubled for slower machines;
    see benchmarks/boosting_cost.py.
    """
    width = len(spec.features) + 12 * sum(item.encode == "text" for item in spec.features)
    train = spec.rows * (1 - spec.split.test_size)
    per_tree = 2 * (0.3 + 0.045 * width + 4.5e-6 * width * min(train, Training().search_rows))
    last_fit = 2 * (0.3 + 0.045 * width + 4.5e-6 * width * train)
    trees_per_round = len(spec.classes) if spec.task == "multiclass" else 1
    per_round = trees_per_round * (spec.split.folds * per_tree + last_fit)
    rounds = 0.2 * budget * 1000 / per_round
    return int(min(max(rounds, 30), 400)) // 10 * 10


def _skewed_positive(target: Column) -> bool:
    stats = target.number
    return stats is not None and (stats.min or -1.0) > 0 and (stats.skew or 0.0) > 1


def render_config(config: ExperimentConfig) -> str:
    """The config as YAML with a comment on top; lossless."""
    body = yaml.safe_dump(config.model_dump(mode="json"), sort_keys=False, allow_unicode=True, width=110)
    return HEAD + body


def read_config(text: str) -> ExperimentConfig:
    """A config from YAML; PaperError names the field that is wrong and what it may be."""
    try:
        value = plain_yaml.load(text)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise PaperError(f"experiment-config.yaml is not valid YAML: {error}") from None
    if not isinstance(value, dict):
        raise PaperError(f"experiment-config.yaml holds {quoted(value)}, expected a mapping of settings")
    try:
        return ExperimentConfig.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise PaperError(
            f"experiment-config.yaml: {where}: {first['msg']}",
            f"{error.error_count()} problem(s) in all; mend the file, or discard its edits with "
            "`mlwright config --force`",
        ) from None


def check_config(config: ExperimentConfig, spec: FeatureSpec) -> None:
    """A hand-edited config against the spec; PaperError where they contradict each other."""
    pairs = {
        "target": (config.target, spec.target),
        "task": (config.task, spec.task),
        "classes": (sorted(config.classes), sorted(spec.classes)),
        "positive": (config.positive, spec.positive),
        "data.sha256": (config.data.sha256, spec.source.sha256),
    }
    for field, (here, there) in pairs.items():
        if here != there:
            raise PaperError(
                f"experiment-config.yaml and feature-spec.md disagree on {field}: {quoted(here)} and {quoted(there)}",
                "mend one of them, or write the config anew, without its edits, with `mlwright config --force`",
            )
    _check_gates(config)


def _check_gates(config: ExperimentConfig) -> None:
    """PaperError for a gate on a metric that no run of the task has: it would be found out at the test rows."""
    known = TASK_METRICS[config.task]
    for number, gate in enumerate(config.policy.gates):
        if gate.metric not in known:
            near = get_close_matches(gate.metric, known, n=1)
            raise PaperError(
                f"experiment-config.yaml: policy.gates.{number}.metric is {quoted(gate.metric, 60)}, "
                f"which is no metric of {config.task}",
                (f"did you mean {near[0]}? " if near else "") + f"the metrics are {', '.join(known)}",
            )


def check_candidates(config: ExperimentConfig, *, lightgbm: bool) -> None:
    """PaperError for a candidate that the generated script does not build; the baselines are the script's own."""
    families = FAMILIES[config.task] + (("lightgbm",) if lightgbm and config.task != "forecasting" else ())
    # the script of a forecast knows names, the others know what a name begins with
    exact = config.task == "forecasting"
    for candidate in config.candidates:
        name = candidate.name
        if name in families if exact else name.startswith(families):
            continue
        near = get_close_matches(name, families, n=1)
        raise PaperError(
            f"experiment-config.yaml: the script builds no candidate {quoted(name, 60)}",
            (f"did you mean {near[0]}? " if near else "")
            + f"a name {'is one of' if exact else 'begins with one of'} {', '.join(families)}; "
            "another needs a branch in build() of ml/training_script.py first",
        )
