"""Files are read in the order in which people count them, however they are named to us."""

from pathlib import Path

import pytest

from mlwright.features import write_spec
from mlwright.profiling import profile_table
from mlwright.profiling.reading.places import locate
from tests.profiling.opening import csv_text

NAMES = ["part-1.csv", "part-2.csv", "part-02.csv", "part-10.csv", "part-x.csv"]


@pytest.mark.parametrize("named", ["folder", "glob", "each", "reversed"])
def test_numbers_in_names_count_by_value(tmp_path: Path, named: str):
    for name in NAMES:
        (tmp_path / name).write_text("a,b\n1,2\n")
    paths = [tmp_path / name for name in NAMES]
    data = {"folder": [tmp_path], "glob": [f"{tmp_path}/*.csv"], "each": paths, "reversed": paths[::-1]}[named]

    assert locate(data).names == ("part-1.csv", "part-02.csv", "part-2.csv", "part-10.csv", "part-x.csv")


def test_names_of_digits_and_of_letters_stand_side_by_side(tmp_path: Path):
    for name in ("b", "10", "9", "a1b", "a", "²", "1.0"):
        (tmp_path / f"{name}.csv").write_text("a,b\n1,2\n")

    assert [name[:-4] for name in locate([tmp_path]).names] == ["1.0", "9", "10", "a1b", "a", "b", "²"]


def test_months_in_folders_keep_the_order_of_time(tmp_path: Path):
    for month in range(1, 13):
        folder = tmp_path / f"monat={month}"
        folder.mkdir()
        rows = [[f"2024-{month:02}-{day:02}", day * month % 7, day % 2] for day in range(1, 29)]
        (folder / "x.csv").write_text(csv_text(rows, "tag", "a", "y"))
    found = profile_table(tmp_path, target="y")

    assert found.time_ordered_by == "tag"
    assert write_spec(found).split.strategy == "time"
