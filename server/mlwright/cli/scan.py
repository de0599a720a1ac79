"""The command that scans a project's files for what must not be in them."""

import click

from mlwright.cli.options import json_option
from mlwright.scanning import scan as scanned
from mlwright.scanning.findings import LEVELS
from mlwright.scanning.reports import as_json as json_of
from mlwright.scanning.reports import as_text

EXITS = "Exit codes: 0 nothing found, 1 findings, 2 usage or bad input, 130 stopped."


@click.command(epilog=EXITS)
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--min-confidence",
    type=click.Choice(LEVELS),
    default="medium",
    show_default=True,
    help="Show findings this sure or surer.",
)
@json_option
def scan(paths: tuple[str, ...], min_confidence: str, as_json: bool) -> int:
    """Scan files for secrets, personal data, unsafe artefacts and unpinned supplies; nothing is loaded or run."""
    done = scanned(paths, LEVELS[LEVELS.index(min_confidence)])
    click.echo(json_of(done) if as_json else as_text(done), nl=False)
    return 1 if done.findings else 0
