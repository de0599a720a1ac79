"""What a contract says of a table."""

from pathlib import Path
from typing import Any

import yaml

from mlwright.contracts import data_contract, parse_contract
from mlwright.specs.contract import UNKNOWN
from tests.contracts.worlds import ROWS, contract, profile, table


def properties(text: str) -> dict[str, dict[str, Any]]:
    """Properties by name."""
    return {item["name"]: item for item in yaml.safe_load(text)["schema"][0]["properties"]}


def custom(text: str) -> dict[str, Any]:
    """The contract's custom properties."""
    return {item["property"]: item["value"] for item in yaml.safe_load(text)["customProperties"]}


def test_types_and_keys_follow_from_the_profile(tmp_path: Path) -> None:
    found = properties(contract(tmp_path))

    assert list(table()) == list(found)
    assert [found[name]["logicalType"] for name in table()] == [
        "integer",
        "number",
        "integer",
        "string",
        "date",
        "string",
        "number",
        "integer",
    ]
    assert found["order_id"]["unique"]
    assert found["order_id"]["primaryKey"]
    assert not any(found[name].get("unique") for name in ("amount", "pieces", "colour", "score"))
    assert found["late"]["criticalDataElement"]
    assert found["signed"]["logicalTypeOptions"] == {"format": "yyyy-MM-dd"}


def test_bounds_leave_room_and_levels_are_listed(tmp_path: Path) -> None:
    found = properties(contract(tmp_path))

    assert found["pieces"]["logicalTypeOptions"] == {"minimum": 0, "maximum": 13}
    assert found["colour"]["quality"][0]["arguments"]["validValues"] == ["blue", "green", "red"]
    assert found["score"]["quality"][0]["metric"] == "nullValues"
    assert 10 < found["score"]["quality"][0]["mustBeLessOrEqualTo"] < 30
    assert found["amount"]["required"]
    assert not found["score"]["required"]


def test_personal_columns_show_no_examples_and_say_what_they_hold(tmp_path: Path) -> None:
    paper = profile(tmp_path)
    marked = paper.model_copy(
        update={
            "columns": tuple(
                column.model_copy(update={"personal": "email"}) if column.name == "email" else column
                for column in paper.columns
            )
        }
    )
    text = data_contract(marked)
    found = properties(text)

    assert "person3" not in text
    assert found["email"]["classification"] == "personal"
    assert found["email"]["tags"] == ["pii", "pii:email"]
    assert "examples" not in found["email"]
    assert "examples" in found["amount"]


def test_what_only_a_person_knows_is_left_to_fill(tmp_path: Path) -> None:
    text = contract(tmp_path)
    found = custom(text)

    assert {key: value for key, value in found["label"].items() if value != UNKNOWN} == {
        "column": "late",
        "task": "binary",
        "positive": "1",
    }
    assert {"event", "knownAt", "delay", "confidence"} == {k for k, v in found["label"].items() if v == UNKNOWN}
    assert found["featureTiming"]["timeColumns"] == ["signed"]
    assert UNKNOWN == found["featureTiming"]["labelCutOff"] == found["featureTiming"]["joins"]
    assert UNKNOWN == found["split"]["backtest"] == found["grain"]["rowIs"]
    assert found["snapshot"]["rows"] == ROWS
    assert len(found["snapshot"]["sha256"]) == 64
    assert {"slaProperties.freshness", "customProperties.label.delay"} <= set(parse_contract(text).to_fill)


def test_equal_profiles_give_equal_contracts(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()

    assert data_contract(profile(tmp_path)) == data_contract(profile(tmp_path / "elsewhere"))
