"""Exact numbers equal what pandas counts."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mlwright import profiling
from mlwright.profiling.columns import measure, sample
from mlwright.profiling.columns.shapes import histogram, shape
from tests.profiling.worlds import profile_of

ROWS = 3000


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    return pd.DataFrame(
        {
            "whole": rng.integers(-50, 900, ROWS),
            "real": rng.normal(0, 1e3, ROWS).round(4),
            "gaps": np.where(rng.random(ROWS) < 0.2, np.nan, rng.integers(0, 4, ROWS)),
            "level": rng.choice(["a", "b", "c", ""], ROWS, p=[0.6, 0.2, 0.1, 0.1]),
            "day": pd.to_datetime(rng.integers(1_500_000_000, 1_600_000_000, ROWS), unit="s").strftime("%Y-%m-%d"),
        }
    )


@pytest.mark.parametrize("sampled", [sample.SAMPLE_ROWS, 500])
def test_counts_equal_pandas(
    tmp_path: Path, frame: pd.DataFrame, monkeypatch: pytest.MonkeyPatch, sampled: int
) -> None:
    monkeypatch.setattr(sample, "SAMPLE_ROWS", sampled)
    doubled = pd.concat([frame, frame.iloc[:17]], ignore_index=True)
    paper = profile_of(tmp_path, dict(doubled.items()))
    blank = doubled.replace("", np.nan)

    assert paper.rows == ROWS + 17
    assert paper.figures.sampled_rows == min(sampled, ROWS + 17)
    assert paper.duplicate_rows == int(doubled.duplicated().sum())
    for column in paper.columns:
        expected = blank[column.name]
        assert column.missing == int(expected.isna().sum())
        assert column.distinct == expected.nunique()
        if column.number:
            found = column.number
            assert [found.min, found.max, found.zeros] == [expected.min(), expected.max(), (expected == 0).sum()]
            assert [found.mean, found.sd] == pytest.approx([expected.mean(), expected.std()])
    assert [paper.column("day").earliest, paper.column("day").latest] == [frame["day"].min(), frame["day"].max()]
    assert {item.value: item.count for item in paper.column("level").top} == blank["level"].value_counts().to_dict()
    assert {float(item.value): item.count for item in paper.column("gaps").top} == blank[
        "gaps"
    ].value_counts().to_dict()


def test_quartiles_skew_and_histogram_equal_pandas(tmp_path: Path, frame: pd.DataFrame) -> None:
    column = profile_of(tmp_path, dict(frame.items())).column("real")

    assert column.number is not None
    assert column.histogram is not None
    expected = frame["real"]
    assert [column.number.q25, column.number.median, column.number.q75] == pytest.approx(
        expected.quantile([0.25, 0.5, 0.75]).tolist()
    )
    assert column.number.skew == pytest.approx(expected.skew(), abs=0.01)
    assert sum(column.histogram.counts) == ROWS
    assert len(column.histogram.edges) == len(column.histogram.counts) + 1


def test_what_only_rows_beyond_the_sample_show_is_still_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample, "SAMPLE_ROWS", 100)
    values = [str(n) for n in range(2000)]
    rare = ["unknown" if n == 1234 else value for n, value in enumerate(values)]
    words = ["NA" if n == 1234 else "ab"[n % 2] for n in range(2000)]
    mixed = [f"k{n}" if n % 50 == 7 else value for n, value in enumerate(values)]
    paper = profile_of(tmp_path, {"rare": rare, "words": words, "mixed": mixed})

    assert (paper.column("rare").kind, paper.column("rare").missing_codes) == ("number", ("unknown",))
    assert (paper.column("words").missing, paper.column("words").missing_codes) == (1, ("NA",))
    assert paper.column("mixed").kind == "category"


def test_copies_within_the_sample_that_differ_beyond_it_are_no_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "SAMPLE_ROWS", 100)
    rng = np.random.default_rng(0)
    one = rng.integers(0, 9, 3000)
    other = one.copy()
    other[1500], other[1501] = (one[1500] + 1) % 9, (one[1501] + 1) % 9
    paper = profile_of(tmp_path, {"one": one, "same": one, "other": other})

    assert [(hint.code, hint.column) for hint in paper.hints] == [("duplicate", "same")]


def test_huge_and_tiny_numbers_break_nothing(tmp_path: Path) -> None:
    paper = profile_of(tmp_path, {"huge": [f"{n}e306" for n in range(1, 41)], "tiny": [f"{n}e-310" for n in range(40)]})

    assert [column.kind for column in paper.columns] == ["number", "number"]
    assert profiling.profile_table(tmp_path / "t.csv", target="huge").target is not None


def test_equal_files_give_equal_profiles(tmp_path: Path, frame: pd.DataFrame) -> None:
    first = profile_of(tmp_path, dict(frame.items()), target="level")

    assert first == profile_of(tmp_path, dict(frame.items()), target="level")


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("sampled", [sample.SAMPLE_ROWS, 200])
def test_whole_numbers_that_floats_cannot_tell_apart_are_counted_by_their_digits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, sampled: int
) -> None:
    monkeypatch.setattr(sample, "SAMPLE_ROWS", sampled)
    monkeypatch.setattr(measure, "MOST_LEVELS", 100)
    path = tmp_path / f"t.{form}"
    frame = pd.DataFrame({"key": 2**60 + np.arange(ROWS), "small": 2**40 + np.arange(ROWS), "x": np.arange(ROWS) % 7})
    _ = frame.to_csv(path, index=False) if form == "csv" else frame.to_parquet(path)
    paper = profiling.profile_table(path)

    assert [paper.column("key").distinct, paper.column("small").distinct] == [ROWS, ROWS]
    assert {"exact"} == {paper.column(name).distinct_is for name in ("key", "small")}
    long = [item for item in paper.findings if item.name == "beyond_64_bits"]
    assert [item.columns for item in long] == [("key",)]
    assert f"{ROWS:,} values" in long[0].evidence


def test_equal_numbers_beyond_the_reach_of_floats_are_still_one(tmp_path: Path) -> None:
    paper = profile_of(tmp_path, {"key": [2**60 + n % 50 for n in range(400)], "x": list(range(400))})

    assert paper.column("key").distinct == 50


def test_numbers_at_both_ends_of_what_floats_hold_give_quartiles_without_a_warning() -> None:
    found = shape(np.array([-1.7e308, -1.7e308, 1.7e308, 1.7e308]), exact=True)

    assert (found["q25"], found["median"], found["q75"]) == (-1.7e308, 0.0, 1.7e308)
    assert histogram(np.array([-1.7e308, 1.7e308])) is None
    # what lies within reach is drawn as before
    assert histogram(np.array([-1e300, 1e300])) is not None
