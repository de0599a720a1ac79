"""Tables of database files, by URL or by the file, read without a way out of the file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from mlwright.errors import TableError
from mlwright.profiling.reading.reader import read_table
from mlwright.profiling.reading.urls import database_of
from tests.profiling.opening import read, rows_of


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute('CREATE TABLE "or""ders" (id INTEGER, price REAL, word TEXT, raw BLOB)')
        rows = [(2**63 - 1, 0.1, " ü ", None), (None, 2.0, "", b"\0")]
        connection.executemany('INSERT INTO "or""ders" VALUES (?, ?, ?, ?)', rows)
        connection.execute("CREATE TABLE other (a, b)")
        connection.execute("CREATE VIEW seen AS SELECT * FROM other")
        connection.commit()
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.duckdb"
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute(
            "CREATE TABLE t AS SELECT 170141183460469231731687303715884105727::HUGEINT AS h, 1.5::DOUBLE AS x"
        )
        connection.execute(f"CREATE VIEW leak AS SELECT * FROM read_csv('{tmp_path}/secret.csv')")
        connection.execute("CREATE SCHEMA s")
        connection.execute("CREATE TABLE s.u AS SELECT 1 AS a, 'x' AS b")
    return path


def test_a_table_of_sqlite_is_read_by_url_and_by_file(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop.parent)
    rows = [("9223372036854775807", "0.1", "ü", ""), ("", "2.0", "", "")]
    for named in (
        f"sqlite://{shop}?table=or%22ders",
        "sqlite:///shop.sqlite?table=or%22ders",
        f"{shop}?table=or%22ders",
    ):
        with read_table([named]) as table:
            assert rows == rows_of(table)
            assert (table.source.format, table.source.table) == ("database", 'or"ders')
            assert [finding.name for finding in table.findings] == ["binary_columns"]
    assert rows == read(shop, table='or"ders')[1]
    assert [path.name for path in shop.parent.iterdir()] == ["shop.sqlite"]


def test_without_a_table_the_error_lists_them_and_no_views(shop: Path) -> None:
    with pytest.raises(TableError, match="holds 2 tables") as caught:
        read(shop)
    assert caught.value.hint == """Add ?table=NAME: 'or"ders', 'other'."""
    with pytest.raises(TableError, match="no table 'seen'"):
        read(f"{shop}?table=seen")


def test_a_table_of_duckdb_keeps_its_types_and_digits(store: Path) -> None:
    types, rows = read(f"duckdb://{store}?table=t")

    assert ({"h": "text", "x": "number"}, [(str(2**127 - 1), 1.5)]) == (types, rows)
    assert read(f"{store}?table=s.u")[1] == [(1, "x")]


def test_views_of_a_database_that_lead_to_other_files_are_not_read(store: Path) -> None:
    with pytest.raises(TableError, match="no table 'leak'"):
        read(f"{store}?table=leak")


@pytest.mark.parametrize(("kind", "beside"), [("shop", "-wal"), ("shop", "-journal"), ("store", ".wal")])
def test_a_database_that_is_being_written_is_refused(kind: str, beside: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(kind)
    path.with_name(path.name + beside).write_bytes(b"pending")

    with pytest.raises(TableError, match="is being written"):
        read(f"{path}?table=t")


@pytest.mark.parametrize("start", [b"SQLite format 3\x00" + b"\x01" * 500, b"\0" * 8 + b"DUCK" + b"\0" * 5000])
def test_broken_databases_are_refused(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "t.db"
    path.write_bytes(start)

    with pytest.raises(TableError, match="cannot be read as"):
        read(path)


def test_a_url_stands_alone_and_leads_to_a_database(tmp_path: Path, shop: Path) -> None:
    plain = tmp_path / "t.csv"
    plain.write_text("a,b\n1,2\n")

    with pytest.raises(TableError, match="profiled alone"):
        read(f"sqlite://{shop}?table=other", plain)
    with pytest.raises(TableError, match="is a csv file, not a database"):
        read(f"duckdb://{plain}?table=t")
    with pytest.raises(TableError, match=r"no file at"):
        read("sqlite:////none/there.db?table=t")


@pytest.mark.parametrize(
    "url", ["mysql://u:hunter2@h/d?table=t", "postgresql://u:hunter2@h:99999/d", "postgres://u:hunter2@h/d?passfile=x"]
)
def test_addresses_that_are_not_read_are_refused_without_their_secret(url: str) -> None:
    with pytest.raises(TableError) as caught:
        read(url)

    assert "hunter2" not in str(caught.value)
    assert "postgresql://" in caught.value.hint


def test_a_secret_is_kept_apart_from_everything_that_is_shown() -> None:
    place = database_of("postgresql://me:hun%40ter2@host:5433/my%20db?table=s.t&sslmode=require")

    assert place is not None
    assert place.secret == "hun@ter2"
    assert place.shown == "postgresql://me@host:5433/my%20db?table=s.t"
    assert "ter2" not in repr(place)
    assert place.parameters == {"host": "host", "port": "5433", "user": "me", "dbname": "my db", "sslmode": "require"}
