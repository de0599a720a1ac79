"""Filling a DuckDB table with the cells of text files, every one as the text that stands there."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.borders import Borders, look_at_borders
from mlwright.profiling.reading.dialect import Dialect
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.rewriting import Ragged, rewrite
from mlwright.specs import Finding

Native = Literal["text", "number", "date", "boolean"]

_MOST_THREADS = 4
_WORTH_THREADS = 512 * 2**20
"""Below that several threads gain little time and cost half as much again."""
_ON_DISK = 4
"""Larger tables than this part of the memory limit are kept in a database file, which is compressed."""
_GLOB = frozenset("*?[")
"""Characters that DuckDB would expand in a path."""


@dataclass(frozen=True)
class Part:
    """A text file that is ready to load: UTF-8, unpacked. `values` stand in its folders."""

    path: Path
    name: str
    dialect: Dialect
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Loaded:
    """What `cells` holds: columns c0, c1, ... with these names and types, and the row's number as `r`."""

    header: list[str]
    types: list[Native]
    borders: Borders | None = None
    """What was seen beside the values; None when nobody looked."""
    stored: bool = True
    """A table; else a view over files that are read again for each question."""
    findings: tuple[Finding, ...] = ()


def connect(scratch: Path, options: ReadOptions, size: int) -> duckdb.DuckDBPyConnection:
    """A database for a table of `size` bytes that spills to `scratch` and loads no extension."""
    on_disk = size * _ON_DISK > options.memory_bytes
    spill = scratch / "spill"
    spill.mkdir()
    connection = duckdb.connect(
        str(scratch / "table.duckdb") if on_disk else ":memory:",
        config={
            "threads": min(_MOST_THREADS, os.cpu_count() or 1) if size > _WORTH_THREADS else 1,
            "memory_limit": f"{options.memory_bytes}B",
            "temp_directory": str(spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    # at a prompt it would draw a bar on standard output, which is for results
    connection.execute("SET enable_progress_bar = false")
    return connection


def load_parts(
    connection: duckdb.DuckDBPyConnection, parts: Sequence[Part], scratch: Path, drop: bool
) -> tuple[Borders, list[tuple[Part, tuple[Ragged, ...]]]]:
    """Fill the table `stored` from text files; what stands at their borders, and the rows left out as ragged.

    Raises:
        TableError: for ragged rows that are not to be dropped, and broken quotes.
    """
    width = len(parts[0].dialect.header)
    names = [f"c{at}" for at in range(width + len(parts[0].values))]
    connection.execute(f"CREATE TABLE stored ({', '.join(f'{name} VARCHAR' for name in names)})")
    both, ragged = Borders(), []
    for part in parts:
        seen = look_at_borders(part.path, part.dialect.separator)
        both.padded, both.rare = both.padded or seen.padded, both.rare or seen.rare
        both.joined = both.joined or seen.joined
        left_out = _load(connection, part, scratch, seen.rewrite or not part.dialect.plain_start, drop)
        if left_out:
            ragged.append((part, left_out))
    return both, ragged


def _load(
    connection: duckdb.DuckDBPyConnection, part: Part, scratch: Path, rewritten: bool, drop: bool
) -> tuple[Ragged, ...]:
    dialect, skip = part.dialect, int(part.dialect.named)
    if not rewritten and copy_in(connection, _plain(part.path, scratch), dialect, skip, part.values):
        return ()
    clean = scratch / "clean.csv"
    ragged = rewrite(part.path, dialect, clean, drop=drop)
    comma = Dialect(",", dialect.header, 0, True, dialect.numbers)
    if not copy_in(connection, clean, comma, 0, part.values):
        raise TableError(f"{quoted(part.name)} cannot be read as a table.", "Save it again as CSV.")
    clean.unlink()
    return ragged


def copy_in(
    connection: duckdb.DuckDBPyConnection, path: Path, dialect: Dialect, skip: int, values: Sequence[str]
) -> bool:
    """Add a text file's rows to `stored`; False when DuckDB's strict reading refuses the file."""
    names = [f"c{at}" for at in range(len(dialect.header))]
    columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in names) + "}"
    fixed = "".join(f", {literal(value)}" for value in values)
    query = f"""
        INSERT INTO stored SELECT *{fixed} FROM read_csv(
            {literal(str(path))}, auto_detect=false, header=false, skip={skip}, delim={literal(dialect.separator)},
            quote='"', escape='"', strict_mode=true, null_padding=false, compression='none',
            max_line_size=16777216, buffer_size=16777216, columns={columns}, force_not_null={names}
        )"""
    try:
        connection.execute(query)
    except duckdb.InvalidInputException:
        return False
    except duckdb.IOException as error:
        raise OSError(said(error, path)) from None
    return True


def show_stored(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `cells` from `stored`, whose rows stand in the order in which they were read."""
    connection.execute("CREATE VIEW cells AS SELECT rowid, rowid AS r, * FROM stored")


def _plain(path: Path, scratch: Path) -> Path:
    """A path without the signs that DuckDB would expand."""
    if not _GLOB & set(str(path)):
        return path
    link = scratch / f"table{len(list(scratch.iterdir()))}"
    link.symlink_to(path)
    return link


def said(error: duckdb.Error, path: Path) -> str:
    """The first line of what DuckDB says, without the folder that stands for the table's own."""
    return str(error).splitlines()[0].replace(f"{path.parent}{os.sep}", "")


def literal(text: str) -> str:
    """Text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
