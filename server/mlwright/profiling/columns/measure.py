"""Every column as figures: exact over all rows, or estimated and marked so where exact ones would cost too much."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

import numpy as np

from mlwright.profiling.columns.asking import Facts, Seen, ask, confirm, count_distinct, fetch_values, present, value
from mlwright.profiling.columns.kinds import Reading, level_values, read_kind, read_levels
from mlwright.profiling.columns.numbers import EXACT, Floats
from mlwright.profiling.columns.sample import Cells, Codes
from mlwright.profiling.columns.shapes import histogram, rounded, shape
from mlwright.profiling.columns.tallies import MOST_LEVELS, Tally, tally
from mlwright.profiling.reading.reader import Table
from mlwright.specs import Column, NumberStats, Value

__all__ = [
    "DISTINCT_ERROR",
    "Measured",
    "all_values",
    "counted",
    "duplicate_rows",
    "estimated",
    "levels",
    "measure",
    "present",
    "value",
]

DISTINCT_ERROR = 0.13
"""Four standard errors of DuckDB's HyperLogLog, which has 1,024 registers: 1.04/sqrt(1024) each."""
_TOP, _TOP_NUMBERS, _TOP_OF_FEW, _SAMPLES, _LONGEST_SHOWN = 5, 3, 10, 3, 60
_HUGE = 1e150
_NEARLY_UNIQUE, _UNIQUE_IN_SAMPLE = 0.8, 0.98
_MOST_HELD, _TOLD_APART = 5_000_000, 2.0**33
"""Values of all rows that are held between two steps; seconds up to which a float tells microseconds apart."""


@dataclass(frozen=True)
class Measured:
    """A column, how it is read, and all its texts where they are few."""

    column: Column
    reading: Reading
    tally: Tally | None


def measure(
    table: Table, cells: Mapping[str, Cells], exact: bool, tell: Callable[[float], None]
) -> dict[str, Measured]:
    """Every column of the table by SQL name; `tell` hears the share that is done."""
    found: dict[str, Measured] = {}
    wide: dict[str, Reading] = {}
    for at, (column, cell) in enumerate(cells.items()):
        if len(cell.counts) >= MOST_LEVELS:
            wide[column] = read_kind(cell, table.numbers)
        else:
            found[column] = _few(table, cell, at, exact)
        tell((at + 1) / (2 * len(cells)))
    asked = _whole_table(table, cells, wide, exact) if table.rows > next(iter(cells.values())).rows else {}
    for at, (column, cell) in enumerate(cells.items()):
        if column in asked:
            reading, facts = asked[column]
            found[column] = Measured(_wide(table, cell, reading, at, facts, exact), reading, None)
        elif column in wide:
            found[column] = Measured(_sampled(cell, wide[column], at), wide[column], None)
        tell(0.5 + (at + 1) / (2 * len(cells)))
    return {column: found[column] for column in cells}


def levels(table: Table, cells: Cells, measured: Measured, limit: int) -> tuple[Value, ...]:
    """Values and their rows, most frequent first; equal numbers count as one, shown as first written."""
    if measured.tally is None and measured.column.distinct > limit:
        return ()
    every = measured.tally or tally(table, cells)
    return every.without({"", *measured.reading.missing}).levels(measured.reading, limit)


def all_values(table: Table, cells: Cells, reading: Reading) -> Floats:
    """All values of a number or date column in file order, NaN where missing."""
    if cells.rows == table.rows:
        return level_values(cells, reading)[cells.codes]
    kept = cells.whole.pop(reading, None)
    return fetch_values(table, cells.column, reading) if kept is None else kept


def duplicate_rows(table: Table, measured: Mapping[str, Measured]) -> int:
    """Rows that repeat an earlier row exactly: candidates by the most telling columns, then all cells compared."""
    whole = [item.column for item in measured.values() if item.column.distinct_is == "exact"]
    if any(column.distinct == table.rows for column in whole):
        return 0
    telling = sorted(measured, key=lambda name: -measured[name].column.distinct)[:4]
    hashed = f"hash({', '.join(telling)})"
    repeated = f"SELECT h FROM (SELECT {hashed} AS h FROM cells) GROUP BY h HAVING count(*) > 1"
    connection = table.connection
    connection.execute(f"CREATE OR REPLACE TEMP TABLE repeated AS {repeated}")
    every = ", ".join(table.names)
    query = f"""
        SELECT coalesce(sum(n - 1), 0) FROM (
            SELECT count(*) AS n FROM cells WHERE {hashed} IN (SELECT h FROM repeated) GROUP BY {every}
        )"""
    ((count,),) = connection.execute(query).fetchall()
    connection.execute("DROP TABLE repeated")
    return int(count)


