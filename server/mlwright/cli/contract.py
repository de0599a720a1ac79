"""What `mlwright profile --check` prints."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from mlwright.cli.options import as_json_text
from mlwright.errors import quoted
from mlwright.specs.contract import Breach, ContractReport

_MOST_LISTED = 10


def check_command(
    contract: Path, data: Path | Sequence[str | Path], as_json: bool, as_of: str | None = None, **options: Any
) -> int:
    """Hold a table against a contract and print what does not hold: 0 when all holds, 1 otherwise."""
    # the readers take half a second to import: `--help` does without
    checking = importlib.import_module("mlwright.steps.checking")
    report: ContractReport = checking.check_contract(contract, data, as_of=as_of, **options)
    click.echo(as_json_text(report.model_dump(mode="json")) if as_json else as_text(report))
    return 0 if report.holds else 1


def as_text(report: ContractReport) -> str:
    """The report for a terminal."""
    word = "keeps" if report.holds else "BREAKS"
    lines = [
        f"{quoted(Path(report.data).name, 100)} {word} the contract {quoted(report.contract, 100)} "
        f"{quoted(report.version, 20)}: {report.checked:,} rules checked over {report.rows:,} rows, "
        f"as of {report.as_of}."
    ]
    for item in report.breaches:
        lines += _breach(item)
    lines += [f"gap   {quoted(gap.column, 60)} {quoted(gap.level, 60)}: {gap.gap:+.3g}" for gap in report.gaps]
    lines += [f"note  {note}" for note in report.notes]
    lines += _listed("not executed", report.not_executed)
    lines += _listed("unknown key", report.unknown_keys)
    lines += _listed("to fill", report.to_fill)
    return "\n".join(lines)


def _breach(item: Breach) -> list[str]:
    mark = "✗" if item.severity == "error" else "!"
    columns = ", ".join(quoted(name, 60) for name in item.columns)
    lines = [f"{mark} {item.kind} {columns}".rstrip()]
    lines.append(f"    expected {item.expected}; found {item.found}")
    lines += [f"    row {example.row}: {example.value}" for example in item.examples]
    lines.append(f"    {item.place}" + (f" — {item.hint}" if item.hint else ""))
    return lines


def _listed(title: str, places: tuple[str, ...]) -> list[str]:
    more = [f"{title}  and {len(places) - _MOST_LISTED} more"] if len(places) > _MOST_LISTED else []
    return [*(f"{title}  {place}" for place in places[:_MOST_LISTED]), *more]
