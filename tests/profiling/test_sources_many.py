"""Several files, globs and folders of partitions are one table, or refused with the difference."""

from pathlib import Path

import duckdb
import pytest

from mlwright.errors import TableError
from mlwright.profiling.reading import pinning
from mlwright.profiling.reading.reader import read_table
from tests.profiling.opening import read, rows_of


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_files_are_joined_in_the_order_of_their_names(tmp_path: Path) -> None:
    second = _write(tmp_path, "b.csv", "a,b\n3,4\n")
    first = _write(tmp_path, "a.csv", "a,b\n1,2\n")
    _write(tmp_path, "c.txt", "no table")
    with read_table([second, first]) as table:
        numbered = table.connection.execute("SELECT r, c0 FROM texts ORDER BY r").fetchall()
        source = table.source

    assert numbered == [(0, "1"), (1, "3")]
    assert [file.path for file in source.files] == ["a.csv", "b.csv"]
    assert str(tmp_path) == source.path
    for named in (f"{tmp_path}/*.csv", tmp_path):
        assert read(named)[1] == [("1", "2"), ("3", "4")]


def test_the_hash_of_several_files_depends_on_their_content_and_names_only(tmp_path: Path) -> None:
    _write(tmp_path, "x/a.csv", "a,b\n1,2\n")
    _write(tmp_path, "x/b.csv", "a,b\n3,4\n")
    _write(tmp_path, "y/a.csv", "a,b\n1,2\n")
    other = _write(tmp_path, "y/b.csv", "a,b\n3,4\n")
    hashes = []
    for folder in ("x", "y"):
        with read_table([tmp_path / folder]) as table:
            hashes.append(table.source.sha256)
    other.write_text("a,b\n3,5\n")
    with read_table([tmp_path / "y"]) as table:
        hashes.append(table.source.sha256)

    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_keys_in_the_folders_become_columns(tmp_path: Path, form: str) -> None:
    for year, month in ((2020, "a%20b"), (2021, "__HIVE_DEFAULT_PARTITION__")):
        folder = tmp_path / f"year={year}" / f"month={month}"
        folder.mkdir(parents=True)
        if form == "parquet":
            duckdb.sql(f"SELECT {year} - 2019 AS n, 'x' AS k").write_parquet(str(folder / "p.parquet"))
        else:
            text = f"n,k\n{year - 2019},x\n" if form == "csv" else f'{{"n": {year - 2019}, "k": "x"}}\n'
            (folder / f"p.{form}").write_text(text)
    (tmp_path / "_SUCCESS").write_text("")
    with read_table([tmp_path]) as table:
        rows, names = rows_of(table), list(table.names.values())

    assert names == ["n", "k", "year", "month"]
    assert [(str(row[0]), *row[1:]) for row in rows] == [("1", "x", "2020", "a b"), ("2", "x", "2021", "")]


def test_parquet_rows_are_numbered_through_all_files(tmp_path: Path) -> None:
    for at in range(3):
        duckdb.sql(f"SELECT i + {at * 10} AS n, ' x ' AS k FROM range(10) t(i)").write_parquet(
            str(tmp_path / f"{at}.parquet")
        )
    with read_table([tmp_path]) as table:
        numbered = table.connection.execute("SELECT r, c0, c1 FROM texts ORDER BY r").fetchall()

    assert [(at, at, "x") for at in range(30)] == numbered


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("a,c\n1,2\n", "column 2 is 'c', that of 'a.csv' is 'b'"),
        ("a,b,c\n1,2,3\n", "begins with 'c'"),
        ("b,a\n1,2\n", "column 1 is 'b'"),
    ],
)
def test_files_of_another_table_are_refused_with_the_column(tmp_path: Path, other: str, said: str) -> None:
    _write(tmp_path, "a.csv", "a,b\n1,2\n")
    _write(tmp_path, "b.csv", other)

    with pytest.raises(TableError, match=said) as caught:
        read(tmp_path)
    assert "'b.csv'" in caught.value.message


def test_parquet_files_of_other_types_are_refused_with_the_column(tmp_path: Path) -> None:
    duckdb.sql("SELECT 1 AS n, 'x' AS k").write_parquet(str(tmp_path / "a.parquet"))
    duckdb.sql("SELECT 1.5::DOUBLE AS n, 'x' AS k").write_parquet(str(tmp_path / "b.parquet"))

    with pytest.raises(TableError, match=r"'n' \('DOUBLE'\), of 'a.parquet' 'n' \('INTEGER'\)"):
        read(tmp_path)


def test_files_of_different_forms_are_not_one_table(tmp_path: Path) -> None:
    first = _write(tmp_path, "a.csv", "a,b\n1,2\n")
    second = tmp_path / "b.parquet"
    duckdb.sql("SELECT 1 AS a, 2 AS b").write_parquet(str(second))

    with pytest.raises(TableError, match=r"'b.parquet' is parquet, 'a.csv' is text"):
        read(first, second)


def test_foreign_files_of_a_folder_are_told(tmp_path: Path) -> None:
    _write(tmp_path, "a.csv", "a,b\n1,2\n" * 1 + "3,4\n" * 50)
    _write(tmp_path, "notes.md", "x")
    _write(tmp_path, "small.jsonl", '{"a": 1}\n')
    with read_table([tmp_path]) as table:
        told = [finding.evidence for finding in table.findings if finding.name == "files_left_out"]

    assert told == ["not read: 2 files of the folder: 'notes.md', 'small.jsonl'"]
    (tmp_path / "small.jsonl").unlink()
    (tmp_path / "notes.md").unlink()
    with read_table([tmp_path]) as table:
        assert table.findings == ()


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "notes.md", "x")

    with pytest.raises(TableError, match="folder without tables"):
        read(tmp_path)


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = _write(tmp_path, "out/secret.csv", "a,b\n9,9\n")
    _write(tmp_path, "in/a.csv", "a,b\n1,2\n")
    (tmp_path / "in" / "b.csv").symlink_to(outside)

    assert read(tmp_path / "in")[1] == [("1", "2")]


def test_ascii_files_join_those_of_another_encoding_but_two_encodings_do_not(tmp_path: Path) -> None:
    _write(tmp_path, "a.csv", "a,b\n1,2\n")
    (tmp_path / "b.csv").write_bytes("a,b\n3,Köln\n".encode("cp1252"))

    assert read(tmp_path)[1] == [("1", "2"), ("3", "Köln")]
    (tmp_path / "c.csv").write_text("a,b\n4,Köln\n")
    with pytest.raises(TableError, match=r"'c.csv' is written in utf-8, 'b.csv' in cp1252"):
        read(tmp_path)


@pytest.mark.parametrize("most", [400, 1])
def test_one_of_many_files_that_changes_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(pinning, "_MOST_PINNED", most)
    _write(tmp_path, "a.csv", "a,b\n1,2\n")
    second = _write(tmp_path, "b.csv", "a,b\n3,4\n")
    assert read(tmp_path)[1] == [("1", "2"), ("3", "4")]

    def meddle() -> None:
        with read_table([tmp_path]):
            second.write_text("a,b\n3,4\n5,6\n")

    with pytest.raises(TableError, match=r"b.csv' changed while it was read"):
        meddle()
