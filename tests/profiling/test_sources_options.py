"""What the user says about the reading is done, and what is refused names the option that repairs it."""

from pathlib import Path

import pytest

from mlwright import profiling
from mlwright.errors import InputError, TableError
from mlwright.profiling.reading.options import ReadOptions, size_in_bytes
from mlwright.profiling.reading.reader import read_table
from tests.profiling.opening import csv_text, read, rows_of

ROWS = [(n, n % 7, f"k{n % 3}") for n in range(40)]


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "t.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_ragged_rows_are_refused_with_their_number_and_the_option(tmp_path: Path) -> None:
    path = _file(tmp_path, csv_text(ROWS, "a", "b", "c") + "1,2\n" * 7 + "1,2,3,4\n")

    with pytest.raises(TableError, match=r"line 42 has 2, .* fields \(and 3 more\); 8 rows are ragged") as caught:
        read(path)
    assert "--ragged drop" in caught.value.hint


def test_ragged_rows_can_be_left_out_and_are_told(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b,c\n1,2\n" + csv_text(ROWS, "3", "4", "x") + "1,2,3,4\n")
    with read_table([path], ReadOptions(ragged="drop")) as table:
        rows = rows_of(table)
        told = [(finding.name, finding.evidence) for finding in table.findings]

    assert [("3", "4", "x"), *(tuple(map(str, row)) for row in ROWS)] == rows
    assert told == [
        (
            "ragged_rows",
            "2 rows were left out; the header names 3 columns, but line 2 has 2, line 44 has 4 fields",
        )
    ]


def test_a_sound_table_has_no_ragged_rows_to_drop(tmp_path: Path) -> None:
    with read_table([_file(tmp_path, csv_text(ROWS, "a", "b", "c"))], ReadOptions(ragged="drop")) as table:
        assert (table.rows, table.findings) == (40, ())


@pytest.mark.parametrize(
    "text",
    [
        csv_text([("red", "small", "yes"), ("blue", "big", "no")] * 9, "red", "big", "yes"),
        csv_text([(f"A{n % 3}", n, n * 3 % 50) for n in range(30)], "A1", "6", "1169"),
        csv_text([(n, n % 5) for n in range(30)], "1", "2"),
        csv_text([("red", "red", n % 3) for n in range(30)], "red", "red", "1"),
    ],
)
def test_a_first_row_that_is_data_is_refused_with_the_option_that_keeps_it(tmp_path: Path, text: str) -> None:
    path = _file(tmp_path, text)

    with pytest.raises(TableError, match="no header") as caught:
        read(path)
    assert "--no-header" in caught.value.hint
    types, rows = read(path, header=False)
    assert [f"column{at + 1}" for at in range(len(rows[0]))] == list(types)
    assert tuple(text.splitlines()[0].split(",")) == rows[0]
    assert text.count("\n") == len(rows)


@pytest.mark.parametrize(
    "names", [("a", "b", "c"), ("n", "2020", "k"), ("country", "2019", "2020"), ("k1", "x", "y"), ("7", "odd", "x")]
)
def test_headers_are_no_data_rows(tmp_path: Path, names: tuple[str, ...]) -> None:
    rows = [(f"k{n % 3}", n * 3, n * 5) for n in range(30)]

    assert list(names) == list(read(_file(tmp_path, csv_text(rows, *names)))[0])


def test_an_encoding_a_separator_and_a_decimal_mark_can_be_named(tmp_path: Path) -> None:
    wide = _file(tmp_path, "a,b\n" + "1,ü\n" * 30, "utf-16-le")
    with pytest.raises(TableError, match="as UTF-16 does") as caught:
        read(wide)
    assert "--encoding utf-16-le" in caught.value.hint
    assert read(wide, encoding="utf-16-le")[1] == [("1", "ü")] * 30

    tilde = _file(tmp_path, "a~b\n" + "1~x\n" * 30)
    with pytest.raises(TableError, match="one column only") as caught:
        read(tilde)
    assert "--separator" in caught.value.hint
    assert read(tilde, separator="~")[1] == [("1", "x")] * 30

    with read_table([_file(tmp_path, "a;b\n" + "1,234;x\n" * 9)], ReadOptions(decimal=".")) as table:
        assert table.source.decimal == "."


def test_an_encoding_that_the_bytes_contradict_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, "a,b\n" + "1,Köln\n" * 30, "cp1252")

    with pytest.raises(TableError, match="not written in utf-8"):
        read(path, encoding="utf-8")
    assert read(path)[1][0] == ("1", "Köln")


@pytest.mark.parametrize(
    "wrong",
    [{"memory": "lots"}, {"memory": "1MB"}, {"encoding": "no-such"}, {"encoding": "base64"}, {"separator": "ab"},
     {"separator": "a"}, {"separator": '"'}],
)  # fmt: skip
def test_options_that_make_no_sense_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InputError):
        ReadOptions(**wrong)


@pytest.mark.parametrize(("text", "size"), [("2GB", 2 * 10**9), ("512 mib", 2**29), ("1.5G", 15 * 10**8), ("7", 7)])
def test_sizes_are_read(text: str, size: int) -> None:
    assert size == size_in_bytes(text)


def test_cells_stand_as_in_the_file_and_texts_without_blanks(tmp_path: Path) -> None:
    blanks = [" x", "x ", "\tx", "x\u00a0", "\u3000x", '"x\n"', '" x"', "x\x1f", "x"]
    path = _file(tmp_path, "a,b\n" + "".join(f"{blank},y\n" for blank in blanks) + "x,y\n" * 600)
    with read_table([path]) as table:
        cells = [first for first, _ in rows_of(table, "cells")]
        texts = {first for first, _ in rows_of(table)}

    assert [blank.strip('"') for blank in blanks] == cells[: len(blanks)]
    assert {"x"} == texts


@pytest.mark.parametrize("blank", [" x", "x ", "\tx", "x\u00a0", "\u3000x", '"x\n"', '" x"', "x\x1f", '"x\r\n"'])
def test_each_blank_alone_is_seen(tmp_path: Path, blank: str) -> None:
    path = _file(tmp_path, "a,b\n" + "z,w\n" * 30 + f"{blank},y\ny,{blank}\n" + "z,w\n" * 600)
    with read_table([path]) as table:
        texts = rows_of(table)

    assert texts[30:32] == [("x", "y"), ("y", "x")]


def test_a_table_larger_than_the_memory_limit_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    line = ",".join(f"some longer text {at}" for at in range(20))
    with path.open("w") as stream:
        stream.write(",".join(f"c{at}" for at in range(20)) + "\n")
        stream.writelines(f"{line}{n}\n" for n in range(120_000))
    with read_table([path], ReadOptions(memory="100MB")) as table:
        asked = "SELECT count(*), sum(length(c0)), max(r) FROM texts"
        found = table.connection.execute(asked).fetchall()

    assert found == [(120_000, 18 * 120_000, 119_999)]


def test_the_chain_reads_one_plain_file_only(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"a": 1, "b": 2}\n' * 30)

    assert len(read(path)[1]) == 30
    with pytest.raises(TableError, match="JSON lines"):
        profiling.inspect_source(path)
