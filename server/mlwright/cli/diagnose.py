"""The command that reads logs of something that broke."""

import sys
from pathlib import Path

import click

from mlwright.cli.options import json_option
from mlwright.diagnosis import diagnose as diagnosed
from mlwright.diagnosis.reports import as_json as json_of
from mlwright.diagnosis.reports import as_text
from mlwright.errors import InputError, quoted

LARGEST = 64 << 20
"""Bytes of a log; of a longer one the end is read, where the failure stands."""


@click.command(epilog="Exit codes: 0 the log was read, whatever it shows, 2 usage or bad input, 130 stopped.")
@click.argument("logs", nargs=-1, metavar="[LOGS]...")
@json_option
def diagnose(logs: tuple[str, ...], as_json: bool) -> None:
    """Say what broke in a CI or training log, and the next step; `-` or no LOG reads standard input."""
    done = diagnosed([(name, _text(name)) for name in logs or ("-",)])
    click.echo(json_of(done) if as_json else as_text(done), nl=False)


def _text(name: str) -> str:
    if name == "-":
        return sys.stdin.buffer.read(LARGEST).decode("utf-8", "replace")
    try:
        with Path(name).open("rb") as file:
            file.seek(max(0, Path(name).stat().st_size - LARGEST))
            raw = file.read(LARGEST)
    except OSError as error:
        raise InputError(
            f"cannot read {quoted(name)}: {error.strerror}", "name a log, or - for standard input"
        ) from None
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    return raw.decode("utf-16" if wide else "utf-8", "replace")
