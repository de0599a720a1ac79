"""Files that were made to break a reader: each is refused in a sentence, soon, or read as what it is."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import yaml
import zstandard

from mlwright.contracts.nodes import read_nodes
from mlwright.errors import InputError, MlwrightError, TableError
from mlwright.profiling.reading.interrupts import stoppable
from mlwright.profiling.reading.places import locate
from mlwright.profiling.reading.zstd_frames import is_whole
from mlwright.reports.schema import schema_suggestion
from mlwright.reports.wording import hides, shown
from mlwright.specs import Column, Figures, Profile, Source, found
from mlwright.steps.tables import named
from tests.profiling.opening import read

arrow = pytest.importorskip("pyarrow")
openpyxl = pytest.importorskip("openpyxl")
ROWS = b"".join(b"%d,%d\n" % (at, at * 7919 % 10_007) for at in range(200_000))


@pytest.mark.parametrize("cut", [1, 3, 9, 1000])
def test_a_zstd_file_that_is_cut_off_is_refused_and_not_read_as_a_shorter_table(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "t.csv.zst"
    packed = zstandard.ZstdCompressor(write_checksum=True).compress(b"a,b\n" + ROWS)
    path.write_bytes(packed)
    whole = read(path)[1]
    path.write_bytes(packed[:-cut])

    with pytest.raises(TableError, match=r"'t.csv.zst' is no whole zstd file"):
        read(path)
    assert len(whole) == 200_000


@pytest.mark.parametrize("body", [b"", b"a", b"0" * 900_000, os.urandom(400_000)], ids=["0", "1", "same", "random"])
def test_frames_of_zstd_are_whole_alone_in_a_row_and_beside_skipped_ones(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "t.zst"
    frame = zstandard.ZstdCompressor().compress(body)

    def whole(content: bytes) -> bool:
        path.write_bytes(content)
        return is_whole(path)

    assert whole(frame)
    assert whole(frame * 3 + b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc")
    assert not whole(frame + b"x")
    assert not whole(frame[:-1])
    assert not whole(b"")


def test_lists_in_lists_without_end_are_refused_and_those_that_people_write_are_read(tmp_path: Path) -> None:
    path, kind, value = tmp_path / "t.parquet", arrow.int64(), 1
    writer = pytest.importorskip("pyarrow.parquet")
    for depth in range(1, 41):
        kind, value = arrow.list_(kind), [value]
        if depth in (5, 40):
            writer.write_table(arrow.table({"deep": arrow.array([value] * 30, kind), "b": [1] * 30}), path)
        if depth == 5:
            shallow = read(path)[1][0]
    started = time.process_time()

    with pytest.raises(TableError, match=r"'t.parquet': 'deep' is nested too deep"):
        read(path)
    assert shallow == ("[[[[[1]]]]]", 1)
    assert time.process_time() - started < 2


def test_no_damage_to_the_pages_of_a_parquet_file_is_a_fault_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    duckdb.sql("SELECT i AS a, 'w' || hash(i) AS b FROM range(300) t(i)").write_parquet(str(path))
    content = path.read_bytes()
    said: list[str] = []
    for seed in range(4, 180, 4):
        damaged = bytearray(content)
        for at in range(seed, min(len(content), seed + 24), 3):
            damaged[at] = (damaged[at] * 31 + seed) % 256
        path.write_bytes(damaged)
        try:
            read(path)
        except TableError as error:
            said.append(error.message)

    assert len(said) > 5
    assert "mlwright-" not in " ".join(said)


def test_json_lines_with_many_rare_keys_are_columns_and_not_one_map(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text("".join(json.dumps({f"k{at % 60}": at, "a": at}) + "\n" for at in range(300)))

    names = read(path)[0]

    assert len(names) == 61


def test_an_empty_key_and_lines_that_are_no_objects_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"

    path.write_text('{"": 1, "b": 2}\n' * 30)
    with pytest.raises(TableError, match="a key without a name"):
        read(path)
    path.write_text('{"a": 1, "b": 2}\n[1, 2]\n' * 30)
    with pytest.raises(TableError, match="not JSON objects"):
        read(path)


def test_computed_columns_of_a_small_sqlite_file_do_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a, b, c AS (hex(zeroblob(a))))")
        connection.executemany("INSERT INTO t (a, b) VALUES (?, 1)", [(5,)] * 30)
    connection.close()
    fine = read(path)[1][0]
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE t SET a = 4000000")
    connection.close()

    with pytest.raises(TableError, match="longer than 4 MiB"):
        read(path)
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM t WHERE rowid > 1")
        connection.execute("UPDATE t SET a = 20000000")
    connection.close()
    with pytest.raises(TableError, match="too big"):
        read(path)
    assert fine == ("5", "1", "0" * 10)


def test_an_sqlite_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a, b)")
        connection.executemany("INSERT INTO t VALUES (?, 'text')", [(at,) for at in range(2_000)])
    connection.close()
    whole = len(read(path)[1])
    path.write_bytes(path.read_bytes()[:-100])

    with pytest.raises(TableError, match="is cut off"):
        read(path)
    assert whole == 2_000


def test_a_small_duckdb_file_with_a_thousand_million_equal_rows_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "t.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS a, 2 AS b FROM range(3_000_000)")
    started = time.process_time()

    with pytest.raises(TableError, match="holds more than"):
        read(f"duckdb://{path}?table=t", largest_unpacked=1_000_000)
    assert time.process_time() - started < 1


def workbook(tmp_path: Path, change: Callable[[bytes], bytes]) -> Path:
    """A workbook whose only sheet is changed."""
    plain, path = tmp_path / "plain.xlsx", tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    for row in [("a", "b"), *((at, at % 3) for at in range(40))]:
        book.active.append(row)
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(source.read(name)) if name.endswith("sheet1.xml") else source.read(name))
    return path


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda xml: xml.replace(b'<row r="2"', b'<row r="99999999999999"'), "more than 1,048,576 rows"),
        pytest.param(
            lambda xml: xml.replace(b"</sheetData>", b"<row></row>" * 1_100_000 + b"</sheetData>"),
            "1,048,576 rows",
            marks=pytest.mark.slow,
        ),
        (lambda xml: xml.replace(b"</row>", b"<c/>" * 5_000_000 + b"</row>", 1), "a row of more than 16 MiB"),
        (lambda xml: xml.replace(b"<v>0</v>", b"<v>" + b"1" * 20_000_000 + b"</v>", 1), "a row of more than 16 MiB"),
        (lambda xml: b"\xff\xfe" + xml.decode().encode("utf-16-le"), "not written in UTF-8"),
    ],
    ids=["far", "many", "wide", "long", "utf-16"],
)
def test_sheets_that_hold_more_than_a_sheet_can_are_refused(
    tmp_path: Path, change: Callable[[bytes], bytes], said: str
) -> None:
    path = workbook(tmp_path, change)

    with pytest.raises(TableError, match=re.escape(said)):
        read(path)


def test_no_damage_to_a_workbook_is_a_fault_of_ours(tmp_path: Path) -> None:
    path = workbook(tmp_path, lambda xml: xml)
    content, rows, hints = path.read_bytes(), len(read(path)[1]), []
    for seed in range(0, len(content), len(content) // 60):
        damaged = bytearray(content)
        for at in range(seed, min(len(content), seed + 12)):
            damaged[at] ^= 0x5A
        path.write_bytes(damaged)
        try:
            read(path)
        except MlwrightError as error:
            hints.append(error.hint)

    assert all(hints)
    assert rows == 40


def test_an_arrow_file_whose_buffers_do_not_unpack_is_called_broken_and_not_the_disk(tmp_path: Path) -> None:
    feather = pytest.importorskip("pyarrow.feather")
    path = tmp_path / "t.feather"
    feather.write_feather(arrow.table({"a": list(range(3_000)), "b": ["text"] * 3_000}), path)
    content = bytearray(path.read_bytes())
    start = content.index(b"\x04\x22\x4d\x18")  # the first frame of lz4
    content[start + 5 : start + 60] = b"\xff" * 55
    path.write_bytes(content)

    with pytest.raises(TableError, match="is not a readable Arrow file"):
        read(path)


def test_names_that_no_system_takes_and_links_without_end_are_sentences(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")

    with pytest.raises(TableError, match="cannot be a file"):
        named([str(tmp_path / "a")])
    with pytest.raises(TableError, match="cannot be a file"):
        named(["x" * 5_000])
    with pytest.raises(TableError, match="is not UTF-8"):
        named(["bad\udcff.csv"])
    with pytest.raises(InputError, match="no data was named"):
        named([""])
    assert (tmp_path / "new.csv") == named(tmp_path / "new.csv").identity


def test_a_file_of_a_folder_whose_name_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "ok.csv").write_text("a,b\n1,2\n")
    found = locate([tmp_path]).names
    (tmp_path / os.fsdecode(b"bad\xff.csv")).write_text("a,b\n1,2\n")

    with pytest.raises(TableError, match="is not UTF-8"):
        locate([tmp_path])
    assert found == ("ok.csv",)


def test_a_workspace_inside_a_folder_is_no_part_of_its_table(tmp_path: Path) -> None:
    (tmp_path / "ok.csv").write_text("a,b\n1,2\n")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "more.csv").write_text("a,b\n3,4\n")
    inner = tmp_path / "output" / "t"
    (inner / "data").mkdir(parents=True)
    (inner / "handoff.json").write_text("{}")
    (inner / "data" / "profile.json").write_text('{"a": 1}\n' * 1_000)

    assert locate([tmp_path]).names == ("ok.csv", "other/more.csv")


def test_a_table_is_not_chosen_where_there_is_none_to_choose(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n")

    with pytest.raises(TableError, match="no tables to choose from"):
        read(path, table="x")


def test_an_interrupted_query_is_an_interrupt_and_other_faults_stay_what_they_are() -> None:
    with pytest.raises(KeyboardInterrupt), stoppable():
        raise RuntimeError("Query interrupted")
    with pytest.raises(RuntimeError, match="another"), stoppable():
        raise RuntimeError("another")


@pytest.mark.slow
def test_ctrl_c_while_the_database_works_ends_the_command_and_leaves_nothing(tmp_path: Path) -> None:
    table, scratch, out = tmp_path / "t.csv", tmp_path / "scratch", tmp_path / "out"
    scratch.mkdir()
    columns = ", ".join(f"hash(i * {at}) AS c{at}" for at in range(20))
    duckdb.sql(f"SELECT {columns} FROM range(700_000) t(i)").write_csv(str(table))
    words = [sys.executable, "-m", "mlwright", "profile", str(table), "--out", str(out)]
    for seconds in (1.5, 3.0):
        process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(scratch)})
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]

        assert process.returncode == 130, said
        assert not out.exists()
        assert list(scratch.iterdir()) == []


def test_keys_of_a_contract_are_shown_without_signs_that_act_on_a_terminal() -> None:
    root = read_nodes('a: {"\\e[31m\\u202E": {b: 1}, plain: {c: 1}}', [])

    assert root.get("a").get("\x1b[31m\u202e").get("b").place == "'a.\\x1b[31m\\u202e'.b (line 1)"
    assert root.get("a").get("plain").get("c").place == "a.plain.c (line 1)"


def test_signs_without_width_are_replaced_and_those_that_scripts_need_are_kept() -> None:
    assert shown("a\u200bb\ufeffc\u202ed\u3164") == "a�b�c�d�"
    assert shown("می\u200cخواهم 👩\u200d🔬") == "می\u200cخواهم 👩\u200d🔬"
    assert hides("a\u2028b")
    assert not hides("a b é\u200d")


@pytest.mark.parametrize("columns", [10, 2_000])
def test_the_schema_suggestion_hides_nothing_and_costs_the_same_for_each_column(columns: int) -> None:
    names = [f"c{at}\u202e" for at in range(columns)]
    profile = Profile(
        source=Source(path="t.csv", sha256="0" * 64, bytes=1),
        rows=30,
        duplicate_rows=0,
        columns=tuple(
            Column(name=name, position=at, kind="number", missing=0, missing_share=0.0, distinct=1)
            for at, name in enumerate(names)
        ),
        findings=tuple(found("constant_column", "one value", (name,)) for name in names),
        figures=Figures(sampled_rows=30),
    )
    started = time.process_time()

    text = schema_suggestion(profile)

    assert "\u202e" not in text
    assert [column["name"] for column in yaml.safe_load(text)["columns"]] == names
    assert time.process_time() - started < 0.5 + columns / 250
