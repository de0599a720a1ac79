"""Sheets of Excel workbooks: the values that are shown, never formulas."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any

import duckdb

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.content import CHUNK, file_sha256
from mlwright.profiling.reading.headers import check_names
from mlwright.profiling.reading.loading import Loaded, Part, load_parts, show_stored
from mlwright.profiling.reading.optional import need
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.places import shown
from mlwright.profiling.reading.preparing import File, Prepared, source_of
from mlwright.profiling.reading.rows import Room, as_text, write_rows, written_dialect
from mlwright.profiling.reading.unpacking import too_large

_MOST_PARTS, _START, _LONGEST_ROW, _MOST_ROWS = 10_000, 64 * 1024, 16 * 1024**2, 2**20
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, struct.error),
    *(LookupError, ValueError, ArithmeticError, SyntaxError, AttributeError, TypeError),
)


def prepare_workbook(file: File, options: ReadOptions, scratch: Path) -> Prepared:
    """One sheet, written as CSV.

    Raises:
        TableError: no workbook, a zip bomb, several sheets and none named.
        InputError: openpyxl is not installed.
    """
    most = options.most_unpacked(file.held.stat().st_size)
    _check_archive(file, most)
    openpyxl = need("openpyxl", "xlsx", "Excel workbooks")
    digest, target = file_sha256(file.held), scratch / "sheet.csv"
    try:
        with file.held.open("rb") as stream:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            sheet = _sheet(file, book, options)
            sheet.reset_dimensions()
            header, rows = _headed(sheet.iter_rows(values_only=True), options, file)
            part = Part(target, file.name, written_dialect(header, _where(file, sheet.title)))
            write_rows(rows, len(header), target, Room(most, too_large(Path(file.name), most), file.name))
            title = str(sheet.title)
            book.close()
    except _BROKEN as error:
        # the package lets through whatever a broken part leads to
        raise TableError(f"{quoted(file.name)} is a broken workbook: {quoted(error)}.", "Save it again.") from None

    def fill(connection: duckdb.DuckDBPyConnection) -> Loaded:
        borders, _ = load_parts(connection, [part], scratch, False)
        show_stored(connection)
        return Loaded(part.dialect.header, ["text"] * len(header), borders)

    source = source_of([file], [digest], format="excel", table=title)
    return Prepared(source, fill, target.stat().st_size)


def _where(file: File, title: str) -> str:
    return f"{quoted(file.name)}, sheet {quoted(title, 60)}"


def _check_archive(file: File, most: int) -> None:
    """Refuse archives that are no workbook, hold too much, or define entities, which multiply when they are read."""
    try:
        with zipfile.ZipFile(file.held) as archive:
            parts = archive.infolist()
            if not any(part.filename.startswith("xl/workbook") for part in parts):
                raise TableError(f"{quoted(file.name)} is a zip archive, not a workbook.", "Unpack the archive.")
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > most:
                raise too_large(Path(file.name), most)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        _check_part(stream, file)
    except _BROKEN as error:
        raise TableError(f"{quoted(file.name)} is a broken workbook: {quoted(error)}.", "Save it again.") from None


def _check_part(stream: IO[bytes], file: File) -> None:
    """Refuse entities, and rows that the package would hold in memory whatever they weigh."""
    start = stream.read(_START)
    if b"\x00" in start:
        raise TableError(f"{quoted(file.name)} is not written in UTF-8, as workbooks are.", "Save it again.")
    if b"<!DOCTYPE" in start:
        raise TableError(f"{quoted(file.name)} defines entities of its own.", "Save it again.")
    if b"<sheetData" not in start:
        return
    length, chunk = 0, start
    while chunk:
        last = chunk.rfind(b"<row")
        length = length + len(chunk) if last < 0 else len(chunk) - last
        if length > _LONGEST_ROW:
            raise TableError(
                f"{quoted(file.name)} has a row of more than {_LONGEST_ROW // 1024**2} MiB.", "Shorten its texts."
            )
        chunk = stream.read(CHUNK)


def _sheet(file: File, book: Any, options: ReadOptions) -> Any:
    names = [str(sheet.title) for sheet in book.worksheets]
    if options.table is None and len(names) == 1:
        return book.worksheets[0]
    if options.table in names:
        return book.worksheets[names.index(options.table)]
    what = f"has no sheet {quoted(options.table, 60)}" if options.table else f"has {len(names)} sheets"
    raise TableError(f"{quoted(file.name)} {what}.", f"Name one with --table: {shown(names)}.")


def _headed(rows: Iterator[tuple[object, ...]], options: ReadOptions, file: File) -> tuple[list[str], Any]:
    """Names of the columns, from the first row that fills two cells, and the filled rows below it."""
    filled = (row for row in _counted(rows, file) if any(value is not None for value in row))
    first = next((row for row in filled if sum(value is not None for value in row) > 1), ())
    while first and first[-1] is None:
        first = first[:-1]
    if options.header:
        header = [as_text(value) for value in first]
        check_names(header, Path(file.name), 1)
        return header, filled
    return [f"column{at + 1}" for at in range(len(first))], chain([first], filled)


def _counted(rows: Iterator[tuple[object, ...]], file: File) -> Iterator[tuple[object, ...]]:
    """The rows; a file may number one as it likes, and the package fills up what is above."""
    for at, row in enumerate(rows):
        if at >= _MOST_ROWS:
            raise TableError(
                f"{quoted(file.name)} has more than {_MOST_ROWS:,} rows, which no workbook has.", "Save it again."
            )
        yield row
