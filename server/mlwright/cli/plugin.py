"""The command that writes the plugin as a small folder for hosts."""

from pathlib import Path

import click

from mlwright.cli.options import as_json_text, json_option
from mlwright.skills.plugin_folder import write_plugin

EXITS = "Exit codes: 0 fine, 2 usage or bad input, 130 stopped."


@click.command(epilog=EXITS)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder to write.")
@json_option
def plugin(out: Path, as_json: bool) -> int:
    """Write the plugin into a small folder for hosts, which copy the whole folder that they are given."""
    files = write_plugin(out.expanduser().absolute())
    click.echo(as_json_text({"written": str(out), "files": files}) if as_json else f"wrote {out}: {len(files)} files")
    return 0
