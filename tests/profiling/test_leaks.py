"""Columns that give the answer away, each beside one that only looks like it."""

from pathlib import Path

import numpy as np
import pytest

from tests.profiling.worlds import hints_of, profile_of

ROWS = 600
RNG = np.random.default_rng(4)
A, B, C = (RNG.integers(0, 500, ROWS) for _ in range(3))
REAL = RNG.normal(50, 9, ROWS).round(3)
LABEL = RNG.integers(0, 2, ROWS)
SURE, ASKED, NOTHING = [("leak", True)], [("leak", False)], []


@pytest.mark.parametrize(
    ("target", "parts", "guilty"),
    [
        (A + B, {"a": A, "b": B, "c": C}, {"a", "b"}),
        (A - B, {"a": A, "b": B, "c": C}, {"a", "b"}),
        (A + 2 * B + C, {"a": A, "b": B, "c": C, "r": REAL}, {"a", "b", "c"}),
        ((A + B + C) / 3, {"a": A, "b": B, "c": C, "r": REAL}, {"a", "b", "c"}),
        ((REAL * 1.8 + 32).round(1), {"r": REAL, "c": C}, {"r"}),
        ((REAL + A / 7).round(2), {"r": REAL, "a": (A / 7).round(2), "c": C}, {"r", "a"}),
        ((REAL * (A + 1)).round(2), {"r": REAL, "a": A + 1, "c": C}, {"r", "a"}),
        ((REAL / (A + 1)).round(4), {"r": REAL, "a": A + 1, "c": C}, {"r", "a"}),
        (REAL, {"copy": REAL, "c": C}, {"copy"}),
        (REAL, {"logarithm": np.log(REAL).round(7), "c": C}, {"logarithm"}),
        (A + B + RNG.normal(0, 30, ROWS).round(0), {"a": A, "b": B, "c": C}, set()),
        (A, {"b": B, "c": C, "r": REAL}, set()),
        ((REAL * (A + 1) * RNG.uniform(0.8, 1.2, ROWS)).round(2), {"r": REAL, "a": A + 1, "c": C}, set()),
    ],
)
def test_exact_arithmetic_is_found_and_nothing_else(
    tmp_path: Path, target: np.ndarray, parts: dict[str, np.ndarray], guilty: set[str]
) -> None:
    paper = profile_of(tmp_path, {**parts, "target": target}, "target", task="regression")

    assert paper.target is not None
    assert {hint.column for hint in paper.leaks if hint.sure} == guilty
    assert all("'target'" in hint.why for hint in paper.leaks)


def test_an_exact_sum_survives_gaps_in_other_columns(tmp_path: Path) -> None:
    gaps = np.where(RNG.random(ROWS) < 0.6, np.nan, C)
    paper = profile_of(tmp_path, {"a": A, "b": B, "gaps": gaps, "target": A + B}, "target")

    assert hints_of(paper, "a") == hints_of(paper, "b") == SURE
    assert hints_of(paper, "gaps") == NOTHING


def test_an_exact_sum_is_found_among_many_columns_and_few_rows(tmp_path: Path) -> None:
    crowd = {f"x{n}": RNG.normal(size=120).round(3) for n in range(150)}
    paper = profile_of(tmp_path, {**crowd, "a": A[:120], "b": B[:120], "target": A[:120] + B[:120]}, "target")

    assert paper.target is not None
    assert {hint.column for hint in paper.leaks} == {"a", "b"}


def _leak_beside_label(folder: Path, values: object, name: str = "x") -> list[tuple[str, bool]]:
    return hints_of(profile_of(folder, {name: values, "real": REAL, "label": LABEL}, "label"), name)


def _where(known: np.ndarray, values: np.ndarray = A) -> list[str]:
    return [str(value) if keep else "" for keep, value in zip(known, values, strict=True)]


