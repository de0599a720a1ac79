"""Which column is the target, whether it is fit, and what task it makes."""

from pathlib import Path

import numpy as np
import pytest

from mlwright.errors import TargetError
from mlwright.specs import Profile, TargetProfile
from mlwright.specs.profile import Task
from tests.profiling.worlds import profile_of

ROWS = 200
RNG = np.random.default_rng(2)
REAL = RNG.normal(size=ROWS).round(4)
MONTHS = (np.datetime64("2001-01", "M") + np.arange(ROWS)).astype(str)


def _target(folder: Path, values: object, goal: str = "", task: Task | None = None, name: str = "t") -> TargetProfile:
    found = profile_of(folder, {"real": REAL, name: values, "more": REAL[::-1]}, name, goal, task).target
    assert found is not None
    return found


def _refused(folder: Path, values: object, goal: str = "", task: Task | None = None, name: str = "t") -> str:
    with pytest.raises(TargetError) as caught:
        _target(folder, values, goal, task, name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("values", "goal", "task"),
    [
        (np.arange(ROWS) % 2, "", "binary"),
        ([["yes", "no"][n % 2] for n in range(ROWS)], "", "binary"),
        ([["a", "b", "c"][n % 3] for n in range(ROWS)], "", "multiclass"),
        (np.arange(ROWS) % 7, "", "multiclass"),
        (np.arange(ROWS) % 15, "", "regression"),
        (np.arange(ROWS) % 15, "Predict the grade.", "multiclass"),
        (np.arange(ROWS) % 7, "How many will come?", "regression"),
        (REAL, "", "regression"),
    ],
)
def test_the_task_follows_from_values_and_words(tmp_path: Path, values: object, goal: str, task: str) -> None:
    found = _target(tmp_path, values, goal)

    assert found.task == task
    assert found.why_task


def test_an_asked_task_wins(tmp_path: Path) -> None:
    assert _target(tmp_path, np.arange(ROWS) % 7, task="regression").task == "regression"
    assert _target(tmp_path, np.arange(ROWS) % 15, task="multiclass").task == "multiclass"


@pytest.mark.parametrize(
    ("values", "goal", "task", "said"),
    [
        (["a", "b"] * 100, "", "regression", "labels"),
        (["a", "b"] * 100, "", "forecasting", "labels"),
        (REAL, "", "forecasting", "date column"),
        (["a", "b", "c", "a"] * 50, "", "binary", "two classes"),
        (["a", "b"] * 100, "", "multiclass", "binary"),
        (["a", "b"] * 100, "A regression of t", None, "regression"),
        (REAL, "Classify the rows", None, "Classify"),
    ],
)
def test_contradictions_are_refused(tmp_path: Path, values: object, goal: str, task: Task | None, said: str) -> None:
    assert said in _refused(tmp_path, values, goal, task)


@pytest.mark.parametrize(
    "goal", ["Cluster the customers", "Customer segmentation", "Recommend products", "A recommender system"]
)
def test_tasks_without_a_target_are_refused(tmp_path: Path, goal: str) -> None:
    assert "not offered" in _refused(tmp_path, REAL, goal)


@pytest.mark.parametrize("goal", ["Predict the customer segment", "Predict whether they recommend us"])
def test_their_words_in_a_prediction_goal_are_fine(tmp_path: Path, goal: str) -> None:
    assert _target(tmp_path, REAL, goal).task == "regression"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["a"] * ROWS, "constant"),
        ([""] * ROWS, "missing in all"),
        ([f"person {n} of town" for n in range(ROWS)], "differs in nearly every row"),
        ([f"k{n}" for n in range(ROWS)], "differs in nearly every row"),
        (["a"] * 100 + ["b"] * 99 + ["rare"], "'rare' has 1 row"),
        ([0] * 100 + [1] * 99 + [2], "'2' has 1 row"),
        ([str(n) if n < 19 else "" for n in range(ROWS)], "19 rows"),
        (MONTHS, "date"),
    ],
)
def test_unfit_targets_are_refused(tmp_path: Path, values: object, said: str) -> None:
    assert said in _refused(tmp_path, values)


