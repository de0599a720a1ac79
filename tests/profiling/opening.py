"""Rows of a table that is opened as the profile opens it."""

from collections.abc import Sequence
from pathlib import Path

from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.reader import Table, read_table


def rows_of(table: Table, relation: str = "texts") -> list[tuple[object, ...]]:
    """All rows of a relation in file order, without their number."""
    columns = ", ".join(table.names)
    return list(table.connection.execute(f"SELECT {columns} FROM {relation} ORDER BY r").fetchall())


def read(*data: str | Path, **options: object) -> tuple[dict[str, str], list[tuple[object, ...]]]:
    """Types by name, and the rows of `texts`."""
    with read_table(data, ReadOptions(**options)) as table:
        types = {table.names[column]: native for column, native in table.types.items()}
        return types, rows_of(table)


def csv_text(rows: Sequence[Sequence[object]], *names: str) -> str:
    """A CSV of plain cells."""
    return "".join(",".join(map(str, row)) + "\n" for row in (names, *rows))
