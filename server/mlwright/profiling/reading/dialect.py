"""Separator, preamble and header of a text table, from its first lines."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mlwright.errors import TableError, quoted
from mlwright.profiling.columns.numbers import NumberFormat, find_format
from mlwright.profiling.reading.content import CHUNK, LONGEST_LINE
from mlwright.profiling.reading.headers import all_numbers, check_names, refuse_headless, refuse_width
from mlwright.profiling.reading.options import ReadOptions

QUOTE = '"'
_DEFAULT = ReadOptions()
_SEPARATORS = (",", ";", "\t", "|")
_SNIFFED, _SAMPLED = 60, 1000

# A quoted text may span many lines; the standard limit of 128 KiB per field would refuse tables that are fine.
csv.field_size_limit(max(csv.field_size_limit(), 4 * LONGEST_LINE))


class LineEndError(csv.Error):
    """Some lines end with a bare carriage return, others do not; pandas misreads blank ones among them."""


@dataclass(frozen=True)
class Record:
    """One row of fields and the line it starts on, counted from 1."""

    line: int
    fields: list[str]


@dataclass(frozen=True)
class Dialect:
    """How a text table is written."""

    separator: str
    header: list[str]
    skip_rows: int
    plain_start: bool
    """The header is the first line, so nothing has to be skipped above it."""
    numbers: NumberFormat
    named: bool = True
    """The first row holds the names of the columns."""
    samples: tuple[tuple[str, ...], ...] = ()
    """Cells of each column's first rows."""


def records(stream: Iterator[str] | io.TextIOBase, separator: str, strict: bool) -> Iterator[Record]:
    """Rows of fields; lines of nothing but spaces are skipped, as pandas does."""
    last, ends = "", set()

    def noted(line: str) -> str:
        nonlocal last
        last = line
        return line

    reader = csv.reader(map(noted, stream), delimiter=separator, quotechar=QUOTE, strict=strict)
    line = 1
    for fields in reader:
        ends.add(last.endswith("\r"))
        if strict and len(ends) > 1:
            raise LineEndError(f"line {line} ends in another way than those above")
        # a line that is `""` or `"  "` is a row; one of bare spaces is not
        if len(fields) > 1 or (fields and (fields[0].strip(" \t") or QUOTE in last)):
            yield Record(line, fields)
        line = reader.line_num + 1


def find_dialect(path: Path, least: int = 2, options: ReadOptions = _DEFAULT) -> Dialect:
    """Dialect of a UTF-8 text table of at least `least` columns.

    Raises:
        TableError: one column only, no header, names that are missing or stand twice, too many columns.
    """
    head = _head(path)
    separators = _SEPARATORS if options.separator is None else (options.separator,)
    guesses = [guess for separator in separators if (guess := _guess(head, separator, least)) is not None]
    if not guesses:
        raise TableError(
            f"{quoted(path.name)} has one column only (no comma, semicolon, tab or | parts its lines alike).",
            "A table to learn from needs a target and at least one more column; name another separator with "
            "--separator.",
        )
    _, separator, rows = max(guesses, key=lambda guess: guess[0])
    header, data = rows[0], rows[1:] if options.header else rows
    width = len(header.fields)
    columns = tuple(zip(*(row.fields for row in data if len(row.fields) == width), strict=True))
    refuse_width(width, f"{quoted(path.name)}, line {header.line}")
    if options.header:
        # a row of data holds some value twice more often than not, which is no fault of its names
        refuse_headless(header.fields, columns, f"{quoted(path.name)}, line {header.line}")
        check_names(header.fields, path, header.line)
    blank_above = not _lines_above(head, header.line).strip()
    numbers = find_format(columns, separator)
    return Dialect(
        separator=separator,
        header=header.fields if options.header else [f"column{at + 1}" for at in range(width)],
        skip_rows=0 if blank_above else header.line - 1,
        plain_start=header.line == 1,
        numbers=NumberFormat(options.decimal, numbers.thousands if numbers.thousands != options.decimal else None)
        if options.decimal
        else numbers,
        named=options.header,
        samples=columns,
    )


def _head(path: Path) -> str:
    """The first mebibyte, up to the end of a line."""
    with path.open("rb") as stream:
        start = stream.read(CHUNK)
        start += stream.readline(LONGEST_LINE)
    return start.decode("utf-8-sig", errors="ignore")


def _lines_above(head: str, line: int) -> str:
    stream = io.StringIO(head, newline="")
    return "".join(next(stream, "") for _ in range(line - 1))


def _guess(head: str, separator: str, least: int) -> tuple[tuple[float, bool, bool, int], str, list[Record]] | None:
    """Score of a separator, and the records from the header on; None when it parts nothing."""
    rows: list[Record] = []
    try:
        for row in records(io.StringIO(head, newline=""), separator, strict=False):
            rows.append(row)
            if len(rows) >= _SAMPLED:
                break
    except csv.Error:
        return None
    sniffed = rows[:_SNIFFED]
    width = _width([len(row.fields) for row in sniffed])
    if width < least:
        return None
    top = _header_at([len(row.fields) for row in sniffed], width)
    same = sum(len(row.fields) == width for row in sniffed[top:]) / len(sniffed[top:])
    named = not all_numbers(sniffed[top].fields)
    return (round(same, 1), named, top == 0, width), separator, rows[top:]


def _width(widths: list[int]) -> int:
    """The most frequent number of fields; with few rows the header decides."""
    counted = Counter(widths)
    return max(counted, key=lambda width: (counted[width], width == widths[0])) if widths else 0


def _header_at(widths: list[int], width: int) -> int:
    """Rows above the header are a preamble when they have far fewer fields than the table."""
    for at, found in enumerate(widths):
        if found > max(1, width // 2):
            return at
    return 0
