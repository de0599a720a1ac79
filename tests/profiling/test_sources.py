"""Each form of table is read with the values that stand in it."""

import datetime
import gzip
import importlib.util
import json
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from mlwright.errors import InputError, TableError
from mlwright.profiling.reading import unpacking
from mlwright.profiling.reading.reader import read_table
from tests.profiling.opening import csv_text, read, rows_of

PLAIN = csv_text([(n, f"k{n % 3}") for n in range(30)], "n", "k")
TEXTS = {"n": "text", "k": "text"}
ROWS = [(str(n), f"k{n % 3}") for n in range(30)]


def test_parquet_keeps_its_types_and_nested_values_become_json(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    duckdb.sql("""
        SELECT 9007199254740993 AS big, 1.5::DOUBLE AS x, 'nan'::DOUBLE AS gone, 12.34::DECIMAL(38, 2) AS price,
               DATE '1815-06-18' AS day, TIMESTAMPTZ '2020-01-01 12:00:00+02' AS moment, true AS yes,
               [1, 2] AS list, {'a': 'ü'} AS struct, ' k ' AS word, NULL::VARCHAR AS nothing, encode('x') AS bytes
    """).write_parquet(str(path))
    with read_table([path]) as table:
        found = rows_of(table)
        types = list(table.types.values())
        raw = table.connection.execute("SELECT c9, c10 FROM cells").fetchall()
        left_out = [(finding.name, finding.columns) for finding in table.findings]

    moment = datetime.datetime(2020, 1, 1, 10)
    day = datetime.date(1815, 6, 18)
    numbers = (9007199254740993, 1.5, None, Decimal("12.34"))
    assert [(*numbers, day, moment, True, "[1,2]", '{"a":"ü"}', "k", "")] == found
    assert types == ["number"] * 4 + ["date"] * 2 + ["boolean"] + ["text"] * 4
    assert raw == [(" k ", "")]
    assert left_out == [("binary_columns", ("bytes",))]


def test_parquet_names_that_differ_only_in_case_stay_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    duckdb.sql("SELECT 1 AS a, 2 AS \"a_1\", {'x': 1, 'y': {'z': 2}} AS s, 4 AS B").write_parquet(str(path))

    assert list(read(path)[0]) == ["a", "a_1", "s", "B"]


@pytest.mark.parametrize("packed", ["gz", "zst"])
def test_packed_text_is_read_like_the_plain_one(tmp_path: Path, packed: str) -> None:
    content = PLAIN.replace("k1", "Köln").encode("cp1252")
    if packed == "zst":
        zstandard = pytest.importorskip("zstandard", reason="the package zstandard is not installed")
        content = zstandard.compress(content)
    else:
        content = gzip.compress(content)
    path = tmp_path / f"t.csv.{packed}"
    path.write_bytes(content)
    with read_table([path]) as table:
        rows, source = rows_of(table), table.source

    assert [(n, k.replace("k1", "Köln")) for n, k in ROWS] == rows
    assert ({"gz": "gzip", "zst": "zstd"}[packed], "cp1252", len(content)) == (
        source.compression, source.encoding, source.bytes,
    )  # fmt: skip


def test_without_a_package_for_zstd_the_error_names_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv.zst"
    path.write_bytes(b"(\xb5/\xfd rest")
    monkeypatch.setattr(unpacking, "_module", lambda name: None)

    with pytest.raises(TableError, match="pip install zstandard"):
        read(path)


@pytest.mark.parametrize("packed", [False, True])
def test_json_lines_keep_every_digit_and_gather_keys(tmp_path: Path, packed: bool) -> None:
    lines = [
        {"n": 12345678901234567890123, "x": 0.1, "word": " é "},
        {"n": 2, "x": None, "nested": {"a": [1]}, "yes": True},
    ]
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    path = tmp_path / ("t.jsonl.gz" if packed else "t.jsonl")
    path.write_bytes(gzip.compress(content) if packed else content)
    types, rows = read(path)

    assert dict.fromkeys(("n", "x", "word", "nested", "yes"), "text") == types
    assert rows == [("12345678901234567890123", "0.1", "é", "", ""), ("2", "", "", '{"a":[1]}', "true")]


@pytest.mark.parametrize("second", ['{"a": 1, "A": 2}', '{"a": 1, "a": 2}', "[1, 2]", '{"a": 1'])
def test_json_lines_that_are_no_table_are_refused(tmp_path: Path, second: str) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"a": 1, "b": 2}\n' + second + "\n")

    with pytest.raises(TableError, match=r"differ only in case|not JSON"):
        read(path)


