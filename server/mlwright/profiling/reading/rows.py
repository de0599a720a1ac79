"""Rows that come from a program's hands (workbooks, databases), written as CSV into the scratch folder."""

import csv
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mlwright.errors import TableError, quoted
from mlwright.profiling.columns.numbers import NumberFormat
from mlwright.profiling.reading.content import LONGEST_LINE
from mlwright.profiling.reading.dialect import Dialect
from mlwright.profiling.reading.headers import MOST_COLUMNS, refuse_twice


@dataclass
class Room:
    """How many bytes of a table called `name` may still be written."""

    left: int
    refusal: TableError
    name: str = "the table"

    def take(self, size: int) -> None:
        """Room for a row. Raises the refusal once it is full, and TableError for a row that no reader takes."""
        self.left -= size
        if self.left < 0:
            raise self.refusal
        if size > LONGEST_LINE:
            raise TableError(
                f"{quoted(self.name)} has a row longer than {LONGEST_LINE // 1024**2} MiB, so it is hardly a table.",
                "Shorten its texts.",
            )


def write_rows(rows: Iterable[Sequence[object]], width: int, target: Path, room: Room) -> int:
    """Write rows as CSV, each filled or cut to `width`; how many. Raises the room's refusal once it is full."""
    count = 0
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for row in rows:
            texts = [as_text(value) for value in row[:width]]
            texts += [""] * (width - len(texts))
            room.take(sum(map(len, texts)) + width)
            writer.writerow(texts)
            count += 1
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
