"""What a person changes in a contract is what is executed."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from mlwright.contracts import data_contract, parse_contract
from tests.contracts.worlds import ROWS, changed, check, contract, kinds, profile, table


def edited(text: str, **parts: Any) -> str:
    """The contract with other custom properties."""
    paper = yaml.safe_load(text)
    for item in paper["customProperties"]:
        if item["property"] in parts:
            value = parts[item["property"]]
            item["value"] = {**item["value"], **value} if isinstance(value, dict) else value
    return yaml.safe_dump(paper, sort_keys=False, allow_unicode=True)


def with_freshness(text: str, days: float) -> str:
    """The contract with a bound on the age of the newest row."""
    paper = yaml.safe_load(text)
    paper["slaProperties"][0]["value"] = days
    return yaml.safe_dump(paper, sort_keys=False)


def with_rule(text: str, column: str, rule: dict[str, Any]) -> str:
    """The contract with one more rule about a column."""
    paper = yaml.safe_load(text)
    entry = next(item for item in paper["schema"][0]["properties"] if item["name"] == column)
    entry.setdefault("quality", []).append(rule)
    return yaml.safe_dump(paper, sort_keys=False)


def test_a_loosened_bound_lets_pass_what_failed_before(tmp_path: Path) -> None:
    text = contract(tmp_path)
    columns = changed("pieces", lambda cells: ["40", *cells[1:]])

    assert kinds(check(tmp_path, text, columns)) == [("range", ("pieces",))]
    assert check(tmp_path, text.replace("maximum: 13\n", "maximum: 40\n"), columns).holds


def test_a_tightened_bound_fails_what_passed_before(tmp_path: Path) -> None:
    text = contract(tmp_path).replace("maximum: 13\n", "maximum: 8\n")

    assert kinds(check(tmp_path, text, table())) == [("range", ("pieces",))]


RULES: list[tuple[str, dict[str, Any], bool, str]] = [
    ("pieces", {"metric": "nullValues", "mustBe": 0}, True, "null_share"),
    ("score", {"metric": "nullValues", "mustBeLessThan": 12}, False, "null_share"),
    ("score", {"metric": "nullValues", "mustBe": 12}, True, "null_share"),
    ("score", {"metric": "nullValues", "mustBeBetween": [9, 11], "unit": "percent"}, True, "null_share"),
    ("score", {"metric": "missingValues", "arguments": {"missingValues": [""]}, "mustBe": 0}, False, "missing_values"),
    ("colour", {"metric": "duplicateValues", "mustBe": 0}, False, "unique"),
    ("email", {"metric": "duplicateValues", "mustBe": 0}, True, "unique"),
    ("email", {"metric": "invalidValues", "arguments": {"pattern": "^[a-z0-9]+@"}, "mustBe": 0}, True, "pattern"),
    ("email", {"metric": "invalidValues", "arguments": {"pattern": "^[a-z]+@"}, "mustBe": 0}, False, "pattern"),
    ("late", {"metric": "invalidValues", "arguments": {"validValues": [0.0, 1]}, "mustBe": 0}, True, "valid_values"),
    ("late", {"metric": "invalidValues", "arguments": {"validValues": [1]}, "mustBe": 0}, False, "valid_values"),
    ("score", {"rule": "nullValues", "mustNotBeBetween": [5, 20], "unit": "percent"}, False, "null_share"),
]


@pytest.mark.parametrize(("column", "rule", "holds", "kind"), RULES)
def test_a_rule_of_the_library_is_executed(
    column: str, rule: dict[str, Any], holds: bool, kind: str, tmp_path: Path
) -> None:
    report = check(tmp_path, with_rule(contract(tmp_path), column, rule), table())

    assert ([] if holds else [(kind, (column,))]) == kinds(report)


def test_a_warning_is_told_but_does_not_fail(tmp_path: Path) -> None:
    rule = {"metric": "nullValues", "mustBe": 0, "severity": "warning"}
    report = check(tmp_path, with_rule(contract(tmp_path), "score", rule), table())

    assert report.holds
    assert [item.kind for item in report.breaches] == ["null_share"]


def test_a_key_of_two_columns_is_counted_over_both(tmp_path: Path) -> None:
    paper = yaml.safe_load(contract(tmp_path))
    rule = {"metric": "duplicateValues", "arguments": {"properties": ["email", "colour"]}, "mustBe": 0}
    paper["schema"][0]["quality"].append(rule)
    text = yaml.safe_dump(paper)
    twice = changed("email", lambda cells: [cells[1], *cells[1:]])
    twice["colour"] = [twice["colour"][1], *twice["colour"][1:]]

    assert check(tmp_path, text, table()).holds
    assert ("unique", ("email", "colour")) in kinds(check(tmp_path, text, twice))


def test_queries_are_never_executed_but_named(tmp_path: Path) -> None:
    text = contract(tmp_path)
    for rule in (
        {"type": "sql", "name": "drop", "query": "DROP TABLE cells; SELECT 1", "mustBe": 0},
        {"type": "custom", "engine": "soda", "implementation": "duplicate_percent(x) < 5"},
        {"type": "text", "description": "amounts should look right"},
    ):
        text = with_rule(text, "amount", rule)
    report = check(tmp_path, text, table())

    assert report.holds
    assert len(report.not_executed) == 3
    assert "'sql' ('drop')" in report.not_executed[0]
    assert "'custom'" in report.not_executed[1]


def test_stale_data_fails_where_the_contract_bounds_its_age(tmp_path: Path) -> None:
    text, newest = contract(tmp_path), datetime(2018, 9, 19)

    assert check(tmp_path, text, table()).holds
    assert kinds(check(tmp_path, with_freshness(text, 30), table())) == [("freshness", ("signed",))]
    assert check(tmp_path, with_freshness(text, 30), table(), newest).holds


def test_a_feature_dated_after_the_cut_off_breaks_the_point_in_time_rule(tmp_path: Path) -> None:
    columns = table() | {"decided": ["2019-06-30"] * ROWS}
    text = contract_of(tmp_path, columns)
    filled = edited(text, featureTiming={"labelCutOff": "decided", "timeColumns": ["signed", "decided"]})
    late = columns | {"signed": ["2019-07-01", *columns["signed"][1:]]}
    (found,) = [item for item in check(tmp_path, filled, late).breaches if item.severity == "error"]

    assert check(tmp_path, filled, columns).holds
    assert check(tmp_path, text, late).holds
    assert (found.kind, found.columns, found.rows) == ("point_in_time", ("signed", "decided"), 1)
    assert found.examples[0].value == "'2019-07-01' / '2019-06-30'"


def test_the_cut_off_can_be_a_date(tmp_path: Path) -> None:
    text = edited(contract(tmp_path), featureTiming={"labelCutOff": "2018-01-01"})

    assert kinds(check(tmp_path, text, table())) == [("point_in_time", ("signed",))]


def contract_of(folder: Path, columns: dict[str, list[str]]) -> str:
    """The contract of another table."""
    return data_contract(profile(folder, columns))


def test_shares_of_groups_are_held_against_the_population(tmp_path: Path) -> None:
    text = contract(tmp_path)
    stated = {"column": "colour", "shares": {"red": 0.34, "green": 0.33, "blue": 0.33}}
    fair = edited(text, population=[stated | {"bound": 0.1}])
    skewed = edited(text, population=[stated | {"bound": 0.1, "shares": {"red": 0.9, "green": 0.1}}])
    report = check(tmp_path, skewed, table())

    assert check(tmp_path, fair, table()).holds
    assert kinds(report) == [("population", ("colour",))]
    assert (report.gaps[0].level, report.gaps[0].stated) == ("red", 0.9)
    assert abs(report.gaps[0].found - 0.9 - report.gaps[0].gap) < 1e-6


def test_a_group_that_the_population_has_and_the_data_has_not_is_a_gap(tmp_path: Path) -> None:
    shares = {"red": 0.33, "green": 0.33, "blue": 0.33, "grey": 0.01}
    text = edited(contract(tmp_path), population=[{"column": "colour", "shares": shares, "bound": 0.005}])

    assert ("grey", 0.0) in [(gap.level, gap.found) for gap in check(tmp_path, text, table()).gaps]


def test_unknown_keys_are_kept_and_reported(tmp_path: Path) -> None:
    text = contract(tmp_path) + "ourOwn: {a: 1}\n"
    report = check(tmp_path, text.replace("  physicalType: file", "  physicalType: file\n  colour: blue"), table())

    assert report.holds
    assert len(report.unknown_keys) == 2
    assert "'ourOwn' (line " in report.unknown_keys[0]
    assert "'schema[0].colour'" in report.unknown_keys[1]


def test_another_missing_code_is_read_as_missing(tmp_path: Path) -> None:
    paper = yaml.safe_load(contract(tmp_path))
    entry = next(item for item in paper["schema"][0]["properties"] if item["name"] == "score")
    entry["customProperties"].append({"property": "missingCodes", "value": [-999, "none"]})
    text = yaml.safe_dump(paper)
    columns = changed("score", lambda cells: ["-999", "none", *cells[2:]])

    assert check(tmp_path, text, columns).holds
    assert not check(tmp_path, contract(tmp_path), columns).holds
    assert parse_contract(text).column("score").missing_codes == ("-999", "none")
