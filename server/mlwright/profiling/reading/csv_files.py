"""Text tables, one or many of the same shape, made ready to load."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from mlwright.errors import TableError, quoted
from mlwright.profiling.columns.numbers import NumberFormat, find_format
from mlwright.profiling.reading.content import Scan, file_sha256, scan
from mlwright.profiling.reading.dialect import QUOTE, find_dialect
from mlwright.profiling.reading.encoding import UTF8_CODECS, find_encoding, write_utf8
from mlwright.profiling.reading.headers import MOST_COLUMNS, refuse_twice
from mlwright.profiling.reading.loading import Loaded, Part, load_parts, show_stored
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.preparing import File, Prepared, source_of
from mlwright.profiling.reading.rewriting import Ragged, lines_of
from mlwright.profiling.reading.unpacking import unpack
from mlwright.specs import Finding, found

_ALIKE = 10
"""Files whose cells decide how numbers are written."""


def prepare_csv(
    files: Sequence[File], keys: Sequence[str], options: ReadOptions, scratch: Path, least: int
) -> Prepared:
    """Text tables checked byte by byte, unpacked and in UTF-8.

    Raises:
        TableError: what is wrong with one of them, or how it differs from the first.
    """
    parts: list[Part] = []
    encodings: list[str] = []
    hashes: list[str] = []
    size = 0
    for at, file in enumerate(files):
        room = scratch / f"file{at}"
        room.mkdir()
        path = unpack(file.held, file.packed, room / file.held.name, options) if file.packed else file.held
        seen = scan(path, encoding=options.encoding)
        hashes.append(file_sha256(file.held) if file.packed else seen.sha256)
        encoding, text = _in_utf8(path, seen, room, options)
        encodings.append("" if seen.plain else encoding)
        dialect = find_dialect(text, least if len(files) == 1 else 1, options)
        parts.append(Part(text, file.name, dialect, file.values))
        size += seen.size
    first = parts[0].dialect
    header = [*first.header, *keys]
    if keys:
        refuse_twice(header, f"{quoted(files[0].name)} and its folders")
    for part in parts[1:]:
        _refuse_other(part, parts[0])
    numbers = _numbers(parts, options)
    encoding = _one_encoding(files, encodings) or "utf-8"
    source = source_of(
        files,
        hashes,
        encoding=encoding,
        separator=first.separator,
        quote=QUOTE,
        decimal=numbers.decimal,
        thousands=numbers.thousands,
        skip_rows=first.skip_rows,
    )

    def fill(connection: duckdb.DuckDBPyConnection) -> Loaded:
        borders, ragged = load_parts(connection, parts, scratch, options.ragged == "drop")
        show_stored(connection)
        borders.rare = borders.rare or bool(keys)
        findings = tuple(_ragged(part, len(first.header), rows, len(parts)) for part, rows in ragged)
        return Loaded(header, ["text"] * len(header), borders, findings=findings)

    return Prepared(source, fill, size)


def _in_utf8(path: Path, seen: Scan, room: Path, options: ReadOptions) -> tuple[str, Path]:
    encoding = options.encoding or find_encoding(path, seen)
    if encoding.lower() in UTF8_CODECS and seen.utf8:
        return encoding.lower(), path
    folder = room / "utf8"
    folder.mkdir()
    return encoding, write_utf8(path, encoding, folder / path.name)


def _refuse_other(part: Part, first: Part) -> None:
    """Refuse a file of another shape than the first, with the column in which they differ."""
    names, expected = part.dialect.header, first.dialect.header
    one, other = quoted(part.name, 80), quoted(first.name, 80)
    if len(names) > MOST_COLUMNS:
        raise TableError(f"{one} has {len(names):,} columns.", f"At most {MOST_COLUMNS:,} are read.")
    for at, (name, wanted) in enumerate(zip(names, expected, strict=False)):
        if name != wanted:
            raise TableError(
                f"{one} is of another table: its column {at + 1} is {quoted(name, 60)}, that of {other} is "
                f"{quoted(wanted, 60)}.",
                "Name files with the same columns in the same order, or one of them.",
            )
    if len(names) != len(expected):
        extra = (names if len(names) > len(expected) else expected)[min(len(names), len(expected))]
        raise TableError(
            f"{one} has {len(names)} columns, {other} has {len(expected)}; the difference begins with "
            f"{quoted(extra, 60)}.",
            "Name files with the same columns in the same order, or one of them.",
        )


def _numbers(parts: Sequence[Part], options: ReadOptions) -> NumberFormat:
    """How all files together write numbers; one alone may hold whole numbers only."""
    numbers = parts[0].dialect.numbers
    if len(parts) == 1 or options.decimal:
        return numbers
    columns = zip(*(part.dialect.samples for part in parts[:_ALIKE] if part.dialect.samples), strict=False)
    return find_format(([cell for cells in column for cell in cells] for column in columns), parts[0].dialect.separator)


def _one_encoding(files: Sequence[File], encodings: Sequence[str]) -> str:
    """The encoding of all files; those in plain ASCII read in any."""
    known = [(file, encoding) for file, encoding in zip(files, encodings, strict=True) if encoding]
    for file, encoding in known[1:]:
        if encoding.removesuffix("-sig") != known[0][1].removesuffix("-sig"):
            raise TableError(
                f"{quoted(file.name, 80)} is written in {encoding}, {quoted(known[0][0].name, 80)} in {known[0][1]}.",
                "Save both as UTF-8, or name the encoding of all with --encoding.",
            )
    return known[0][1] if known else ""


def _ragged(part: Part, width: int, rows: Sequence[Ragged], files: int) -> Finding:
    where = f"{quoted(part.name, 80)}: " if files > 1 else ""
    count = "1 row was" if len(rows) == 1 else f"{len(rows):,} rows were"
    return found("ragged_rows", f"{where}{count} left out; the header names {width} columns, but {lines_of(rows)}")
