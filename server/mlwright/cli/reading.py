"""Options that say how a table is read where its bytes leave that open."""

import importlib
from typing import Any

import click

READING = (
    click.option("--memory", default="2GB", show_default=True, help="What reading may hold before it uses the disk."),
    click.option(
        "--ragged",
        type=click.Choice(["refuse", "drop"]),
        default="refuse",
        show_default=True,
        help="Rows of another length than the header: stop, or leave them out and say which.",
    ),
    click.option("--no-header", is_flag=True, help="The first row is data; columns are called column1, column2, ..."),
    click.option("--encoding", help="The encoding of a text table, where the guess is wrong."),
    click.option("--separator", help="The sign between the cells of a text table, where the guess is wrong."),
    click.option("--decimal", type=click.Choice([".", ","]), help="The decimal mark, where the guess is wrong."),
    click.option("--table", help="The table of a database, or the sheet of a workbook."),
    click.option("--largest-unpacked", help="What a packed file may hold, such as 20GB (default: 200 times its size)."),
)


def reading_options(command: Any) -> Any:
    """Adds the options of reading."""
    for option in reversed(READING):
        command = option(command)
    return command


def read_options(given: dict[str, Any]) -> Any:
    """The options of reading as the room takes them. Raises InputError for what it does not know."""
    room = importlib.import_module("mlwright.profiling.reading.options")
    largest = room.size_in_bytes(given["largest_unpacked"]) if given["largest_unpacked"] else None
    separator = {"tab": "\t", "\\t": "\t"}.get(given["separator"], given["separator"])
    names = ("memory", "ragged", "encoding", "decimal", "table")
    chosen = {name: given[name] for name in names}
    return room.ReadOptions(header=not given["no_header"], separator=separator, largest_unpacked=largest, **chosen)
