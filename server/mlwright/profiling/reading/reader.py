"""A table as relations of DuckDB, every cell as it stands in its source."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import duckdb

from mlwright.errors import InputError, TableError, quoted
from mlwright.profiling.columns.numbers import NumberFormat
from mlwright.profiling.reading.borders import BLANKS
from mlwright.profiling.reading.csv_files import prepare_csv
from mlwright.profiling.reading.forms import form_of
from mlwright.profiling.reading.interrupts import stoppable
from mlwright.profiling.reading.loading import Loaded, Native, connect
from mlwright.profiling.reading.naming import name_columns
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.pinning import changed, steady
from mlwright.profiling.reading.preparing import File, Prepared
from mlwright.profiling.reading.sources import prepared
from mlwright.profiling.reading.stripping import make_texts
from mlwright.profiling.reading.typed_files import prepare_parquet
from mlwright.specs import Finding, Source

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BLANKS", "Table", "inspect_source", "load_text", "read_table", "sample_clause"]

Progress = Callable[[str, float], None]
_DEFAULT = ReadOptions()
_BROKEN = (
    *(duckdb.IOException, duckdb.InvalidInputException),
    *(duckdb.SerializationException, duckdb.InternalException),
)
_SCRATCH = re.compile(r"[^\s\"']*/mlwright-\w+/")
"""Folders of our own, which say nothing to the user."""


@dataclass(frozen=True)
class Table:
    """An open table in DuckDB, columns c0, c1, ... in file order, and `r`, the row's number from 0.

    `cells` holds what stands in the source, `texts` the same without the blanks around texts. A text that is missing is
    "" in both; numbers, dates and booleans of typed sources keep their type and are NULL where they are missing.
    """

    source: Source
    connection: duckdb.DuckDBPyConnection
    rows: int
    names: dict[str, str]
    """SQL column → name in the file; unnamed columns that hold nothing are left out."""
    findings: tuple[Finding, ...]
    types: dict[str, Native]
    """SQL column → how the source types it; text files know nothing but text."""
    joined: bool = True
    """Whether some digits may be joined by `_`."""

    @property
    def numbers(self) -> NumberFormat:
        """How the table writes its numbers."""
        return NumberFormat(self.source.decimal, self.source.thousands, self.joined)


@contextmanager
def read_table(
    data: Sequence[str | Path],
    options: ReadOptions = _DEFAULT,
    *,
    least: int = 2,
    follow_links: bool = True,
    progress: Progress | None = None,
) -> Iterator[Table]:
    """Read what paths, globs, folders or one database URL stand for.

    Raises:
        TableError: it is no table, differs among the files, or changes while it is read.
        InputError: an optional package is missing, or the memory limit is too small.
    """
    tell = progress or _silent
    with stoppable(), TemporaryDirectory(prefix="mlwright-") as folder:
        scratch = Path(folder)
        tell("check the file", 0.0)
        with prepared(data, options, scratch, least, follow_links) as (found, left_out):
            tell("read the table", 0.1)
            with _opened(found, left_out, options, scratch, least) as table:
                yield table


def inspect_source(path: Path, *, least: int = 2, follow_links: bool = True) -> Source:
    """Check a CSV-like or Parquet file byte by byte and find the options that read it.

    A table to learn from has at least two columns; rows to be scored may have a single one (`least` 1). Without
    `follow_links` the file is read only where no part of its path is a link.

    Raises:
        TableError: saying what the file is instead, or what is wrong with its header.
    """
    with TemporaryDirectory(prefix="mlwright-") as scratch, _plain(path, Path(scratch), least, follow_links) as found:
        return found.source


def load_text(source: Source, limit: int | None = None) -> "pd.DataFrame":
    """The whole table as text, missing cells as "", or a repeatable sample of at most `limit` rows in file order.

    Raises:
        TableError: the file is not the one the source describes.
    """
    with TemporaryDirectory(prefix="mlwright-") as folder, _plain(Path(source.path), Path(folder), 2, True) as found:
        if found.source.sha256 != source.sha256:
            raise changed(Path(source.path))
        with stoppable(), _opened(found, (), _DEFAULT, Path(folder), 2) as table:
            columns = ", ".join(f"coalesce(CAST({name} AS VARCHAR), '') AS {name}" for name in table.names)
            chosen = sample_clause(table.rows, limit) if limit else ""
            texts = table.connection.execute(f"SELECT {columns} FROM cells {chosen} ORDER BY r").df().astype("str")
            return texts.set_axis(list(table.names.values()), axis=1)


def sample_clause(rows: int, limit: int) -> str:
    """WHERE clause that keeps `limit` rows, spread over the file by a fixed multiplicative hash of the row number."""
    if rows <= limit:
        return ""
    order = "(r * 2654435761) % 4294967296, r"
    return f"WHERE r IN (SELECT r FROM cells ORDER BY {order} LIMIT {int(limit)})"


@contextmanager
def _plain(path: Path, scratch: Path, least: int, follow_links: bool) -> Iterator[Prepared]:
    """One file that scripts read, too: text as it lies there, or Parquet."""
    path = path.absolute()
    with steady(path, follow_links=follow_links) as held:
        yield _checked(path, held, scratch, least)


def _checked(path: Path, held: Path, scratch: Path, least: int) -> Prepared:
    file = File(path, held, path.name)
    if form_of(held) == "parquet":
        return prepare_parquet([file], (), _DEFAULT, scratch)
    return prepare_csv([file], (), _DEFAULT, scratch, least)


@contextmanager
def _opened(
    found: Prepared, left_out: Sequence[Finding], options: ReadOptions, scratch: Path, least: int
) -> Iterator[Table]:
    connection = connect(scratch, options, found.size)
    try:
        with _bounded(options), _typed(found.source) if found.source.format != "csv" else nullcontext():
            loaded = found.fill(connection)
            # sums over floats depend on their order, which several threads would leave open
            connection.execute("SET threads = 1")
            yield _table(connection, found.source, loaded, left_out, least)
    finally:
        connection.close()


def _table(
    connection: duckdb.DuckDBPyConnection, source: Source, loaded: Loaded, left_out: Sequence[Finding], least: int
) -> Table:
    names, unnamed = name_columns(connection, loaded, Path(source.path).name, least)
    make_texts(connection, loaded, list(names))
    ((rows,),) = connection.execute("SELECT count(*) FROM cells").fetchall()
    types = {column: loaded.types[int(column[1:])] for column in names}
    joined = loaded.borders is None or loaded.borders.joined
    return Table(source, connection, int(rows), names, (*left_out, *loaded.findings, *unnamed), types, joined)


@contextmanager
def _bounded(options: ReadOptions) -> Iterator[None]:
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise InputError(
            f"The table does not fit into {options.memory}, not even with files beside it.",
            "Give it more with --memory, or check that the temporary folder has room.",
        ) from None


@contextmanager
def _typed(source: Source) -> Iterator[None]:
    """Files that are read again for each question can turn out broken late."""
    try:
        yield
    except duckdb.Error as error:
        # broken pages come as these or as the bare class; the others are about what was asked, which is our fault
        if type(error) is not duckdb.Error and not isinstance(error, _BROKEN):
            raise
        name = Path(source.path).name
        why = _SCRATCH.sub("", (str(error).splitlines() or [type(error).__name__])[0])
        raise TableError(
            f"{quoted(name)} is not readable as {source.format}: {quoted(why)}.", "Write it again."
        ) from None


def _silent(step: str, share: float) -> None:
    del step, share
