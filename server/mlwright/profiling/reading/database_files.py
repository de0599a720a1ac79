"""Tables of SQLite and DuckDB files, opened to be read only and with no way out of the file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import duckdb

from mlwright.errors import InputError, TableError, quoted
from mlwright.profiling.reading.content import LONGEST_LINE, file_sha256
from mlwright.profiling.reading.loading import Loaded, Part, literal, load_parts, said, show_stored
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.preparing import File, Prepared, source_of
from mlwright.profiling.reading.rows import Room, write_rows, written_dialect
from mlwright.profiling.reading.typed_files import view_parquet
from mlwright.profiling.reading.unpacking import too_large
from mlwright.profiling.reading.urls import choose_table
from mlwright.specs import Finding, found

_LONG, _SHORT = 4 * LONGEST_LINE, 64 * 1024
_COMPUTED = 2
"""What `table_xinfo` says of a column that is computed whenever it is read."""


def prepare_sqlite(file: File, options: ReadOptions, scratch: Path) -> Prepared:
    """One table of an SQLite file, every value as text. Raises TableError."""
    _refuse_unfinished(file, ("-wal", "-journal"))
    _refuse_cut(file)
    digest, target = file_sha256(file.held), scratch / "table.csv"
    most = options.most_unpacked(file.held.stat().st_size)
    try:
        # immutable: no lock, no journal and no shared memory file is made beside somebody's database
        address = f"file:{quote(str(file.path))}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            asked = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            names = sorted(str(name) for (name,) in connection.execute(asked))
            table = choose_table(file.name, options.table, names)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _longest(connection, table))
            cursor = connection.execute(f"SELECT * FROM {_identifier(table)}")
            header = [str(column[0]) for column in cursor.description]
            part = Part(target, file.name, written_dialect(header, f"{quoted(file.name)}, table {quoted(table, 60)}"))
            binary: set[int] = set()
            room = Room(most, too_large(Path(file.name), most), file.name)
            write_rows(_without_bytes(cursor, binary), len(header), target, room)
    except (sqlite3.Error, UnicodeError, MemoryError) as error:
        raise TableError(f"{quoted(file.name)} cannot be read as SQLite: {quoted(error)}.", "Check the file.") from None

    def fill(connection: duckdb.DuckDBPyConnection) -> Loaded:
        borders, _ = load_parts(connection, [part], scratch, False)
        show_stored(connection)
        findings = (_bytes_left_out([header[at] for at in sorted(binary)]),) if binary else ()
        return Loaded(header, ["text"] * len(header), borders, findings=findings)

    source = source_of([file], [digest], format="database", table=table)
    return Prepared(source, fill, target.stat().st_size)


def _refuse_cut(file: File) -> None:
    """Refuse a file that is shorter than its first page says: what is not there would be read as zeros."""
    with file.held.open("rb") as stream:
        head = stream.read(100)
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    page = 65536 if page == 1 else page
    known = page.bit_count() == 1 and head[24:28] == head[92:96]  # else the number of pages is an old one
    if known and file.held.stat().st_size < pages * page:
        raise TableError(f"{quoted(file.name)} is cut off: pages of it are missing.", "Copy or download it again.")


def _longest(connection: sqlite3.Connection, table: str) -> int:
    """Bytes that a value may have; less where columns are computed, since these take no room in the file."""
    columns = connection.execute(f"PRAGMA table_xinfo({_identifier(table)})").fetchall()
    computed = sum(int(hidden) == _COMPUTED for *_, hidden in columns)
    return max(_SHORT, _LONG // max(1, computed))


def _without_bytes(cursor: sqlite3.Cursor, binary: set[int]) -> Iterator[tuple[object, ...]]:
    """Rows with nothing in place of bytes, whose columns are noted."""
    for row in cursor:
        if any(isinstance(value, bytes) for value in row):
            binary.update(at for at, value in enumerate(row) if isinstance(value, bytes))
            yield tuple(None if isinstance(value, bytes) else value for value in row)
        else:
            yield row


def prepare_duckdb(file: File, options: ReadOptions, scratch: Path) -> Prepared:
    """One table of a DuckDB file, with its types. Raises TableError."""
    _refuse_unfinished(file, (".wal",))
    digest, copy = file_sha256(file.held), scratch / "table.parquet"
    out = scratch / "out"
    out.mkdir()
    try:
        # a second connection, since a file may hold macros and types of its own, and is closed again at once
        with closing(duckdb.connect(str(file.held), read_only=True, config=_closed(options))) as connection:
            connection.execute(f"SET allowed_directories=[{literal(str(out) + '/')}]")
            connection.execute("SET enable_external_access=false")
            asked = "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL"
            tables = {name if schema == "main" else f"{schema}.{name}": (schema, name) for schema, name in
                      connection.execute(asked).fetchall()}  # fmt: skip
            table = choose_table(file.name, options.table, list(tables))
            place = ".".join(map(_identifier, tables[table]))
            _refuse_enormous(connection, file, tables[table], options)
            types = [(str(name), str(kind)) for name, kind, *_ in connection.execute(f"DESCRIBE {place}").fetchall()]
            columns = ", ".join(_written(name, kind) for name, kind in types)
            written = out / "table.parquet"
            connection.execute(f"COPY (SELECT {columns} FROM {place}) TO {literal(str(written))} (FORMAT parquet)")
            written.rename(copy)
    except duckdb.OutOfMemoryException:
        raise InputError(
            f"{quoted(file.name)} does not fit into {options.memory} while it is read.", "Give it more with --memory."
        ) from None
    except duckdb.Error as error:
        raise TableError(
            f"{quoted(file.name)} cannot be read as DuckDB: {quoted(said(error, file.held))}.",
            "Close the program that writes it, or export the table as Parquet.",
        ) from None

    def fill(connection: duckdb.DuckDBPyConnection) -> Loaded:
        return view_parquet(connection, [replace(file, held=copy)], (), options, scratch)

    return Prepared(source_of([file], [digest], format="database", table=table), fill, 0)


def _refuse_enormous(
    connection: duckdb.DuckDBPyConnection, file: File, place: tuple[str, str], options: ReadOptions
) -> None:
    """Equal values take no room in the file, so that a small one may hold any number of rows."""
    asked = "SELECT estimated_size * column_count FROM duckdb_tables() WHERE schema_name = ? AND table_name = ?"
    ((cells,),) = connection.execute(asked, place).fetchall()
    if cells > (most := options.most_unpacked(file.held.stat().st_size)):
        raise too_large(Path(file.name), most)


def _closed(options: ReadOptions) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "threads": 1,
        "memory_limit": f"{options.memory_bytes}B",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def _written(name: str, kind: str) -> str:
    """Parquet has no integers of 128 bits, so these are written as text, which is exact."""
    column = _identifier(name)
    if kind in ("HUGEINT", "UHUGEINT"):
        return f"CAST({column} AS VARCHAR) AS {column}"
    return column


def _refuse_unfinished(file: File, suffixes: tuple[str, ...]) -> None:
    for suffix in suffixes:
        beside = file.path.with_name(file.path.name + suffix)
        if beside.exists() and beside.stat().st_size:
            raise TableError(
                f"{quoted(file.name)} is being written: {quoted(beside.name)} lies beside it.",
                "Close the program that writes it.",
            )


def _bytes_left_out(names: list[str]) -> Finding:
    shown = ", ".join(quoted(name, 60) for name in names[:5])
    return found("binary_columns", f"{shown} hold bytes in some rows, which are read as missing", tuple(names[:20]))


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
