"""What the descriptions of the real tables call a trap is a finding, and no error is raised beside them.

Reading, missing values, tasks and roles of columns are asserted in test_tables.py.
"""

import functools
import os
import re
from pathlib import Path

import pytest

from mlwright.profiling import profile_table
from mlwright.specs import Profile

TABLES = os.environ.get("MLWRIGHT_TABLES", "")
pytestmark = pytest.mark.skipif(not TABLES, reason="MLWRIGHT_TABLES names no folder of tables")

TRAPS = [
    ("air_passengers", "time_column", "Month"),
    ("air_passengers", "frequency", None),
    ("air_passengers", "seasonality", None),
    ("ames_housing", "running_index", "Order"),
    ("ames_housing", "row_id", "PID"),
    ("ames_housing", "numeric_codes", "MS SubClass"),
    ("ames_housing", "target_skew", "SalePrice"),
    ("ames_housing", "high_missing", "Alley"),
    ("auto_mpg", "missing_codes", "horsepower"),
    ("auto_mpg", "high_cardinality|free_text", "name"),
    ("auto_mpg", "numeric_codes", "origin"),
    ("bike_hour", "label_among_features|known_after_outcome", "casual"),
    ("bike_hour", "label_among_features|known_after_outcome", "registered"),
    ("bike_hour", "running_index", "instant"),
    ("bike_hour", "time_column", "dteday"),
    ("bike_hour", "redundant_columns", "temp"),
    ("bike_hour", "redundant_columns", "atemp"),
    ("bike_hour", "several_per_moment", None),
    ("parkinsons", "group_key", "subject#"),
    ("parkinsons", "known_after_outcome|suspicious_power|label_among_features", "motor_UPDRS"),
    ("penguins_raw", "constant_column", "Region"),
    ("penguins_raw", "constant_column", "Stage"),
    ("penguins_raw", "group_key|packed_group_key", "Individual ID"),
    ("penguins_raw", "free_text", "Comments"),
    ("penguins_raw", "high_missing", "Comments"),
    ("penguins_raw", "missing_codes", "Sex"),
    ("penguins_raw", "index_in_class_order", None),
    ("silver_kr", "duplicate_rows", None),
    ("telco_churn", "row_id", "customerID"),
    ("titanic", "known_after_outcome", "boat"),
    ("titanic", "known_after_outcome", "body"),
    ("titanic", "target_missing", "survived"),
    ("titanic", "high_missing|missing_tells_target", "cabin"),
    ("titanic", "high_cardinality|free_text|pii_person", "name"),
    ("titanic", "high_cardinality", "ticket"),
    ("wine_white", "class_imbalance", "quality"),
    ("wine_white", "duplicate_rows", None),
    ("wine_white", "could_be_regression", "quality"),
]
ERRORS = {
    "bike_hour": {"casual", "registered"},
    "parkinsons": {"motor_UPDRS"},
    "titanic": {"boat", "body"},
    "penguins_raw": {"Sample Number", "studyName", "Species"},
}
"""Columns that an error may name: the described leaks, and the order of the species in penguins_raw."""
ALL = sorted(path.parent.name for path in Path(TABLES or "/nonexistent").glob("*/ABOUT.md"))


@functools.cache
def _profile(name: str) -> Profile:
    about = (Path(TABLES) / name / "ABOUT.md").read_text()
    file, target, goal = (_said(about, words) for words in (r"File: `(.*?)`", r"target `(.*?)`", r"would say it: (.*)"))
    return profile_table(Path(TABLES) / name / file, target=target, goal=goal)


def _said(about: str, pattern: str) -> str:
    found = re.search(pattern, about)
    assert found is not None, pattern
    return found[1]


def _found(name: str, finding: str) -> set[str]:
    """Columns that the findings of these names name."""
    return {column for item in _profile(name).findings if item.name in finding.split("|") for column in item.columns}


@pytest.mark.parametrize(("name", "finding", "column"), TRAPS)
def test_a_described_trap_is_found(name: str, finding: str, column: str | None) -> None:
    if column is None:
        assert {item.name for item in _profile(name).findings} & set(finding.split("|"))
    else:
        assert column in _found(name, finding)


@pytest.mark.parametrize("name", ALL)
def test_errors_name_the_described_leaks_and_nothing_else(name: str) -> None:
    errors = [item for item in _profile(name).findings if item.severity == "error"]
    named = {column for item in errors for column in item.columns}

    assert named <= ERRORS.get(name, set()), errors
    assert [item.name for item in errors if not item.columns] in ([], ["index_in_class_order"])


@pytest.mark.parametrize("name", ALL)
def test_personal_data_is_found_only_in_the_names_of_passengers(name: str) -> None:
    personal = {(item.name, *item.columns) for item in _profile(name).findings if item.name.startswith("pii_")}

    assert personal == ({("pii_person", "name")} if name == "titanic" else set())


def test_the_whole_last_row_of_titanic_is_blank() -> None:
    paper = _profile("titanic")

    assert min(column.missing for column in paper.columns) == 1
    assert paper.rows - paper.column("survived").missing == 1309


def test_columns_that_repeat_no_internet_service_are_told_apart_from_none() -> None:
    siblings = ("OnlineSecurity", "OnlineBackup", "DeviceProtection", "TechSupport", "StreamingTV", "StreamingMovies")
    columns = [_profile("telco_churn").column(name) for name in siblings]

    assert {1526} == {item.count for column in columns for item in column.top if item.value == "No internet service"}


def test_zero_inflated_counts_are_numbers_with_their_zeros_counted() -> None:
    numbers = [column.number for column in _profile("silver_kr").columns if column.number is not None]

    assert [number for number in numbers if number.zeros > 1000]


def test_the_island_is_the_most_telling_column_of_the_penguins() -> None:
    target = _profile("penguins_raw").target
    assert target is not None
    strength = {link.column: link.strength or 0.0 for link in target.links}

    assert strength["Island"] > 0.5


def test_the_season_of_the_passengers_is_a_year() -> None:
    (season,) = [item for item in _profile("air_passengers").findings if item.name == "seasonality"]

    assert "12" in re.findall(r"\d+", season.evidence)


def test_the_pace_of_the_passengers_is_a_month() -> None:
    (pace,) = [item for item in _profile("air_passengers").findings if item.name == "frequency"]

    assert "month" in pace.evidence


def test_the_grade_that_can_vanish_is_counted() -> None:
    (finding,) = [item for item in _profile("wine_white").findings if item.name == "class_imbalance"]

    assert {"9", "5"} <= set(re.findall(r"\d+", finding.evidence))


def test_no_trap_is_listed_for_a_table_that_is_not_there() -> None:
    assert {name for name, _, _ in TRAPS} <= set(ALL)
