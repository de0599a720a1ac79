"""The state of the target, other models' outputs, suspicious power and noise, each beside an innocent table."""

from pathlib import Path

import numpy as np
import pytest

from mlwright.specs import Finding
from mlwright.specs.profile import Task
from tests.profiling.worlds import profile_of

ROWS = 2000
RNG = np.random.default_rng(21)
A, B, C = (RNG.normal(size=ROWS) for _ in range(3))
LABEL = (A + 0.6 * B + RNG.logistic(size=ROWS) > 0).astype(int)
BASE = {"a": A.round(4), "b": B.round(4), "c": C.round(4)}


def _found(
    folder: Path, name: str, columns: dict[str, object], target: str = "y", task: Task | None = None
) -> list[Finding]:
    paper = profile_of(folder, {**BASE, **columns}, target, task=task)
    return [item for item in paper.findings if item.name == name]


def _names(found: list[Finding]) -> list[tuple[str, ...]]:
    return [item.columns for item in found]


OUTPUT = 1 / (1 + np.exp(2 - 4 * LABEL - RNG.normal(0, 1.4, ROWS)))


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("churn_probability", OUTPUT.round(4), [("x",)]),
        ("pred_1", OUTPUT.round(4), [("x",)]),
        ("yhat", np.where(RNG.random(ROWS) < 0.9, LABEL, 1 - LABEL), [("x",)]),
        ("risk_score", OUTPUT.round(4), [("x",)]),
        ("churn_probability", RNG.random(ROWS).round(4), []),  # named so, but knows nothing
        ("credit_score", (600 + 60 * A).round(0), []),
        ("share_of_wallet", RNG.random(ROWS).round(4), []),
        ("rate", (1 / (1 + np.exp(-A))).round(4), []),
    ],
)
def test_another_models_output_is_known_by_name_and_by_values(
    tmp_path: Path, name: str, values: np.ndarray, expected: list[tuple[str, ...]]
) -> None:
    found = _found(tmp_path, "model_output", {name: values, "y": LABEL})

    assert _names(found) == [(name,) for _ in expected]
    assert all(item.sure is False for item in found)


def test_a_calibrated_column_is_an_output_whatever_its_name(tmp_path: Path) -> None:
    chance = RNG.beta(0.3, 0.3, ROWS)
    label = (RNG.random(ROWS) < chance).astype(int)

    assert _names(_found(tmp_path, "model_output", {"k7": chance.round(5), "y": label})) == [("k7",)]
    assert _names(_found(tmp_path, "model_output", {"k7": (chance**3).round(5), "y": label})) == []


def test_predicted_labels_are_an_output(tmp_path: Path) -> None:
    truth = RNG.choice(["red", "green", "blue"], ROWS)
    said = np.where(RNG.random(ROWS) < 0.85, truth, RNG.choice(["red", "green", "blue"], ROWS))

    assert _names(_found(tmp_path, "model_output", {"predicted_colour": said, "y": truth})) == [("predicted_colour",)]
    assert _names(_found(tmp_path, "model_output", {"last_colour": said, "y": truth})) == []


def test_a_threshold_of_a_column_is_the_label(tmp_path: Path) -> None:
    over = (A > 0.3).astype(int)
    found = _found(tmp_path, "label_among_features", {"y": over})

    assert _names(found) == [("a",)]
    assert found[0].sure
    assert _names(_found(tmp_path, "label_among_features", {"y": (A + 0.2 * B > 0.3).astype(int)})) == []


def test_one_column_far_above_all_others_is_suspicious(tmp_path: Path) -> None:
    strong = {"k": (LABEL * 3 + RNG.normal(0, 1.05, ROWS)).round(3), "y": LABEL}
    found = _found(tmp_path, "suspicious_power", strong)

    assert [(item.columns, item.severity, item.sure) for item in found] == [(("k",), "warning", None)]
    assert _found(tmp_path, "suspicious_power", {"k": (LABEL + RNG.normal(0, 1, ROWS)).round(3), "y": LABEL}) == []


def _gaps(values: np.ndarray, gone: np.ndarray) -> list[str]:
    return ["" if blank else f"{value:.3f}" for value, blank in zip(values, gone, strict=True)]