def test_a_class_of_two_rows_is_allowed(tmp_path: Path) -> None:
    assert _target(tmp_path, ["a"] * 99 + ["b"] * 99 + ["rare"] * 2).classes[-1].count == 2


def test_an_unknown_target_is_told_with_the_nearest_names(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match=r"'Churn'"):
        profile_of(tmp_path, {"Churn": ["a", "b"] * 20, "other": range(40)}, "churm")


@pytest.mark.parametrize(
    ("values", "goal", "name", "positive"),
    [
        ([1, 2, 1, 1] * 50, "default = 2 means defaulted", "default", "2"),
        ([1, 2, 2, 2] * 50, "default is 2 when it failed", "default", "2"),
        (["Yes", "No", "Yes", "Yes"] * 50, "", "t", "Yes"),
        (["True", "False"] * 100, "", "t", "True"),
        ([1.0, 0.0, 1.0, 1.0] * 50, "", "t", "1"),
        (["churn", "stay", "churn", "churn"] * 50, "", "churn", "churn"),
        (["good", "bad", "good", "good"] * 50, "", "t", "bad"),
        (["good", "bad", "bad", "bad"] * 50, "find the bad ones", "t", "bad"),
    ],
)
def test_the_positive_class(tmp_path: Path, values: object, goal: str, name: str, positive: str) -> None:
    assert _target(tmp_path, values, goal, name=name).positive == positive


def test_numeric_labels_lose_superfluous_zeros_and_missing_targets_count(tmp_path: Path) -> None:
    found = _target(tmp_path, ["1.0", "0.0", "0.0", ""] * 50)

    assert [(item.value, item.count) for item in found.classes] == [("0", 100), ("1", 50)]
    assert found.missing == 50


def test_a_lone_regular_series_is_forecast(tmp_path: Path) -> None:
    def task(columns: dict[str, object], **more: str) -> str:
        found = profile_of(tmp_path, columns, "y", **more).target
        assert found is not None
        return found.task

    gaps = MONTHS[np.r_[0:50, 60:ROWS]]

    assert task({"month": MONTHS, "y": REAL}) == "forecasting"
    assert task({"month": RNG.permutation(MONTHS), "y": REAL}) == "forecasting"
    assert task({"month": MONTHS, "y": REAL, "x": REAL[::-1]}) == "regression"
    assert task({"month": gaps, "y": REAL[: len(gaps)]}) == "regression"
    assert task({"month": np.repeat(MONTHS[::2], 2), "y": REAL}) == "regression"


def _first(paper: Profile) -> str:
    return paper.target_candidates[0].name


def test_candidates_are_ranked_by_goal_and_name(tmp_path: Path) -> None:
    columns = {
        "id": [f"k{n}" for n in range(ROWS)],
        "rentals": RNG.permutation(ROWS) % 37,
        "churn": ["yes", "no"] * 100,
        "note": [f"words and more words {n}" for n in range(ROWS)],
        "last": REAL,
    }

    assert _first(profile_of(tmp_path, columns)) == "churn"
    assert _first(profile_of(tmp_path, columns, goal="Predict the number of rentals per day")) == "rentals"
    assert _first(profile_of(tmp_path, columns, goal="Which customers will be churning?")) == "churn"
    candidates = profile_of(tmp_path, columns).target_candidates
    assert {"id", "note"}.isdisjoint(item.name for item in candidates)
    assert all(item.reasons for item in candidates)


def test_an_imbalanced_target_is_flagged(tmp_path: Path) -> None:
    rare = profile_of(tmp_path, {"x": REAL, "t": ["a"] * 190 + ["b"] * 10}, "t")
    even = profile_of(tmp_path, {"x": REAL, "t": ["a", "b"] * 100}, "t")

    assert "class_imbalance" in {item.name for item in rare.findings}
    assert "class_imbalance" not in {item.name for item in even.findings}
