"""Intervals hold the truth about as often as they promise."""

import numpy as np
import pytest

from mlwright.evaluation import intervals, score
from mlwright.evaluation.resampled import estimators

LABELS = ["no", "maybe", "yes"]


def classes_case(labels: list[str], rows: int = 90):
    rng = np.random.default_rng(3)
    truth = rng.choice(labels, size=rows)
    # rounding makes ties, which ranking metrics have to share out
    proba = rng.dirichlet(np.ones(len(labels)), size=rows).round(1)
    proba[:, -1] = 1 - proba[:, :-1].sum(axis=1)
    proba = np.clip(proba, 0, 1)
    return truth, np.asarray(labels)[proba.argmax(axis=1)], proba


@pytest.mark.parametrize(("task", "labels"), [("binary", LABELS[::2]), ("multiclass", LABELS)])
def test_a_resample_of_every_row_once_gives_the_score(task, labels):
    truth, guess, proba = classes_case(labels)
    expected = score(task, truth, guess, proba, labels, None)

    found = estimators(task, truth, guess, proba, labels, None, None)

    weights = np.ones((1, len(truth)))
    assert pytest.approx(expected) == {name: float(estimate(weights)[0]) for name, estimate in found.items()}


@pytest.mark.parametrize(("task", "labels"), [("binary", LABELS[::2]), ("multiclass", LABELS)])
def test_weights_count_like_repeated_rows(task, labels):
    truth, guess, proba = classes_case(labels)
    times = np.random.default_rng(0).integers(0, 3, len(truth))
    place = np.repeat(np.arange(len(truth)), times)
    expected = score(task, truth[place], guess[place], proba[place], labels, None)

    found = estimators(task, truth, guess, proba, labels, None, None)

    weights = times[None, :].astype(float)
    assert pytest.approx(expected) == {name: float(estimate(weights)[0]) for name, estimate in found.items()}


def test_weights_count_like_repeated_rows_for_numbers():
    rng = np.random.default_rng(0)
    truth, times = rng.normal(10, 2, 50), rng.integers(0, 3, 50)
    guess = truth + rng.normal(size=50)
    place = np.repeat(np.arange(50), times)
    for task in ("regression", "forecasting"):
        found = estimators(task, truth, guess, None, (), None, 1.5)

        weights = times[None, :].astype(float)
        expected = score(task, truth[place], guess[place], None, (), None, season_scale=1.5)
        assert pytest.approx(expected) == {name: float(estimate(weights)[0]) for name, estimate in found.items()}


def test_an_interval_holds_its_score_and_is_the_same_each_time():
    truth, guess, proba = classes_case(LABELS)
    found = intervals("multiclass", truth, guess, proba, LABELS, None)

    for name in ("log_loss", "accuracy", "roc_auc"):
        value = score("multiclass", truth, guess, proba, LABELS, None)[name]
        assert found[name].low < value < found[name].high
    assert found == intervals("multiclass", truth, guess, proba, LABELS, None)
    assert found != intervals("multiclass", truth, guess, proba, LABELS, None, seed=1)
    assert list(intervals("multiclass", truth, guess, proba, LABELS, None, names=["accuracy"])) == ["accuracy"]


def test_what_is_undefined_has_no_interval():
    assert intervals("regression", [1.0], [1.0], None, (), None) == {}
    assert "roc_auc" not in intervals("binary", ["a"] * 9, ["a"] * 9, [[0.8, 0.2]] * 9, ["a", "b"], "b")
    assert "r2" not in intervals("regression", [2.0] * 9, [1.0] * 9, None, (), None)


def test_rows_without_a_group_are_drawn_by_themselves():
    truth, guess = np.arange(1.0, 9.0), np.arange(1.0, 9.0) ** 1.1
    alone = intervals("regression", truth, guess, None, (), None, groups=np.array([""] * 8, dtype=object))
    mixed = intervals("regression", truth, guess, None, (), None, groups=np.array(["a", np.nan] * 4, dtype=object))

    assert set(alone) == set(mixed) == {"rmse", "mae", "r2", "mape"}
    assert alone["mae"].low < alone["mae"].high


def test_ninety_five_percent_intervals_of_mae_cover_as_promised():
    rng = np.random.default_rng(7)
    covered = 0
    for draw in range(200):
        errors = rng.normal(size=120)
        found = intervals(
            "regression", np.full(120, 5.0), 5 + errors, None, (), None, names=["mae"], resamples=300, seed=draw
        )
        covered += found["mae"].low <= np.sqrt(2 / np.pi) <= found["mae"].high

    assert 176 <= covered <= 198


def grouped_coverage(with_groups: bool) -> int:
    """How many of 200 intervals of the MAE hold it when errors are alike within each of 40 groups of 8 rows."""
    rng = np.random.default_rng(11)
    group = np.repeat(np.arange(40), 8)
    truth = float(np.sqrt(1.25) * np.sqrt(2 / np.pi))
    covered = 0
    for draw in range(200):
        errors = rng.normal(size=40)[group] + 0.5 * rng.normal(size=320)
        groups = group if with_groups else None
        found = intervals(
            "regression",
            np.full(320, 5.0),
            5 + errors,
            None,
            (),
            None,
            groups=groups,
            names=["mae"],
            resamples=300,
            seed=draw,
        )
        covered += found["mae"].low <= truth <= found["mae"].high
    return covered


def test_drawing_groups_covers_where_drawing_rows_does_not():
    assert 176 <= grouped_coverage(with_groups=True) <= 198
    assert grouped_coverage(with_groups=False) < 160


def test_the_interval_of_a_calibration_error_holds_the_estimate():
    rng = np.random.default_rng(0)
    for seed in range(5):
        proba = rng.uniform(0.05, 0.95, 250)
        truth = np.where(rng.uniform(size=250) < proba, "yes", "no")
        label = np.where(proba > 0.5, "yes", "no")
        arguments = ("binary", truth, label, np.column_stack([1 - proba, proba]), ["no", "yes"], "yes")
        value = score(*arguments)["calibration_error"]
        span = intervals(*arguments, names=["calibration_error"], seed=seed)["calibration_error"]

        assert value is not None
        assert 0 <= span.low <= value <= span.high
