"""Text tables that DuckDB would read differently from pandas, or not at all, written anew in one unambiguous form.

DuckDB drops spaces beside quotes and one empty field too many at a line's end, and refuses mixed line ends. pandas does
none of that. Such files, ragged ones included, go through the csv module, whose reading equals pandas' C parser for
every file in which quotes open and close at the borders of a field.
"""

import csv
import re
from pathlib import Path

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.content import CHUNK
from mlwright.profiling.reading.dialect import QUOTE, Dialect, LineEndError, records

_SHOWN = 5


def needs_rewriting(path: Path, dialect: Dialect) -> bool:
    """Whether the two parsers could disagree on a UTF-8 file."""
    if not dialect.plain_start:
        return True
    mark = dialect.separator.encode()
    space = rb" " if mark == b"\t" else rb"[ \t]"
    quoting = re.compile(
        rb'(?:^|[\n\r]|%b)%b+"|"%b+(?:%b|[\r\n]|$)|%b""(?:[\r\n]|$)'
        % (re.escape(mark), space, space, re.escape(mark), re.escape(mark)),
        re.MULTILINE,
    )
    ends: set[str] = set()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            chunk += stream.readline()
            ends |= _line_ends(chunk)
            if (
                len(ends) > 1
                or "\r" in ends
                or mark + b"\n" in chunk
                or mark + b"\r\n" in chunk
                or chunk.endswith(mark)
            ):
                return True
            if b'"' in chunk and quoting.search(chunk):
                return True
    return False


def _line_ends(chunk: bytes) -> set[str]:
    both, carriages, feeds = chunk.count(b"\r\n"), chunk.count(b"\r"), chunk.count(b"\n")
    found = {"\r\n": both, "\r": carriages - both, "\n": feeds - both}
    return {end for end, count in found.items() if count}


def rewrite(path: Path, dialect: Dialect, target: Path) -> None:
    """Write the data rows of a UTF-8 table to `target`: comma separated, every field quoted, no header.

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
            next(rows, None)
            for row in rows:
                at = row.line
                if len(row.fields) != width:
                    ragged.append((row.line + dialect.skip_rows, len(row.fields)))
                    if len(ragged) > _SHOWN:
                        break
                elif not ragged:
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
    if ragged:
        raise _ragged(path, width, ragged)


def _ragged(path: Path, width: int, ragged: list[tuple[int, int]]) -> TableError:
    shown = ", ".join(f"line {line} has {found}" for line, found in ragged[:_SHOWN])
    more = " (and more)" if len(ragged) > _SHOWN else ""
    return TableError(
        f"{quoted(path.name)}: the header names {width} columns, but {shown} fields{more}.",
        "Quote texts that hold the separator, and fill up short rows; row names need a header cell of their own.",
    )
