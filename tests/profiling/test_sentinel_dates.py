"""Dates that stand for "never" are missing: in the figures, in the order of time, in the spec and where it is read."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from mlwright.features import write_spec
from mlwright.profiling import parts, profile_table
from mlwright.profiling.columns.sentinel_dates import find_sentinel_dates
from mlwright.tabular.folds import TEST, assign_folds
from mlwright.tabular.table import as_date
from tests.profiling.opening import csv_text
from tests.profiling.splitting import split_csv

NEVER = "9999-12-31"


def _table(folder: Path, rows: int, never: str, form: str = "csv") -> Path:
    days = [date(2001, 1, 1) + timedelta(days=at) for at in range(rows)]
    cells = [[at * 7 % 101, never if at % 60 == 5 else day, at % 2] for at, day in enumerate(days)]
    path = folder / "table.csv"
    path.write_text(csv_text(cells, "a", "until", "y"))
    if form == "parquet":
        path = folder / "table.parquet"
        duckdb.sql(f"SELECT * FROM read_csv('{folder}/table.csv')").write_parquet(str(path))
    return path


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("never", [NEVER, "1900-01-01"])
@pytest.mark.parametrize("rows", [600, 3000])
def test_a_date_for_never_is_missing_in_all_figures_and_told_once(tmp_path: Path, rows: int, never: str, form: str):
    found = profile_table(_table(tmp_path, rows, never, form), target="y")
    column = found.column("until")

    assert ("2001-01-01", rows // 60) == (column.earliest, column.missing)
    assert column.latest == str(date(2001, 1, 1) + timedelta(days=rows - 1))
    assert (never,) == column.missing_codes
    assert column.distinct == rows - rows // 60
    assert [item.name for item in found.findings if "until" in item.columns and never in item.evidence] == [
        "sentinel_date"
    ]


def test_rows_beyond_the_sample_are_taken_out_by_value(tmp_path: Path):
    days = "DATE '2001-01-01' + (i // 30)::INT"
    moments = f"CASE WHEN i % 1000 = 5 THEN TIMESTAMP '{NEVER}' ELSE ({days})::TIMESTAMP + to_seconds(i % 86000) END"
    path = tmp_path / "long.csv"
    duckdb.sql(f"SELECT i % 7 AS a, {moments} AS until, i % 2 AS y FROM range(130000) t(i)").write_csv(str(path))
    column = profile_table(path, target="y").column("until")

    assert column.missing == 130
    assert str(column.latest)[:4] == "2012"


@pytest.mark.parametrize(
    ("texts", "rows", "found"),
    [
        (["2020-01-01", "2020-02-01", "2020-03-01", NEVER], [1, 1, 1, 1], [3]),
        (["2020-01-01", NEVER], [9, 1], [1]),
        (["2020-01-01", "2020-02-01", "2020-03-01", "1900-01-01"], [1, 1, 1, 3], [3]),
        (["2020-01-01", "2020-02-01", "2020-03-01", "1900-01-01"], [1, 1, 1, 2], []),
        (["1899-05-01", "1905-02-01", "1910-03-01", "1900-01-01"], [1, 1, 1, 3], []),
        (["1969-05-01", "1971-02-01", "1970-03-01", "1970-01-01"], [1, 1, 1, 9], []),
        ([NEVER, NEVER], [1, 1], []),
        ([], [], []),
    ],
)
def test_only_a_day_that_stands_apart_and_could_hardly_be_true_stands_for_never(texts, rows, found):
    moments = np.array([np.datetime64(text, "s").astype(np.float64) for text in texts])

    assert found == find_sentinel_dates(moments, np.array(rows, dtype=np.int64))


def test_the_spec_carries_the_code_and_rows_without_a_date_are_not_taken_for_the_last_ones(tmp_path: Path):
    path = _table(tmp_path, 600, NEVER)
    spec = write_spec(profile_table(path, target="y", time="until"))
    table = pd.read_csv(path, dtype=str)
    folds = assign_folds(table, table["y"], spec.split.model_dump(mode="json"), seed=0)

    assert (spec.split.strategy, spec.split.missing_codes) == ("time", (NEVER,))
    assert {(NEVER,)} == {item.missing_codes for item in spec.features if item.name == "until"}
    assert not (folds[table["until"] == NEVER][:-1] == TEST).any()
    assert table["until"][folds != TEST][table["until"] != NEVER].max() < "2002-08-22"
    question = next(item for item in spec.questions if item.about == "until")
    assert "read as missing" in question.text


@pytest.mark.parametrize("native", [True, False])
def test_a_training_script_reads_the_code_as_missing_however_the_column_is_typed(native: bool):
    column = pd.Series(["2020-01-01", "1900-01-01", "2020-01-03"])
    typed = pd.to_datetime(column) if native else column

    assert as_date(typed, "%Y-%m-%d", ["1900-01-01"]).isna().tolist() == [False, True, False]
    assert as_date(typed, "%Y-%m-%d").isna().tolist() == [False, False, False]


def test_merged_parts_say_the_same_as_the_whole_table(tmp_path: Path):
    lines = _table(tmp_path, 600, NEVER).read_text().splitlines()
    paths = split_csv("".join(f"{line}\n" for line in lines), [200, 400], tmp_path / "parts")
    merged = parts.profile_of(parts.merge_states([parts.state_of(path) for path in paths]))
    figures = {"earliest", "latest", "missing", "missing_codes", "distinct"}

    whole = profile_table(tmp_path / "parts").column("until").model_dump(include=figures)
    assert merged.column("until").model_dump(include=figures) == whole
    assert whole["missing_codes"] == (NEVER,)
