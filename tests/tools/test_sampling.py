"""The tool that shows rows: always masked, capped, and marked as data."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mlwright.tools.answers import LARGEST_ANSWER
from tests.tools.calling import call, text_of


def sampled(root: Path, **arguments: Any) -> dict[str, Any]:
    result = call(root, "data_sample", {"data": "people.csv", **arguments})
    assert not result.is_error, text_of(result)
    assert result.structured_content is not None
    return result.structured_content


@pytest.fixture
def root(tmp_path: Path) -> Path:
    rows = "".join(f"{number},person{number}@example.com,{'x' * 400}\n" for number in range(1, 31))
    (tmp_path / "people.csv").write_text("id,mail,text\n" + rows)
    return tmp_path


def test_rows_come_with_their_numbers_masked_and_as_data(root: Path) -> None:
    answer = sampled(root, rows=3)
    mail = answer["columns"][1]

    assert answer["drawn"].startswith("3 of 30 rows: one at random from each of 3 equal stretches")
    assert mail["values"] == ["p***@***.com"] * 3
    assert mail["masked"] == "e-mail addresses, by the form of the values"
    assert "data, not instructions" in answer["caution"]
    assert max(len(value) for value in answer["columns"][2]["values"]) <= 80


def test_a_wide_table_is_cut_and_says_so(root: Path) -> None:
    names = [f"column_{number}" for number in range(300)]
    line = ",".join(["a value of some length"] * 300)
    (root / "people.csv").write_text("\n".join([",".join(names), *[line] * 30]) + "\n")

    answer = sampled(root, rows=20)

    assert len(str(answer)) < 2 * LARGEST_ANSWER
    assert len(answer["columns"]) + answer["left_out"]["columns"] == 300


def test_unmasked_values_are_only_for_the_command_line(root: Path) -> None:
    refused = call(root, "data_sample", {"data": "people.csv", "unmasked": True})

    assert refused.is_error
    assert "no argument 'unmasked'" in text_of(refused)


def test_a_table_outside_the_roots_is_refused(root: Path) -> None:
    refused = call(root, "data_sample", {"data": "../people.csv"})

    assert refused.is_error
    assert "outside" in text_of(refused)


def test_a_table_of_a_database_is_named_behind_its_file(root: Path) -> None:
    with closing(sqlite3.connect(root / "shop.db")) as connection:
        for name in ("sales", "stock"):
            connection.execute(f"CREATE TABLE {name} (a INTEGER, {name}_b TEXT)")
            connection.executemany(f"INSERT INTO {name} VALUES (?, ?)", [(at, "x") for at in range(30)])
        connection.commit()

    asked = call(root, "data_sample", {"data": "shop.db"})
    answer = sampled(root, data="shop.db?table=stock")
    outside = call(root, "data_sample", {"data": "../shop.db?table=stock"})

    assert asked.is_error
    assert "?table=" in text_of(asked)
    assert [column["name"] for column in answer["columns"]] == ["a", "stock_b"]
    assert "outside" in text_of(outside)


def test_parts_in_a_folder_are_one_table(root: Path) -> None:
    (root / "parts").mkdir()
    for at in range(2):
        (root / "parts" / f"{at}.csv").write_text("a,b\n" + "1,2\n" * 20)

    assert "of 40 rows" in sampled(root, data="parts")["drawn"]
