"""A table file as a DuckDB table in which every cell is the text that stands in the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd

from mlwright.errors import TableError, quoted
from mlwright.profiling.content import file_sha256, refuse_by_name, scan
from mlwright.profiling.dialect import QUOTE, find_dialect
from mlwright.profiling.encoding import as_utf8, find_encoding
from mlwright.profiling.loading import connect, literal, load_csv, load_parquet
from mlwright.profiling.numbers import NumberFormat
from mlwright.specs import Flag, Source

BLANKS = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
"""Characters that are stripped around a value, as `str.strip` does; a cell of nothing else is blank."""

_PADDED = f"^[{BLANKS}]|[{BLANKS}]$"
_AT_ONCE = 100


@dataclass(frozen=True)
class Table:
    """An open table in DuckDB, columns c0, c1, ... in file order.

    `cells` holds what stands in the file, `rowid` being the row's number from 0; `texts` holds the same without the
    blanks around values, and the row's number as `r`.
    """

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


def inspect_source(path: Path, *, least: int = 2) -> Source:
    """Check a table file byte by byte and find the options that read it.

    A table to learn from has at least two columns; rows to be scored may have a single one (`least` 1).

    Raises:
        TableError: saying what the file is instead, or what is wrong with its header.
    """
    path = path.absolute()
    with steady(path):
        found = scan(path)
        if found.parquet:
            return Source(path=str(path), sha256=found.sha256, bytes=found.size, format="parquet")
        encoding = find_encoding(path, found)
        with as_utf8(path, encoding) as text:
            dialect = find_dialect(text, least)
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
        connection = connect(scratch)
        try:
            with steady(path):
                if path.stat().st_size != source.bytes:
                    raise _changed(path)
                load = load_parquet if source.format == "parquet" else load_csv
                header = load(connection, path, source, Path(scratch))
            # sums over floats depend on their order, which several threads would leave open
            connection.execute("SET threads = 1")
            yield _without_unnamed(connection, source, header)
        finally:
            connection.close()


def load_text(source: Source, limit: int | None = None) -> pd.DataFrame:
    """The whole table as text, missing cells as "", or a repeatable sample of at most `limit` rows in file order.

    Raises:
        TableError: the file is not the one the source describes.
    """
    path = Path(source.path)
    with steady(path):
        if file_sha256(path) != source.sha256:
            raise _changed(path)
    with open_table(source) as table:
        columns = ", ".join(table.names)
        chosen = sample_clause(table.rows, limit) if limit else ""
        texts = table.connection.execute(f"SELECT {columns} FROM cells {chosen} ORDER BY rowid").df().astype("str")
        return texts.set_axis(list(table.names.values()), axis=1)


def sample_clause(rows: int, limit: int) -> str:
    """WHERE clause that keeps `limit` rows, spread over the file by a fixed multiplicative hash of the row number."""
    if rows <= limit:
        return ""
    order = "(rowid * 2654435761) % 4294967296, rowid"
    return f"WHERE rowid IN (SELECT rowid FROM cells ORDER BY {order} LIMIT {int(limit)})"


@contextmanager
def steady(path: Path) -> Iterator[None]:
    """The file stays what it is while it is read, and failures of the file system become sentences."""
    try:
        refuse_by_name(path)
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


def _identity(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def _changed(path: Path) -> TableError:
    return TableError(f"{quoted(path)} changed while it was read.", "Wait until it is complete, then start again.")


def _without_unnamed(connection: duckdb.DuckDBPyConnection, source: Source, header: list[str]) -> Table:
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
    _strip_blanks(connection, list(names))
    ((rows,),) = connection.execute("SELECT count(*) FROM cells").fetchall()
    return Table(source, connection, int(rows), names, tuple(flags))


def _strip_blanks(connection: duckdb.DuckDBPyConnection, columns: list[str]) -> None:
    """Make `texts`; only columns with padded cells are copied, since stripping costs more than all the measuring."""
    blanks = literal(BLANKS)
    padded: set[str] = set()
    for start in range(0, len(columns), _AT_ONCE):
        batch = columns[start : start + _AT_ONCE]
        asked = ", ".join(f"bool_or(regexp_matches({name}, {literal(_PADDED)}))" for name in batch)
        (found,) = connection.execute(f"SELECT {asked} FROM cells").fetchall()
        padded |= {name for name, some in zip(batch, found, strict=True) if some}
    shown = ", ".join(f"trim({name}, {blanks}) AS {name}" if name in padded else name for name in columns)
    connection.execute(f"CREATE {'TABLE' if padded else 'VIEW'} texts AS SELECT rowid AS r, {shown} FROM cells")


def _counts_rows(connection: duckdb.DuckDBPyConnection) -> bool:
    query = "SELECT min(n), max(n), count(n) = count(*) FROM (SELECT TRY_CAST(c0 AS BIGINT) - rowid AS n FROM cells)"
    ((low, high, whole),) = connection.execute(query).fetchall()
    return bool(whole) and low == high and low in (0, 1)