def _few(table: Table, cells: Cells, position: int, exact: bool) -> Measured:
    return counted(table, tally(table, cells), cells, position, exact)


def counted(table: Table, every: Tally, cells: Cells, position: int, exact: bool) -> Measured:
    """A column all of whose texts are counted."""
    if len(every.texts) == len(cells.texts):
        reading = read_kind(cells, table.numbers)
    else:
        reading = read_levels(every.texts, every.counts, cells.name, table.numbers)
    known = every.without({"", *reading.missing})
    values = reading.read(known.texts) if reading.kind in ("number", "date") else None
    distinct = len(known.texts) if values is None else _different(values)
    column = _bare(cells, reading, position, table.rows, known.rows).model_copy(
        update={
            "distinct": distinct,
            "longest": max(map(len, known.texts), default=0) if values is None else 0,
            "top": known.levels(reading, _tops(distinct, values is None)) if known.few else (),
        }
    )
    if values is None or not len(values):
        return Measured(column, reading, every)
    if reading.kind == "date":
        return Measured(column.model_copy(update=_ends(values)), reading, every)
    rows = np.repeat(values, known.counts) if exact else level_values(cells, reading)[cells.codes]
    update = _numbers(values, known.counts, rows, exact or cells.rows == table.rows)
    return Measured(column.model_copy(update=update), reading, every)


def _different(values: Floats) -> int:
    """Different numbers among those of different texts; beyond what floats tell apart, each text is another."""
    beyond = np.abs(values) > EXACT
    return len(np.unique(values[~beyond])) + int(beyond.sum())


def _tops(distinct: int, words: bool) -> int:
    """All of few levels; else the most frequent ones, of which numbers need fewer, having a histogram."""
    if distinct <= _TOP_OF_FEW:
        return _TOP_OF_FEW
    return _TOP if words else _TOP_NUMBERS


def _sampled(cells: Cells, reading: Reading, position: int) -> Column:
    """A column of many different texts in a table that is its own sample."""
    if reading.kind not in ("number", "date"):
        gone = {"", *reading.missing}
        kept = [at for at, text in enumerate(cells.texts) if text not in gone]
        column = _bare(cells, reading, position, cells.rows, int(cells.counts[kept].sum()))
        return column.model_copy(
            update={"distinct": len(kept), "longest": max((len(cells.texts[at]) for at in kept), default=0)}
        )
    by_text = level_values(cells, reading)
    known = np.isfinite(by_text)
    column = _bare(cells, reading, position, cells.rows, int(cells.counts[known].sum()))
    column = column.model_copy(update={"distinct": _different(by_text[known])})
    if reading.kind == "date":
        return column.model_copy(update=_ends(by_text[known]))
    return column.model_copy(
        update=_numbers(by_text[known], cells.counts[known], by_text[cells.codes], exact_shape=True)
    )


def _whole_table(
    table: Table, cells: Mapping[str, Cells], wide: Mapping[str, Reading], exact: bool
) -> dict[str, tuple[Reading, Facts]]:
    """Facts over all rows; columns whose reading rows beyond the sample correct are asked about again."""
    seen = {column: _seen(cells[column], reading) for column, reading in wide.items()}
    facts = dict(ask(table, wide, seen))
    readings = {
        column: confirm(table, cells[column], wide[column]) if facts[column].unread else wide[column] for column in wide
    }
    again = {column: reading for column, reading in readings.items() if reading.kind != wide[column].kind}
    facts.update(ask(table, again, seen))
    room = 0 if exact else _MOST_HELD  # exact figures ask for every column's values: none of them are kept
    for column, reading in readings.items():
        if exact or _may_be_unique(cells[column], reading, facts[column]):
            count = _count(table, cells[column], reading, facts[column], room)
            facts[column] = replace(facts[column], distinct=count, counted=True)
            room -= len(cells[column].whole.get(reading, ()))
    return {column: (readings[column], facts[column]) for column in wide}


def _count(table: Table, cells: Cells, reading: Reading, facts: Facts, room: int) -> int:
    """Different values of a column; where they are numbers, their order is looked at next, and they are kept for it."""
    if reading.kind not in ("number", "date") or facts.beyond or table.rows > room:
        return count_distinct(table, cells.column, reading, facts)
    values = fetch_values(table, cells.column, reading)
    known = values[np.isfinite(values)]
    if reading.kind == "date" and len(known) and np.abs(known).max() > _TOLD_APART:
        return count_distinct(table, cells.column, reading, facts)
    cells.whole[reading] = values
    if not (known[1:] > known[:-1]).all():
        known = np.sort(known)
    return int((known[1:] != known[:-1]).sum()) + (len(known) > 0)


