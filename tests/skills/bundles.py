"""Small skills made for one test."""

import json
from pathlib import Path
from typing import Any

from mlwright.skills import Skill, read_skill

VARIABLES: list[dict[str, Any]] = [
    {"name": "title", "description": "What it is called", "required": True},
    {"name": "count", "description": "How many", "type": "integer", "default": 3},
    {"name": "share", "description": "Which part", "type": "number"},
    {"name": "dry", "description": "Only say it", "type": "boolean"},
    {"name": "kinds", "description": "Which kinds", "type": "list", "choices": ["red", "green"]},
    {"name": "bounds", "description": "Limits", "type": "mapping"},
    {"name": "mode", "description": "How", "choices": ["fast", "slow"]},
]


def write_skill(
    home: Path, name: str = "good", *, template: str | None = None, changes: dict[str, Any] | None = None
) -> Path:
    """A skill's folder with a declaration, changed at will; its SKILL.md."""
    folder = home / name
    (folder / "assets").mkdir(parents=True)
    page = folder / "SKILL.md"
    page.write_text(f"---\nname: {name}\ndescription: Does one thing. Use when asked.\n---\n\n# Title\n\nDo it.\n")
    declared: dict[str, Any] = {"name": f"test.{name.replace('-', '_')}", "phase": "frame", "variables": VARIABLES}
    if template is not None:
        declared["template"] = "plan.md.jinja"
        (folder / "assets" / "plan.md.jinja").write_text(template)
    (folder / "assets" / "variables.json").write_text(json.dumps(declared | (changes or {})))
    return page


def skill_with(home: Path, template: str | None = None) -> Skill:
    """A skill that declares one variable of each type."""
    return read_skill(write_skill(home, template=template))
