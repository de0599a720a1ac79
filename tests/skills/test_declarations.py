"""What skills declare: all twelve do, and a faulty declaration names the key and what is allowed."""

import json
from pathlib import Path
from typing import Any

import pytest

from mlwright.assets import asset
from mlwright.errors import PaperError
from mlwright.skills import PHASES, read_skill, read_skills
from mlwright.skills.variables import read_declaration
from tests.skills.bundles import write_skill


def test_each_shipped_skill_declares_name_phase_roles_and_variables() -> None:
    agents = {path.stem.removeprefix("_") for path in asset("agents").glob("*.md")}
    for skill in read_skills():
        assert skill.declaration is not None, skill.name
        assert skill.prompt == skill.dotted.rpartition(".")[2]
        assert skill.declaration.phase in PHASES
        assert set(skill.declaration.roles) <= agents, skill.name
        assert skill.declaration.roles
        assert skill.arguments


def test_the_prompts_ask_for_what_they_always_asked() -> None:
    asked = {skill.name: [(item.name, item.required) for item in skill.arguments] for skill in read_skills()}

    assert asked["ml-engineer"] == [("data", True), ("goal", False)]
    assert asked["mlops"] == [("workspace", True)]
    assert asked["leakage-review"] == [("paths", False)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"phase": "research"}, "phase is 'research', expected one of frame, data, features, train"),
        ({"name": "plain"}, "no dotted name"),
        ({"extra": 1}, "'extra': Extra inputs"),
        ({"template": "../x.jinja"}, "no file name"),
        ({"template": "gone.jinja"}, "has no such file"),
        ({"variables": [{"name": "A", "description": "d"}]}, "no name of lower case"),
        ({"variables": [{"name": "a", "description": "d", "type": "date"}]}, "variables.0.type"),
        ({"variables": [{"name": "a", "description": "d", "speed": 1}]}, "variables.0.speed"),
        ({"variables": [{"name": "a", "description": "d"}] * 2}, "declared twice: a"),
        ({"variables": [{"name": "a", "description": "d", "required": True, "default": "x"}]}, "only one of them"),
        ({"variables": [{"name": "a", "description": "d", "type": "integer", "default": "1"}]}, "the default of a"),
        ({"variables": [{"name": "a", "description": "d", "type": "integer", "choices": ["1"]}]}, "has choices"),
    ],
)
def test_a_faulty_declaration_says_which_key(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    page = write_skill(tmp_path, changes=change)

    with pytest.raises(PaperError) as caught:
        read_skill(page)

    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["", "[", "[" * 100_000, b"\xff", "[]", "null"])
def test_a_declaration_that_is_no_object_is_an_error(text: str | bytes) -> None:
    with pytest.raises(PaperError, match="here"):
        read_declaration(text, "here")


def test_without_a_missing_phase_the_declaration_is_read() -> None:
    whole = {"name": "a.b", "phase": "data"}

    assert read_declaration(json.dumps(whole), "here").name == "a.b"
    with pytest.raises(PaperError, match="'phase': Field required"):
        read_declaration('{"name": "a.b"}', "here")
