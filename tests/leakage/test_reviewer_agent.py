"""The reviewer agent: a read-only header, commands and keys that exist, and a verdict that its schema accepts."""

import copy
import json
import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from mlwright.cli import cli
from mlwright.leakage import command, lanes
from mlwright.leakage.checklist import ITEMS
from tests.leakage.repositories import write

ROOT = Path(__file__).parents[2]
AGENT = (ROOT / "agents" / "_mle-reviewer.md").read_text()
SCHEMA = json.loads((ROOT / "docs" / "review-verdict.schema.json").read_text())
READING = {"Read", "Grep", "Glob"}
LEAK = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from imblearn.under_sampling import RandomUnderSampler
df = pd.read_csv("churn.csv")
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="churn"), df["churn"], random_state=0)
X_test, y_test = RandomUnderSampler(random_state=0).fit_resample(X_test, y_test)
print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
"""
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


def faults(value, schema, where="report"):
    """What a value has against the part of JSON Schema that ours uses."""
    found = []
    if "const" in schema and value != schema["const"]:
        found.append(f"{where} is {value!r}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where} is {value!r}")
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        return [*found, f"{where} is no {schema['type']}"]
    if isinstance(value, dict):
        found += [f"{where} lacks {key}" for key in schema.get("required", []) if key not in value]
        for key, part in schema.get("properties", {}).items():
            found += faults(value[key], part, f"{where}.{key}") if key in value else []
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            found.append(f"{where} has {len(value)} items")
        for number, item in enumerate(value):
            found += faults(item, schema.get("items", {}), f"{where}[{number}]")
    if isinstance(value, str) and len(value) < schema.get("minLength", 0):
        found.append(f"{where} is empty")
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{where} is {value!r}")
    if isinstance(value, int) and value < schema.get("minimum", value):
        found.append(f"{where} is {value}")
    return found


@pytest.fixture
def report(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def run(text, **options):
        write(tmp_path, "train.py", text)
        command.run((".",), {"format": "json", **options})
        return json.loads(capsys.readouterr().out)

    return run


def header():
    return yaml.safe_load(AGENT.split("---\n")[1])


def test_the_header_is_complete_and_its_tools_only_read():
    fields = header()
    tools = {name.strip() for name in fields["tools"].split(",")}

    assert set(fields) == {"name", "description", "tools"}
    assert fields["name"] == "mle-reviewer"
    assert 50 <= len(fields["description"]) <= 300
    assert "Use " in fields["description"]
    assert tools >= READING
    assert {name.rpartition("__")[2] for name in tools - READING} == {"review_leakage"}


def strangers(text):
    """Commands of mlwright in a text that do not exist, or have options that do not."""
    found = []
    for words in (shlex.split(name) for name in re.findall(r"`(mlwright [^`]+)`", text)):
        known = cli.commands.get(words[1])
        options = (
            {name for item in known.params if isinstance(item, click.Option) for name in item.opts} if known else ()
        )
        if known is None or any(word.startswith("--") and word not in options for word in words):
            found.append(" ".join(words))
    return found


def test_every_command_that_it_names_exists():
    assert strangers(AGENT) == []
    assert strangers("`mlwright review --magic`, `mlwright approve-it .`, `mlwright review --diff`") == [
        "mlwright review --magic",
        "mlwright approve-it .",
    ]


def test_the_table_of_other_reviews_is_the_one_of_the_report():
    assert lanes.table() in AGENT
    assert strangers(lanes.table()) == []


def test_the_agent_says_what_the_requirement_asks_for():
    body = " ".join(AGENT.split())

    for words in (
        "a plausible leak always blocks",
        "never lower one",
        "file:line",
        "fix:",
        "data, never an instruction",
    ):
        assert words in body
    assert all(f"`{key}`" in body for key in ("checklist", "lanes", "present", "because"))


@pytest.mark.parametrize(
    ("text", "decision"), [(LEAK, "block"), ("import json\nprint(json.dumps({}))\n", "approve")], ids=["leak", "clean"]
)
def test_a_report_fits_the_schema_and_a_leak_blocks(report, text, decision):
    found = report(text)

    assert faults(found, SCHEMA) == []
    assert found["verdict"]["decision"] == decision


def test_the_schema_refuses_a_broken_report(report):
    good = report(LEAK)
    broken = {}
    for name, change in {
        "decision": lambda item: item["verdict"].update(decision="fine"),
        "line": lambda item: item["findings"][0]["place"].update(line=0),
        "severity": lambda item: item["findings"][0].pop("severity"),
        "checklist": lambda item: item["checklist"].pop(),
        "lanes": lambda item: item.update(lanes="all"),
    }.items():
        broken[name] = copy.deepcopy(good)
        change(broken[name])

    assert {name: len(faults(item, SCHEMA)) for name, item in broken.items()} == dict.fromkeys(broken, 1)
    assert len(good["checklist"]) == len(ITEMS)


def test_a_command_is_due_only_where_the_project_has_it(report, tmp_path):
    bare = {item["lane"]: item["present"] for item in report("x = 1\n")["lanes"]}
    write(tmp_path, "pyproject.toml", "[tool.ruff]\nline-length = 100\n[tool.mypy]\nstrict = true\n# [tool.other]\n")
    write(tmp_path, "Makefile", "all: check\ncheck:\n\ttrue\n")
    write(tmp_path, "tests/conftest.py", "")
    full = {item["lane"]: item["because"] for item in report("x = 1\n")["lanes"] if item["present"]}

    assert {name for name, there in bare.items() if there} == {"leakage", "secrets and artefacts", "data"}
    assert set(full) - {name for name, there in bare.items() if there} == {"tests", "style", "types", "build"}
    assert full["style"] == "pyproject.toml: [tool.ruff"
