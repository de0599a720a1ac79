"""A table of a PostgreSQL server, copied as text in one read-only transaction."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from mlwright.errors import TableError, quoted
from mlwright.profiling.columns.numbers import NumberFormat
from mlwright.profiling.reading.dialect import Dialect
from mlwright.profiling.reading.headers import MOST_COLUMNS
from mlwright.profiling.reading.loading import Loaded, Part, load_parts, show_stored
from mlwright.profiling.reading.optional import need
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.preparing import Prepared
from mlwright.profiling.reading.unpacking import too_large
from mlwright.profiling.reading.urls import Database, choose_table
from mlwright.specs import Source

_SECONDS_TO_CONNECT = 10
_CEILING = 64 * 2**30
_TABLES = """
    SELECT table_schema, table_name FROM information_schema.tables
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"""
_KEY = """
    SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY array_position(i.indkey::int[], a.attnum::int)"""


def prepare_postgresql(place: Database, options: ReadOptions, scratch: Path) -> Prepared:
    """One table or view of a server.

    Raises:
        TableError: no server, table or permission; the secret is in no message.
        InputError: psycopg is not installed.
    """
    psycopg = need("psycopg", "postgres", "PostgreSQL tables")
    target = scratch / "table.csv"
    try:
        with psycopg.connect(
            **place.parameters, password=place.secret, connect_timeout=_SECONDS_TO_CONNECT, application_name="mlwright"
        ) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            table, header, digest = _copied(psycopg, connection, place, options, target)
    except (psycopg.Error, UnicodeError) as error:
        raise TableError(f"{quoted(place.shown)} cannot be read: {quoted(_said(error, place))}.", _hint()) from None
    part = Part(target, place.shown, Dialect(",", header, 0, True, NumberFormat(), named=False))

    def fill(connection: duckdb.DuckDBPyConnection) -> Loaded:
        borders, _ = load_parts(connection, [part], scratch, False)
        show_stored(connection)
        return Loaded(header, ["text"] * len(header), borders)

    size = target.stat().st_size
    source = Source(path=place.shown, sha256=digest, bytes=size, format="database", table=table)
    return Prepared(source, fill, size)


def _copied(
    psycopg: Any, connection: Any, place: Database, options: ReadOptions, target: Path
) -> tuple[str, list[str], str]:
    """Name, columns and hash of the table whose rows are written to `target`."""
    tables = {name if schema == "public" else f"{schema}.{name}": (schema, name) for schema, name in
              connection.execute(_TABLES).fetchall()}  # fmt: skip
    asked = place.table.removeprefix("public.") if place.table else None
    table = choose_table(place.shown, asked, list(tables))
    named = psycopg.sql.Identifier(*tables[table])
    described = connection.execute(psycopg.sql.SQL("SELECT * FROM {} LIMIT 0").format(named)).description
    header = [str(column.name) for column in described]
    if not 2 <= len(header) <= MOST_COLUMNS:
        raise TableError(f"{quoted(place.shown)} has {len(header):,} columns.", "Expected 2 to 20,000.")
    # whatever the server is set to, texts are written in one way and rows come in one order
    connection.execute("SET LOCAL TimeZone='UTC'; SET LOCAL DateStyle='ISO'; SET LOCAL extra_float_digits=1")
    connection.execute("SET LOCAL synchronize_seqscans=off; SET LOCAL client_encoding='UTF8'")
    key = [psycopg.sql.Identifier(name) for (name,) in connection.execute(_KEY, (named.as_string(connection),))]
    order = psycopg.sql.SQL(" ORDER BY {}").format(psycopg.sql.SQL(", ").join(key)) if key else psycopg.sql.SQL("")
    query = psycopg.sql.SQL("COPY (SELECT * FROM {}{}) TO STDOUT (FORMAT csv, FORCE_QUOTE *)").format(named, order)
    with connection.cursor().copy(query) as copy:
        return table, header, _written(copy, target, place, options)


def _written(chunks: Iterator[Any], target: Path, place: Database, options: ReadOptions) -> str:
    """Write the rows; a hash of them that does not depend on their order."""
    most = options.largest_unpacked if options.largest_unpacked is not None else _CEILING
    total, size = 0, 0
    with target.open("wb") as stream:
        for chunk in chunks:
            row = bytes(chunk)
            size += len(row)
            if size > most:
                raise too_large(Path(place.shown), most)
            total = (total + int.from_bytes(hashlib.sha256(row).digest(), "big")) % 2**256
            stream.write(row)
    return f"{total:064x}"


def _said(error: Exception, place: Database) -> str:
    """The first line of what the server says, never with the secret."""
    text = (str(error).splitlines() or [type(error).__name__])[0]
    return text.replace(place.secret, "***") if place.secret else text


def _hint() -> str:
    return "Check host, user, password (PGPASSWORD or ~/.pgpass work, too) and that the server runs."
