"""Commands about this machine: the server, and what is installed."""

import importlib
from pathlib import Path

import click

from mlwright.cli.options import EXITS, as_json_text, json_option
from mlwright.doctor import checkup


@click.command(epilog=EXITS)
@click.option(
    "--root",
    "roots",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder the tools may use; repeat for more (default: the current folder).",
)
def serve(roots: tuple[Path, ...]) -> None:
    """The MCP server on standard input and output."""
    # the protocol's library is only needed here
    importlib.import_module("mlwright.server").serve(list(roots) or [Path.cwd()])


@click.command(epilog=EXITS)
@json_option
def doctor(as_json: bool) -> int:
    """What is installed, what is missing, and what that costs."""
    items = checkup()
    if as_json:
        click.echo(as_json_text([item.__dict__ for item in items]))
    else:
        for item in items:
            mark = "✓" if item.ok else "✗" if item.required else "–"
            click.echo(f"{mark} {item.name:14} {item.found:12} {item.meaning}")
    return 0 if all(item.ok or not item.required for item in items) else 1
