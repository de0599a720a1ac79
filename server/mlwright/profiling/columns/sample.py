"""The rows that are looked at closely: all, or 50,000 spread over the file; as texts with codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import duckdb
import numpy as np
import numpy.typing as npt

from mlwright.profiling.columns.numbers import Floats, NumberFormat
from mlwright.profiling.reading.loading import Native
from mlwright.profiling.reading.reader import Table

SAMPLE_ROWS = 50_000
"""Tables of up to twice as many rows are looked at whole."""
MANY_TEXTS = 2000
"""Columns of more different texts are read by DuckDB, without bringing the texts out of it."""
_MOST_CELLS, _FEWEST_ROWS, _AT_ONCE = 20_000_000, 2_000, 50
_HEAD, _NEAR, _MANY = 100, 4000, 1000
"""Rows so near the start, or so many of them, are fetched with all before them rather than one by one."""
_STEP, _SIZE = 2654435761, 2**32
"""Knuth's multiplicative hash of the row's number: a bijection, so that no two rows share a place in line."""

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sample:
    """Rows of the table in file order: in DuckDB, `drawn` holds their cells under the table's SQL names."""

    connection: duckdb.DuckDBPyConnection
    rows: int
    padded: bool
    """Whether some cells of the file may have blanks around their text."""

    def objects(self, expression: str, rows: int) -> npt.NDArray[np.object_]:
        """An SQL expression of texts, row by row, of the first rows."""
        found = self.connection.execute(f"SELECT {expression} AS x FROM drawn LIMIT {rows}").fetchnumpy()["x"]
        return np.asarray(found, dtype=object)

    def floats(self, expression: str, relation: str = "drawn") -> Floats:
        """An SQL expression of numbers, row by row; NaN for NULL."""
        query = f"SELECT CAST({expression} AS DOUBLE) AS v FROM {relation}"
        return as_floats(self.connection.execute(query).fetchnumpy()["v"])


@dataclass(frozen=True)
class Cells:
    """One column of the sample: `texts[codes[i]]` is the stripped text of sampled row i."""

    column: str
    name: str
    sample: Sample
    codes: Codes
    counts: Codes
    """Rows per text."""
    first: Codes
    """The row in which each text appears first; texts are in the order of these."""
    native: Native = "text"
    """How the source types the column."""
    head: tuple[str, ...] = ()
    """Texts of the first rows."""
    whole: dict[object, Floats] = field(default_factory=dict, compare=False)
    """Values of all rows by how they are read, where they were fetched and will be asked for again."""
    _read: dict[str, Floats] = field(default_factory=dict, compare=False)

    @property
    def rows(self) -> int:
        """Sampled rows."""
        return len(self.codes)

    @property
    def as_texts(self) -> str:
        """SQL relation of the column alone, its sampled cells as stripped texts."""
        # a view of all columns would be bound anew for each question: a cost of columns squared
        return f"(SELECT {text_of(self.native, self.column)} AS {self.column} FROM drawn)"

    @cached_property
    def texts(self) -> list[str]:
        """Distinct texts in order of first appearance; fetched when they are asked for."""
        return self._at(self.first)

    def some(self, levels: Sequence[int] | Codes) -> list[str]:
        """Texts of a few levels."""
        if "texts" in self.__dict__ or len(levels) > _MANY:
            return [self.texts[level] for level in levels]
        return self._at(self.first[np.asarray(levels, dtype=np.int64)])

    def _at(self, rows: Codes) -> list[str]:
        """Texts of some rows of the sample."""
        shown, last = text_of(self.native, self.column), int(rows.max(initial=-1))
        if last < len(self.head):
            return [self.head[row] for row in rows.tolist()]
        if last < _NEAR or len(rows) > _MANY:
            return [str(text) for text in self.sample.objects(shown, last + 1)[rows].tolist()]
        query = f"SELECT rowid, {shown} FROM drawn WHERE rowid IN (SELECT unnest(?))"
        found = {int(i): str(x) for i, x in self.sample.connection.execute(query, [rows.tolist()]).fetchall()}
        return [found[row] for row in rows.tolist()]

    def floats(self, expression: str) -> Floats:
        """An SQL expression of the column as a number per text, NaN for NULL; asked of DuckDB once."""
        if expression not in self._read:
            self.keep(expression, self.sample.floats(expression, self.as_texts))
        return self._read[expression]

    def keep(self, expression: str, rows: Floats) -> None:
        """Take what an expression gives row by row, which was asked together with other columns."""
        self._read[expression] = rows[self.first]

    def numbers(self, form: NumberFormat) -> Floats:
        """The column as a number per text, NaN for what is none."""
        if self.native != "number":
            return self.floats(form.sql(self.column))
        if self.native not in self._read:
            self._read[self.native] = self.sample.floats(finite(self.column))[self.first]
        return self._read[self.native]

    @property
    def padded(self) -> bool:
        """Whether some texts may stand in the file with blanks around them."""
        return self.sample.padded and self.native == "text"

    @cached_property
    def raw(self) -> tuple[str, ...]:
        """Distinct texts as they stand in the file."""
        if not self.padded:
            return tuple(self.texts)
        query = f"SELECT DISTINCT {self.column} AS x FROM cells WHERE r IN (SELECT r FROM drawn) ORDER BY x"
        return tuple(str(text) for (text,) in self.sample.connection.execute(query).fetchall())


def read_cells(table: Table) -> dict[str, Cells]:
    """Sampled cells by SQL column, rows in file order."""
    sample = Sample(table.connection, _choose(table), _padded(table))
    return {cells.column: cells for cells in _cells(table, sample)}


