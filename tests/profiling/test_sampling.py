"""A sample is spread over the file, drawn with a seed, and shows no personal data."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mlwright.cli.sample import sample as command
from mlwright.errors import InputError, TableError, WorkspaceError
from mlwright.profiling.sampling import draw, sample_table
from mlwright.specs.sample import DataSample, SampleColumn
from mlwright.steps.sampling import sample

ROWS = 40


@pytest.fixture
def table(tmp_path: Path) -> Path:
    lines = ["id,mail,weight,note,day"]
    for number in range(1, ROWS + 1):
        note = (
            f"call (415) 867-{5300 + number} about it now please" if number % 2 else f"all went well on visit {number}"
        )
        lines.append(f"{number},person{number}@example.com,{number}.5 kg,{note},2026-01-{number % 28 + 1:02}")
    path = tmp_path / "people.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def column(paper: DataSample, name: str) -> SampleColumn:
    return next(item for item in paper.columns if item.name == name)


def test_one_row_is_drawn_from_each_equal_stretch() -> None:
    drawn = draw(1_000, 5, seed=0)

    assert [row // 200 for row in drawn] == [0, 1, 2, 3, 4]
    assert drawn == draw(1_000, 5, seed=0)
    assert drawn != draw(1_000, 5, seed=1)
    assert draw(3, 5, seed=0) == [0, 1, 2]


def test_a_sample_says_how_it_was_drawn_and_what_the_columns_are(table: Path) -> None:
    paper = sample_table(table, rows=4)

    assert paper.drawn == "4 of 40 rows: one at random from each of 4 equal stretches of the file (seed 0)"
    assert [str(number) for number in paper.row_numbers] == list(column(paper, "id").values)
    assert (column(paper, "weight").kind, column(paper, "weight").unit) == ("number", "kg")
    assert column(paper, "day").kind == "date"


def test_personal_data_is_masked_in_columns_and_within_texts(table: Path) -> None:
    paper = sample_table(table, rows=ROWS)
    mail, note = column(paper, "mail"), column(paper, "note")

    assert (mail.masked, mail.why) == ("email", "e-mail addresses, by the form of the values")
    assert {"p***@***.com"} == set(mail.values)
    assert note.why == "telephone numbers within the text"
    assert not any("867-53" in text for text in note.values)
    assert column(paper, "weight").why == ""
    assert paper.drawn == "all 40 rows"


def test_a_person_can_ask_for_the_values_as_they_are(table: Path) -> None:
    paper = sample_table(table, rows=2, masked=False)

    assert not paper.masked
    assert all(text.endswith("@example.com") for text in column(paper, "mail").values)


def test_long_cells_are_cut(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "".join(f"{number},{'x' * 5_000}\n" for number in range(20)))

    assert len(column(sample_table(path), "b").values[0]) == 300


def test_a_wrong_number_of_rows_and_an_empty_table_are_refused(table: Path) -> None:
    with pytest.raises(InputError, match="0 rows were asked for"):
        sample(table, rows=0)
    table.write_text("a,b\n")
    with pytest.raises(TableError):
        sample(table)


def test_the_command_shows_one_line_a_column_and_what_was_masked(table: Path) -> None:
    shown = CliRunner().invoke(command, [str(table), "--rows", "3"], standalone_mode=False)

    assert shown.exit_code == 0, shown.exception
    assert "3 of 40 rows" in shown.output
    assert "masked: mail: e-mail addresses, by the form of the values" in shown.output
    assert "@example.com" not in shown.output
    assert "number (kg)" in shown.output


def test_a_written_sample_is_masked_and_overwrites_nothing(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "sample.csv"
    arguments = [str(table), "--rows", "2", "--out", str(out)]
    CliRunner().invoke(command, arguments, standalone_mode=False, catch_exceptions=False)

    assert out.read_text().splitlines()[0] == "id,mail,weight,note,day"
    assert "person" not in out.read_text()
    with pytest.raises(WorkspaceError, match="exists already"):
        CliRunner().invoke(command, arguments, standalone_mode=False, catch_exceptions=False)
    with pytest.raises(InputError, match="no ending that is known"):
        CliRunner().invoke(command, [*arguments, "--out", "x.doc"], standalone_mode=False, catch_exceptions=False)


def test_the_same_file_gives_the_same_json(table: Path) -> None:
    first, second = (
        CliRunner().invoke(command, [str(table), "--json"], standalone_mode=False, catch_exceptions=False).output
        for _ in range(2)
    )

    assert first == second
    assert len(json.loads(first)["row_numbers"]) == 5


def test_names_and_values_cannot_leave_their_line(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    rows = "".join(f'{number},"x\ny and some more words"\n' for number in range(60))
    path.write_text(f'"a\x1b[31m","b\u202e"\n{rows}')
    shown = CliRunner().invoke(command, [str(path)], standalone_mode=False, catch_exceptions=False).output

    assert "\x1b" not in shown
    assert "\u202e" not in shown