def test_blanks_that_go_with_the_target_are_told_apart_from_values(tmp_path: Path) -> None:
    tells = _gaps(C, RNG.random(ROWS) < np.where(LABEL, 0.5, 0.1))
    silent = _gaps(C, RNG.random(ROWS) < 0.3)
    found = _found(tmp_path, "missing_tells_target", {"tells": tells, "silent": silent, "y": LABEL})

    assert [(item.columns, item.severity) for item in found] == [(("tells",), "warning")]


def test_a_blank_that_another_column_explains_is_no_warning(tmp_path: Path) -> None:
    pools = np.where(RNG.random(ROWS) < np.where(LABEL, 0.6, 0.1), 0, RNG.integers(1, 4, ROWS))
    found = _found(tmp_path, "missing_tells_target", {"pools": pools, "depth": _gaps(C, pools == 0), "y": LABEL})

    assert [(item.columns, item.severity) for item in found] == [(("depth",), "info")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("last_status", True), ("marital_status", False), ("last_name", False), ("plan_group", False)],
)
def test_names_of_later_things_raise_the_question_of_availability(tmp_path: Path, name: str, expected: bool) -> None:
    linked = np.where(RNG.random(ROWS) < 0.8, LABEL, 1 - LABEL)
    found = _found(tmp_path, "known_at_prediction", {name: linked, "y": LABEL})

    assert [(name,)] * expected == _names(found)
    assert _found(tmp_path, "known_at_prediction", {name: RNG.integers(0, 2, ROWS), "y": LABEL}) == []


def test_dates_after_the_rows_own_are_questions(tmp_path: Path) -> None:
    day = np.datetime64("2020-01-01") + np.arange(ROWS) // 2
    columns = {
        "day": day.astype(str),
        "updated": (day + RNG.integers(1, 40, ROWS)).astype(str),
        "born": (day - RNG.integers(8000, 9000, ROWS)).astype(str),
        "y": LABEL,
    }

    assert _names(_found(tmp_path, "known_at_prediction", columns)) == [("updated",)]


def test_rare_classes_are_counted_against_an_even_share(tmp_path: Path) -> None:
    rare = np.where(np.arange(ROWS) % 25 == 0, "yes", "no")
    even = np.array([f"c{n:02d}" for n in range(20)])[np.arange(ROWS) % 20]
    found = _found(tmp_path, "class_imbalance", {"y": rare})

    assert [item.evidence for item in found] == ["of 2,000 rows 80 (4.0%) are 'yes'"]
    assert _found(tmp_path, "class_imbalance", {"y": even}) == []
    assert _found(tmp_path, "class_imbalance", {"y": LABEL}) == []


@pytest.mark.parametrize(
    ("code", "rows", "expected"), [(-999, 15, True), (-1, 400, True), (99999, 5, True), (-1, 0, False), (100, 5, False)]
)
def test_codes_in_a_numeric_target_are_errors(tmp_path: Path, code: int, rows: int, expected: bool) -> None:
    values = RNG.integers(0, 90, ROWS)
    values[:rows] = code
    found = _found(tmp_path, "target_sentinel", {"y": RNG.permutation(values)}, task="regression")

    assert [("y",)] * expected == _names(found)
    assert all(str(code) in item.evidence for item in found)


def test_a_class_that_is_no_answer_is_an_error(tmp_path: Path) -> None:
    classes = RNG.choice(["good", "bad", "unknown"], ROWS)

    assert _names(_found(tmp_path, "target_sentinel", {"y": classes})) == [("y",)]
    assert _found(tmp_path, "target_sentinel", {"y": np.where(classes == "unknown", "fair", classes)}) == []


def test_a_skewed_target_is_told_with_its_logarithm(tmp_path: Path) -> None:
    found = _found(tmp_path, "target_skew", {"y": np.exp(A + 3).round(3)})

    assert ["as a logarithm" in item.evidence for item in found] == [True]
    assert _found(tmp_path, "target_skew", {"y": (50 + 9 * A).round(3)}) == []


