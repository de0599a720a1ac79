"""Groups inside ids and classes in the order of the rows, each beside a table that only looks like it."""

from pathlib import Path

import numpy as np
import pytest

from mlwright.profiling.findings.identity.within_parts import counted
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


def _marked(rows: int, digits: int = 2) -> list[str]:
    """Ids of four rows each, numbered within their part."""
    return [f"V{10_000 + at // 4}-{at % 4 + 1:0{digits}d}" for at in range(rows)]


@pytest.mark.parametrize("rows", [4999, 5001, 6000, 6666, 7000])
def test_packed_ids_are_found_at_any_size_around_the_number_that_is_looked_at(tmp_path: Path, rows: int) -> None:
    paper = profile_of(tmp_path, {"no": _marked(rows), "x": RNG.normal(0, 1, rows).round(3)})

    assert [item.columns for item in paper.findings if item.name == "packed_group_key"] == [("no",)]


def test_parts_that_count_their_rows_are_seen_in_a_sample_of_the_rows() -> None:
    sampled = np.sort(RNG.choice(20_000, 7_000, replace=False))
    keys, rest = zip(*(_marked(20_000)[at].split("-") for at in sampled), strict=True)

    assert "4.0 on average" in str(counted(list(keys), list(rest), 0.35))


def test_parts_with_numbers_at_random_count_nothing_in_a_sample() -> None:
    keys = [f"V{at // 4}" for at in range(4_000)]
    rest = [str(number) for number in RNG.integers(1, 100, 4_000)]

    assert counted(keys, rest, 0.35) is None


def test_parts_within_which_numbers_are_alike_are_mentioned(tmp_path: Path) -> None:
    school = RNG.integers(100, 160, 2000)
    ids = [f"S{one}-{other:05d}" for one, other in zip(school, RNG.permutation(2000), strict=True)]
    level = RNG.normal(0, 1, 60)[school - 100]
    paper = profile_of(tmp_path, {"pupil": ids, "mark": (level + RNG.normal(0, 1, 2000)).round(3)})
    other = profile_of(tmp_path, {"pupil": ids, "mark": RNG.normal(0, 1, 2000).round(3)})

    assert [(item.severity, item.columns) for item in paper.findings if item.name == "packed_group_key"] == [
        ("info", ("pupil",))
    ]
    assert [item for item in other.findings if item.name == "packed_group_key"] == []


def test_universal_identifiers_that_repeat_bind_rows_whatever_their_name(tmp_path: Path) -> None:
    every = [f"{at:08x}-0000-4000-8000-{at * 7919:012x}" for at in range(300)]
    paper = profile_of(tmp_path, {"x": RNG.normal(0, 1, 1500).round(3), "who": RNG.choice(every, 1500)})

    assert [(item.columns, item.sure) for item in paper.findings if item.name == "group_key"] == [(("who",), True)]


def test_a_few_words_for_a_tenth_of_the_rows_each_are_a_question_only(tmp_path: Path) -> None:
    paper = profile_of(
        tmp_path, {"x": RNG.normal(0, 1, 900).round(3), "device": RNG.choice(["Pixel 7", "A51", "13", "X2", "S9"], 900)}
    )

    assert [(item.severity, item.sure) for item in paper.findings if item.name == "group_key"] == [("info", False)]


def test_a_label_that_belongs_to_the_levels_makes_them_a_group_and_no_leak(tmp_path: Path) -> None:
    who = RNG.integers(0, 300, 1800)
    label = (RNG.random(300) < 0.4)[who].astype(int)
    columns = {"x": RNG.normal(0, 1, 1800).round(3), "who": [f"p{at:04d}x" for at in who], "gone": label}
    found = {item.name: item for item in profile_of(tmp_path, columns, "gone").findings if item.columns == ("who",)}

    assert "group_key" in found
    assert "suspicious_power" not in found


def test_few_levels_that_give_the_label_stay_a_leak(tmp_path: Path) -> None:
    code = RNG.integers(0, 12, 1800)
    columns = {"x": RNG.normal(0, 1, 1800).round(3), "code": [f"c{at}" for at in code], "gone": (code < 4).astype(int)}
    found = {item.name for item in profile_of(tmp_path, columns, "gone").findings if item.columns == ("code",)}

    assert "suspicious_power" in found
    assert "group_key" not in found
