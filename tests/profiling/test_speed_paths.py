"""Figures that are counted, estimated or sampled: each holds what it promises, whichever way it is found."""

import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from mlwright import profiling
from mlwright.profiling import progress
from mlwright.profiling.columns import measure, sample, tallies
from mlwright.profiling.reading import loading
from mlwright.profiling.reading.options import ReadOptions
from mlwright.specs.profile_text import profile_json
from tests.profiling.worlds import profile_of

ROWS = 6000
HEAVY = ("pandas", "sklearn", "scipy", "matplotlib", "pyarrow")


@pytest.fixture
def small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of a few thousand rows take the ways of large ones."""
    monkeypatch.setattr(sample, "SAMPLE_ROWS", 500)
    monkeypatch.setattr(tallies, "MOST_LEVELS", 100)
    monkeypatch.setattr(measure, "MOST_LEVELS", 100)


def _table(rows: int = ROWS, seed: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {
        "real": rng.normal(1e6, 3, rows).round(6),
        "gaps": np.where(rng.random(rows) < 0.3, "", rng.normal(0, 1, rows).round(5).astype(str)),
        "coded": np.where(rng.random(rows) < 0.1, -999.0, rng.gamma(2, 50, rows).round(3)),
        "many": rng.integers(0, 900, rows),
        "level": rng.choice(["a", "b", "c"], rows),
        "key": np.array([f"k{n * 7919 % 100_003:06d}" for n in range(rows)]),
        "day": (np.datetime64("2001-02-03") + rng.integers(0, 4000, rows)).astype(str),
    }


def _named(path: Path) -> list[str]:
    script = (
        "import sys, pathlib; from mlwright.profiling import profile_table;"
        f"profile_table(pathlib.Path({str(path)!r}), target='level');"
        f"print(*(name for name in {HEAVY!r} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_a_profile_of_a_csv_loads_no_large_library(tmp_path: Path) -> None:
    pd.DataFrame(_table(300)).to_csv(tmp_path / "t.csv", index=False)

    assert _named(tmp_path / "t.csv") == []


@pytest.mark.usefixtures("small_sample")
@pytest.mark.parametrize("exact", [False, True])
def test_figures_over_all_rows_equal_pandas_beyond_the_sample(tmp_path: Path, exact: bool) -> None:
    pd.DataFrame(_table()).to_csv(tmp_path / "t.csv", index=False)
    paper = profiling.profile_table(tmp_path / "t.csv", exact=exact)
    frame = pd.read_csv(tmp_path / "t.csv").replace({"coded": -999.0}, np.nan)

    assert paper.figures.sampled_rows == 500
    for name in ("real", "gaps", "coded", "many"):
        expected, found = frame[name], paper.column(name)
        assert found.number is not None
        assert int(expected.isna().sum()) == found.missing
        assert [expected.min(), expected.max(), (expected == 0).sum()] == [
            found.number.min,
            found.number.max,
            found.number.zeros,
        ]
        assert [expected.mean(), expected.std()] == pytest.approx([found.number.mean, found.number.sd], rel=1e-9)
    assert frame["key"].nunique() == paper.column("key").distinct
    assert (paper.column("key").distinct_is, paper.column("key").longest - 1) == ("exact", 6)
    assert [frame["day"].min(), frame["day"].max()] == [paper.column("day").earliest, paper.column("day").latest]


@pytest.mark.usefixtures("small_sample")
def test_exact_leaves_no_figure_estimated(tmp_path: Path) -> None:
    frame = pd.DataFrame(_table())
    frame.to_csv(tmp_path / "t.csv", index=False)
    paper = profiling.profile_table(tmp_path / "t.csv", exact=True)
    column = paper.column("real")

    assert paper.figures.approximate == ()
    assert paper.figures.sampled == ("links", "pictures")
    assert {"exact"} == {item.distinct_is for item in paper.columns}
    assert column.number is not None
    assert column.histogram is not None
    assert frame["real"].quantile([0.25, 0.5, 0.75]).tolist() == pytest.approx(
        [column.number.q25, column.number.median, column.number.q75], rel=1e-11
    )
    assert sum(column.histogram.counts) == ROWS
    assert frame["real"].nunique() == column.distinct


@pytest.mark.usefixtures("small_sample")
@pytest.mark.parametrize("seed", range(4))
def test_estimates_stay_within_the_errors_that_are_stated(tmp_path: Path, seed: int) -> None:
    frame = pd.DataFrame(_table(seed=seed))
    paper = profile_of(tmp_path, dict(frame.items()))
    figures, column = paper.figures, paper.column("real")

    assert figures.approximate == ("distinct",)
    assert column.distinct_is == "approximate"
    assert figures.distinct_error is not None
    assert figures.quantile_error is not None
    assert abs(column.distinct / frame["real"].nunique() - 1) <= figures.distinct_error
    assert column.number is not None
    assert column.number.median is not None
    place = float((frame["real"] <= column.number.median).mean())
    assert abs(place - 0.5) <= 1.5 * figures.quantile_error


def test_the_estimate_of_distinct_values_holds_for_numbers_and_texts() -> None:
    errors = []
    for start in range(40):
        asked = f"approx_count_distinct(i + {start * 10**9}), approx_count_distinct('k' || (i * {start + 7}))"
        (found,) = duckdb.execute(f"SELECT {asked} FROM range(20000) t(i)").fetchall()
        errors += [abs(count / 20000 - 1) for count in found]

    assert 0.005 < max(errors) <= measure.DISTINCT_ERROR


@pytest.mark.parametrize("repeats", [0, 1, 40])
@pytest.mark.parametrize("columns", [("real", "many", "level"), ("level",), ("many", "level")])
def test_repeated_rows_are_counted_as_pandas_does(tmp_path: Path, columns: tuple[str, ...], repeats: int) -> None:
    frame = pd.DataFrame({name: _table()[name] for name in columns}).assign(other=np.arange(ROWS) % 50)
    frame = pd.concat([frame, frame.iloc[:repeats]])

    assert int(frame.duplicated().sum()) == profile_of(tmp_path, dict(frame.items())).duplicate_rows


@pytest.mark.usefixtures("small_sample")
def test_the_number_of_threads_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pd.DataFrame(_table()).to_csv(tmp_path / "t.csv", index=False)
    monkeypatch.setattr(loading, "_WORTH_THREADS", 0)
    papers = set()
    for threads in (1, 2, 4):
        monkeypatch.setattr(loading.os, "cpu_count", lambda threads=threads: threads)
        papers.add(profile_json(profiling.profile_table(tmp_path / "t.csv", target="level")))

    assert len(papers) == 1


@pytest.mark.parametrize("part", [False, True])
def test_parquet_gives_the_figures_of_the_same_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: bool) -> None:
    monkeypatch.setattr(sample, "SAMPLE_ROWS", 500 if part else 50_000)
    frame = pd.DataFrame(_table(4000)).drop(columns=["gaps"]).assign(yes=np.arange(4000) % 3 == 0)
    frame.to_csv(tmp_path / "t.csv", index=False)
    frame.assign(day=frame["day"].astype("datetime64[us]")).to_parquet(tmp_path / "t.parquet")
    text, typed = (profiling.profile_table(tmp_path / f"t.{kind}") for kind in ("csv", "parquet"))

    for one, other in zip(text.columns, typed.columns, strict=True):
        assert (one.name, one.kind, one.missing, one.distinct) == (
            other.name,
            other.kind,
            other.missing,
            other.distinct,
        )
        assert one.number == other.number
        assert (one.earliest, one.latest) == (other.earliest, other.latest)
    assert {"true", "false"} == {item.value for item in typed.column("yes").top}


def test_infinite_and_missing_numbers_of_parquet_are_missing(tmp_path: Path) -> None:
    values = np.arange(100.0)
    values[[3, 4, 5]] = np.inf, -np.inf, np.nan
    pd.DataFrame({"x": values, "y": np.arange(100) % 7}).to_parquet(tmp_path / "t.parquet")
    column = profiling.profile_table(tmp_path / "t.parquet").column("x")

    assert column.number is not None
    assert (column.kind, column.missing, column.number.max) == ("number", 3, 99.0)


def test_progress_rises_and_ends(tmp_path: Path) -> None:
    pd.DataFrame(_table(400)).to_csv(tmp_path / "t.csv", index=False)
    heard: list[tuple[str, float]] = []
    profiling.profile_table(
        tmp_path / "t.csv", target="level", progress=lambda step, share: heard.append((step, share))
    )

    shares = [share for _, share in heard]
    assert sorted(shares) == shares
    assert heard[-1] == ("done", 1.0)
    assert sum(step == "measure columns" for step, _ in heard) > 5


def test_a_long_step_says_how_many_columns_are_done_and_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.5, 10.0, 10.5, 200.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    heard: list[tuple[str, float]] = []
    hear = progress.by_columns(lambda step, share: heard.append((step, share)), "measure", 30, 0.3, 0.7)
    for share in (0.1, 0.4, 0.5, 0.5):
        hear(share)

    expected = ["measure", "measure: 12 of 30, about 15 s left", "measure: 12 of 30, about 15 s left"]
    assert [*expected, "measure: 15 of 30, about 3 min left"] == [step for step, _ in heard]
    assert pytest.approx([share for _, share in heard]) == [0.34, 0.46, 0.5, 0.5]


@pytest.mark.parametrize("values", [[], [5], [3, 1, 3, 2, 1, 1], [2**64 - 1, 0, 2**64 - 1]])
def test_levels_are_numbered_by_first_appearance(values: list[int]) -> None:
    codes, counts, first = sample.number_levels(np.array(values, dtype=np.uint64))
    different = list(dict.fromkeys(values))

    assert [different.index(value) for value in values] == codes.tolist()
    assert [values.count(value) for value in different] == counts.tolist()
    assert [values.index(value) for value in different] == first.tolist()


@pytest.mark.usefixtures("small_sample")
def test_the_memory_limit_changes_no_byte(tmp_path: Path) -> None:
    pd.DataFrame(_table(20_000)).to_csv(tmp_path / "t.csv", index=False)
    papers = {
        profile_json(profiling.profile_table(tmp_path / "t.csv", options=ReadOptions(memory=memory)))
        for memory in ("100MB", "2GB")
    }

    assert len(papers) == 1


class _Counting:
    """A connection that counts what it is asked."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, asked: list[str]) -> None:
        self._connection, self._asked = connection, asked

    def execute(self, query: str, *more: object) -> duckdb.DuckDBPyConnection:
        self._asked.append(query)
        return self._connection.execute(query, *more)

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)


