"""What a time column says: pace, gaps, several rows a moment, seasons, dates in the future; and what users say."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mlwright import profiling
from mlwright.errors import InputError
from mlwright.specs import Finding, Profile
from tests.profiling.worlds import hints_of, profile_of

RNG = np.random.default_rng(31)
START = np.datetime64("2020-01-06")
DAYS = START + np.arange(900)


def _of(paper: Profile, name: str) -> list[Finding]:
    return [item for item in paper.findings if item.name == name]


def _noise(rows: int) -> np.ndarray:
    return RNG.normal(50, 9, rows).round(3)


def _dated(folder: Path, moments: np.ndarray, **more: object) -> Profile:
    return profile_of(folder, {"at": moments.astype(str), "v": _noise(len(moments)), **more})


WORKING = DAYS[np.arange(900) % 7 < 5]


@pytest.mark.parametrize(
    ("moments", "pace"),
    [
        (DAYS, "one day"),
        (WORKING, "one working day"),
        (START + 7 * np.arange(100), "one week"),
        (np.datetime64("2001-01", "M") + np.arange(100), "one month"),
        ((np.datetime64("2001-02", "M") + np.arange(100)).astype("datetime64[D]") - 1, "one month"),
        ((np.datetime64("2001-01", "M") + 3 * np.arange(60)).astype("datetime64[D]"), "one quarter"),
        (START.astype("datetime64[s]") + 3600 * np.arange(500), "one hour"),
        (START.astype("datetime64[s]") + 900 * np.arange(500), "quarter of an hour"),
    ],
)
def test_a_steady_pace_is_named_and_has_no_gaps(tmp_path: Path, moments: np.ndarray, pace: str) -> None:
    paper = _dated(tmp_path, moments)

    assert [pace in item.evidence for item in _of(paper, "frequency")] == [True]
    assert _of(paper, "time_gaps") == []


@pytest.mark.parametrize(
    "moments",
    [
        np.sort(START + RNG.integers(0, 700, 2000)),
        np.sort(START.astype("datetime64[s]") + RNG.integers(0, 10**8, 2000)),
        np.sort(START + RNG.choice(3000, 600, replace=False)),
    ],
)
def test_events_have_neither_a_pace_nor_gaps(tmp_path: Path, moments: np.ndarray) -> None:
    paper = _dated(tmp_path, moments)

    assert [*_of(paper, "frequency"), *_of(paper, "time_gaps"), *_of(paper, "several_per_moment")] == []


def test_gaps_are_counted_with_the_longest_and_the_first(tmp_path: Path) -> None:
    days = np.delete(DAYS, [100, *range(300, 320)])
    (gaps,) = _of(_dated(tmp_path, days), "time_gaps")

    assert "21 of 900 periods (day) are missing in 2 gaps, 20 at once after 2020-10-31" in gaps.evidence
    assert "first after 2020-04-14, 2020-10-31" in gaps.evidence


def test_a_panel_names_the_column_that_parts_it_and_the_gaps_of_each_series(tmp_path: Path) -> None:
    days, shop = np.repeat(DAYS, 3), np.tile(["north", "south", "west"], 900)
    whole = _dated(tmp_path, days, shop=shop)
    keep = np.ones(2700, bool)
    keep[[31, 34, 37, 401]] = False
    holey = _dated(tmp_path, days[keep], shop=shop[keep])

    assert [item.columns for item in _of(whole, "several_per_moment")] == [("at", "shop")]
    assert _of(whole, "time_gaps") == []
    (gaps,) = _of(holey, "time_gaps")
    assert gaps.evidence == "4 rows are missing within 2 of 3 series of 'shop', most in 'south' (3)"


def _forecast(folder: Path, moments: np.ndarray, values: np.ndarray) -> list[str]:
    columns = {"at": moments.astype(str), "v": values.round(3)}
    return [item.evidence for item in _of(profile_of(folder, columns, "v", task="forecasting"), "seasonality")]


def test_a_season_is_found_on_changes_and_noise_or_a_walk_has_none(tmp_path: Path) -> None:
    week = np.array([0, 3, 5, 8, 12, 30, 20])[np.arange(900) % 7]
    walk = np.cumsum(RNG.normal(size=900))

    (weekly,) = _forecast(tmp_path, DAYS, week + 0.2 * walk + RNG.normal(0, 4, 900))
    assert "repeat after 7 (day)" in weekly
    assert _forecast(tmp_path, DAYS, walk) == []
    assert _forecast(tmp_path, DAYS, RNG.normal(size=900)) == []


def test_a_season_survives_gaps(tmp_path: Path) -> None:
    week = np.array([0, 3, 5, 8, 12, 30, 20])[np.arange(900) % 7] + RNG.normal(0, 4, 900)
    keep = np.ones(900, bool)
    keep[200:230] = False

    assert len(_forecast(tmp_path, DAYS[keep], week[keep])) == 1


@pytest.mark.parametrize(("day", "expected"), [("2093-05-17", True), ("2024-01-01", False), ("9999-12-31", False)])
def test_dates_years_after_all_others_lie_in_the_future(tmp_path: Path, day: str, expected: bool) -> None:
    days = (START + RNG.integers(0, 900, 800)).astype(str).astype(object)
    days[[17, 230, 555]] = day
    found = _of(profile_of(tmp_path, {"due": days, "v": _noise(800)}), "future_dates")

    assert [("due",)] * expected == [item.columns for item in found]


def test_time_itself_is_no_leak_of_a_trend(tmp_path: Path) -> None:
    paper = profile_of(tmp_path, {"at": DAYS.astype(str), "v": np.cumsum(RNG.random(900)).round(4)}, "v")

    assert hints_of(paper, "at") == [("time", True)]


def _told(folder: Path, **said: str) -> Profile:
    path = folder / "t.csv"
    ward, year = RNG.integers(0, 30, 400), 1900 + RNG.integers(0, 99, 400)
    frame = pd.DataFrame({"ward": ward, "founded": year, "v": _noise(400), "word": RNG.choice(["a", "b"], 400)})
    frame.to_csv(path, index=False)
    return profiling.profile_table(path, **said)


def test_what_the_user_says_is_sure(tmp_path: Path) -> None:
    paper = _told(tmp_path, group="ward", time="founded")

    assert (paper.group, paper.time) == ("ward", "founded")
    assert hints_of(paper, "ward") == [("group", True)]
    assert hints_of(paper, "founded") == [("time", True)]
    assert hints_of(_told(tmp_path), "ward") == hints_of(_told(tmp_path), "founded") == []


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"group": "wards"}, "Did you mean 'ward' or 'word'?"),
        ({"time": "nonsense"}, "Columns are 'ward', 'founded', 'v', 'word'."),
        ({"time": "word"}, "read as category"),
    ],
)
def test_columns_the_user_names_are_checked(tmp_path: Path, said: dict[str, str], message: str) -> None:
    with pytest.raises(InputError) as caught:
        _told(tmp_path, **said)

    assert message in str(caught.value)


@pytest.mark.parametrize(("per", "unit"), [(1, "seconds"), (1000, "milliseconds")])
def test_whole_numbers_that_count_from_1970_are_moments(tmp_path: Path, per: int, unit: str) -> None:
    moments = 1_735_700_000 * per + np.sort(RNG.integers(0, 90 * 86_400 * per, 900))
    (finding,) = _of(profile_of(tmp_path, {"start_ts": moments, "v": _noise(900)}), "time_column")

    assert f"count {unit} since 1970, from 2025-01-01 to 2025-0" in finding.evidence
    assert finding.sure is False


def test_ids_of_as_many_digits_are_no_moments(tmp_path: Path) -> None:
    ids = 1_300_000_000 + RNG.choice(10**8, 900, replace=False)
    paper = profile_of(tmp_path, {"order": ids, "v": _noise(900)})

    assert _of(paper, "time_column") == []
    assert [item.columns for item in _of(paper, "row_id")] == [("order",)]


@pytest.mark.parametrize("rows", [300, 870, 4000])
def test_a_few_dates_in_the_future_are_found_in_small_tables_too(tmp_path: Path, rows: int) -> None:
    days = (START + RNG.integers(0, 2000, rows)).astype(str)
    late = RNG.choice(rows, 12, replace=False)
    days[late] = (np.datetime64("2038-06-01") + RNG.integers(0, 5000, 12)).astype(str)
    (finding,) = _of(profile_of(tmp_path, {"v": _noise(rows), "sent": days}), "future_dates")

    assert finding.evidence.startswith("12 dates of 'sent'")


def test_dates_that_end_in_a_thin_tail_are_not_in_the_future(tmp_path: Path) -> None:
    days = (START + RNG.exponential(400, 600).astype(int)).astype(str)

    assert _of(profile_of(tmp_path, {"v": _noise(600), "sent": days}), "future_dates") == []


def _load(period: float, rows: int = 4800) -> dict[str, np.ndarray]:
    hours = np.arange(rows)
    at = np.char.replace((START.astype("datetime64[h]") + hours).astype("datetime64[m]").astype(str), "T", " ")
    return {"at": at, "load": (6 * np.sin(2 * np.pi * hours / period) + RNG.normal(90, 0.9, rows)).round(3)}


def test_a_smooth_wave_of_a_day_is_a_season(tmp_path: Path) -> None:
    (finding,) = _of(profile_of(tmp_path, _load(24), "load", task="forecasting"), "seasonality")

    assert "repeat after 24 (hour)" in finding.evidence


@pytest.mark.parametrize("period", [29, 100])
def test_a_wave_of_another_length_is_no_day(tmp_path: Path, period: float) -> None:
    found = _of(profile_of(tmp_path, _load(period), "load", task="forecasting"), "seasonality")

    assert not any("24 (hour)" in item.evidence for item in found)
