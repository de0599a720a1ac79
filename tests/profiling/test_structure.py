"""Hints about columns, each beside a table in which it must not be given."""

from pathlib import Path

import numpy as np
import pytest

from tests.profiling.worlds import hints_of, profile_of

ROWS = 400
RNG = np.random.default_rng(1)
REAL = RNG.normal(size=ROWS).round(5)
CODE = [f"{n * 7919 % 10000:04d}-{chr(65 + n % 26)}{chr(65 + n % 19)}" for n in range(ROWS)]
PEOPLE = np.repeat(np.arange(40), 10)


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("x", ["a"] * ROWS, [("constant", True)]),
        ("x", [""] * ROWS, [("empty", True)]),
        ("x", ["NA"] * ROWS, [("empty", True)]),
        ("x", ["a"] * (ROWS - 1) + ["b"], []),
        ("x", ["a", ""] * (ROWS // 2), [("constant", False)]),
        ("customer", CODE, [("id", True)]),
        ("customer", CODE[:200] * 2, [("group", True)]),
        ("policy_no", RNG.permutation(ROWS) * 13 + 5, [("id", True)]),
        ("income", RNG.permutation(ROWS) * 13 + 5, []),
        ("ref", 100_000 + RNG.permutation(ROWS) * 1009 + RNG.integers(0, 9), [("id", True)]),
        ("price", 100_000 + RNG.permutation(ROWS) * 1000, []),
        ("real", REAL, []),
        ("street", [f"Main Street {n}" for n in range(ROWS)], []),
        ("row", np.arange(ROWS), [("counter", True)]),
        ("row", np.r_[np.arange(150), np.arange(150), np.arange(100)], [("counter", True)]),
        ("row", RNG.permutation(ROWS), []),
        ("minute", np.arange(ROWS) % 60, []),
        ("hour", np.arange(ROWS) % 24, []),
        ("year", np.arange(ROWS) + 1600, [("time", False)]),
        ("patient", PEOPLE, [("group", True)]),
        ("user_id", RNG.integers(0, 50, ROWS), [("group", True)]),
        ("Individual ID", [f"N{n % 190}A" for n in range(ROWS)], [("group", True)]),
        ("subject#", PEOPLE, [("group", True)]),
        ("genre_id", RNG.integers(0, 50, ROWS), [("group", False)]),
        ("customer_age", RNG.integers(0, 50, ROWS), []),
        ("ticket", [f"PC {n % 90}" for n in range(ROWS)], []),
        ("store", [["north", "south", "east", "west"][n % 4] for n in range(ROWS)], []),
        ("animal", [["cat", "dog", "cow", "hen", "pig", "elk"][n % 6] for n in range(ROWS)], [("group", False)]),
        ("person_score", REAL, []),
    ],
)
def test_one_column_gives_its_hint_and_no_other(
    tmp_path: Path, name: str, values: object, expected: list[tuple[str, bool]]
) -> None:
    paper = profile_of(tmp_path, {name: values, "other": RNG.integers(0, 5, ROWS), "more": REAL[::-1]})

    assert hints_of(paper, name) == expected
    assert hints_of(paper, "other") == hints_of(paper, "more") == []


def test_blocks_of_rows_in_which_others_stay_are_asked_about(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    height, weight = rng.integers(0, 20, 40), rng.integers(0, 25, 40)
    columns = {"code": PEOPLE, "height": height[PEOPLE], "weight": weight[PEOPLE], "real": REAL}
    blocks = profile_of(tmp_path, columns)
    shuffled = rng.permutation(ROWS)
    mixed = profile_of(tmp_path, {name: np.asarray(values)[shuffled] for name, values in columns.items()})

    assert hints_of(blocks, "code") == [("group", False)]
    assert hints_of(mixed, "code") == []


def test_equal_and_relabelled_columns_are_copies_of_the_earlier_one(tmp_path: Path) -> None:
    level = RNG.integers(0, 5, ROWS)
    flag = RNG.integers(0, 2, ROWS)
    paper = profile_of(
        tmp_path,
        {
            "code": level,
            "word": [["red", "green", "blue", "grey", "black"][value] for value in level],
            "again": level,
            "near": np.where(np.arange(ROWS) == 3, (level + 1) % 5, level),
            "flag": flag,
            "reverse": 1 - flag,
            "real": REAL,
            "twice": REAL * 2,
        },
    )

    assert [(hint.code, hint.column, hint.of, hint.sure) for hint in paper.hints] == [
        ("duplicate", "word", "code", True),
        ("duplicate", "again", "code", True),
    ]


@pytest.mark.parametrize(
    ("days", "sure"), [(np.arange(ROWS) // 3, True), (RNG.permutation(ROWS), False), (ROWS - np.arange(ROWS), False)]
)
def test_dates_are_sure_when_rows_never_go_back(tmp_path: Path, days: np.ndarray, sure: bool) -> None:
    dates = (np.datetime64("2019-01-01") + days).astype(str)
    paper = profile_of(tmp_path, {"day": dates, "other": REAL})

    assert hints_of(paper, "day") == [("time", sure)]
    assert paper.time_ordered_by == ("day" if sure else None)
