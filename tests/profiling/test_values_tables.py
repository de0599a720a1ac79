"""What the descriptions of the real tables say of their values is found, and nothing of theirs is invented."""

import pytest

from mlwright import profiling
from tests.tables import real_table

FACTS = [
    ("telco_churn/Telco-Customer-Churn.csv", "Churn", "missing_codes", "TotalCharges", "11 rows"),
    ("auto_mpg/auto-mpg.csv", "mpg", "missing_codes", "horsepower", "6 rows"),
    ("auto_mpg/auto-mpg.csv", "mpg", "free_text", "name", "305"),
    ("ames_housing/AmesHousing2.csv", "SalePrice", "numeric_codes", "MS SubClass", "16"),
    ("ames_housing/AmesHousing2.csv", "SalePrice", "missing_together", "Garage Finish", "157"),
    ("penguins_raw/penguins_raw.csv", "Species", "free_text", "Comments", "10"),
    ("titanic/titanic3.csv", "survived", "packed_codes", "cabin", "B5"),
    ("titanic/titanic3.csv", "survived", "pii_person", "name", "names of persons"),
    ("titanic/titanic3.csv", "survived", "missing_tells_target", "cabin", "87%"),
    ("bike_hour/bike_sharing.csv", "cnt", "redundant_columns", "atemp", "+0.99"),
]
WHOLE = [
    ("wine_white/winequality-white.csv", "quality", "duplicate_rows", "937 of 4,898"),
    ("silver_kr/silver_simple.csv", "사고발생여부", "duplicate_rows", "30 of 2,000"),
]
INNOCENT = [
    ("german_credit/credit.csv", "default"),
    ("bike_hour/bike_sharing.csv", "cnt"),
    ("parkinsons/parkinsons_updrs.data", "total_UPDRS"),
    ("air_passengers/airline-passengers.csv", "Passengers"),
]
OF_VALUES = {
    *("sentinel_number", "sentinel_date", "stray_text", "mixed_units", "mojibake", "case_variants", "mixed_dates"),
    *("hidden_characters", "formulas", "infinite_numbers", "beyond_64_bits", "near_duplicate_rows", "duplicate_rows"),
}


def findings(path, target):
    return profiling.profile_table(real_table(path), target=target).findings


@pytest.mark.parametrize(("path", "target", "name", "column", "said"), FACTS)
def test_a_described_trouble_is_found_with_its_number(path, target, name, column, said):
    seen = [item for item in findings(path, target) if item.name == name and column in item.columns]

    assert len(seen) == 1
    assert said in seen[0].evidence


@pytest.mark.parametrize(("path", "target", "name", "said"), WHOLE)
def test_a_described_repetition_is_counted(path, target, name, said):
    (seen,) = [item for item in findings(path, target) if item.name == name]

    assert said in seen.evidence


@pytest.mark.parametrize(("path", "target"), INNOCENT)
def test_tables_without_such_troubles_get_none(path, target):
    names = {item.name for item in findings(path, target)}

    assert set() == names & OF_VALUES
    assert [name for name in names if name.startswith("pii_")] == []
