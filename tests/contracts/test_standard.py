"""The contract is one of the Open Data Contract Standard, by its schema and by its own tool."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft201909Validator

from mlwright.contracts import data_contract, parse_contract
from mlwright.profiling import profile_table
from mlwright.profiling.checking import check_table
from tests.contracts.worlds import AS_OF, contract
from tests.tables import real_table

SCHEMA = json.loads((Path(__file__).parent / "odcs-3.1.0.schema.json").read_text())
TABLES = (
    ("telco_churn/Telco-Customer-Churn.csv", "Churn"),
    ("auto_mpg/auto-mpg.csv", "mpg"),
    ("penguins_raw/penguins_raw.csv", "Species"),
    ("silver_kr/silver_simple.csv", "사고발생여부"),
    ("air_passengers/airline-passengers.csv", "Passengers"),
    ("ames_housing/AmesHousing2.csv", "SalePrice"),
    ("titanic/titanic3.csv", "survived"),
)


def complaints(text: str) -> list[str]:
    """What the standard's schema says against a contract."""
    return [error.message for error in Draft201909Validator(SCHEMA).iter_errors(yaml.safe_load(text))]


def lint(path: Path) -> subprocess.CompletedProcess[str]:
    """The standard's tool; MLWRIGHT_DATACONTRACT may name it."""
    tool = os.environ.get("MLWRIGHT_DATACONTRACT") or shutil.which("datacontract")
    if tool is None:
        pytest.skip("datacontract: not on PATH, and MLWRIGHT_DATACONTRACT is not set")
    return subprocess.run([tool, "lint", str(path)], capture_output=True, text=True, timeout=120, check=False)


def test_the_contract_is_valid_by_the_schema_of_the_standard(tmp_path: Path) -> None:
    text = contract(tmp_path)

    assert complaints(text) == []


def test_the_schema_finds_a_contract_that_is_not_valid(tmp_path: Path) -> None:
    paper = yaml.safe_load(contract(tmp_path))
    paper["schema"][0]["properties"][0]["logicalType"] = "varchar"
    paper["colour"] = "blue"

    assert len(complaints(yaml.safe_dump(paper))) >= 2


def test_the_tool_of_the_standard_accepts_the_contract_and_refuses_a_broken_one(tmp_path: Path) -> None:
    good, bad = tmp_path / "contract.yaml", tmp_path / "bad.yaml"
    good.write_text(contract(tmp_path), encoding="utf-8")
    bad.write_text(good.read_text(encoding="utf-8").replace("logicalType: string", "logicalType: varchar"))

    assert lint(good).returncode == 0, lint(good).stdout
    assert lint(bad).returncode != 0


@pytest.mark.slow
@pytest.mark.parametrize(("name", "target"), TABLES)
def test_the_contract_of_a_real_table_is_valid_and_kept_by_it(name: str, target: str, tmp_path: Path) -> None:
    path = real_table(name)
    text = data_contract(profile_table(path, target=target))
    report = check_table(parse_contract(text), path, AS_OF)

    assert complaints(text) == []
    assert report.breaches == ()
    assert report.checked > 10
    file = tmp_path / "contract.yaml"
    file.write_text(text, encoding="utf-8")
    assert lint(file).returncode == 0
