"""A table file as a DuckDB table in which every cell is the text that stands in the file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd

from mlwright.errors import TableError, quoted
from mlwright.profiling.content import refuse_by_name, scan
from mlwright.profiling.dialect import MOST_COLUMNS, QUOTE, Dialect, find_dialect
from mlwright.profiling.encoding import as_utf8, find_encoding
from mlwright.profiling.numbers import NumberFormat
from mlwright.profiling.rewriting import needs_rewriting, rewrite
from mlwright.specs import Flag, Source

_MOST_THREADS = 4
_GLOB = frozenset("*?[")


@dataclass(frozen=True)
class Table:
    """An open table: `cells` in DuckDB, columns c0, c1, ... in file order; `rowid` is the row's number from 0."""

    source: Source
    connection: duckdb.DuckDBPyConnection
    rows: int
    names: dict[str, str]
    """SQL column → name in the file; unnamed columns that hold nothing are left out."""
    flags: tuple[Flag, ...]

    @property
    def numbers(self) -> NumberFormat:
        """How the table writes its numbers."""
        return NumberFormat(self.source.decimal, self.source.thousands)


def inspect_source(path: Path) -> Source:
    """Check a table file byte by byte and find the options that read it.

    Raises:
        TableError: saying what the file is instead, or what is wrong with its header.
    """
    path = path.absolute()
    with _steady(path):
        refuse_by_name(path)
        found = scan(path)
        if found.parquet:
            return Source(path=str(path), sha256=found.sha256, bytes=found.size, format="parquet")
        encoding = find_encoding(path, found)
        with as_utf8(path, encoding) as text:
            dialect = find_dialect(text)
    return Source(
        path=str(path),
        sha256=found.sha256,
        bytes=found.size,
        encoding=encoding,
        separator=dialect.separator,
        quote=QUOTE,
        decimal=dialect.numbers.decimal,
        thousands=dialect.numbers.thousands,
        skip_rows=dialect.skip_rows,
    )


@contextmanager
def open_table(source: Source) -> Iterator[Table]:
    """Read the file once; it is the same before and after, or TableError."""
    path = Path(source.path)
    with TemporaryDirectory(prefix="mlwright-") as scratch:
        connection = _connect(scratch)
        try:
            with _steady(path):
                if path.stat().st_size != source.bytes:
                    raise _changed(path)
                load = _load_parquet if source.format == "parquet" else _load_text
                header = load(connection, path, source, Path(scratch))
            yield _without_unnamed(connection, source, header)
        finally:
            connection.close()


def load_text(source: Source, limit: int | None = None) -> pd.DataFrame:
    """The whole table as text, missing cells as "", or a repeatable sample of at most `limit` rows in file order.

    Raises:
        TableError: the file is not the one the source describes.
    """
    if scan(Path(source.path)).sha256 != source.sha256:
        raise _changed(Path(source.path))
    with open_table(source) as table:
        columns = ", ".join(f"{column} AS {_identifier(name)}" for column, name in table.names.items())
        chosen = sample_clause(table.rows, limit) if limit else ""
        return table.connection.execute(f"SELECT {columns} FROM cells {chosen} ORDER BY rowid").df().astype("str")


def sample_clause(rows: int, limit: int) -> str:
    """WHERE clause that keeps `limit` rows, spread over the file by a fixed multiplicative hash of the row number."""
    if rows <= limit:
        return ""
    order = "(rowid * 2654435761) % 4294967296, rowid"
    return f"WHERE rowid IN (SELECT rowid FROM cells ORDER BY {order} LIMIT {int(limit)})"


