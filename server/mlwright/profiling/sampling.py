"""A few rows of a table to look at: spread over the file, drawn with a seed, personal data masked."""

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from mlwright.errors import TableError, quoted
from mlwright.personal import WORDS, PersonalKind, kind_of, kind_of_values, mask, mask_within
from mlwright.profiling.columns.kinds import Reading, read_kind
from mlwright.profiling.columns.sample import Cells, read_cells
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.reader import Table, read_table
from mlwright.specs.sample import DataSample, SampleColumn

MOST_ROWS = 50
_AS_FOUND = ReadOptions()
_LONGEST_READ, _LONGEST_SHOWN = 2_000, 300


def sample_table(
    data: Path | Sequence[str | Path],
    *,
    rows: int = 5,
    seed: int = 0,
    masked: bool = True,
    options: ReadOptions = _AS_FOUND,
    follow_links: bool = True,
) -> DataSample:
    """Rows of a table, one drawn at random from each of as many equal stretches of the file.

    Args:
        path: the table; it is only read.
        rows: how many, at most 50.
        seed: the same seed draws the same rows of the same file.
        masked: whether personal data loses its content; only a person may ask for it as it is.
        follow_links: whether parts of the path may be links; a caller that has resolved it says no.

    Raises:
        TableError: the file is not a table, or has no rows.
    """
    named = [data] if isinstance(data, Path) else data
    with read_table(named, options, follow_links=follow_links) as table:
        if table.rows == 0:
            name = quoted(Path(table.source.path).name)
            raise TableError(f"{name} has a header but no rows.", "There is nothing to draw from.")
        chosen = draw(table.rows, min(rows, MOST_ROWS), seed)
        columns = _columns(table, chosen, masked)
    return DataSample(
        path=table.source.path,
        sha256=table.source.sha256,
        rows=table.rows,
        seed=seed,
        drawn=_drawn(len(chosen), table.rows, seed),
        row_numbers=tuple(place + 1 for place in chosen),
        masked=masked,
        columns=columns,
    )


def draw(rows: int, wanted: int, seed: int) -> list[int]:
    """Row numbers from 0, one at random in each of `wanted` equal stretches; all rows when there are no more."""
    if rows <= wanted:
        return list(range(rows))
    drawn = random.Random(seed)
    edges = [place * rows // wanted for place in range(wanted + 1)]
    return [drawn.randrange(low, high) for low, high in pairwise(edges)]


def _drawn(shown: int, rows: int, seed: int) -> str:
    if shown == rows:
        return f"all {rows:,} rows"
    return f"{shown} of {rows:,} rows: one at random from each of {shown} equal stretches of the file (seed {seed})"


def _columns(table: Table, chosen: Sequence[int], masked: bool) -> tuple[SampleColumn, ...]:
    names = ", ".join(table.names)
    places = ", ".join(map(str, chosen))
    found = table.connection.execute(f"SELECT {names} FROM texts WHERE r IN ({places}) ORDER BY r").fetchall()
    by_column = dict(zip(table.names, zip(*found, strict=True), strict=True))
    return tuple(
        _column(cells, read_kind(cells, table.numbers), [str(text) for text in by_column[column]], masked)
        for column, cells in read_cells(table).items()
    )


def _column(cells: Cells, reading: Reading, texts: Sequence[str], masked: bool) -> SampleColumn:
    gone = {"", *reading.missing}
    known = [text for text in cells.texts if text not in gone]
    kind = kind_of(cells.name, known)
    inside: set[PersonalKind] = set()
    values = []
    for text in texts:
        shown = text[:_LONGEST_READ]
        if masked and kind and text not in gone:
            shown = mask(shown, kind)
        elif masked and reading.kind in ("text", "category"):
            shown, met = mask_within(shown)
            inside.update(met)
        values.append(shown if len(shown) <= _LONGEST_SHOWN else shown[: _LONGEST_SHOWN - 1] + "…")
    return SampleColumn(
        name=cells.name,
        kind=reading.kind,
        unit=reading.unit,
        date_format=reading.date.format if reading.date else None,
        masked=kind,
        why=_why(kind, known) if kind else _inside(inside),
        values=tuple(values),
    )


def _why(kind: PersonalKind, texts: Sequence[str]) -> str:
    """What the column holds, and by which of its signs."""
    return f"{WORDS[kind]}, by the {'form of the values' if kind_of_values(texts) == kind else 'name of the column'}"


def _inside(kinds: set[PersonalKind]) -> str:
    return f"{' and '.join(WORDS[kind] for kind in sorted(kinds))} within the text" if kinds else ""
