"""The line of a forecast's target over time: few numbers, those of the table."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mlwright.profiling import profile_table
from mlwright.specs.profile import Series


def drawn(folder: Path, table: pd.DataFrame, task: str = "forecasting") -> Series | None:
    table.to_csv(folder / "t.csv", index=False)
    return profile_table(folder / "t.csv", target="sales", task=task).pictures.series


def daily(days: int) -> pd.DataFrame:
    moments = pd.date_range("2020-01-01", periods=days, freq="D")
    sales = 500 + np.arange(days) + 40 * np.sin(np.arange(days) / 9)
    return pd.DataFrame({"day": moments.strftime("%Y-%m-%d"), "sales": sales.round(2)})


def test_means_are_those_of_equal_stretches_of_time(tmp_path: Path) -> None:
    table = daily(481)
    found = drawn(tmp_path, table)

    assert found is not None
    assert (found.column, found.time, found.start, found.end) == ("sales", "day", "2020-01-01", "2021-04-25")
    assert len(found.means) == 48
    expected = [table["sales"][at * 10 : at * 10 + 10].mean() for at in range(47)]
    assert list(found.means[:47]) == pytest.approx(expected, abs=2.6)


def test_a_stretch_without_rows_is_null(tmp_path: Path) -> None:
    table = daily(480).drop(index=range(200, 260))
    found = drawn(tmp_path, table)

    assert found is not None
    assert None in found.means[20:26]
    assert None not in found.means[:19]


def test_a_short_series_keeps_its_points(tmp_path: Path) -> None:
    table = daily(40)
    found = drawn(tmp_path, table)

    assert found is not None
    assert list(found.means) == pytest.approx(table["sales"].tolist(), abs=0.6)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e7])
def test_it_stays_within_its_budget(tmp_path: Path, scale: float) -> None:
    table = daily(481)
    table["sales"] *= scale
    found = drawn(tmp_path, table)

    assert found is not None
    assert len(set(found.means)) > 30
    assert len(json.dumps(found.model_dump(), separators=(",", ":"))) < 700


def test_other_tasks_have_none(tmp_path: Path) -> None:
    assert drawn(tmp_path, daily(300), "regression") is None
