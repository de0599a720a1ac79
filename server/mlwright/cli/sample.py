"""The command that shows a few rows of a table."""

import csv
import io
from pathlib import Path
from typing import Any

import click

from mlwright.cli.options import as_json_text, json_option, steps
from mlwright.cli.reading import read_options, reading_options
from mlwright.errors import InputError, WorkspaceError, quoted
from mlwright.reports.wording import shown
from mlwright.specs.sample import DataSample, SampleColumn

WIDEST_NAME, WIDEST_VALUE = 30, 24


@click.command(epilog="Exit codes: 0 fine, 2 usage or bad input, 130 stopped.")
@click.argument("data")
@click.option("--rows", type=click.IntRange(1, 50), default=5, show_default=True, help="How many rows.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, show_default=True, help="Draws other rows.")
@click.option("--unmasked", is_flag=True, help="Show personal data as it is.")
@reading_options
@click.option("--out", type=click.Path(path_type=Path), help="Write to a new file, .csv or .json.")
@json_option
def sample(data: str, rows: int, seed: int, unmasked: bool, out: Path | None, as_json: bool, **reading: Any) -> None:
    """Show a few rows of a table, spread over the file, with personal data masked; say how they were drawn."""
    if out is not None and out.suffix.lower() not in (".csv", ".json"):
        raise InputError(f"{quoted(out.name)} has no ending that is known", "end it in .csv or .json")
    paper = steps().sample([data], rows=rows, seed=seed, masked=not unmasked, options=read_options(reading))
    whole = as_json_text(paper.model_dump(mode="json"))
    if out is not None:
        _write(out, _as_csv(paper) if out.suffix.lower() == ".csv" else whole + "\n")
    click.echo(whole if as_json else _as_text(paper))


def _as_text(paper: DataSample) -> str:
    """One line a column: a sample has few rows and often many columns."""
    head = ["column", "kind", *(f"row {number}" for number in paper.row_numbers)]
    lines = [head, *([_name(item), _kind(item), *(_value(text) for text in item.values)] for item in paper.columns)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    table = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
    return "\n".join([f"{shown(Path(paper.path).name)}: {paper.drawn}", "", *table, "", *_masked(paper)])


def _name(column: SampleColumn) -> str:
    return shown(column.name, WIDEST_NAME)


def _kind(column: SampleColumn) -> str:
    return f"{column.kind} ({shown(column.unit, 12)})" if column.unit else column.kind


def _value(text: str) -> str:
    return shown(text, WIDEST_VALUE) or "–"


def _masked(paper: DataSample) -> list[str]:
    named = [f"{shown(item.name, 80)}: {item.why}" for item in paper.columns if item.why]
    if not paper.masked:
        return ["nothing is masked", *(f"personal data: {line}" for line in named)]
    return [f"masked: {line}" for line in named] or ["nothing had to be masked"]


def _as_csv(paper: DataSample) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([item.name for item in paper.columns])
    writer.writerows(zip(*(item.values for item in paper.columns), strict=True))
    return text.getvalue()


def _write(out: Path, text: str) -> None:
    try:
        with out.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise WorkspaceError(f"{quoted(out)} exists already", "name a new file: nothing is overwritten") from None
    except OSError as error:
        raise WorkspaceError(f"{quoted(out)} cannot be written: {error.strerror}", "name another place") from None