def _asked(path: Path, columns: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    rng = np.random.default_rng(0)
    pd.DataFrame({f"x{at}": rng.normal(0, 1, 800).round(4) for at in range(columns)}).to_csv(path, index=False)
    asked: list[str] = []
    connect = duckdb.connect
    with monkeypatch.context() as patch:
        patch.setattr(loading.duckdb, "connect", lambda *args, **more: _Counting(connect(*args, **more), asked))
        profiling.profile_table(path)
    return asked


@pytest.mark.usefixtures("small_sample")
def test_a_column_more_asks_for_no_more_than_the_ones_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few, some, many = (_asked(tmp_path / "t.csv", columns, monkeypatch) for columns in (50, 100, 200))
    letters = [sum(map(len, asked)) for asked in (few, some, many)]

    assert len(many) - len(some) <= 2.2 * (len(some) - len(few))
    # a query that named all columns for each of them would grow with their square
    assert letters[2] - letters[1] <= 2.5 * (letters[1] - letters[0])


@pytest.mark.slow
@pytest.mark.parametrize("exact", [False, True])
def test_memory_stays_near_the_limit_on_a_table_twice_as_large(tmp_path: Path, exact: bool) -> None:
    path = tmp_path / "t.csv"
    columns = ", ".join(f"round(sin(i * {at + 1}) * 1e6, 4) AS x{at}" for at in range(20))
    duckdb.execute(f"COPY (SELECT i AS id, {columns} FROM range(1000000) t(i)) TO '{path}' (HEADER)")
    script = (
        "import resource, pathlib; from mlwright.profiling import ReadOptions, profile_table;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        f"profile_table(pathlib.Path({str(path)!r}), exact={exact}, options=ReadOptions(memory='100MB'));"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert path.stat().st_size > 240e6
    assert int(done.stdout) < 300


def test_nothing_draws_a_bar_on_standard_output(tmp_path: Path) -> None:
    with loading.connect(tmp_path, ReadOptions(), 0) as connection:
        asked = "SELECT current_setting('enable_progress_bar')"

        assert connection.execute(asked).fetchall() == [(False,)]
