"""A table as one plain file, as it was read."""

from collections.abc import Sequence
from pathlib import Path

from mlwright.profiling.reading.loading import literal
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.reader import read_table


def write_table(data: Sequence[str | Path], target: Path, options: ReadOptions) -> None:
    """Write the rows of a table in their order: text tables as CSV in UTF-8, typed ones as Parquet.

    Raises:
        TableError: the table cannot be read.
    """
    with read_table(data, options) as table:
        columns = ", ".join(f"{column} AS {_identifier(name)}" for column, name in table.names.items())
        plain = table.source.format == "csv"
        form = "FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"', FORCE_QUOTE *" if plain else "FORMAT parquet"
        table.connection.execute(f"COPY (SELECT {columns} FROM cells ORDER BY r) TO {literal(str(target))} ({form})")


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
