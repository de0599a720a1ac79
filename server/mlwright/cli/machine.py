"""Commands about this machine: the server, and what is installed."""

import gc
import importlib
import os
from pathlib import Path

import click

from mlwright.cli.options import EXITS, as_json_text, json_option

SERVE_EXITS = (
    "Exit codes: 0 the input ended, or the system asked it to end (SIGTERM, SIGHUP), 2 usage or bad input, "
    "130 stopped (Ctrl-C). A call at work is stopped first, with the processes that it started."
)


@click.command(epilog=SERVE_EXITS)
@click.option(
    "--root",
    "roots",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder the tools may use; repeat for more (default: the one you work in).",
)
@click.option(
    "--http", "port", type=click.IntRange(0, 65_535), help="Serve over HTTP on this port; 0 takes a free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="With --http: the address; others need a token.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="With --http: a file with the token that clients must send as Authorization: Bearer TOKEN "
    "(or set MLWRIGHT_TOKEN).",
)
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    help="With --http: another name of this machine; repeat for more. --host 0.0.0.0 needs one.",
)
def serve(
    roots: tuple[Path, ...], port: int | None, host: str, token_file: Path | None, names: tuple[str, ...]
) -> None:
    """The MCP server on standard input and output, or over HTTP at /mcp; the address is printed on standard error."""
    # nothing that is loaded at start ever goes: looking through it for garbage takes a tenth of the start
    gc.disable()
    # scripts that are trained must not find the token
    variable = os.environ.pop("MLWRIGHT_TOKEN", None)
    # the protocol's library is only needed by this command
    folders = list(roots) or [importlib.import_module("mlwright.server.launched").working_folder()]
    if port is not None:
        listening = importlib.import_module("mlwright.server.over_http")
        token = listening.token_of(token_file, variable)
        listening.serve_http(folders, listening.Listener(port, host, token, names))
    elif token_file or names or host != "127.0.0.1":
        raise click.UsageError("--host, --token-file and --allow-host need --http")
    else:
        importlib.import_module("mlwright.server").serve(folders)


@click.command(epilog=EXITS)
@json_option
def doctor(as_json: bool) -> int:
    """What is installed, what is missing, what that costs, and the line that mends it."""
    # the server starts by this module too, and has no use for what looks at the machine
    examined = importlib.import_module("mlwright.doctor")
    items = examined.checkup()
    click.echo(as_json_text([vars(item) for item in items]) if as_json else "\n".join(examined.table(items)))
    return 0 if examined.healthy(items) else 1
