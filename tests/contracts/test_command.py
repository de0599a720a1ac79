"""The command: exit codes, text and JSON."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mlwright.cli.contract import check_command
from mlwright.errors import InputError, PaperError
from mlwright.steps.checking import check_contract
from tests.contracts.worlds import changed, contract, table, write


@click.command()
@click.argument("contract_file", type=click.Path(path_type=Path))
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.option("--as-of")
@click.pass_context
def command(context: click.Context, contract_file: Path, data: Path, as_json: bool, as_of: str | None) -> None:
    """The function behind a command of its own."""
    context.exit(check_command(contract_file, data, as_json, as_of))


def saved(folder: Path) -> Path:
    """The contract as a file."""
    path = folder / "contract.yaml"
    path.write_text(contract(folder), encoding="utf-8")
    return path


def test_a_table_that_keeps_the_contract_exits_with_0(tmp_path: Path) -> None:
    file = saved(tmp_path)
    result = CliRunner().invoke(
        command, [str(file), str(write(tmp_path / "new.csv", table())), "--as-of", "2026-11-21"]
    )

    assert result.exit_code == 0, result.output
    assert "'new.csv' keeps the contract 'orders' '1.0.0'" in result.output
    assert "as of 2026-11-21 00:00:00" in result.output


def test_a_breach_exits_with_1_and_tells_rule_rows_and_examples(tmp_path: Path) -> None:
    file = saved(tmp_path)
    data = write(tmp_path / "new.csv", changed("colour", lambda cells: ["vio\x1blet", *cells[1:]]))
    result = CliRunner().invoke(command, [str(file), str(data)])

    assert result.exit_code == 1
    assert "✗ valid_values 'colour'" in result.output
    assert "row 1: 'vio\\x1blet'" in result.output
    assert "found 1 of 120 rows" in result.output
    assert "\x1b" not in result.output


def test_the_json_holds_the_whole_report(tmp_path: Path) -> None:
    file = saved(tmp_path)
    data = write(tmp_path / "new.csv", changed("amount", lambda cells: ["", *cells[1:]]))
    result = CliRunner().invoke(command, [str(file), str(data), "--json"])
    found = json.loads(result.stdout)

    assert result.exit_code == 1
    assert (found["holds"], found["breaches"][0]["kind"], found["breaches"][0]["rows"]) == (False, "required", 1)


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    file, data = saved(tmp_path), write(tmp_path / "new.csv", changed("score", lambda cells: ["99"] * len(cells)))
    said = [CliRunner().invoke(command, [str(file), str(data), "--as-of", "2026-01-01"]).output for _ in range(2)]

    assert said[0] == said[1]
    assert "range" in said[0]


def test_what_is_no_contract_or_no_moment_is_refused(tmp_path: Path) -> None:
    data = write(tmp_path / "new.csv", table())
    (tmp_path / "latin.yaml").write_bytes(b"kind: \xe9\xff")

    for name in ("none.yaml", "", "latin.yaml", "new.csv"):
        with pytest.raises(PaperError):
            check_contract(tmp_path / name, data)
    with pytest.raises(InputError, match="not a moment"):
        check_contract(saved(tmp_path), data, as_of="yesterday")
