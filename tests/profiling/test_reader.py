"""The cells DuckDB reads are the cells pandas reads with the recorded options."""

import contextlib
import csv
import io
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlwright import profiling
from mlwright.errors import TableError
from mlwright.specs import Source

BODY = "".join(f"{n};x{n % 3}\n" for n in range(30))


def _pandas(source: Source) -> pd.DataFrame:
    return pd.read_csv(
        source.path,
        encoding=source.encoding,
        sep=source.separator,
        quotechar=source.quote,
        skiprows=source.skip_rows,
        dtype=str,
        keep_default_na=False,
        skip_blank_lines=True,
    )


def _same(path: Path) -> Source:
    source = profiling.inspect_source(path)
    frame, expected = profiling.load_text(source), _pandas(source)

    assert list(expected.columns) == list(frame.columns)
    assert expected.to_numpy().tolist() == frame.to_numpy().tolist()
    return source


AWKWARD = {
    "quote inside a field": 'a,b\n5" pipe,x\n1,2\n',
    "quote at the end of a field": 'a,b\n12",3\n1,2"\n',
    "space before a quote": 'a,b\n "a",3\n1,2\n',
    "blank lines": "a,b\n\n1,2\n\n\n3,4\n\n",
    "lines of spaces": "a,b\n1,2\n  \n3,4\n",
    "newlines in quotes": 'a,b\n"x\ny",2\n3,4\n',
    "crlf": 'a,b\r\n"x\r\ny",2\r\n\r\n3,4\r\n',
    "carriage returns and blank lines": "a,b\r1,2\r\r3,4\r\r",
    "carriage returns": "a,b\r1,2\r3,4\r",
    "mixed line ends": "a,b\n1,2\r\n3,4\n",
    "doubled quotes": 'a,b\n"x""y",2\n"""",4\n',
    "quoted nothing": 'a,b\n"",2\n,4\n',
    "missing codes": "a,b\nNULL,\\N\nNA,4\n",
    "backslashes": 'a,b\n"x\\",2\n\\,4\n',
    "comment signs": "a,b\n#1,2\n1,4\n",
    "newline in the header": '"a\nx",b\n1,2\n3,4\n',
    "blank lines above": "\n\na,b\n1,2\n3,4\n",
    "spaces kept": "a,b\n 1 , 2 \n3,4\n",
    "no last line end": "a,b\n1,2\n3,",
    "blank rows": "a,b\n,\n1,2\n,\n",
    "tabs": "a\tb\n1\t2 3\n 4\t5\n",
    "pipes": "a|b\n1|2,5\n3|4,5\n",
    "quoted header": '"a b","c,d"\n1,2\n3,4\n',
    "names that differ in case": "a,A\n1,2\n3,4\n",
    "names with quotes": '"a ""x""",\'b\n1,2\n3,4\n',
}


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_files_read_alike(tmp_path: Path, name: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(AWKWARD[name].encode())

    _same(path)


CELL = st.one_of(
    st.text(alphabet=st.sampled_from(list("ab1,;\t|\"' \n.-é한\u2028")), max_size=6),
    st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,3})?", fullmatch=True),
    st.sampled_from(["", "NA", "null", " ", '"', "''", "1e5", "2020-01-01"]),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    ends=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_any_written_table_reads_as_it_was_written(
    tmp_path: Path, rows: list[tuple[str, ...]], separator: str, ends: str, encoding: str, quoting: int
) -> None:
    text = io.StringIO()
    # rows enough for the separator to show, whatever the drawn cells hold
    plain = [("left", "middle", "right")] * 60
    writer = csv.writer(text, delimiter=separator, lineterminator=ends, quoting=quoting)
    writer.writerows([("one", "two", "three"), *plain, *rows])
    path = tmp_path / "t.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    source = _same(path)

    assert profiling.load_text(source).to_numpy().tolist() == [list(row) for row in [*plain, *rows]]


