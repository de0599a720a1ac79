"""Text tables that DuckDB would read differently from pandas, or not at all, written anew in one unambiguous form.

DuckDB drops spaces beside quotes and one empty field too many at a line's end, and refuses mixed line ends. pandas does
none of that. Such files, ragged ones included, go through the csv module, whose reading equals pandas' C parser for
every file in which quotes open and close at the borders of a field.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.dialect import QUOTE, Dialect, LineEndError, records

_SHOWN = 5


@dataclass(frozen=True)
class Ragged:
    """A row that has another number of fields than the header, and its line counted from 1."""

    line: int
    fields: int


def rewrite(path: Path, dialect: Dialect, target: Path, *, drop: bool = False) -> tuple[Ragged, ...]:
    """Write the data rows of a UTF-8 table to `target`: comma separated, every field quoted, no header.

    Rows of another length than the header are left out and returned where `drop` says so.

    Raises:
        TableError: rows of another length than the header, with their lines; quotes that do not close.
    """
    width, ragged, at = len(dialect.header), [], 0
    with path.open(encoding="utf-8-sig", newline="") as old, target.open("w", encoding="utf-8", newline="") as new:
        writer = csv.writer(new, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for _ in range(dialect.skip_rows):
            next(old)
        try:
            rows = records(old, dialect.separator, strict=True)
            if dialect.named:
                next(rows, None)
            for row in rows:
                at = row.line
                if len(row.fields) != width:
                    ragged.append(Ragged(row.line + dialect.skip_rows, len(row.fields)))
                elif drop or not ragged:
                    writer.writerow(row.fields)
        except LineEndError as error:
            raise TableError(
                f"{quoted(path.name)}: {error}: some with a carriage return alone.",
                "Write it with one kind of line end.",
            ) from None
        except csv.Error as error:
            raise TableError(
                f"{quoted(path.name)}: after line {at + dialect.skip_rows} a quote ({QUOTE}) is not closed, "
                f"or text follows a closing one ({error}).",
                "Double the quotes inside a quoted text, and close each.",
            ) from None
    if ragged and not drop:
        raise _refused(path, width, ragged)
    return tuple(ragged)


def lines_of(ragged: Sequence[Ragged]) -> str:
    """The first ragged lines and their lengths, and how many more there are."""
    first = ", ".join(f"line {row.line} has {row.fields}" for row in ragged[:_SHOWN])
    more = f" (and {len(ragged) - _SHOWN:,} more)" if len(ragged) > _SHOWN else ""
    return f"{first} fields{more}"


def _refused(path: Path, width: int, ragged: Sequence[Ragged]) -> TableError:
    rows = "1 row is" if len(ragged) == 1 else f"{len(ragged):,} rows are"
    return TableError(
        f"{quoted(path.name)}: the header names {width} columns, but {lines_of(ragged)}; {rows} ragged.",
        "Quote texts that hold the separator, and fill up short rows; row names need a header cell of their own. "
        "`mlwright profile --ragged drop` profiles the table without these rows.",
    )
