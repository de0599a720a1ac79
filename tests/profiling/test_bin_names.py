"""Names of bins say what is inside: no two overlap, and none is cut."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mlwright.profiling import profile_table
from mlwright.reports.drawing.labels import WIDEST, label
from mlwright.specs.profile import Distribution

ROWS = 600


def parted(folder: Path, values: Any) -> Distribution:
    """The picture of one column whose upper half is one class."""
    order = np.arange(ROWS) / ROWS + np.random.default_rng(1).normal(0, 0.3, ROWS)
    pd.DataFrame({"seen": values, "label": np.where(order > 0.5, "yes", "no")}).to_csv(folder / "t.csv", index=False)
    paper = profile_table(folder / "t.csv", target="label")
    return next(item for item in paper.pictures.by_target if item.column == "seen")


MOMENTS = {
    "years": ("1950-01-01", "30D", "%Y-%m-%d", "before 19"),
    "months": ("2016-01-01", "2D", "%Y-%m-%d", "before 2016-"),
    "days": ("2007-11-16", "1D", "%Y-%m-%d", "before 200"),
    "hours of several days": ("2021-03-01", "15min", "%Y-%m-%d %H:%M:%S", "before 03-0"),
    "seconds of one day": ("2021-03-01", "1s", "%Y-%m-%d %H:%M:%S", "before 00:0"),
    "minutes over new year": ("2021-12-31 20:00", "1min", "%Y-%m-%d %H:%M:%S", ""),
}


@pytest.mark.parametrize("kind", MOMENTS)
def test_bins_of_dates_are_half_open_fit_their_place_and_hold_what_they_say(tmp_path: Path, kind: str) -> None:
    start, step, form, first = MOMENTS[kind]
    moments = pd.date_range(start, periods=ROWS, freq=step)
    found = parted(tmp_path, moments.strftime(form))

    assert found.bins[0].startswith(first)
    assert len(set(found.bins)) == len(found.bins)
    assert all(low.startswith("from ") for low in found.bins[1:])
    assert all(label(name, WIDEST) == name for name in found.bins)
    if kind == "years":
        border = pd.Timestamp(f"{found.bins[1].removeprefix('from ')}-01-01")
        assert sum(row[0] for row in found.counts) == int((moments < border).sum())
        assert all(int(low[-4:]) < int(high[-4:]) for low, high in pairwise(found.bins[1:]))


def test_whole_numbers_that_stand_alone_at_the_ends_are_named_as_such(tmp_path: Path) -> None:
    counts = np.repeat([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 40], [150, 120, 100, 80, 60, 40, 20, 10, 8, 6, 6])
    found = parted(tmp_path, counts)

    assert found.bins[:2] == ("0", "1")
    assert found.bins[-1].startswith("≥ ")
    assert [sum(row[0] for row in found.counts), sum(row[1] for row in found.counts)] == [150, 120]


def test_a_last_number_that_stands_alone_has_no_sign(tmp_path: Path) -> None:
    counts = np.repeat(np.arange(11), [6, 6, 8, 10, 20, 40, 60, 80, 100, 120, 150])
    found = parted(tmp_path, counts)

    assert found.bins[-1] == "10"
    assert sum(row[-1] for row in found.counts) == 150
    assert found.bins[0].startswith("< ")