@pytest.mark.parametrize(
    ("encoding", "name", "words"),
    [
        ("cp949", "도시", ["서울", "부산", "대구 광역시"]),
        ("cp932", "都市", ["とうきょう", "オオサカ", "さっぽろ市"]),
        ("cp1252", "Straße", ["Köln", "Genève", "5 €"]),
        ("utf-16", "도시", ["서울", "Köln", "5 €"]),
        ("utf-8-sig", "도시", ["서울", "Köln", "5 €"]),
        ("utf-8", "도시", ["서울", "Köln", "5 €"]),
    ],
)
def test_encodings_are_found_and_cells_decoded(tmp_path: Path, encoding: str, name: str, words: list[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes((f"{name},b\n" + "".join(f"{word},{n}\n" for n, word in enumerate(words * 9))).encode(encoding))
    source = _same(path)

    assert source.encoding == encoding
    assert profiling.load_text(source)[name].tolist() == words * 9


def test_bytes_without_a_place_in_cp1252_are_latin1(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b\n" + b"caf\xe9 \x81,1\n" * 30)

    assert _same(path).encoding == "latin-1"


def test_a_guessed_encoding_is_flagged_and_utf8_is_not(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = "".join(f"{n % 7},{'Köln' if n % 2 else 'Bonn'}\n" for n in range(40))
    path.write_bytes(("a,b\n" + rows).encode("cp1252"))
    guessed = [item.name for item in profiling.profile_table(path).findings]
    path.write_bytes(("a,b\n" + rows).encode())
    known = [item.name for item in profiling.profile_table(path).findings]

    assert "encoding" in guessed
    assert "encoding" not in known


def test_a_preamble_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Sales report\nmade in May\n\na,b,c,d\n" + "1,2,3,4\n" * 30)
    source = _same(path)

    assert source.skip_rows == 3


@pytest.mark.parametrize(
    ("text", "decimal", "thousands"),
    [
        ("a;b\n" + "3,14;x\n2,5;y\n" * 9, ",", None),
        ("a;b\n" + "1.234,50;x\n12,5;y\n" * 9, ",", "."),
        ('a,b\n"1,234",x\n"12,500.25",y\n' * 1 + '"2,000",z\n' * 9, ".", ","),
        ("a;b\n" + "1 234;x\n12 500;y\n" * 9, ".", " "),
        ("a,b\n" + "3.14,x\n2.5,y\n" * 9, ".", None),
        ('a,b\n"x, y",1\n"1, 2",2\n' * 1 + "z,3\n" * 9, ".", None),
    ],
)
def test_decimal_and_thousands_marks_are_found(tmp_path: Path, text: str, decimal: str, thousands: str | None) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text)
    source = profiling.inspect_source(path)

    assert (source.decimal, source.thousands) == (decimal, thousands)


def test_an_unnamed_blank_column_and_a_row_index_are_dropped_with_a_flag(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(",a,b,\n" + "".join(f"{n},{n % 4},{n % 3},\n" for n in range(30)))
    paper = profiling.profile_table(path)

    assert paper.names == ("a", "b")
    assert [item.name for item in paper.findings].count("unnamed_column") == 2


def test_a_glob_in_a_path_opens_that_file_only(tmp_path: Path) -> None:
    (tmp_path / "t1.csv").write_text("a;b\n" + BODY * 2)
    path = tmp_path / "t[1]*.csv"
    path.write_text("a;b\n" + BODY)

    assert profiling.profile_table(path).rows == 30


def test_parquet_is_read_with_its_types(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    duckdb.sql(
        "SELECT i AS n, i / 4 AS x, 'k' || i % 3 AS k, DATE '2020-01-01' + i::INTEGER AS d, "
        "CASE WHEN i % 5 = 0 THEN NULL ELSE i % 7 END AS gap FROM range(60) r(i)"
    ).write_parquet(str(path))
    paper = profiling.profile_table(path)

    assert [column.kind for column in paper.columns] == ["number", "number", "category", "date", "number"]
    assert paper.column("gap").missing == 12
    assert paper.time_ordered_by == "d"
    assert profiling.load_text(paper.source)["k"].tolist()[:4] == ["k0", "k1", "k2", "k0"]


def test_a_sample_is_repeatable_and_keeps_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("n,k\n" + "".join(f"{n},{n % 3}\n" for n in range(1000)))
    source = profiling.inspect_source(path)
    first, again = profiling.load_text(source, limit=100), profiling.load_text(source, limit=100)
    numbers = first["n"].astype(int)

    assert first.equals(again)
    assert len(first) == 100
    assert numbers.is_monotonic_increasing
    assert numbers.max() > 900


def test_an_empty_field_in_quotes_too_many_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("one,two\n" + "left,right\n" * 60 + ',,""')

    with pytest.raises(TableError):
        profiling.load_text(profiling.inspect_source(path))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(alphabet=st.sampled_from(list('a1,,"\n\r \t')), max_size=40))
def test_whatever_text_follows_a_header_is_refused_or_read_alike(tmp_path: Path, body: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(("one,two\n" + "left,right\n" * 60 + body).encode())
    with contextlib.suppress(TableError):
        _same(path)


def test_rows_to_be_scored_may_have_a_single_column(tmp_path):
    path = tmp_path / "new.csv"
    path.write_text("month\n2024-01\n2024-02\n")

    assert profiling.inspect_source(path, least=1).separator == ","
    with pytest.raises(TableError, match="one column only"):
        profiling.inspect_source(path)
