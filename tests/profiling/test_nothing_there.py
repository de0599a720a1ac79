"""A blank beside a count of 0 is a value; a year beyond all others is a slip."""

import random
from pathlib import Path

import pytest

from mlwright.profiling import profile_table
from tests.profiling.opening import csv_text


def _findings(folder: Path, rows, *names: str) -> dict[str, str]:
    path = folder / "t.csv"
    path.write_text(csv_text(rows, *names))
    return {item.name: item.evidence for item in profile_table(path).findings}


def _houses(slips: int, blank: str):
    drawn = random.Random(4)
    rows = []
    for at in range(600):
        area = 0 if at % 5 == 0 else drawn.randint(200, 900)
        kind = blank if area == 0 else drawn.choice(["attached", "apart", "carport"])
        rows.append([blank if at % 5 > 0 and at // 5 < slips else kind, area, drawn.randint(0, 9)])
    return rows


@pytest.mark.parametrize("blank", ["", "NA"])
def test_a_blank_exactly_where_a_number_is_0_says_that_there_is_none(tmp_path: Path, blank):
    told = _findings(tmp_path, _houses(0, blank), "garage", "garage_area", "n")["blank_means_none"]

    assert told == "'garage' is blank where 'garage_area' is 0, and only there"


def test_a_blank_that_also_stands_elsewhere_says_nothing(tmp_path: Path):
    assert "blank_means_none" not in _findings(tmp_path, _houses(9, "NA"), "garage", "garage_area", "n")


def _years(late: int, value: int):
    drawn = random.Random(5)
    return [[value if at < late else drawn.randint(1950, 2010), 2006 + at % 5, at % 7] for at in range(400)]


def test_a_year_after_the_newest_of_the_other_columns_is_told(tmp_path: Path):
    told = _findings(tmp_path, _years(1, 2207), "Garage Yr Blt", "Yr Sold", "n")["future_dates"]

    assert told == "1 value of 'Garage Yr Blt', up to 2207, after 2010, the newest year elsewhere"


@pytest.mark.parametrize(
    ("late", "value", "name"), [(1, 2011, "Year Built"), (40, 2030, "end_year"), (1, 2207, "area")]
)
def test_next_year_a_plan_and_what_is_no_year_are_fine(tmp_path: Path, late: int, value: int, name: str):
    assert "future_dates" not in _findings(tmp_path, _years(late, value), name, "Yr Sold", "n")