def _seen(cells: Cells, reading: Reading) -> Seen:
    return Seen.among(level_values(cells, reading)[cells.codes]) if reading.kind == "number" else Seen()


def _may_be_unique(cells: Cells, reading: Reading, facts: Facts) -> bool:
    """Whether the column could be an identifier, of which every value counts."""
    if reading.kind == "text" or (reading.kind == "number" and not facts.whole):
        return False
    repeated = int((cells.counts - 1).clip(0, 1).sum())  # texts seen twice, blanks and codes among them
    few = repeated <= (1 - _UNIQUE_IN_SAMPLE) * len(cells.counts) + len(reading.missing) + 1
    return few and facts.distinct > _NEARLY_UNIQUE * facts.present


def estimated(table: Table, cells: Cells, reading: Reading, position: int, facts: Facts) -> Column:
    """A column of which all rows gave facts and the sample gives the shape."""
    return _wide(table, cells, reading, position, facts, exact=False)


def _wide(table: Table, cells: Cells, reading: Reading, position: int, facts: Facts, exact: bool) -> Column:
    column = _bare(cells, reading, position, table.rows, facts.present).model_copy(
        update={
            "distinct": facts.distinct,
            "distinct_is": "exact" if facts.counted else "approximate",
            "longest": facts.longest,
        }
    )
    if reading.kind == "date":
        return column.model_copy(update={"earliest": _stamp(facts.low), "latest": _stamp(facts.high)})
    if reading.kind != "number":
        return column
    rows = all_values(table, cells, reading) if exact else level_values(cells, reading)[cells.codes]
    known = np.isfinite(rows)
    rows = rows if known.all() else rows[known]
    figures = {"min": facts.low, "max": facts.high, "mean": rounded(facts.mean), "sd": rounded(facts.sd)}
    stats = NumberStats.model_validate({**figures, "zeros": facts.zeros, "integer": facts.whole, **shape(rows, exact)})
    return column.model_copy(update={"number": stats, "histogram": histogram(rows)})


def _numbers(values: Floats, counts: Codes, rows: Floats, exact_shape: bool) -> dict[str, object]:
    """Figures of different numbers with their rows, and the shape of `rows`."""
    rows = rows[np.isfinite(rows)]
    total = int(counts.sum())
    mean = sd = None
    if total and np.abs(values).max() < _HUGE:
        mean = float((values * counts).sum() / total)
        sd = float(np.sqrt((counts * (values - mean) ** 2).sum() / (total - 1))) if total > 1 else None
    elif total:
        mean = float((values / total * counts).sum())
    figures = {
        "min": float(values.min()) if total else None,
        "max": float(values.max()) if total else None,
        "mean": rounded(mean),
        "sd": rounded(sd),
        "zeros": int(counts[values == 0].sum()),
        "integer": total > 0 and bool((values == np.floor(values)).all()),
    }
    stats = NumberStats.model_validate({**figures, **shape(rows, exact_shape)})
    return {"number": stats, "histogram": histogram(rows)}


def _ends(moments: Floats) -> dict[str, str | None]:
    """First and last of moments in seconds since 1970."""
    if not len(moments):
        return {"earliest": None, "latest": None}
    ends = (
        datetime(1970, 1, 1) + timedelta(microseconds=round(float(end) * 1e6)) for end in (moments.min(), moments.max())
    )
    earliest, latest = map(_stamp, ends)
    return {"earliest": earliest, "latest": latest}


def _stamp(moment: object) -> str | None:
    """ISO text of a timestamp; the time is left out at midnight."""
    return None if moment is None else str(moment).replace(" ", "T").removesuffix("T00:00:00")


def _samples(cells: Cells, reading: Reading) -> tuple[str, ...]:
    gone = {"", *reading.missing}
    found = (text for text in cells.some(range(min(len(cells.counts), _SAMPLES * 20))) if text not in gone)
    return tuple(text[:_LONGEST_SHOWN] for text in islice(found, _SAMPLES))


def _bare(cells: Cells, reading: Reading, position: int, rows: int, filled: int) -> Column:
    return Column(
        name=cells.name,
        position=position,
        kind=reading.kind,
        missing=rows - filled,
        missing_share=round((rows - filled) / rows, 6),
        missing_codes=tuple(dict.fromkeys(reading.missing)),
        distinct=0,
        unit=reading.unit,
        date_format=reading.date.format if reading.date else None,
        samples=_samples(cells, reading),
    )