def test_keys_that_end_with_a_number_are_no_renamed_ones(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"a": 1, "a_1": 2}\n' * 3)

    assert read(path)[1] == [("1", "2")] * 3


@pytest.mark.parametrize("form", ["feather", "arrows"])
def test_arrow_files_keep_their_types(tmp_path: Path, form: str) -> None:
    arrow = pytest.importorskip("pyarrow", reason="the package pyarrow is not installed")
    feather, ipc = pytest.importorskip("pyarrow.feather"), pytest.importorskip("pyarrow.ipc")
    path = tmp_path / f"t.{form}"
    days = [datetime.date(1899, 12, 31), None]
    held = arrow.table({"n": [2**63 - 1, None], "k": arrow.array(["a", "b"]).dictionary_encode(), "d": days})
    if form == "feather":
        feather.write_feather(held, str(path))
    else:
        with ipc.new_stream(str(path), held.schema) as stream:
            stream.write_table(held)

    assert ({"n": "number", "k": "text", "d": "date"}, [(2**63 - 1, "a", days[0]), (None, "b", None)]) == read(path)


def test_a_broken_arrow_file_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the package pyarrow is not installed")
    path = tmp_path / "t.arrow"
    path.write_bytes(b"ARROW1\0\0" + bytes(range(200)))

    with pytest.raises(TableError, match="not a readable Arrow file"):
        read(path)


def test_a_sheet_is_read_by_its_values_below_the_title(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the package openpyxl is not installed")
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Sales of May"])
    book.active.append([])
    book.active.append(["n", "day", "word", "formula", None])
    book.active.append([1.5, datetime.datetime(2024, 1, 2), "x, y", "=1+1"])
    book.active.append([2, datetime.datetime(2024, 1, 2, 3, 4), None, True])
    book.save(path)

    names = ("n", "day", "word", "formula")
    rows = [("1.5", "2024-01-02", "x, y", ""), ("2", "2024-01-02 03:04:00", "", "True")]
    assert (dict.fromkeys(names, "text"), rows) == read(path)


def test_one_of_several_sheets_has_to_be_named(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the package openpyxl is not installed")
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("other").append(["a", "b"])
    book["other"].append([1, 2])
    book.save(path)

    assert read(path, table="other")[1] == [("1", "2")]
    with pytest.raises(TableError, match=r"--table: 'Sheet', 'other'"):
        read(path)


@pytest.mark.parametrize(
    ("module", "name", "start"),
    [("openpyxl", "t.xlsx", None), ("pyarrow", "t.feather", b"ARROW1\0\0" + b"\0" * 99)],
)
def test_a_missing_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str, start: bytes | None
) -> None:
    path = tmp_path / name
    if start is None:
        zipped = importlib.import_module("zipfile").ZipFile(path, "w")
        zipped.writestr("xl/workbook.xml", "<x/>")
        zipped.close()
    else:
        path.write_bytes(start)
    for loaded in [loaded for loaded in sys.modules if loaded.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(InputError, match=f"needs the package {module}"):
        read(path)


def test_reading_text_imports_none_of_the_optional_packages() -> None:
    assert importlib.util.find_spec("mlwright.profiling.reading.reader") is not None
    code = (
        "import sys, mlwright.profiling.reading.sources as s; "
        "print([m for m in ('pyarrow', 'openpyxl', 'psycopg', 'zstandard', 'sklearn') if m in sys.modules])"
    )
    found = importlib.import_module("subprocess").run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "[]"
