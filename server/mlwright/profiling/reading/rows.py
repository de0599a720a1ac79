"""Rows that come from a program's hands (workbooks, databases), written as CSV into the scratch folder."""

import csv
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mlwright.errors import TableError
from mlwright.profiling.columns.numbers import NumberFormat
from mlwright.profiling.reading.dialect import Dialect
from mlwright.profiling.reading.headers import MOST_COLUMNS, refuse_twice


@dataclass
class Room:
    """How many bytes may still be written."""

    left: int
    refusal: TableError


def write_rows(rows: Iterable[Sequence[object]], width: int, target: Path, room: Room) -> int:
    """Write rows as CSV, each filled or cut to `width`; how many. Raises the room's refusal once it is full."""
    count = 0
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for row in rows:
            texts = [as_text(value) for value in row[:width]]
            texts += [""] * (width - len(texts))
            writer.writerow(texts)
            count += 1
            room.left -= sum(map(len, texts)) + width
            if room.left < 0:
                raise room.refusal
    return count


def as_text(value: object) -> str:
    """A value as a CSV would hold it; moments in ISO form, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return value if isinstance(value, str) else str(value)


def written_dialect(header: Sequence[str], where: str) -> Dialect:
    """The dialect of `write_rows`. Raises TableError for names that stand twice and tables too wide or narrow."""
    if not 2 <= len(header) <= MOST_COLUMNS:
        raise TableError(f"{where} has {len(header):,} columns.", "Expected 2 to 20,000.")
    refuse_twice(header, where)
    return Dialect(",", list(header), 0, True, NumberFormat(), named=False)
