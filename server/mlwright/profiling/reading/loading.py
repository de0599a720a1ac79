"""Filling a DuckDB table with the cells of a file, every one as the text that stands there."""

import os
from pathlib import Path

import duckdb

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.dialect import MOST_COLUMNS, find_dialect
from mlwright.profiling.reading.encoding import as_utf8
from mlwright.profiling.reading.rewriting import needs_rewriting, rewrite
from mlwright.specs import Source

_MOST_THREADS = 4
_GLOB = frozenset("*?[")
"""Characters that DuckDB would expand in a path."""


def connect(scratch: str) -> duckdb.DuckDBPyConnection:
    """A database in memory that spills to `scratch` and loads no extension."""
    return duckdb.connect(
        config={
            "threads": min(_MOST_THREADS, os.cpu_count() or 1),
            "temp_directory": scratch,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )


def load_csv(connection: duckdb.DuckDBPyConnection, path: Path, source: Source, scratch: Path) -> list[str]:
    """Fill `cells` from a text table; its column names. Raises TableError for ragged rows and broken quotes."""
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
            {literal(str(path))}, auto_detect=false, header=false, skip={skip}, delim={literal(separator)},
            quote='"', escape='"', strict_mode=true, null_padding=false, compression='none',
            max_line_size=16777216, buffer_size=67108864, columns={columns}, force_not_null={names}
        )"""
    try:
        connection.execute(query)
    except duckdb.InvalidInputException:
        return False
    except duckdb.IOException as error:
        raise OSError(_said(error, path)) from None
    return True


def load_parquet(connection: duckdb.DuckDBPyConnection, path: Path, _: Source, scratch: Path) -> list[str]:
    """Fill `cells` from a Parquet file, values as DuckDB writes them; its column names."""
    readable = path
    if _GLOB & set(str(path)):
        readable = scratch / "table.parquet"
        readable.symlink_to(path)
    try:
        described = connection.execute(f"DESCRIBE FROM read_parquet({literal(str(readable))})").fetchall()
        header = [str(name) for name, *_ in described]
        if not 2 <= len(header) <= MOST_COLUMNS:
            raise TableError(f"{quoted(path.name)} has {len(header):,} columns.", "Expected 2 to 20,000.")
        texts = ", ".join(
            f"coalesce(CAST({_identifier(name)} AS VARCHAR), '') AS c{at}" for at, name in enumerate(header)
        )
        connection.execute(f"CREATE TABLE cells AS SELECT {texts} FROM read_parquet({literal(str(readable))})")
    except duckdb.Error as error:
        raise TableError(
            f"{quoted(path.name)} is not a readable Parquet file: {quoted(_said(error, path))}.",
            "Write it again.",
        ) from None
    return header


def _said(error: duckdb.Error, path: Path) -> str:
    """The first line of what DuckDB says, without the folder that stands for the table's own."""
    return str(error).splitlines()[0].replace(f"{path.parent}{os.sep}", "")


def literal(text: str) -> str:
    """Text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
