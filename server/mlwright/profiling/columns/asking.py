"""Figures over all rows of columns with many different values, asked of DuckDB in one pass."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mlwright.profiling.columns import dates
from mlwright.profiling.columns.kinds import MOST_STRAYS, Reading
from mlwright.profiling.columns.missing import AMONG_NUMBERS, ANYWHERE
from mlwright.profiling.columns.numbers import EXACT, Floats
from mlwright.profiling.columns.sample import Cells, as_floats, as_text, finite
from mlwright.profiling.reading.loading import literal
from mlwright.profiling.reading.reader import Table

_AT_ONCE, _MOST_HASHED, _HUGE = 40, 20_000_000, 1e140


@dataclass(frozen=True)
class Facts:
    """What DuckDB counted of one column; `unread` are rows that hold neither a blank nor a value."""

    present: int
    distinct: int
    counted: bool
    """Whether `distinct` was counted rather than estimated."""
    unread: int
    longest: int
    low: object
    high: object
    mean: float | None
    sd: float | None
    zeros: int
    whole: bool

    @property
    def beyond(self) -> bool:
        """Whether some numbers are so large that only their texts tell them apart."""
        return any(isinstance(end, float) and abs(end) > EXACT for end in (self.low, self.high))


@dataclass(frozen=True)
class Seen:
    """What the sample shows of a column of numbers."""

    mean: float = 0.0
    whole: bool = True
    summed: bool = True
    """Whether squares of its numbers stay finite."""
    beyond: bool = False
    """Whether some are so large that only their texts tell them apart."""

    @classmethod
    def among(cls, values: Floats) -> "Seen":
        """What values show, NaN where missing."""
        values = values[np.isfinite(values)]
        if not len(values):
            return cls()
        largest = float(np.abs(values).max())
        summed = largest < _HUGE
        mean = float(values.mean()) if summed else 0.0
        return cls(mean, bool((values == np.floor(values)).all()), summed, largest > EXACT)


def present(column: str, reading: Reading) -> str:
    """SQL text of a cell of `shown`, NULL where it is missing."""
    return f"(CASE WHEN {column} NOT IN ({_texts(('', *reading.missing))}) THEN {column} END)"


def value(text: str, reading: Reading) -> str:
    """SQL value of a text: DOUBLE for numbers, TIMESTAMP for dates, NULL where it is not read; else the text."""
    if reading.kind == "date" and reading.date:
        return dates.sql(text, reading.date.format)
    if reading.kind != "number":
        return text
    if reading.unit is not None:
        number = f"regexp_extract({text}, '{reading.numbers.pattern}')"
        text = f"(CASE WHEN contains({text}, {literal(reading.unit)}) THEN {number} END)"
    return reading.numbers.sql(text)


def ask(table: Table, readings: Mapping[str, Reading], seen: Mapping[str, Seen]) -> Iterator[tuple[str, Facts]]:
    """The facts of every column; distinct values are estimated."""
    every = list(readings.items())
    for start in range(0, len(every), _AT_ONCE):
        batch = every[start : start + _AT_ONCE]
        inner = ", ".join(f"{column}, {_read(table, column, reading)} AS v{column}" for column, reading in batch)
        shown = ", ".join(f"{column}, v{column}, {_kept(column, reading)} AS k{column}" for column, reading in batch)
        asked = ", ".join(_aggregates(table, column, reading, seen[column]) for column, reading in batch)
        query = f"SELECT {asked} FROM (SELECT {shown} FROM (SELECT {inner} FROM texts))"
        (found,) = table.connection.execute(query).fetchall()
        width = len(found) // len(batch)
        for at, (column, _) in enumerate(batch):
            facts = _facts(found[at * width : (at + 1) * width], seen[column])
            yield column, replace(facts, unread=facts.unread - _blank(table, column)) if facts.unread else facts


def count_distinct(table: Table, column: str, reading: Reading, facts: Facts) -> int:
    """Different present values of a column, counted one by one.

    Up to millions of rows by their 64-bit hashes, of which two of 10 million agree by chance once in 300,000 tables.
    """
    connection, value_of = table.connection, _one(table, column, reading)
    if reading.kind == "number" and facts.beyond:
        value_of = f"(CASE WHEN {value_of} IS NOT NULL THEN {as_text(table, column)} END)"
    if table.rows > _MOST_HASHED:
        # groups are spilled where memory is short; what count(DISTINCT) holds is not
        asked = f"SELECT count(v) FROM (SELECT DISTINCT {value_of} AS v FROM texts)"
        ((count,),) = connection.execute(asked).fetchall()
        return int(count)
    if reading.kind in ("number", "date"):
        shown, gone = value_of, int(facts.present < table.rows)
    else:
        blank = facts.present + facts.unread < table.rows
        shown, gone = as_text(table, column), blank + (len(reading.missing) if facts.unread else 0)
    hashes = np.sort(np.asarray(connection.execute(f"SELECT hash({shown}) AS h FROM texts").fetchnumpy()["h"]))
    return int((hashes[1:] != hashes[:-1]).sum()) + 1 - gone


def fetch_values(table: Table, column: str, reading: Reading) -> Floats:
    """All values of a number or date column in file order, NaN where missing; dates as seconds since 1970."""
    shown = _one(table, column, reading)
    if reading.kind == "date":
        shown = f"epoch({shown})"
    # rows come in the order of the file, which DuckDB keeps
    found = table.connection.execute(f"SELECT CAST({shown} AS DOUBLE) AS v FROM texts").fetchnumpy()["v"]
    return as_floats(found)


def confirm(table: Table, cells: Cells, reading: Reading) -> Reading:
    """The reading, corrected by rows beyond the sample: more missing codes, or a category after all."""
    if reading.kind in ("category", "text", "empty"):
        query = f"SELECT DISTINCT {cells.column} AS x FROM shown WHERE x IN ({_texts(sorted(ANYWHERE))}) ORDER BY x"
        codes = (str(text) for (text,) in table.connection.execute(query).fetchall())
        return replace(reading, missing=tuple(codes))
    text = present(cells.column, reading)
    query = (
        f"SELECT x, count(*) FROM (SELECT {text} AS x FROM shown) WHERE x IS NOT NULL AND {value('x', reading)} IS NULL"
    )
    found = table.connection.execute(f"{query} GROUP BY x ORDER BY x LIMIT {MOST_STRAYS * 4}").fetchall()
    strays = [str(text) for text, _ in found if text not in ANYWHERE and text.casefold() not in AMONG_NUMBERS]
    if len({*strays, *reading.strays}) > MOST_STRAYS or (strays and reading.kind == "date"):
        return Reading("category", tuple(text for text in reading.missing if text in ANYWHERE))
    missing = (*reading.missing, *(str(text) for text, _ in found))
    return replace(reading, missing=missing, strays=(*reading.strays, *strays))


def _read(table: Table, column: str, reading: Reading) -> str:
    native = table.types[column]
    if native == "number" and reading.kind == "number":
        return finite(column)
    if native == "date" and reading.kind == "date":
        return f"(CASE WHEN isfinite({column}) THEN CAST({column} AS TIMESTAMP) END)"
    column = as_text(table, column)
    if reading.kind in ("number", "date"):
        return value(column, reading)
    # no code is long, and a length is far cheaper to look at than fifteen codes
    codes = f"strlen({column}) > {max(map(len, ANYWHERE))} OR {column} NOT IN ({_texts(('', *sorted(ANYWHERE)))})"
    return f"(CASE WHEN {codes} THEN {column} END)"


def _kept(column: str, reading: Reading) -> str:
    """Numbers and dates that stand for "not known" are taken out by value, however they are written."""
    return _without_codes(f"v{column}", reading)


def _one(table: Table, column: str, reading: Reading) -> str:
    """The present value of a cell, in one expression."""
    return _without_codes(_read(table, column, reading), reading)


def _without_codes(shown: str, reading: Reading) -> str:
    gone = [f"make_timestamp({code * 1e6:.0f})" if reading.kind == "date" else repr(code) for code in reading.gone]
    return f"CASE WHEN {shown} NOT IN ({', '.join(gone)}) THEN {shown} END" if gone else shown


def _aggregates(table: Table, column: str, reading: Reading, seen: Seen) -> str:
    """What is asked of one column; numbers are summed around their sampled mean, so that no digits are lost."""
    v, k = f"v{column}", f"k{column}"
    told = f"(CASE WHEN {k} IS NOT NULL THEN {as_text(table, column)} END)" if seen.beyond else k
    first = f"count({k}), approx_count_distinct({told}), count(*) - count({v})"
    if reading.kind == "number":
        away = f"({k} - {seen.mean!r})"
        whole = f"bool_and({k} = floor({k}))" if seen.whole else "false"
        sums = f"sum({away}), sum({away} * {away})" if seen.summed else f"avg({k}), NULL"
        return f"{first}, 0, min({k}), max({k}), {sums}, count_if({k} = 0), {whole}"
    if reading.kind == "date":
        return f"{first}, 0, min({k}), max({k}), NULL, NULL, 0, NULL"
    return f"{first}, max(length({k})), NULL, NULL, NULL, NULL, 0, NULL"


def _blank(table: Table, column: str) -> int:
    gone = f"{column} = ''" if table.types[column] == "text" else f"{column} IS NULL"
    ((count,),) = table.connection.execute(f"SELECT count(*) FROM texts WHERE {gone}").fetchall()
    return int(count)


def _facts(found: Sequence[object], seen: Seen) -> Facts:
    present, distinct, unread, longest, low, high, one, two, zeros, whole = found
    return Facts(
        present=_whole(present),
        distinct=min(_whole(distinct), _whole(present)),
        counted=False,
        unread=_whole(unread),
        longest=_whole(longest),
        low=low,
        high=high,
        **_moments(one, two, _whole(present), seen),
        zeros=_whole(zeros),
        whole=bool(whole),
    )


def _moments(one: object, two: object, rows: int, seen: Seen) -> dict[str, float | None]:
    """Mean and standard deviation by the sums of differences from a number near the mean, and of their squares."""
    if not isinstance(one, float) or not rows:
        return {"mean": None, "sd": None}
    if not isinstance(two, float):
        return {"mean": one, "sd": None}
    square = max(0.0, two - one * one / rows)
    finite = np.isfinite(square) and rows > 1
    return {"mean": seen.mean + one / rows, "sd": float(np.sqrt(square / (rows - 1))) if finite else None}


def _whole(count: object) -> int:
    return int(count) if isinstance(count, int) else 0


def _texts(texts: Sequence[str]) -> str:
    return ", ".join(literal(text) for text in texts)
