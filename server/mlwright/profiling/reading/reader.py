"""A table file as a DuckDB table in which every cell is the text that stands in the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd

from mlwright.errors import TableError, quoted
from mlwright.profiling.columns.numbers import NumberFormat
from mlwright.profiling.reading.content import file_sha256, scan
from mlwright.profiling.reading.dialect import QUOTE, find_dialect
from mlwright.profiling.reading.encoding import as_utf8, find_encoding
from mlwright.profiling.reading.loading import connect, literal, load_csv, load_parquet
from mlwright.profiling.reading.pinning import changed, steady
from mlwright.specs import Finding, Source, found

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
    findings: tuple[Finding, ...]

    @property
    def numbers(self) -> NumberFormat:
        """How the table writes its numbers."""
        return NumberFormat(self.source.decimal, self.source.thousands)


def inspect_source(path: Path, *, least: int = 2, follow_links: bool = True) -> Source:
    """Check a table file byte by byte and find the options that read it.

    A table to learn from has at least two columns; rows to be scored may have a single one (`least` 1). Without
    `follow_links` the file is read only where no part of its path is a link.

    Raises:
        TableError: saying what the file is instead, or what is wrong with its header.
    """
    path = path.absolute()
    with steady(path, follow_links=follow_links) as held:
        return describe(path, held, least)


def describe(path: Path, held: Path, least: int = 2) -> Source:
    """`inspect_source` for a file that is held open; the paper names its path."""
    found = scan(held)
    if found.parquet:
        return Source(path=str(path), sha256=found.sha256, bytes=found.size, format="parquet")
    encoding = find_encoding(held, found)
    with as_utf8(held, encoding) as text:
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
def open_table(source: Source, held: Path) -> Iterator[Table]:
    """Read once the file that the source describes and that `steady` holds open; TableError when it is another."""
    with TemporaryDirectory(prefix="mlwright-") as scratch:
        connection = connect(scratch)
        try:
            if held.stat().st_size != source.bytes:
                raise changed(Path(source.path))
            load = load_parquet if source.format == "parquet" else load_csv
            header = load(connection, held, source, Path(scratch))
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
    with steady(path) as held:
        if file_sha256(held) != source.sha256:
            raise changed(path)
        with open_table(source, held) as table:
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


def _without_unnamed(connection: duckdb.DuckDBPyConnection, source: Source, header: list[str]) -> Table:
    """Drop unnamed columns that hold nothing or only count the rows; refuse other unnamed ones."""
    findings: list[Finding] = []
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
        findings.append(found("unnamed_column", message))
    if len(names) < 2:
        raise TableError(f"{quoted(Path(source.path).name)} has one named column only.", "Expected two or more.")
    _strip_blanks(connection, list(names))
    ((rows,),) = connection.execute("SELECT count(*) FROM cells").fetchall()
    return Table(source, connection, int(rows), names, tuple(findings))


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
