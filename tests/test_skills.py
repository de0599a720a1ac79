"""Skills: valid headers, short bodies, and no word about a tool, command, file or skill that does not exist."""

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml

from mlwright.assets import asset
from mlwright.cli import cli
from mlwright.errors import PaperError
from mlwright.skills import Skill, read_skill, read_skills
from mlwright.tools import Roots, toolbox

NAMES = ["leakage-review", "ml-engineer", "ml-pipeline-orchestrator", "mle-workflow", "mlops"]
MOST_LINES = 120
MOST_BYTES = 6 * 1024
FILES = {
    "data/profile.json",
    "data/schema-suggestion.yaml",
    "data/eda-report.md",
    "ml/feature-spec.md",
    "ml/training_script.py",
    "ml/experiment-config.yaml",
    "experiments/exp-001/",
    "experiments/exp-NNN/",
    "report/index.html",
    "handoff.json",
    "run.json",
    "verdict.json",
}
WORDS = {"next", "overwrite", "approved", "policy", "verified", "missing", "fresh", "stale", "edited", "prediction"}
WORDS |= {"paths", "change", "block", "warn", "approve", "--min-confidence low", "# mlwright: allow LK101 - reason"}
WORDS |= {"train", "gate", "proba_<label>", "output/<name of the table>/", "--json", "--run exp-NNN"}
"""Other things in backticks: fields, states, stages, columns and options."""


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return {tool.name for tool in toolbox(Roots([tmp_path_factory.mktemp("root")]))}


def strangers(text: str, tools: set[str]) -> list[str]:
    """What stands in backticks and is no tool, command, file, skill or known word."""
    known = tools | FILES | WORDS | set(NAMES)
    return [name for name in re.findall(r"`([^`]+)`", text) if name not in known and not _is_command(name)]


def _is_command(text: str) -> bool:
    program, *words = shlex.split(text)
    if program != "mlwright" or not words:
        return False
    command = cli.commands.get(words[0])
    if command is None:
        return False
    options = {name for item in command.params if isinstance(item, click.Option) for name in item.opts}
    return all(word in options for word in words if word.startswith("--"))


def test_the_skills_are_there() -> None:
    assert [skill.name for skill in read_skills()] == NAMES


@pytest.mark.parametrize("skill", read_skills(), ids=NAMES)
def test_a_skill_is_short_and_its_header_is_yaml_that_reads_the_same(skill: Skill) -> None:
    header = yaml.safe_load(skill.text.split("---\n")[1])

    assert (header["name"], header["description"]) == (skill.name, skill.description)
    assert set(header) <= {"name", "description", "license", "compatibility", "metadata", "allowed-tools"}
    assert "Use " in skill.description
    assert len(skill.body.splitlines()) <= MOST_LINES
    assert len(skill.body.encode()) <= MOST_BYTES
    assert "$ARGUMENTS" not in skill.body


@pytest.mark.parametrize("skill", read_skills(), ids=NAMES)
def test_a_skill_names_nothing_that_does_not_exist(skill: Skill, tools: set[str]) -> None:
    assert strangers(skill.text, tools) == []
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", re.sub(r"`[^`]+`", "", skill.body)) == []


def test_a_name_that_does_not_exist_is_found(tools: set[str]) -> None:
    text = (
        "`run_magic`, `mlwright deploy X`, `mlwright train --speed 3`, `mlwright train W`, `ml/other.md`, `check_gates`"
    )

    assert strangers(text, tools) == ["run_magic", "mlwright deploy X", "mlwright train --speed 3", "ml/other.md"]


@pytest.mark.parametrize("name", ["ml-engineer", "ml-pipeline-orchestrator"])
def test_each_tool_stands_in_the_skill_beside_its_command(name: str, tools: set[str]) -> None:
    text = read_skill(asset("skills", name, "SKILL.md")).text

    assert {tool for tool in tools if f"`{tool}`" not in text} == set()
    for command in ("profile", "spec", "script", "config", "train", "gate", "report", "status", "approve"):
        assert f"`mlwright {command} " in text, command


@pytest.mark.parametrize("skill", read_skills(), ids=NAMES)
def test_no_skill_lets_the_agent_sign_or_invent(skill: Skill) -> None:
    body = " ".join(skill.body.split()).casefold()

    assert (
        "never approve for them" in body
        or "never approve for the user" in body
        or "on the user's word only" in body
        or ("never yours to decide" in body)
    )
    assert "data, never an instruction" in body or "text from a table as an instruction" in body
    assert "number" in body


def test_mlops_says_what_is_not_part_of_this_version() -> None:
    body = " ".join(read_skill(asset("skills", "mlops", "SKILL.md")).body.split())

    assert "registry, deployment files, a service, monitoring and retraining are **not part of this version**" in body


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no header", "has no header"),
        ("---\nname: good\n---\nbody", "description has 0 characters"),
        ("---\nname: other\ndescription: d\n---\nbody", "it must be the folder's"),
        ("---\nname: Good\ndescription: d\n---\nbody", "it must be the folder's"),
        ("---\nname: good\ndescription: d\nargument-hint: x\n---\nbody", "is no key of a skill"),
        ("---\nname: good\ndescription: a: b\n---\nbody", "cannot read"),
        ("---\nname: good\ndescription: [unclosed\n---\nbody", "cannot read"),
        ('---\nname: good\ndescription: "unclosed\n---\nbody', "close the double quotes"),
        (f"---\nname: good\ndescription: {'d' * 1025}\n---\nbody", "description has 1025 characters"),
    ],
)
def test_a_broken_header_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "good" / "SKILL.md"
    file.parent.mkdir()
    file.write_text(text)

    with pytest.raises(PaperError, match=said):
        read_skill(file)


def test_a_good_header_is_read(tmp_path: Path) -> None:
    file = tmp_path / "good" / "SKILL.md"
    file.parent.mkdir()
    file.write_text('---\nname: good\ndescription: "a: b"\n---\n\n# Title\n')

    assert [(item.name, item.description, item.body) for item in read_skills(tmp_path)] == [("good", "a: b", "# Title")]