def _connect(scratch: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        config={
            "threads": min(_MOST_THREADS, os.cpu_count() or 1),
            "temp_directory": scratch,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )


@contextmanager
def _steady(path: Path) -> Iterator[None]:
    """The file stays what it is while it is read, and failures of the file system become sentences."""
    try:
        before = _identity(path)
        yield
        after = _identity(path)
    except PermissionError:
        raise TableError(f"Reading {quoted(path)} is not permitted.", "Check the file's permissions.") from None
    except FileNotFoundError:
        raise TableError(f"{quoted(path)} vanished while it was read.", "Start again when it is back.") from None
    except (OSError, UnicodeError) as error:
        raise TableError(f"{quoted(path)} cannot be read: {quoted(error)}.", "Check the disk and the file.") from None
    if before != after:
        raise _changed(path)


def _identity(path: Path) -> tuple[int, int, int] | None:
    if not path.exists():
        refuse_by_name(path)
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def _changed(path: Path) -> TableError:
    return TableError(f"{quoted(path)} changed while it was read.", "Wait until it is complete, then start again.")


def _load_text(
    connection: duckdb.DuckDBPyConnection, path: Path, source: Source, scratch: Path
) -> list[str]:
    with as_utf8(path, source.encoding) as text:
        dialect = find_dialect(text)
        plain = not needs_rewriting(text, dialect) and not _GLOB & set(str(text))
        if not (plain and _copy_in(connection, text, dialect.separator, 1, len(dialect.header))):
            clean = scratch / "clean.csv"
            rewrite(text, dialect, clean)
            if not _copy_in(connection, clean, ",", 0, len(dialect.header)):
                raise TableError(f"{quoted(path.name)} cannot be read as a table.", "Save it again as CSV.")
    return dialect.header


def _copy_in(connection: duckdb.DuckDBPyConnection, path: Path, separator: str, skip: int, width: int) -> bool:
    """Fill `cells`; False when DuckDB's strict reading refuses the file."""
    names = [f"c{at}" for at in range(width)]
    columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"
    query = f"""
        CREATE OR REPLACE TABLE cells AS FROM read_csv(
            {_literal(str(path))}, auto_detect=false, header=false, skip={skip}, delim={_literal(separator)},
            quote='"', escape='"', strict_mode=true, null_padding=false, compression='none',
            max_line_size=16777216, buffer_size=67108864, columns={columns}, force_not_null={names}
        )"""
    try:
        connection.execute(query)
    except duckdb.InvalidInputException:
        return False
    except duckdb.IOException as error:
        raise OSError(str(error).splitlines()[0]) from None
    return True


def _load_parquet(
    connection: duckdb.DuckDBPyConnection, path: Path, _: Source, scratch: Path
) -> list[str]:
    readable = path
    if _GLOB & set(str(path)):
        readable = scratch / "table.parquet"
        readable.symlink_to(path)
    try:
        described = connection.execute(f"DESCRIBE FROM read_parquet({_literal(str(readable))})").fetchall()
        header = [str(name) for name, *_ in described]
        if not 2 <= len(header) <= MOST_COLUMNS:
            raise TableError(f"{quoted(path.name)} has {len(header):,} columns.", "Expected 2 to 20,000.")
        texts = ", ".join(
            f"coalesce(CAST({_identifier(name)} AS VARCHAR), '') AS c{at}" for at, name in enumerate(header)
        )
        connection.execute(f"CREATE TABLE cells AS SELECT {texts} FROM read_parquet({_literal(str(readable))})")
    except duckdb.Error as error:
        raise TableError(
            f"{quoted(path.name)} is not a readable Parquet file: {quoted(str(error).splitlines()[0])}.",
            "Write it again.",
        ) from None
    return header


def _without_unnamed(
    connection: duckdb.DuckDBPyConnection, source: Source, header: list[str]
) -> Table:
    """Drop unnamed columns that hold nothing or only count the rows; refuse other unnamed ones."""
    flags: list[Flag] = []
    names: dict[str, str] = {}
    for at, name in enumerate(header):
        if name.strip():
            names[f"c{at}"] = name
            continue
        if connection.execute(f"SELECT bool_and(trim(c{at}) = '') FROM cells").fetchall() == [(True,)]:
            message = f"Column {at + 1} has no name and no values; it is left out."
        elif at == 0 and _counts_rows(connection):
            message = "The first column has no name and only counts the rows; it is left out."
        else:
            raise TableError(
                f"{quoted(Path(source.path).name)}: column {at + 1} of {len(header)} has values but no name.",
                "Give it a name in the header.",
            )
        flags.append(Flag(code="unnamed_column", message=message))
    if len(names) < 2:
        raise TableError(f"{quoted(Path(source.path).name)} has one named column only.", "Expected two or more.")
    ((rows,),) = connection.execute("SELECT count(*) FROM cells").fetchall()
    return Table(source, connection, int(rows), names, tuple(flags))


def _counts_rows(connection: duckdb.DuckDBPyConnection) -> bool:
    query = "SELECT min(n), max(n), count(n) = count(*) FROM (SELECT TRY_CAST(c0 AS BIGINT) - rowid AS n FROM cells)"
    ((low, high, whole),) = connection.execute(query).fetchall()
    return bool(whole) and low == high and low in (0, 1)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
