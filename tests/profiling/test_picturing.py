"""The numbers behind the pictures are those of the table, few, and the same every time."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mlwright.profiling import profile_table
from mlwright.specs.profile import Pictures

ROWS = 600


def frame(**columns: Any) -> pd.DataFrame:
    """A table of two classes, a number that tells them apart, and whatever else is given."""
    rng = np.random.default_rng(3)
    told = rng.normal(size=ROWS)
    label = np.where(told + rng.normal(size=ROWS) > 0, "yes", "no")
    return pd.DataFrame({"told": told.round(3), **columns, "label": label})


def pictures(folder: Path, table: pd.DataFrame, target: str | None = "label", **asked: Any) -> Pictures:
    path = folder / "table.csv"
    table.to_csv(path, index=False)
    return profile_table(path, target=target, **asked).pictures


def test_levels_are_counted_by_class_as_pandas_counts_them(tmp_path: Path) -> None:
    stars = np.random.default_rng(5).integers(1, 6, ROWS)
    table = frame(stars=stars)
    table["label"] = np.where(stars + np.random.default_rng(6).normal(size=ROWS) > 3, "yes", "no")
    found = next(item for item in pictures(tmp_path, table).by_target if item.column == "stars")
    expected = pd.crosstab(table["label"], table["stars"])

    assert found.bins == ("1", "2", "3", "4", "5")
    assert {name: list(row) for name, row in zip(found.by, found.counts, strict=True)} == {
        name: expected.loc[name].tolist() for name in ("yes", "no")
    }


def test_bins_of_a_number_hold_what_their_names_say(tmp_path: Path) -> None:
    table = frame()
    found = next(item for item in pictures(tmp_path, table).by_target if item.column == "told")
    first, second = float(found.bins[0].removeprefix("< ")), float(found.bins[1].split(" to ")[1])
    between = table["told"].between(first, second, inclusive="left")

    assert len(found.bins) == 8
    assert sum(row[0] for row in found.counts) == int((table["told"] < first).sum())
    assert sum(row[1] for row in found.counts) == int(between.sum())
    assert sum(map(sum, found.counts)) == ROWS


def test_bins_of_whole_numbers_name_the_last_number_inside(tmp_path: Path) -> None:
    count = np.arange(ROWS) % 97
    table = frame(count=count).assign(label=np.where(count > 48, "yes", "no"))
    found = next(item for item in pictures(tmp_path, table).by_target if item.column == "count")
    ends = [name.split(" to ") for name in found.bins[1:-1]]

    assert all(int(following[0]) == int(last) + 1 for (_, last), following in pairwise(ends))


def test_many_missing_rows_are_a_bin_of_their_own(tmp_path: Path) -> None:
    table = frame()
    table.loc[table["label"] == "yes", "told"] = np.nan
    found = pictures(tmp_path, table).by_target[0]

    assert found.bins[-1] == "(missing)"
    assert {name: row[-1] for name, row in zip(found.by, found.counts, strict=True)} == {
        "yes": int((table["label"] == "yes").sum()),
        "no": 0,
    }


def test_a_numeric_target_parts_by_its_fifths(tmp_path: Path) -> None:
    table = frame().assign(price=lambda seen: (100 + 20 * seen["told"]).round(2)).drop(columns="label")
    table["price"] += np.random.default_rng(1).normal(0, 5, ROWS).round(2)
    found = pictures(tmp_path, table, "price").by_target[0]

    assert len(found.by) == 5
    assert [sum(row) for row in found.counts] == pytest.approx([ROWS / 5] * 5, abs=ROWS / 20)


def test_ids_personal_data_and_words_that_are_all_rare_are_not_parted(tmp_path: Path) -> None:
    mail = [f"user{row}@mail.example" if row % 2 else "shared@mail.example" for row in range(ROWS)]
    table = frame(
        key=[f"K{row:05d}" for row in range(ROWS)], mail=mail, town=[f"town {row % 299}" for row in range(ROWS)]
    )
    table["label"] = np.where(np.arange(ROWS) % 2 == 0, "yes", "no")
    shown = pictures(tmp_path, table)

    assert {"key", "mail", "town"}.isdisjoint(item.column for item in shown.by_target)
    assert "user1@" not in shown.model_dump_json()


def test_missing_is_mapped_in_the_order_of_the_file(tmp_path: Path) -> None:
    late = np.where(np.arange(ROWS) < ROWS / 2, None, 1.5)
    once = np.where(np.arange(ROWS) == 7, None, np.arange(ROWS) * 1.25)
    found = pictures(tmp_path, frame(once=once, late=late, full=np.arange(ROWS) % 7)).missing

    assert found is not None
    assert found.columns == ("late", "once")
    assert found.percent[0] == (100,) * 10 + (0,) * 10
    assert found.percent[1] == (3, *((0,) * 19))


def test_a_single_gap_is_never_rounded_to_nothing_nor_to_everything(tmp_path: Path) -> None:
    rows = 6000
    nearly = [1.0 if row == 3 else None for row in range(rows)]
    rare = [None if row == 3 else row * 0.5 for row in range(rows)]
    table = pd.DataFrame({"rare": rare, "nearly": nearly, "other": np.arange(rows) % 11})
    found = pictures(tmp_path, table, None).missing

    assert found is not None
    assert found.percent == ((99, *((100,) * 19)), (1, *((0,) * 19)))


def test_correlations_are_those_of_pandas_with_gaps_and_ties(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    one = rng.normal(size=ROWS).round(1)
    other = np.where(rng.random(ROWS) < 0.2, np.nan, np.exp(one + rng.normal(size=ROWS)).round(2))
    table = frame(one=one, other=other)
    found = pictures(tmp_path, table).correlations
    expected = table[["told", "one", "other"]].corr(method="spearman")

    assert found is not None
    assert set(found.columns) == {"told", "one", "other"}
    for row, coefficients in enumerate(found.below):
        for column, value in enumerate(coefficients):
            assert value == pytest.approx(expected.loc[found.columns[row], found.columns[column]], abs=0.0051)


def test_without_a_target_the_closest_pairs_are_chosen(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    columns = {f"noise{at}": rng.normal(size=ROWS).round(4) for at in range(14)}
    twin = {"twin": (columns["noise13"] + rng.normal(0, 0.1, ROWS)).round(4)}
    found = pictures(tmp_path, pd.DataFrame(columns | twin), None).correlations

    assert found is not None
    assert len(found.columns) == 10
    assert {"noise13", "twin"} <= set(found.columns)


def test_coverage_counts_months_and_shows_the_empty_ones(tmp_path: Path) -> None:
    days = pd.date_range("2021-01-01", "2022-02-28", freq="D")
    kept = days[days.month != 8]
    table = pd.DataFrame({"day": kept.strftime("%Y-%m-%d"), "value": np.arange(len(kept)) % 13})
    (found,) = pictures(tmp_path, table, None).coverage
    expected = kept.to_period("M").value_counts().reindex(pd.period_range("2021-01", "2022-02", freq="M"), fill_value=0)

    assert (found.column, found.start, found.end) == ("day", "2021-01", "2022-02")
    assert found.counts == tuple(expected)


def test_nothing_is_counted_where_no_pictures_are_wanted(tmp_path: Path) -> None:
    assert pictures(tmp_path, frame(), pictures=False) == Pictures()
    assert pictures(tmp_path, frame()) != Pictures()


def test_pictures_of_thirty_columns_cost_few_tokens_and_stay_the_same(tmp_path: Path) -> None:
    rng = np.random.default_rng(8)
    numbers = {f"measure_{at}": rng.normal(50, 20, ROWS).round(4) for at in range(18)}
    gaps = {f"gappy_{at}": np.where(rng.random(ROWS) < 0.3, np.nan, rng.normal(size=ROWS).round(3)) for at in range(8)}
    days = pd.Series(pd.date_range("2019-01-01", periods=ROWS, freq="D")).dt.strftime("%Y-%m-%d")
    table = pd.DataFrame({**numbers, **gaps, "day": days, "level": rng.choice(list("abcdefghijkl"), ROWS)})
    table["price"] = (sum(numbers.values()) + table["gappy_0"].fillna(9) * 40).round(2)
    drawn = [pictures(tmp_path, table, "price") for _ in range(2)]
    size = len(json.dumps(drawn[0].model_dump(mode="json"), separators=(",", ":"), ensure_ascii=False).encode())

    assert drawn[0] == drawn[1]
    assert len(drawn[0].by_target) == 6
    assert size / 4 <= 900


@pytest.mark.parametrize(
    "odd",
    [
        [5e306 if row % 2 else -5e306 for row in range(ROWS)],
        ["inf" if row % 3 else "1" for row in range(ROWS)],
        [None] * ROWS,
        [5] * ROWS,
        [1e-300 * row for row in range(ROWS)],
        ["1850-01-01" if row % 2 else "9999-12-31" for row in range(ROWS)],
        [10**17 + row for row in range(ROWS)],
        ["x" * 500 if row % 2 else "y" for row in range(ROWS)],
    ],
)
@pytest.mark.filterwarnings("error")
def test_odd_columns_are_drawn_or_left_out_without_complaint(tmp_path: Path, odd: list[Any]) -> None:
    table = frame(odd=odd)
    shown = pictures(tmp_path, table)

    assert all(len(name) <= 40 for item in shown.by_target for name in (*item.bins, *item.by))
    assert all(len(row) == len(item.bins) for item in shown.by_target for row in item.counts)
