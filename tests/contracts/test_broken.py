"""A contract that cannot be used is refused with the line and the field; a hostile one does nothing."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from mlwright.contracts import data_contract, parse_contract
from mlwright.errors import PaperError
from mlwright.profiling.checking import check_table
from tests.contracts.worlds import AS_OF, check, contract, profile, table

PLAIN = """\
apiVersion: v3.1.0
kind: DataContract
id: plain
version: 1.0.0
status: draft
schema:
- name: t
  properties:
  - name: amount
    logicalType: number
    logicalTypeOptions: {minimum: 0}
    quality:
    - metric: nullValues
      mustBe: 0
  - name: colour
    logicalType: string
"""
BROKEN = {
    "not YAML": ("- name: t\n", "- name: [t\n", "line 8"),
    "a key twice": ("id: plain\n", "id: plain\nid: other\n", "line 4: .*'id'.*twice"),
    "an anchor": ("id: plain", "id: &a plain", "line 3: .*anchor"),
    "a tag": ("id: plain", "id: !!python/object/apply:os.system [true]", "line 3"),
    "another kind": ("kind: DataContract", "kind: DataProduct", r"kind \(line 2\).*DataProduct"),
    "another version": ("v3.1.0", "v2.2.1", r"apiVersion \(line 1\)"),
    "an unknown type": ("logicalType: number", "logicalType: money", r"properties\[0\].logicalType \(line 10\)"),
    "a minimum in words": ("minimum: 0", "minimum: none", r"logicalTypeOptions.minimum \(line 11\)"),
    "a minimum above the maximum": ("{minimum: 0}", "{minimum: 2, maximum: 1}", r"logicalTypeOptions \(line 11\)"),
    "an infinite bound": ("minimum: 0", "minimum: .inf", "finite"),
    "an unknown metric": ("nullValues", "emptyValues", r"quality\[0\].metric \(line 13\).*nullValues"),
    "no limit": ("      mustBe: 0\n", "", "exactly one"),
    "two limits": ("mustBe: 0", "mustBe: 0\n      mustNotBe: 1", "found 2 limits"),
    "a limit in words": ("mustBe: 0", "mustBe: few", r"mustBe \(line 14\)"),
    "a column twice": ("name: colour", "name: amount", r"properties\[1\].name \(line 15\)"),
    "no columns": ("  properties:", "  somethingElse:", "at least one property"),
    "a list as a mapping": ("id: plain", "customProperties: {a: 1}\nid: plain", "a list"),
    "no version": ("version: 1.0.0\n", "", "version"),
    "required in words": ("logicalType: string", "logicalType: string\n    required: perhaps", "true or false"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_contract_is_refused_with_its_place(name: str) -> None:
    old, new, expected = BROKEN[name]

    assert old in PLAIN
    with pytest.raises(PaperError, match=expected):
        parse_contract(PLAIN.replace(old, new, 1))


def test_the_plain_contract_is_not_broken() -> None:
    assert [column.name for column in parse_contract(PLAIN).columns] == ["amount", "colour"]


@pytest.mark.parametrize("text", ["", "[]", "just words", "a: " + "[" * 5000, "{}", "\x00"])
def test_what_is_no_contract_is_refused(text: str) -> None:
    with pytest.raises(PaperError, match=r"contract"):
        parse_contract(text)


def test_a_yaml_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
    )
    start = time.process_time()

    with pytest.raises(PaperError, match="anchor"):
        parse_contract(bomb)
    assert time.process_time() - start < 1


def custom(name: str, value: Any) -> str:
    """The plain contract with a custom property of its first column and of the contract."""
    paper = yaml.safe_load(PLAIN)
    paper["schema"][0]["properties"][0] |= {
        "logicalType": "date" if name == "dateFormat" else "number",
        "logicalTypeOptions": {},
        "customProperties": [{"property": name, "value": value}],
    }
    paper["customProperties"] = [{"property": "reading", "value": {name: value}}]
    return yaml.safe_dump(paper)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dateFormat", "%Y') OR 1=1 --"),
        ("dateFormat", "%Y" * 100),
        ("dateFormat", "%n"),
        ("decimal", "'"),
        ("thousands", "', '') FROM x; --"),
    ],
)
def test_marks_and_formats_that_would_become_part_of_a_query_are_refused(name: str, value: str) -> None:
    with pytest.raises(PaperError, match=f"{name}"):
        parse_contract(custom(name, value))


HOSTILE = [
    "'; DROP TABLE cells; --",
    '"quoted" \\ and \t tab',
    "=cmd|' /C calc'!A0",
    "\u202egnp.exe\u2066",
    "<script>alert(1)</script>",
    "- a: *b #c: &d !!e |",
    "%s {0} ${x} {{ y }}",
    "yes",
    "null",
    "1e5",
    "2020-01-01",
    "~",
    "\u2028line",
]


def test_hostile_levels_and_names_survive_the_round_trip(tmp_path: Path) -> None:
    columns = {f"{text} {at}": [text, "plain"] * 20 + [str(at)] for at, text in enumerate(HOSTILE)}
    paper = profile(tmp_path, columns)
    text = data_contract(paper)
    found = parse_contract(text)

    assert list(paper.names) == [column.name for column in found.columns]
    assert list(paper.names) == [item["name"] for item in yaml.safe_load(text)["schema"][0]["properties"]]
    assert not any(sign in text for sign in "\u202e\u2066\u2028\x1b")
    assert check_table(found, tmp_path / "orders.csv", AS_OF).holds


def test_hostile_text_in_a_contract_reaches_no_query(tmp_path: Path) -> None:
    paper = yaml.safe_load(contract(tmp_path))
    entry = paper["schema"][0]["properties"][3]
    for text in HOSTILE:
        rule = {"metric": "invalidValues", "arguments": {"validValues": [text]}, "mustBe": 120, "name": text}
        entry["quality"].append(rule)
    entry["customProperties"].append({"property": "missingCodes", "value": HOSTILE})
    paper["schema"][0]["properties"][1]["customProperties"].append({"property": "unit", "value": "'); DROP --"})
    report = check(tmp_path, yaml.safe_dump(paper), table())

    assert {"type"} == {item.kind for item in report.breaches}
    assert report.rows == 120


@pytest.mark.parametrize("pattern", ["(", "(?=a)", "a{5000}", "\\1"])
def test_a_pattern_that_cannot_be_run_is_named(pattern: str, tmp_path: Path) -> None:
    rule = {"metric": "invalidValues", "arguments": {"pattern": pattern}, "mustBe": 0}
    paper = yaml.safe_load(contract(tmp_path))
    paper["schema"][0]["properties"][3]["quality"].append(rule)

    with pytest.raises(PaperError, match=r"properties\[3\].quality\[1\] .* is no pattern"):
        check(tmp_path, yaml.safe_dump(paper), table())


def test_a_pattern_that_backtracks_elsewhere_takes_no_time(tmp_path: Path) -> None:
    rule = {"metric": "invalidValues", "arguments": {"pattern": "^(a+)+$"}, "mustBe": 120}
    paper = yaml.safe_load(contract(tmp_path))
    paper["schema"][0]["properties"][5]["quality"] = [rule]
    columns = table() | {"email": ["a" * 5000 + "!"] * 120}
    start = time.process_time()
    report = check(tmp_path, yaml.safe_dump(paper), columns)

    assert "pattern" not in {item.kind for item in report.breaches}
    assert time.process_time() - start < 5


def test_a_wide_table_keeps_its_own_contract(tmp_path: Path) -> None:
    columns = {f"c{at}": [f"{(at + row) % 7}.5" for row in range(40)] for at in range(400)}
    text = data_contract(profile(tmp_path, columns))

    assert check(tmp_path, text, columns).holds


def test_a_level_that_a_profile_shows_masked_is_not_listed_as_valid(tmp_path: Path) -> None:
    columns = table() | {"channel": [["phone", "somebody@example.com"][at % 2] for at in range(120)]}
    text = data_contract(profile(tmp_path, columns))

    assert "somebody" not in text
    assert check(tmp_path, text, columns).holds
