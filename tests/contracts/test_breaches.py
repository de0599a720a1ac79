"""Each planted breach fails with its own rule, and nothing else does."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from mlwright.contracts import data_contract, parse_contract
from mlwright.profiling.checking import check_table
from tests.contracts.worlds import AS_OF, ROWS, Rows, changed, check, contract, kinds, profile, table, write


def first(count: int, value: str) -> Callable[[list[str]], list[str]]:
    """The first rows get another value."""
    return lambda cells: [value] * count + cells[count:]


PLANTED: dict[str, tuple[Rows, str, str]] = {
    "a number becomes a word": (changed("amount", first(2, "plenty")), "type", "amount"),
    "a whole number becomes a fraction": (changed("pieces", first(1, "2.5")), "type", "pieces"),
    "dates change their format": (
        changed("signed", lambda cells: [f"{c[8:]}.{c[5:7]}.{c[:4]}" for c in cells]),
        "type",
        "signed",
    ),
    "a new level": (changed("colour", first(1, "violet")), "valid_values", "colour"),
    "a value beyond the range": (changed("amount", first(3, "5000")), "range", "amount"),
    "a code for not known": (changed("amount", first(3, "-999")), "range", "amount"),
    "a blank where a value is required": (changed("amount", first(1, "")), "required", "amount"),
    "a blank written as a word": (changed("amount", first(1, "NA")), "required", "amount"),
    "more missing": (changed("score", first(60, "")), "null_share", "score"),
    "a key twice": (changed("order_id", lambda cells: [cells[1], *cells[1:]]), "unique", "order_id"),
    "a date in the future": (changed("signed", first(1, "2027-05-05")), "not_in_future", "signed"),
    "a class that was not there": (changed("late", first(1, "2")), "valid_values", "late"),
}


def test_the_table_keeps_its_own_contract(tmp_path: Path) -> None:
    report = check(tmp_path, contract(tmp_path), table())

    assert report.breaches == ()
    assert report.holds
    assert report.checked > 30
    assert report.notes == ("These are the bytes of the contract's snapshot.",)


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_breach_fails_with_its_rule_only(name: str, tmp_path: Path) -> None:
    columns, kind, column = PLANTED[name]
    report = check(tmp_path, contract(tmp_path), columns)

    assert [(kind, (column,))] == kinds(report)
    assert not report.holds


def test_a_breach_tells_rows_and_examples(tmp_path: Path) -> None:
    columns = changed("amount", lambda cells: [*cells[:4], *["5000"] * 5, *cells[9:]])
    (found,) = check(tmp_path, contract(tmp_path), columns).breaches

    assert found.rows == 5
    assert [(item.row, item.value) for item in found.examples] == [(5, "'5000'"), (6, "'5000'"), (7, "'5000'")]
    assert f"5 of {ROWS} rows" == found.found
    assert "schema[0].properties[1].logicalTypeOptions (line " in found.place


def test_a_missing_column_is_named_with_the_nearest_new_one(tmp_path: Path) -> None:
    columns = {("Amount " if name == "amount" else name): cells for name, cells in table().items()}
    report = check(tmp_path, contract(tmp_path), columns)

    assert kinds(report) == [("missing_column", ("amount",))]
    assert "'Amount " in report.breaches[0].found
    assert [item.kind for item in report.breaches] == ["missing_column", "extra_columns"]
    assert any("not checked" in note for note in report.notes)


def test_an_extra_column_is_reported_and_refused_where_the_contract_says_so(tmp_path: Path) -> None:
    text, columns = contract(tmp_path), table() | {"more": ["x", "y"] * (ROWS // 2)}
    strict = text.replace("value: reported", "value: refused")

    assert check(tmp_path, text, columns).holds
    assert kinds(check(tmp_path, strict, columns)) == [("extra_columns", ("more",))]


def test_words_that_become_numbers_are_another_type(tmp_path: Path) -> None:
    words = {"name": [f"w{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(ROWS)], "n": table()["amount"]}
    text = contract_of(tmp_path, words)
    report = check(tmp_path, text, words | {"name": [str(i) for i in range(ROWS)]})

    assert kinds(report) == [("words", ("name",))]
    assert check(tmp_path, text, words).holds


def contract_of(folder: Path, columns: Rows) -> str:
    """The contract of another table."""
    return data_contract(profile(folder, columns))


def test_more_repeated_rows_than_the_bound_fail(tmp_path: Path) -> None:
    columns = {name: cells for name, cells in table().items() if name not in ("order_id", "email")}
    text = contract_of(tmp_path, columns)
    repeated = {name: [*cells[:100], *cells[:20]] for name, cells in columns.items()}

    assert kinds(check(tmp_path, text, repeated)) == [("duplicate_rows", ())]


def test_a_table_without_rows_breaks_the_row_count_only(tmp_path: Path) -> None:
    report = check(tmp_path, contract(tmp_path), {name: [] for name in table()})

    assert kinds(report) == [("row_count", ())]


def test_a_table_of_one_row_can_keep_the_contract(tmp_path: Path) -> None:
    assert check(tmp_path, contract(tmp_path), {name: cells[:1] for name, cells in table().items()}).holds


def test_another_table_misses_every_column(tmp_path: Path) -> None:
    report = check(tmp_path, contract(tmp_path), {"a": ["1", "2", "3"], "b": ["x", "y", "x"]})

    assert [("missing_column", (name,)) for name in table()] == kinds(report)


def test_one_flipped_byte_is_another_snapshot(tmp_path: Path) -> None:
    text = contract(tmp_path)
    path = tmp_path / "orders.csv"
    path.write_bytes(path.read_bytes().replace(b"person7@", b"qerson7@", 1))
    report = check_table(parse_contract(text), path, AS_OF)

    assert any("snapshot differs" in note for note in report.notes)
    assert report.holds


def test_personal_values_are_masked_also_where_nobody_expected_them(tmp_path: Path) -> None:
    text = contract(tmp_path)
    columns = changed("amount", first(1, "somebody@example.com"))
    (found,) = check(tmp_path, text, columns).breaches

    assert found.kind == "type"
    assert "somebody" not in found.model_dump_json()
    assert found.examples[0].row == 1


def test_dates_of_the_snapshot_never_lie_in_the_future(tmp_path: Path) -> None:
    report = check(tmp_path, contract(tmp_path), table(), datetime(2000, 1, 1))

    assert report.holds


def test_a_typed_file_is_held_against_the_contract_of_a_text_file(tmp_path: Path) -> None:
    text, path = contract(tmp_path), write(tmp_path / "new.csv", table())
    good, bad = tmp_path / "good.parquet", tmp_path / "bad.parquet"
    read = f"SELECT * FROM read_csv('{path}', types={{'signed': 'DATE'}})"
    duckdb.sql(f"COPY ({read}) TO '{good}' (FORMAT parquet)")
    duckdb.sql(f"COPY (SELECT * REPLACE (pieces + 0.5 AS pieces) FROM ({read})) TO '{bad}' (FORMAT parquet)")

    assert kinds(check_table(parse_contract(text), good, AS_OF)) == []
    assert kinds(check_table(parse_contract(text), bad, AS_OF)) == [("type", ("pieces",))]
