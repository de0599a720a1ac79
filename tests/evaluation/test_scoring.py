"""Metrics equal scikit-learn's, and are None where they mean nothing."""

import numpy as np
import pytest
from sklearn import metrics as sk

from mlwright.errors import PaperError
from mlwright.evaluation import score
from mlwright.evaluation.scoring import calibration_error
from mlwright.specs.metrics import METRICS, TASK_METRICS, skill


def classes_case(seed: int, labels: list[str], rows: int = 120):
    rng = np.random.default_rng(seed)
    truth = rng.choice(labels, size=rows)
    proba = rng.dirichlet(np.ones(len(labels)), size=rows)
    return truth, np.asarray(labels)[proba.argmax(axis=1)], proba


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("labels", [["no", "yes"], ["yes", "no"], ["2", "1"]])
def test_two_classes_equal_scikit_learn(seed, labels):
    truth, guess, proba = classes_case(seed, labels)
    positive = labels[1]
    hit, chance = truth == positive, proba[:, 1]

    found = score("binary", truth, guess, proba, labels, positive)

    expected = {
        "roc_auc": sk.roc_auc_score(hit, chance),
        "average_precision": sk.average_precision_score(hit, chance),
        "log_loss": sk.log_loss(hit, chance),
        "brier": sk.brier_score_loss(hit, chance),
        "accuracy": sk.accuracy_score(truth, guess),
        "balanced_accuracy": sk.balanced_accuracy_score(truth, guess),
        "precision": sk.precision_score(truth, guess, pos_label=positive),
        "recall": sk.recall_score(truth, guess, pos_label=positive),
        "f1": sk.f1_score(truth, guess, pos_label=positive),
        "calibration_error": calibration_error(hit, chance),
    }
    assert expected == pytest.approx(found, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_many_classes_equal_scikit_learn_whatever_their_order(seed):
    labels = ["pear", "apple", "fig", "10"]
    truth, guess, proba = classes_case(seed, labels)
    order = np.argsort(labels)

    found = score("multiclass", truth, guess, proba, labels, None)

    expected = {
        "log_loss": sk.log_loss(truth, proba[:, order], labels=sorted(labels)),
        "roc_auc": sk.roc_auc_score(truth, proba[:, order], multi_class="ovr", labels=sorted(labels)),
        "accuracy": sk.accuracy_score(truth, guess),
        "balanced_accuracy": sk.balanced_accuracy_score(truth, guess),
        "precision": sk.precision_score(truth, guess, average="macro"),
        "recall": sk.recall_score(truth, guess, average="macro"),
        "f1": sk.f1_score(truth, guess, average="macro"),
        "calibration_error": calibration_error(truth == guess, proba.max(axis=1)),
    }
    assert expected == pytest.approx(found, abs=1e-12)


def test_numbers_equal_scikit_learn():
    rng = np.random.default_rng(1)
    truth = rng.normal(5, 1, 80)
    guess = truth + rng.normal(0, 1, 80)

    expected = {
        "rmse": sk.root_mean_squared_error(truth, guess),
        "mae": sk.mean_absolute_error(truth, guess),
        "r2": sk.r2_score(truth, guess),
        "mape": sk.mean_absolute_percentage_error(truth, guess),
    }
    assert expected == score("regression", truth, guess, None, (), None)
    forecast = score("forecasting", truth, guess, None, (), None, season_scale=2.0)
    assert expected["mae"] / 2 == forecast["mase"]


def test_a_class_nobody_predicts_scores_zero_without_a_warning():
    found = score("binary", ["a", "b"], ["a", "a"], [[0.9, 0.1], [0.8, 0.2]], ["a", "b"], "b")

    assert (found["precision"], found["recall"], found["f1"]) == (0.0, 0.0, 0.0)


def test_a_class_missing_from_the_rows_leaves_the_others_scored():
    truth, proba = ["a", "b", "a"], [[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.5, 0.1, 0.4]]
    found = score("multiclass", truth, ["a", "b", "c"], proba, ["a", "b", "c"], None)

    assert found["roc_auc"] == 1.0
    assert pytest.approx(-np.mean(np.log([0.6, 0.7, 0.5]))) == found["log_loss"]
    assert found["balanced_accuracy"] == 0.75


def test_rows_of_one_class_have_no_ranking():
    found = score("binary", ["a", "a"], ["a", "b"], [[0.9, 0.1], [0.4, 0.6]], ["a", "b"], "b")

    assert [found["roc_auc"], found["average_precision"]] == [None, None]
    assert found["accuracy"] == 0.5
    assert found["log_loss"] is not None


def test_a_sure_and_wrong_prediction_costs_a_finite_log_loss():
    found = score("binary", ["a", "b"], ["b", "b"], [[0.0, 1.0], [0.0, 1.0]], ["a", "b"], "b")

    assert pytest.approx(-np.log(1e-15) / 2, rel=1e-3) == found["log_loss"]


@pytest.mark.parametrize("task", TASK_METRICS)
def test_without_rows_every_metric_is_undefined(task):
    found = score(task, [], [], None, ["a", "b"], None)

    assert dict.fromkeys(TASK_METRICS[task]) == found


def test_what_numbers_leave_undefined_is_none():
    constant = score("regression", [2.0, 2.0], [1.0, 3.0], None, (), None)
    zero = score("regression", [0.0, 2.0], [1.0, 3.0], None, (), None)
    broken = score("regression", [1.0, 2.0], [1.0, np.nan], None, (), None)

    assert (constant["r2"], constant["mae"]) == (None, 1.0)
    assert (zero["mape"], zero["rmse"]) == (None, 1.0)
    assert {None} == set(broken.values())
    for scale in (None, 0.0, -1.0, float("nan")):
        assert score("forecasting", [1.0, 2.0], [1.0, 3.0], None, (), None, season_scale=scale)["mase"] is None


def test_broken_probabilities_leave_only_what_labels_tell():
    found = score("binary", ["a", "b"], ["a", "b"], [[np.nan, 0.1], [0.1, 0.9]], ["a", "b"], "b")

    assert (found["accuracy"], found["log_loss"], found["roc_auc"]) == (1.0, None, None)


def test_strange_labels_and_shapes_are_refused():
    with pytest.raises(PaperError, match="label 'c' is not among the 2 classes"):
        score("binary", ["a", "c"], ["a", "b"], None, ["a", "b"], "b")
    with pytest.raises(PaperError, match="2 true values but 1 predictions"):
        score("regression", [1.0, 2.0], [1.0], None, (), None)
    with pytest.raises(PaperError, match="expected \\(1, 2\\)"):
        score("binary", ["a"], ["a"], [[1.0]], ["a", "b"], "b")
    with pytest.raises(PaperError, match="positive class 'c'"):
        score("binary", ["a"], ["a"], None, ["a", "b"], "c")


def test_calibration_error_by_hand():
    # two bins: 0.25 claimed and half came true; 1.0 claimed and all came true
    assert calibration_error(np.array([True, False, True, True]), np.array([0.25, 0.25, 1.0, 1.0])) == 0.125


@pytest.mark.parametrize("metric", METRICS)
def test_skill_is_zero_at_the_baseline_one_at_perfect_and_negative_below(metric):
    direction, perfect = METRICS[metric]
    better, worse = (0.7, 0.3) if direction == "higher" else (0.3, 0.7)

    assert skill(metric, 0.5, 0.5) == 0.0
    assert skill(metric, perfect, 0.5) == 1.0
    assert pytest.approx(0.4) == skill(metric, better, 0.5)
    assert pytest.approx(-0.4) == skill(metric, worse, 0.5)


def test_skill_needs_numbers_and_room_to_improve():
    nan, inf = float("nan"), float("inf")
    assert [skill("rmse", *pair) for pair in ((nan, 1.0), (1.0, inf), (None, 1.0), (0.0, 0.0))] == [None] * 4