def test_noise_alone_is_a_weak_signal_and_a_little_knowledge_is_not(tmp_path: Path) -> None:
    coin = RNG.integers(0, 2, ROWS)

    assert _names(_found(tmp_path, "weak_signal", {"y": coin})) == [("y",)]
    assert _names(_found(tmp_path, "weak_signal", {"y": RNG.normal(size=ROWS).round(4)})) == [("y",)]
    assert _found(tmp_path, "weak_signal", {"y": LABEL}) == []


CLASS = RNG.integers(0, 3, ROWS)
PLACE = np.array([[0, 0], [5, 0], [0, 5]])[CLASS]
NEAR = {"u": (PLACE[:, 0] + RNG.normal(size=ROWS)).round(3), "v": (PLACE[:, 1] + RNG.normal(size=ROWS)).round(3)}


def test_labels_that_contradict_all_near_rows_are_candidates_with_row_numbers(tmp_path: Path) -> None:
    wrong = RNG.choice(ROWS, 60, replace=False)
    noisy = CLASS.copy()
    noisy[wrong] = (noisy[wrong] + 1) % 3
    found = _found(tmp_path, "label_noise", {**NEAR, "y": np.array(["p", "q", "r"])[noisy]})
    rows = [int(row) for row in found[0].evidence.partition("as rows ")[2].replace(",", "").split()]

    assert _names(found) == [("y",)]
    assert "candidates" in found[0].evidence
    assert set(rows) <= set((wrong + 1).tolist())


@pytest.mark.parametrize("apart", [0.4, 0.6, 0.8, 1.0])
def test_classes_that_merely_overlap_hold_no_noise(tmp_path: Path, apart: float) -> None:
    near = {name: (apart * PLACE[:, at] + RNG.normal(size=ROWS)).round(3) for at, name in enumerate("uv")}

    assert _found(tmp_path, "label_noise", {**near, "y": np.array(["p", "q", "r"])[CLASS]}) == []


def _graded(rows: int = 1500) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(8)
    points = np.clip(chance.normal(55, 15, rows).round(), 0, 100).astype(int)
    return {
        "x": chance.normal(0, 1, rows).round(3),
        "mark": 6 - np.digitize(points, [30, 45, 60, 80]),
        "points": points,
    }


def test_grades_that_are_cut_from_the_target_are_another_form_of_it(tmp_path: Path) -> None:
    paper = profile_of(tmp_path, _graded(), "points")

    assert [item.columns for item in paper.findings if item.name == "label_among_features"] == [("mark",)]


def test_grades_that_only_follow_the_target_are_no_form_of_it(tmp_path: Path) -> None:
    columns = _graded()
    columns["mark"][::50] = 3

    found = [item for item in profile_of(tmp_path, columns, "points").findings if item.name == "label_among_features"]

    assert found == []


def test_a_logarithm_of_the_target_is_found_beside_a_few_codes(tmp_path: Path) -> None:
    chance = np.random.default_rng(9)
    amount = np.exp(chance.normal(5, 0.7, 4000)).round(2)
    columns = {"x": chance.normal(0, 1, 4000).round(3), "log_sum": np.log(amount).round(5), "amount": amount.copy()}
    columns["amount"][chance.choice(4000, 5, replace=False)] = -200

    found = profile_of(tmp_path, columns, "amount").findings

    assert [item.columns for item in found if item.name == "label_among_features"] == [("log_sum",)]


def test_a_digit_for_not_known_in_the_target_is_said_once(tmp_path: Path) -> None:
    columns = _graded()
    del columns["mark"]
    columns["points"][::40] = -9

    known = ("target_sentinel", "target_missing", "sentinel_number", "missing_codes")
    found = [item.name for item in profile_of(tmp_path, columns, "points").findings if item.name in known]

    assert found == ["target_sentinel"]


def test_the_rarest_classes_are_named_first(tmp_path: Path) -> None:
    label = ["a"] * 600 + ["b"] * 40 + ["c"] * 30 + ["d"] * 20 + ["e"] * 4
    columns = {"x": np.random.default_rng(1).permutation(694) / 7, "y": label}
    (finding,) = [item for item in profile_of(tmp_path, columns, "y").findings if item.name == "class_imbalance"]

    assert finding.evidence.startswith("of 694 rows 4 (0.6%) are 'e', 20 (2.9%) are 'd', 30")
