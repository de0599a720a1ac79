"""What the numbers show is said, with the run and the numbers; what they do not show is not."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier

from mlwright.specs import CandidateResult, Check, Figures, Interval, Link, Profile, Source, TargetProfile
from mlwright.suggestions import suggest
from mlwright.tabular.search import Result, cross_validate

from .results import GOOD, PRIOR, model, results


def codes(*args, **changes):
    return [item.code for item in suggest(results(*args, **changes))]


def test_a_good_run_suggests_nothing():
    assert codes() == []


def profile_with(strength: float) -> Profile:
    target = TargetProfile(
        name="left",
        task="binary",
        why_task="two values",
        missing=0,
        links=(Link(column="closed_on", strength=strength, missing_strength=0.0),),
    )
    source = Source(path="t.csv", sha256="data", bytes=1)
    return Profile(
        source=source, rows=100, columns=(), duplicate_rows=0, figures=Figures(sampled_rows=100), target=target
    )


FOLDS = (0.80, 0.81, 0.79, 0.80)
CASES = {
    "not-verified": (
        ((), {"checks": (Check(name="split", passed=False, detail="differs"),)}),
        ((), {"checks": (Check(name="split", passed=True, detail="same"),)}),
    ),
    "no-better-than-baseline": (
        ((), {"intervals": {"roc_auc": Interval(low=0.49, high=0.85)}}),
        ((), {"intervals": {"roc_auc": Interval(low=0.51, high=0.85)}}),
    ),
    "overfitting": (
        ((model("boosting", 1.0, (0.50, 0.53, 0.51, 0.52)),), {}),
        ((model("boosting", 1.0, FOLDS),), {}),
    ),
    "memorises": (
        ((model("extra_trees", 1.0, (0.70, 0.74, 0.69, 0.72)), model("linear", 0.75, (0.72, 0.71, 0.70, 0.72))), {}),
        ((model("extra_trees", 1.0, (0.80, 0.84, 0.79, 0.82)), model("linear", 0.75, (0.72, 0.71, 0.70, 0.72))), {}),
    ),
    "underfitting": (
        ((model("boosting", 0.51, (0.51, 0.50, 0.51, 0.50)),), {}),
        ((model("boosting", 0.60, (0.58, 0.58, 0.57, 0.58)),), {}),
    ),
    "unstable-folds": (
        ((model("boosting", 0.7, (0.90, 0.40, 0.55, 0.50)),), {}),
        ((model("boosting", 0.7, (0.62, 0.60, 0.61, 0.63)),), {}),
    ),
    "simpler-does-as-well": (
        ((model("boosting", 0.9, (0.80, 0.82, 0.79, 0.80)), model("linear", 0.81, (0.81, 0.80, 0.80, 0.79))), {}),
        ((model("boosting", 0.9, (0.85, 0.86, 0.84, 0.85)), model("linear", 0.81, (0.80, 0.81, 0.79, 0.80))), {}),
    ),
    "test-below-folds": (
        ((), {"metrics": {"roc_auc": 0.70}, "intervals": {"roc_auc": Interval(low=0.66, high=0.74)}}),
        ((), {"metrics": {"roc_auc": 0.78}, "intervals": {"roc_auc": Interval(low=0.70, high=0.84)}}),
    ),
    "calibration-off": (
        ((), {"intervals": {"calibration_error": Interval(low=0.07, high=0.12)}}),
        ((), {"intervals": {"calibration_error": Interval(low=0.02, high=0.12)}}),
    ),
    "threshold": (
        ((), {"metrics": {"roc_auc": 0.8, "recall": 0.2}}),
        ((), {"metrics": {"roc_auc": 0.6, "recall": 0.2}}),
    ),
    "one-column-decides": (
        ((), {"profile": profile_with(0.97), "features": ("closed_on",)}),
        ((), {"profile": profile_with(0.97), "features": ("tenure",)}),
    ),
    "budget-ran-out": (((), {"planned": ["boosting", "lightgbm"]}), ((), {"planned": ["boosting"]})),
    "few-looks-left": (((), {"looks": 4}), ((), {"looks": 2})),
}


@pytest.mark.parametrize("code", CASES)
def test_each_code_is_said_where_the_numbers_show_it_and_cites_the_run(code):
    args, changes = CASES[code][0]
    found = {item.code: item for item in suggest(results(*args, **changes))}

    assert code in found
    assert found[code].run == "exp-007"
    assert found[code].do
    assert all(number.value is not None for number in found[code].evidence)


@pytest.mark.parametrize("code", CASES)
def test_no_code_is_said_of_its_near_miss(code):
    args, changes = CASES[code][1]

    assert code not in codes(*args, **changes)


def test_of_a_run_that_does_not_count_nothing_else_is_said():
    assert codes(model("boosting", 1.0, (0.5, 0.53, 0.51, 0.52)), status="refused", reason="split differs") == [
        "not-verified"
    ]


def test_a_gap_alone_is_no_overfitting_unless_one_that_remembers_less_does_as_well():
    forest = model("extra_trees", 1.0, (0.70, 0.74, 0.69, 0.72))
    worse = model("linear", 0.66, (0.64, 0.65, 0.63, 0.64))
    equal = model("linear", 0.75, (0.72, 0.71, 0.70, 0.72))

    assert not {"overfitting", "memorises"} & set(codes(forest, worse))
    (found,) = [item for item in suggest(results(forest, equal)) if item.code == "memorises"]
    assert found.severity == "info"
    assert "extra_trees knows its rows by heart" in found.says
    assert "linear remembers less and does as well" in found.says


@pytest.mark.parametrize(
    ("name", "said", "not_said"),
    [("linear_strong", "a smaller C", "leaf"), ("lightgbm", "more rows a leaf", "smaller C")],
)
def test_the_advice_against_overfitting_fits_the_family(name, said, not_said):
    found = {item.code: item for item in suggest(results(model(name, 1.0, (0.50, 0.53, 0.51, 0.52))))}

    assert said in found["overfitting"].do
    assert not_said not in found["overfitting"].do


@pytest.mark.parametrize(("score", "said"), [(0.48, "is worse than the baseline"), (0.52, "is not proven better than")])
def test_a_score_below_the_baseline_is_called_worse_and_one_above_it_unproven(score, said):
    run = {"metrics": {"roc_auc": score}, "intervals": {"roc_auc": Interval(low=0.4, high=0.6)}}

    assert said in suggest(results(**run))[0].says


def test_a_simpler_model_is_held_against_the_ensemble_that_won():
    tree, line = model("boosting", 0.9, (0.80, 0.82, 0.79, 0.80)), model("linear", 0.81, (0.81, 0.80, 0.80, 0.79))
    near = model("ensemble", 0.9, (0.81, 0.81, 0.79, 0.81)).model_copy(update={"role": "ensemble"})
    far = model("ensemble", 0.9, (0.86, 0.86, 0.85, 0.86)).model_copy(update={"role": "ensemble"})
    found = {
        name: suggest(results(tree, line, winner="ensemble", candidates=(PRIOR, tree, line, won)))
        for name, won in {"near": near, "far": far}.items()
    }

    (said,) = [item.says for item in found["near"] if item.code == "simpler-does-as-well"]
    assert "the winner ensemble" in said
    assert "simpler-does-as-well" not in [item.code for item in found["far"]]


def test_a_spent_budget_is_cited_from_the_config():
    (found,) = [item for item in suggest(results(planned=["boosting", "lightgbm"])) if item.code == "budget-ran-out"]

    assert [(item.path, item.value) for item in found.evidence] == [
        ("experiment-config.yaml training.budget_seconds", 60.0)
    ]


def test_lower_is_better_metrics_are_read_the_right_way_round():
    prior = PRIOR.model_copy(update={"cv_mean": 10.0, "folds": (10.0,) * 4, "test": 10.0})
    tree = model("boosting", 1.0, (9.8, 9.7, 9.9, 9.8))
    run = {"primary": "rmse", "metrics": {"rmse": 9.9}, "intervals": {"rmse": Interval(low=9.0, high=10.4)}}

    assert codes(tree, candidates=(prior, tree), **run) == [
        "no-better-than-baseline",
        "overfitting",
    ]


def test_papers_from_before_known_rows_were_scored_say_nothing_about_fitting():
    old = GOOD.model_copy(update={"cv_train": None})

    assert codes(old) == []


def noisy(model_under_test) -> Result:
    chance = np.random.default_rng(0)
    X = pd.DataFrame(chance.normal(size=(400, 8)), columns=list("abcdefgh"))
    y = pd.Series(np.where(X["a"] + chance.normal(size=400) * 2 > 0, "yes", "no"))
    parts = np.arange(400) % 4
    pairs = [(np.flatnonzero(parts != k), np.flatnonzero(parts == k)) for k in range(4)]
    return cross_validate(
        "boosting", "candidate", model_under_test, X, y, pairs,
        lambda truth, p: roc_auc_score(truth == "yes", p[:, 1]), ["no", "yes"], True, log=str,
    )  # fmt: skip


def of_result(found: Result) -> CandidateResult:
    return CandidateResult(
        name=found.name, role="candidate", cv_mean=found.mean, cv_sd=found.sd, cv_train=found.train,
        folds=tuple(found.scores),
    )  # fmt: skip


def test_a_model_that_was_really_overfitted_is_named_and_its_bounded_twin_is_not():
    deep = of_result(noisy(DecisionTreeClassifier(random_state=0)))
    bounded = of_result(noisy(DecisionTreeClassifier(max_leaf_nodes=4, min_samples_leaf=30, random_state=0)))

    assert deep.cv_train == pytest.approx(1.0)
    assert "overfitting" in codes(deep)
    assert "overfitting" not in codes(bounded)