def _choose(table: Table) -> int:
    """Make `sampled`, its rows numbered by `rowid`; how many there are."""
    limit = min(SAMPLE_ROWS, max(_FEWEST_ROWS, _MOST_CELLS // (2 * len(table.names))))
    if table.rows <= 2 * limit:
        limit = table.rows
    row, relation = _rows_of(table)
    chosen = "" if table.rows == limit else f"WHERE ({row} * {_STEP}) % {_SIZE} <= {_last_place(table.rows, limit)}"
    # insertion order is the file's: DuckDB keeps it
    drawn = f"SELECT {row} AS r, {', '.join(table.names)} FROM {relation} {chosen}"
    table.connection.execute(f"CREATE OR REPLACE TABLE drawn AS {drawn}")
    shown = ", ".join(f"{as_text(table, column)} AS {column}" for column in table.names)
    table.connection.execute(f"CREATE OR REPLACE VIEW shown AS SELECT r, {shown} FROM texts")
    return limit


def _padded(table: Table) -> bool:
    query = "SELECT sql FROM duckdb_views() WHERE view_name = 'texts'"
    found = table.connection.execute(query).fetchall()
    return not found or "trim" in str(found[0][0])


def _rows_of(table: Table) -> tuple[str, str]:
    """The row's number and the relation to draw from: the stored table itself, whose scan alone skips other rows."""
    query = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'stored'"
    stored = table.connection.execute(query).fetchall() == [(1,)]
    return ("rowid", "stored") if stored and not _padded(table) else ("r", "texts")


def _last_place(rows: int, limit: int) -> int:
    """The hash of the last row that is taken when rows line up by their hash."""
    places = [_places(start, min(start + 10_000_000, rows), limit) for start in range(0, rows, 10_000_000)]
    return int(np.partition(np.concatenate(places), limit - 1)[limit - 1])


def _places(start: int, stop: int, limit: int) -> npt.NDArray[np.uint64]:
    places = (np.arange(start, stop, dtype=np.uint64) * np.uint64(_STEP)) % np.uint64(_SIZE)
    return np.partition(places, limit - 1)[:limit] if len(places) > limit else places


def _cells(table: Table, sample: Sample) -> Iterator[Cells]:
    every = list(table.names.items())
    for start in range(0, len(every), _AT_ONCE):
        batch = every[start : start + _AT_ONCE]
        hashed = ", ".join(f"hash({column}) AS {column}" for column, _ in batch)
        found = table.connection.execute(f"SELECT {hashed} FROM drawn").fetchnumpy()
        shown = ", ".join(as_text(table, column) for column, _ in batch)
        # a query for each column's first texts would cost more than the texts: it is bound to all columns
        rows = table.connection.execute(f"SELECT {shown} FROM drawn LIMIT {_HEAD}").fetchall()
        heads = [*zip(*rows, strict=True)] or [()] * len(batch)
        made = [
            Cells(column, name, sample, *number_levels(found.pop(column)), table.types[column], tuple(map(str, head)))
            for (column, name), head in zip(batch, heads, strict=True)
        ]
        _read_ahead(made, table.numbers)
        yield from made


def _read_ahead(cells: Sequence[Cells], form: NumberFormat) -> None:
    """Read columns of many texts that look like numbers, all in one query."""
    asked = {cell.column: form.sql(cell.column) for cell in cells if _looks_like_numbers(cell, form)}
    if not asked:
        return
    shown = ", ".join(f"CAST({number} AS DOUBLE) AS {column}" for column, number in asked.items())
    found = cells[0].sample.connection.execute(f"SELECT {shown} FROM drawn").fetchnumpy()
    for cell in cells:
        if cell.column in asked:
            cell.keep(asked[cell.column], as_floats(found.pop(cell.column)))


def _looks_like_numbers(cells: Cells, form: NumberFormat) -> bool:
    texts = [text for text in cells.head if text]
    many = cells.native == "text" and len(cells.counts) > MANY_TEXTS
    return many and len(texts) > 0 and bool(np.isfinite(form.read(texts)).mean() > 0.5)


def text_of(native: Native, column: str) -> str:
    """SQL of a cell as stripped text, "" where it is missing, however the source types it."""
    return column if native == "text" else f"coalesce(CAST({column} AS VARCHAR), '')"


def as_text(table: Table, column: str) -> str:
    """`text_of` for a column of an open table."""
    return text_of(table.types[column], column)


def finite(column: str) -> str:
    """SQL of a typed number as DOUBLE, NULL where it is infinite."""
    return f"(CASE WHEN isfinite(CAST({column} AS DOUBLE)) THEN CAST({column} AS DOUBLE) END)"


def as_floats(found: npt.NDArray[np.float64]) -> Floats:
    """Numbers as DuckDB gives them, NaN for NULL; changed in place, since a copy of many takes as much memory again."""
    if isinstance(found, np.ma.MaskedArray):
        found.data[found.mask] = np.nan
        found = found.data
    return np.asarray(found, dtype=np.float64)


def number_levels(values: npt.NDArray[np.generic]) -> tuple[Codes, Codes, Codes]:
    """Levels numbered by first appearance: each row's level, and per level its rows and its first row."""
    # equal values come in any order out of this sort, which takes a sixth of the time of the one in np.unique
    order = np.argsort(values)
    ordered = values[order]
    starts = np.flatnonzero(np.r_[np.ones(min(len(values), 1), dtype=bool), ordered[1:] != ordered[:-1]])
    counts = np.diff(np.r_[starts, len(values)])
    first = np.minimum.reduceat(order, starts) if len(starts) else starts
    place = np.argsort(first)
    rank = np.empty(len(place), dtype=np.int64)
    rank[place] = np.arange(len(place))
    codes = np.empty(len(values), dtype=np.int64)
    codes[order] = np.repeat(rank, counts)
    return codes, counts[place].astype(np.int64), first[place].astype(np.int64)