WRONG = RNG.random(ROWS)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (_where((LABEL == 1) ^ (WRONG < 0.03)), SURE),  # filled in afterwards
        (_where((LABEL == 1) ^ (WRONG < 0.3)), NOTHING),
        (_where((LABEL == 1) & (WRONG < 0.3)), SURE),  # few values, all of one class
        (_where((LABEL == 1) & (WRONG < 0.03)), NOTHING),  # too few to be more than luck
        (_where(WRONG < 0.2), NOTHING),
        (np.where(LABEL, "bad", "good"), SURE),  # another word for it
        (np.where(LABEL ^ (WRONG < 0.01), "bad", "good"), ASKED),
        (LABEL + RNG.normal(0, 0.1, ROWS).round(3), SURE),  # a perfect proxy
        (LABEL + RNG.normal(0, 0.32, ROWS).round(3), ASKED),
        (LABEL + RNG.normal(0, 1, ROWS).round(3), NOTHING),
        ([f"k{n % 290}" for n in range(ROWS)], NOTHING),  # many levels know nothing
    ],
)
def test_leaks_beside_a_label(tmp_path: Path, values: object, expected: list[tuple[str, bool]]) -> None:
    assert _leak_beside_label(tmp_path, values) == expected


@pytest.mark.parametrize(
    ("name", "noise", "expected"),
    [("final_status", 1, ASKED), ("early_status", 1, NOTHING), ("final_status", 50, NOTHING)],
)
def test_names_of_later_things_are_asked_about_when_linked(
    tmp_path: Path, name: str, noise: float, expected: list[tuple[str, bool]]
) -> None:
    assert _leak_beside_label(tmp_path, (LABEL + RNG.normal(0, noise, ROWS)).round(3), name) == expected


@pytest.mark.parametrize(
    ("name", "noise", "expected"),
    [
        ("motor_UPDRS", 3, SURE),
        ("previous_UPDRS", 3, ASKED),
        ("motor", 3, NOTHING),
        ("motor_UPDRS", 9, NOTHING),
        ("total_motor", 3, NOTHING),
    ],
)
def test_another_form_of_the_same_measure(
    tmp_path: Path, name: str, noise: float, expected: list[tuple[str, bool]]
) -> None:
    near = (REAL + RNG.normal(0, noise, ROWS)).round(3)
    paper = profile_of(tmp_path, {name: near, "a": A, "total_UPDRS": REAL}, "total_UPDRS")

    assert hints_of(paper, name) == expected


def test_a_word_that_many_columns_share_tells_nothing(tmp_path: Path) -> None:
    sensors = {f"sensor_{n}": (REAL + RNG.normal(0, 2, ROWS)).round(3) for n in range(6)}
    paper = profile_of(tmp_path, {**sensors, "sensor_x": REAL}, "sensor_x")

    assert paper.target is not None
    assert [hint for hint in paper.leaks if hint.sure] == []


def test_links_tell_strong_weak_and_no_knowledge_apart(tmp_path: Path) -> None:
    paper = profile_of(
        tmp_path,
        {
            "strong": (LABEL * 3 + RNG.normal(0, 1, ROWS)).round(3),
            "bent": np.where(LABEL, RNG.normal(0, 1, ROWS), RNG.choice([-9, 9], ROWS)).round(3),
            "gap": _where((LABEL == 1) ^ (WRONG < 0.3)),
            "codes": [f"k{n * 7 % 300}" for n in range(ROWS)],
            "noise": REAL,
            "label": LABEL,
        },
        "label",
    )

    assert paper.target is not None
    links = {link.column: link for link in paper.target.links}
    assert (links["strong"].strength or 0) > 0.9
    assert (links["bent"].strength or 0) > 0.95
    assert 0.3 < (links["gap"].missing_strength or 0) < 0.5
    assert max(links["codes"].strength or 0, links["noise"].strength or 0) < 0.15
    assert links["strong"].missing_strength == 0
    assert [link.strength for link in paper.target.links] == sorted(
        (link.strength or 0 for link in paper.target.links), reverse=True
    )
