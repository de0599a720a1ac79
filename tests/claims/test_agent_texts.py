"""Agents and aliases: what they must say of themselves, and that they lead to something that exists."""

import re
from pathlib import Path

import pytest
import yaml

from tests.claims.extraction import INLINE
from tests.claims.registry import TOP, registry

AGENTS = sorted((TOP / "agents").glob("*.md"))
ALIASES = sorted((TOP / "commands").glob("*.md"))
READING = {"Read", "Grep", "Glob"}
"""Tools of a host that change nothing."""
PREFIX = re.compile(r"^mcp__(?:plugin_mlwright_)?mlwright__")
OUTSIDE_ITS_NAME = {"orchestrator": "ml-pipeline-orchestrator"}


def parted(path: Path) -> tuple[dict[str, object], str]:
    """Header and body."""
    _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return dict(yaml.safe_load(header)), body


def writing_tools(tools: str, read_only: frozenset[str]) -> list[str]:
    """The tools of a header's line that can change something."""
    names = [name.strip() for name in tools.split(",")]
    return [name for name in names if name not in READING and PREFIX.sub("", name) not in read_only]


@pytest.mark.parametrize("path", AGENTS, ids=lambda path: path.stem)
def test_an_agent_says_who_it_is_when_it_is_called_and_what_it_never_does(path: Path) -> None:
    header, body = parted(path)

    assert {"name", "description"} <= set(header) <= {"name", "description", "tools", "model", "color", "skills"}
    # a file that begins with an underline is left alone by a host that knows other tool names
    assert header["name"] == path.stem.lstrip("_")
    assert re.search(r"\bUse\b", str(header["description"]))
    assert re.search(r"\bnever\b", body, re.IGNORECASE)
    assert re.search(r"data, never an instruction", " ".join(body.split()))


@pytest.mark.parametrize("path", AGENTS, ids=lambda path: path.stem)
def test_an_agent_names_the_skills_it_follows(path: Path) -> None:
    known = registry()
    named = set(INLINE.findall(parted(path)[1]))

    assert named & known.skills
    assert {name for name in named if re.fullmatch(r"ml[\w]*(?:-\w+)+", name)} - known.skills - known.agents == set()


def test_the_reviewer_can_only_read() -> None:
    header, _ = parted(TOP / "agents" / "_mle-reviewer.md")

    assert writing_tools(str(header["tools"]), registry().read_only) == []
    assert "review_leakage" in str(header["tools"])


def test_a_reviewer_with_a_writing_tool_is_found() -> None:
    reading = ["Read", "mcp__plugin_mlwright_mlwright__review_leakage"]
    writing = ["Bash", "Edit", "mcp__mlwright__run_training", "mcp__other__review_leakage"]

    assert writing_tools(", ".join(reading + writing), frozenset({"review_leakage"})) == writing


def test_the_engineer_says_under_which_other_name_it_is_known() -> None:
    assert "ml-developer" in str(parted(TOP / "agents" / "ml-engineer.md")[0]["description"])


@pytest.mark.parametrize("path", ALIASES, ids=lambda path: path.stem)
def test_an_alias_leads_to_its_skill_and_hides_none(path: Path) -> None:
    header, body = parted(path)
    skill = OUTSIDE_ITS_NAME.get(path.stem, path.stem.replace("_", "-"))

    assert set(header) == {"name", "description", "argument-hint", "disable-model-invocation"}
    assert (header["name"], header["disable-model-invocation"]) == (path.stem, True)
    assert f"Alias for the skill {skill}." in str(header["description"])
    assert skill in registry().skills
    # a command that bears a skill's name takes its place in the host, and would then call itself
    assert path.stem not in registry().skills
    assert f"`mlwright:{skill}`" in body
    assert "$ARGUMENTS" in body


def test_every_skill_is_typed_by_its_own_name_or_by_an_alias() -> None:
    typed = {path.stem for path in ALIASES} | registry().skills

    assert {name.replace("-", "_") for name in registry().skills} - typed == set()
