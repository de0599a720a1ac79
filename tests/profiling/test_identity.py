"""Groups inside ids and classes in the order of the rows, each beside a table that only looks like it."""

from pathlib import Path

import numpy as np
import pytest

from mlwright.specs import Finding, Profile
from tests.profiling.worlds import profile_of

ROWS = 2000
RNG = np.random.default_rng(11)
SHOP = RNG.integers(100, 180, ROWS)
SERIAL = RNG.choice(10**6, ROWS, replace=False)
REGION, SIZE = RNG.choice(list("abcd"), 200)[SHOP], RNG.integers(1, 9, 200)[SHOP]
OTHER = {"income": RNG.normal(50, 9, ROWS).round(2), "colour": RNG.choice(["red", "blue", "green"], ROWS)}
VISIT = np.array([int((SHOP[:row] == SHOP[row]).sum()) + 1 for row in range(ROWS)])
STEADY = {"region": REGION, "size": SIZE}


def _of(paper: Profile, name: str) -> list[Finding]:
    return [item for item in paper.findings if item.name == name]


def _codes(pattern: str) -> list[str]:
    return [pattern.format(shop=a, serial=b, visit=c) for a, b, c in zip(SHOP, SERIAL, VISIT, strict=True)]


@pytest.mark.parametrize(
    ("codes", "beside", "said"),
    [
        (_codes("{shop}-{serial:06d}"), STEADY, "before its mark"),
        (_codes("{serial:06d}/{shop}"), STEADY, "after its mark"),
        (_codes("{shop}{serial:06d}"), STEADY, "first 3 characters"),
        (_codes("S{shop}_{visit:02d}"), {}, "counts the rows"),
        (_codes("{shop}-{serial:06d}"), {}, None),  # nothing holds steady within the part
        (_codes("{shop}{serial:06d}"), {}, None),
        ([f"{number:08x}" for number in RNG.choice(2**32, ROWS, replace=False)], STEADY, None),
        ([f"{2010 + row // 400}-{row % 400:03d}" for row in range(ROWS)], STEADY, None),  # numbered within years
    ],
)
def test_a_group_inside_an_id_is_found_by_what_it_holds_together(
    tmp_path: Path, codes: list[str], beside: dict[str, np.ndarray], said: str | None
) -> None:
    found = _of(profile_of(tmp_path, {"code": codes, **beside, **OTHER}), "packed_group_key")

    assert [item.columns for item in found] == ([("code",)] if said else [])
    assert said is None or said in found[0].evidence


def test_running_codes_of_a_sorted_table_hold_no_group(tmp_path: Path) -> None:
    order = np.lexsort((SIZE, REGION))
    codes = [f"C{row:05d}" for row in range(ROWS)]
    paper = profile_of(tmp_path, {"code": codes, "region": REGION[order], "size": SIZE[order], **OTHER})

    assert _of(paper, "packed_group_key") == []


LABEL = RNG.choice(["low", "middle", "high"], ROWS, p=(0.5, 0.3, 0.2))


def _ordered(folder: Path, columns: dict[str, object], order: np.ndarray) -> list[tuple[str, ...]]:
    table = {name: np.asarray(values)[order] for name, values in {**OTHER, **columns}.items()}
    return [item.columns for item in _of(profile_of(folder, table, "y"), "index_in_class_order")]


def test_rows_in_the_order_of_the_classes_are_found_with_and_without_an_index(tmp_path: Path) -> None:
    sorted_rows = np.argsort(LABEL, kind="stable")
    index = np.argsort(sorted_rows)

    assert _ordered(tmp_path, {"y": LABEL}, sorted_rows) == [()]
    assert _ordered(tmp_path, {"row": index, "y": LABEL}, sorted_rows) == [("row",)]
    assert _ordered(tmp_path, {"row_id": index * 7 + 3, "y": LABEL}, RNG.permutation(ROWS)) == [("row_id",)]


def test_shuffled_rows_and_rows_in_blocks_are_not_in_class_order(tmp_path: Path) -> None:
    person = np.repeat(np.arange(40), 50)
    blocks = np.array(["low", "middle", "high"])[RNG.integers(0, 3, 40)][person]

    assert _ordered(tmp_path, {"row": np.arange(ROWS), "y": LABEL}, np.arange(ROWS)) == []
    assert _ordered(tmp_path, {"person": person, "y": blocks}, np.arange(ROWS)) == []


def test_a_target_that_never_turns_is_found_unless_time_explains_it(tmp_path: Path) -> None:
    rising = np.sort(RNG.normal(size=ROWS)).round(6)
    days = (np.datetime64("2015-01-01") + np.arange(ROWS)).astype(str)

    assert _ordered(tmp_path, {"y": rising}, np.arange(ROWS)) == [()]
    assert _ordered(tmp_path, {"y": rising}, RNG.permutation(ROWS)) == []
    assert _ordered(tmp_path, {"day": days, "y": rising}, np.arange(ROWS)) == []
