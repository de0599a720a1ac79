"""One part of a table → its state."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from mlwright.profiling.columns import measure
from mlwright.profiling.columns.asking import confirm
from mlwright.profiling.columns.kinds import Reading, read_kind, read_levels
from mlwright.profiling.columns.measure import Measured
from mlwright.profiling.columns.missing import ANYWHERE
from mlwright.profiling.columns.sample import SAMPLE_ROWS, Cells, as_text, read_cells
from mlwright.profiling.columns.tallies import MOST_LEVELS, Tally, tally
from mlwright.profiling.parts.rows import sample_rows
from mlwright.profiling.parts.sketch import HASHED, Hashes, of_numbers, of_texts, sketch, written
from mlwright.profiling.parts.sums import summed
from mlwright.profiling.reading.loading import literal
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.places import files_of
from mlwright.profiling.reading.reader import Table, read_table
from mlwright.specs import Column, Source, Value
from mlwright.specs.profile_state import ColumnPart, PartFacts, ProfileState, SharedColumn, Tallied

Progress = Callable[[str, float], None]
MOST_LETTERS = 2_000_000
_MOST_UNREAD, _MOST_CELLS, _FEWEST_ROWS = 100, 20_000_000, 10_000
_AS_FOUND = ReadOptions()


def state_of(
    data: Path | Sequence[str | Path],
    *,
    options: ReadOptions = _AS_FOUND,
    follow_links: bool = True,
    limit: int | None = None,
    progress: Progress | None = None,
) -> ProfileState:
    """Measure one part of a table so that parts merge into the profile of the whole.

    Args:
        data: the part, named as for `profile_table`. Only read.
        options: how it is to be read, where that should not be found out.
        follow_links: whether parts of the path may be links; a caller that has resolved it says no.
        limit: rows of the sample that travels along; as many as a profile looks at, when not told.
        progress: told the step and the share done, from 0 to 1.

    Raises:
        TableError: it is not a table.
    """
    tell = progress or _silent
    named = [data] if isinstance(data, Path) else data
    with read_table(named, options, follow_links=follow_links, progress=tell) as table:
        found = replace(table, source=_placed(table.source, named))
        return _state(found, limit or _limit(len(table.names)), tell)


def _silent(step: str, share: float) -> None:
    del step, share


def _placed(source: Source, data: Sequence[str | Path]) -> Source:
    """A glob of files is their folder: where the parts merge there may be nothing for it to find."""
    if not source.files or not set("*?[") & set(source.path) or Path(source.path).exists():
        return source
    return source.model_copy(update={"path": os.path.commonpath([path.parent for path in files_of(data)])})


def _limit(columns: int) -> int:
    return min(SAMPLE_ROWS, max(_FEWEST_ROWS, _MOST_CELLS // (2 * columns)))


def _state(table: Table, limit: int, tell: Progress) -> ProfileState:
    found: list[tuple[ColumnPart, SharedColumn]] = []
    cells = read_cells(table) if table.rows else {}
    for at, column in enumerate(table.names):
        tell("measure columns", 0.3 + 0.5 * at / len(table.names))
        found.append(_column(table, cells[column]) if cells else _nothing(table.names[column]))
    duplicates = _duplicates(table, [column for column, _ in found]) if cells else 0
    tell("draw rows", 0.9)
    facts = PartFacts(
        source=table.source,
        rows=table.rows,
        duplicate_rows=duplicates,
        findings=table.findings,
        columns=tuple(column for column, _ in found),
    )
    shared = tuple(sorted((item for _, item in found), key=lambda item: item.name))
    return ProfileState(parts=(facts,), shared=shared, sample=sample_rows(table, limit))


def _nothing(name: str) -> tuple[ColumnPart, SharedColumn]:
    """A column of a part without rows."""
    empty = written(sketch(np.empty(0, dtype=np.uint64)))
    tallied = Tallied(texts=(), counts=())
    return ColumnPart(name=name, kind="empty", blanks=0), SharedColumn(name=name, tally=tallied, registers=empty)


def _column(table: Table, cells: Cells) -> tuple[ColumnPart, SharedColumn]:
    every = _few(table, cells)
    reading = read_levels(every.texts, every.counts, cells.name, table.numbers) if every else None
    reading = reading or _confirmed(table, cells)
    asked = _asked(table, cells, ANYWHERE) if every is None else _counted(every, {"", *ANYWHERE})
    blanks = sum(item.count for item in asked if item.value == "")
    column = ColumnPart(
        name=cells.name,
        kind=reading.kind,
        unit=reading.unit,
        date_format=reading.date.format if reading.date else None,
        date_other=reading.date.other if reading.date else None,
        blanks=blanks,
        codes=tuple(item for item in asked if item.value),
    )
    if reading.kind in ("number", "date"):
        column, hashes = _amounts(table, cells, reading, column)
    else:
        hashes = _hashes(table, cells, every)
        longest = _longest(table, cells, every)
        column = column.model_copy(update={"distinct": len(np.unique(hashes)), "longest": longest})
    tallied = Tallied(texts=tuple(every.texts), counts=tuple(every.counts.tolist())) if every else None
    return column, SharedColumn(name=cells.name, tally=tallied, registers=written(sketch(hashes)))


def _confirmed(table: Table, cells: Cells) -> Reading:
    reading = read_kind(cells, table.numbers)
    beyond = cells.rows < table.rows and reading.kind in ("number", "date")
    return confirm(table, cells, reading) if beyond else reading


def _duplicates(table: Table, columns: Sequence[ColumnPart]) -> int:
    """Rows of this part that repeat an earlier one of it."""
    measured = {}
    for at, (sql, column) in enumerate(zip(table.names, columns, strict=True)):
        distinct = column.distinct if column.amounts is None else column.amounts.distinct + len(column.amounts.codes)
        shown = Column(name=column.name, position=at, kind=column.kind, missing=0, missing_share=0.0, distinct=distinct)
        measured[sql] = Measured(shown, Reading(column.kind), None)
    return measure.duplicate_rows(table, measured)


def _few(table: Table, cells: Cells) -> Tally | None:
    """All texts of a column, in their order, where they are few and short."""
    if len(cells.counts) > MOST_LEVELS:
        return None
    every = tally(table, cells)
    if len(every.texts) > MOST_LEVELS or sum(map(len, every.texts)) > MOST_LETTERS:
        return None
    order = sorted(range(len(every.texts)), key=lambda at: every.texts[at])
    return Tally([every.texts[at] for at in order], every.counts[order])


def _counted(every: Tally, texts: set[str]) -> list[Value]:
    pairs = zip(every.texts, every.counts.tolist(), strict=True)
    return [Value(value=text, count=count) for text, count in pairs if text in texts]


def _cells(table: Table, cells: Cells) -> str:
    """SQL relation of the column alone over all rows, its texts as `x`."""
    if cells.rows == table.rows:
        # a view of all columns would be bound anew for each question: a cost of columns squared
        return f"(SELECT {cells.column} AS x FROM {cells.as_texts})"
    return f"(SELECT {as_text(table, cells.column)} AS x FROM texts)"


def _asked(table: Table, cells: Cells, texts: frozenset[str]) -> list[Value]:
    listed = ", ".join(literal(text) for text in ("", *sorted(texts)))
    query = f"SELECT x, count(*) FROM {_cells(table, cells)} WHERE x IN ({listed})"
    found = table.connection.execute(f"{query} GROUP BY x ORDER BY x").fetchall()
    return [Value(value=str(text), count=int(count)) for text, count in found]


def _hashes(table: Table, cells: Cells, every: Tally | None) -> Hashes:
    """Hashes of the words."""
    gone = {"", *ANYWHERE}
    if every is not None:
        return of_texts(text for text in every.texts if text not in gone)
    listed = ", ".join(literal(text) for text in sorted(gone))
    query = f"SELECT {HASHED.format('x')} AS h FROM {_cells(table, cells)}"
    found = table.connection.execute(f"{query} WHERE x NOT IN ({listed})").fetchnumpy()["h"]
    return np.asarray(found, dtype=np.uint64)


def _longest(table: Table, cells: Cells, every: Tally | None) -> int:
    gone = {"", *ANYWHERE}
    if every is not None:
        return max((len(text) for text in every.texts if text not in gone), default=0)
    listed = ", ".join(literal(text) for text in sorted(gone))
    query = f"SELECT max(length(x)) FROM {_cells(table, cells)}"
    ((longest,),) = table.connection.execute(f"{query} WHERE x NOT IN ({listed})").fetchall()
    return int(longest or 0)


def _amounts(table: Table, cells: Cells, reading: Reading, column: ColumnPart) -> tuple[ColumnPart, Hashes]:
    """A column of numbers or dates: whatever is a number is counted, whether or not it stands for "not known"."""
    plain = replace(reading, missing=(), sentinels=())
    values = measure.all_values(table, cells, plain)
    known = np.isfinite(values)
    unread_rows = table.rows - int(known.sum()) - column.blanks - sum(item.count for item in column.codes)
    amounts, kept = summed(values[known], reading.kind == "date", complete=bool(known.all()))
    unread = _unread(table, cells, plain) if unread_rows else ()
    update = {"amounts": amounts, "unread": unread, "unread_rows": unread_rows}
    return column.model_copy(update=update), of_numbers(kept)


def _unread(table: Table, cells: Cells, reading: Reading) -> tuple[Value, ...]:
    """The most frequent texts that are neither blank nor a number or date."""
    listed = ", ".join(literal(text) for text in ("", *sorted(ANYWHERE)))
    query = f"""
        SELECT x, count(*) AS n FROM {_cells(table, cells)}
        WHERE x NOT IN ({listed}) AND {measure.value("x", reading)} IS NULL
        GROUP BY x ORDER BY n DESC, x LIMIT {_MOST_UNREAD}"""
    return tuple(Value(value=str(x), count=int(n)) for x, n in table.connection.execute(query).fetchall())
