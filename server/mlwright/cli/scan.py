"""The command that scans a project's files: what is there already, and what must not be in them."""

from typing import get_args

import click

from mlwright.cli.options import json_option
from mlwright.scanning import scan as scanned
from mlwright.scanning.findings import LEVELS
from mlwright.scanning.large import LARGEST
from mlwright.scanning.reports import as_json as json_of
from mlwright.scanning.reports import as_text
from mlwright.scanning.scan import Part

EXITS = "Exit codes: 0 no findings, 1 findings, 2 usage or bad input, 130 stopped."
PARTS: tuple[Part, ...] = get_args(Part)


@click.command(epilog=EXITS)
@click.argument("paths", nargs=-1, metavar="[PATHS]...")
@click.option(
    "--min-confidence",
    type=click.Choice(LEVELS),
    default="medium",
    show_default=True,
    help="Show what is this sure or surer.",
)
@click.option(
    "--large",
    type=click.FloatRange(min=0.001, max=1_000_000),
    default=LARGEST / 1e6,
    show_default=True,
    help="Megabytes above which data and models belong in git-lfs.",
)
@click.option("--only", type=click.Choice(PARTS), help="Leave the other part out.")
@json_option
def scan(paths: tuple[str, ...], min_confidence: str, large: float, only: Part | None, as_json: bool) -> int:
    """Find what code, data and models a project has, and in its files secrets, personal data, unsafe artefacts,
    unpinned supplies and large files outside git-lfs; nothing is loaded or run."""
    done = scanned(paths, LEVELS[LEVELS.index(min_confidence)], largest=round(large * 1e6), only=only)
    click.echo(json_of(done) if as_json else as_text(done), nl=False)
    return 1 if done.findings else 0
