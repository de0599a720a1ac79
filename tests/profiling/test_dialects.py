"""Sixteen awkward ways to write one table: read right, or refused with the option that repairs them."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from mlwright.cli import cli
from mlwright.errors import TableError
from mlwright.profiling import profile_table
from mlwright.specs import Profile

ROWS = 300
NAMES = ["code", "town", "amount", "pieces", "sold", "grade"]
KINDS = {"amount": "number", "pieces": "number", "sold": "date", "grade": "category", "town": "category"}
Rows = list[list[str]]


def _base() -> Rows:
    chance = np.random.default_rng(11)
    days = np.datetime64("2021-01-03") + chance.permutation(ROWS * 2)[:ROWS]
    towns = chance.choice(["Zürich", "Orléans", "Malmö", "Bern"], ROWS)
    amounts = chance.uniform(1000, 9000, ROWS).round(2)
    pieces, grades = chance.integers(1, 60, ROWS), chance.choice(list("ABC"), ROWS)
    cells = zip(towns, amounts, pieces, days, grades, strict=True)
    return [[f"K{n:04d}", str(t), f"{a:.2f}", str(p), str(d), str(g)] for n, (t, a, p, d, g) in enumerate(cells)]


BASE = _base()
AMOUNTS = sum(float(row[2]) for row in BASE)
FIRST, LAST = min(row[4] for row in BASE), max(row[4] for row in BASE)


def _text(rows: Rows, separator: str = ",", end: str = "\n", header: list[str] | None = None) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows([NAMES if header is None else header, *rows])
    return out.getvalue()


def _each(place: int, change: Callable[[str], str]) -> Rows:
    return [[change(cell) if at == place else cell for at, cell in enumerate(row)] for row in BASE]


def _with(place: int, values: dict[int, str]) -> Rows:
    return [[values.get(n, cell) if at == place else cell for at, cell in enumerate(row)] for n, row in enumerate(BASE)]


def _parted(date: str) -> tuple[str, str, str]:
    year, month, day = date.split("-")
    return year, month, day


def _day_first(date: str) -> str:
    year, month, day = _parted(date)
    return f"{day}.{month}.{year} 08:30"


def _month_first(date: str) -> str:
    year, month, day = _parted(date)
    return f"{month}/{day}/{year}"


def _ragged() -> str:
    lines = _text(BASE).splitlines()
    return "\n".join([*lines[:40], "K9,Bern,1", *lines[40:90], f"{lines[90]},1,2", *lines[90:]]) + "\n"


@dataclass(frozen=True)
class Dialect:
    """A file's bytes, and where it differs from the base table when read right."""

    content: bytes
    missing: int = 0
    lines: int = 0
    """Quoted line ends in the town column."""
    named: bool = True


DIALECTS = {
    "tab": Dialect(_text(BASE, "\t").encode()),
    "pipe": Dialect(_text(BASE, "|").encode()),
    "semicolon and decimal comma": Dialect(_text(_each(2, lambda cell: cell.replace(".", ",")), ";").encode()),
    "CR LF": Dialect(_text(BASE, end="\r\n").encode()),
    "line ends in quotes": Dialect(_text(_with(1, {5: "Bern\nWest", 6: "Bern\nWest"})).encode(), lines=2),
    "byte order mark": Dialect(_text(BASE).encode("utf-8-sig")),
    "Latin-1": Dialect(_text(BASE).encode("latin-1")),
    "UTF-16": Dialect(_text(BASE).encode("utf-16")),
    "thousands comma": Dialect(_text(_each(2, lambda cell: f"{float(cell):,.2f}")).encode()),
    "day.month.year hh:mm": Dialect(_text(_each(4, _day_first)).encode()),
    "month/day/year": Dialect(_text(_each(4, _month_first)).encode()),
    "three lines above the header": Dialect(f"Sales report\nmade 2022\n\n{_text(BASE)}".encode()),
    "ragged lines": Dialect(_ragged().encode()),
    "a word late in a number column": Dialect(_text(_with(3, {ROWS - 4: "unknown"})).encode(), missing=1),
    "missing codes": Dialect(_text(_with(3, {7: "n/a", 70: "?", 150: "?"})).encode(), missing=3),
    "no header": Dialect(_text(BASE[1:], header=BASE[0]).encode(), named=False),
}


def _by_command(path: Path, options: list[str], out: Path) -> Profile:
    done = CliRunner().invoke(cli, ["profile", str(path), *options, "--out", str(out)], catch_exceptions=False)

    assert done.exit_code == 0, done.output
    return Profile.model_validate_json((out / "data/profile.json").read_text())


def _options(refusal: str) -> list[str]:
    """The option that a refusal names, with its value."""
    found = re.search(r"--([a-z]+(?:-[a-z]+)*)(?:[ =]([A-Za-z0-9_.-]*[A-Za-z0-9_]))?", refusal)
    assert found is not None, refusal
    return [f"--{found[1]}"] if found[1] == "no-header" else [f"--{found[1]}", found[2]]


def _read(path: Path, folder: Path) -> Profile:
    try:
        return profile_table(path)
    except TableError as refused:
        return _by_command(path, _options(str(refused)), folder / "out")


def _is_the_base_table(paper: Profile, dialect: Dialect) -> None:
    found = dict(zip(NAMES, paper.columns, strict=True))
    amount, sold = found["amount"], found["sold"]

    assert paper.rows == ROWS
    assert not dialect.named or list(paper.names) == NAMES
    assert {name: found[name].kind for name in KINDS} == KINDS
    assert amount.number is not None
    assert amount.number.mean == pytest.approx(AMOUNTS / ROWS, rel=1e-6)
    assert sold.earliest is not None
    assert sold.latest is not None
    assert (sold.earliest[:10], sold.latest[:10]) == (FIRST, LAST)
    assert found["pieces"].missing == dialect.missing
    assert {"Zürich", "Orléans", "Malmö", "Bern"} <= {item.value for item in found["town"].top}
    assert sum(item.count for item in found["town"].top if "\n" in item.value) == dialect.lines


@pytest.mark.parametrize("name", DIALECTS)
def test_a_dialect_is_read_right_or_refused_with_the_option_that_repairs_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(DIALECTS[name].content)
    paper = _read(path, tmp_path)

    _is_the_base_table(paper, DIALECTS[name])


def test_there_are_sixteen() -> None:
    assert len(DIALECTS) == 16
    assert len({dialect.content for dialect in DIALECTS.values()}) == 16


def test_ragged_rows_are_refused_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(DIALECTS["ragged lines"].content)

    with pytest.raises(TableError, match=r"line 41\b.*line 92\b"):
        profile_table(path)


def test_ragged_rows_left_out_are_counted_and_shown(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(DIALECTS["ragged lines"].content)
    (finding,) = [item for item in _read(path, tmp_path).findings if item.name == "ragged_rows"]

    assert "2" in re.findall(r"\d+", finding.evidence)
    assert {"41", "92"} <= set(re.findall(r"\d+", finding.evidence))


def test_a_file_of_words_without_a_header_does_not_lose_its_first_row(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    words = [list(chance.choice(["red", "blue", "green"], 3)) for _ in range(ROWS)]
    path = tmp_path / "words.csv"
    path.write_text("".join(f"{','.join(row)}\n" for row in words))

    assert _read(path, tmp_path).rows == ROWS


def test_the_check_sees_a_table_that_was_read_wrong(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(_text(_each(2, lambda cell: f"{float(cell) + 1:.2f}")))

    with pytest.raises(AssertionError):
        _is_the_base_table(profile_table(path), DIALECTS["tab"])
