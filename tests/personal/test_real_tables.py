"""On real tables the columns of persons are found, and nothing else is taken for personal data."""

import csv

import pytest

from mlwright.personal import kind_of
from tests.tables import real_table


@pytest.mark.parametrize(
    ("relative", "expected"),
    [
        ("titanic/titanic3.csv", {"name": "person"}),
        ("ames_housing/AmesHousing2.csv", {}),
        ("telco_churn/Telco-Customer-Churn.csv", {}),
        ("penguins_raw/penguins_raw.csv", {}),
        ("german_credit/credit.csv", {}),
        ("parkinsons/parkinsons_updrs.data", {}),
    ],
)
def test_a_real_table_has_only_the_personal_data_that_it_has(relative: str, expected: dict[str, str]) -> None:
    with real_table(relative).open(encoding="latin-1", newline="") as file:
        rows = list(csv.DictReader(file))
    kinds = {name: kind_of(name, sorted({row[name] for row in rows if row[name]})) for name in rows[0]}

    assert {name: kind for name, kind in kinds.items() if kind} == expected
