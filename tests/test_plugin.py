"""The plugin's manifests agree with each other and with what is shipped; aliases lead to skills."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from mlwright import __version__
from mlwright.cli import cli
from mlwright.skills import read_skills

TOP = Path(__file__).resolve().parents[1]
SCHEMAS = "https://agent-plugins.org/schemas/1.0.0/"
PORTABLE_KEYS = {"$schema", "name", "version", "description", "author", "license", "keywords"}
ALIASES = {
    "leakage_review": "leakage-review",
    "ml_engineer": "ml-engineer",
    "mle_workflow": "mle-workflow",
    "orchestrator": "ml-pipeline-orchestrator",
}


def read(*parts: str) -> dict[str, Any]:
    return dict(json.loads(TOP.joinpath(*parts).read_text(encoding="utf-8")))


def test_the_portable_manifest_has_the_published_shape() -> None:
    manifest = read("plugin.json")

    assert set(manifest) == PORTABLE_KEYS
    assert manifest["$schema"] == SCHEMAS + "plugin.schema.json"
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", manifest["name"])
    assert manifest["author"] == {"name": "mlwright contributors"}


def test_the_server_starts_by_a_bare_name_that_every_host_understands() -> None:
    servers = read("mcp.json")
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert servers["$schema"] == SCHEMAS + "mcp.schema.json"
    assert servers["mcpServers"] == {"mlwright": {"type": "stdio", "command": "mlwright", "args": ["serve"]}}
    assert "mlwright" in project["scripts"]
    assert "serve" in cli.commands


def test_one_version_everywhere() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = {project["version"], __version__, read("plugin.json")["version"]}
    versions |= {read(".claude-plugin", "plugin.json")["version"]}

    assert versions == {"0.1.0"}
    assert "version" not in read(".claude-plugin", "marketplace.json")["plugins"][0]


def test_the_claude_manifest_copies_the_portable_one() -> None:
    portable, claude = read("plugin.json"), read(".claude-plugin", "plugin.json")

    assert claude.pop("mcpServers") == "./mcp.json"
    assert claude == {key: value for key, value in portable.items() if key != "$schema"}


def test_the_marketplace_offers_this_folder() -> None:
    market = read(".claude-plugin", "marketplace.json")
    (entry,) = market["plugins"]

    assert (entry["name"], entry["source"]) == (read("plugin.json")["name"], "./")
    assert entry["description"] == read("plugin.json")["description"]


def test_the_wheel_ships_what_the_manifests_name() -> None:
    wheel = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]

    assert {"skills", "commands", "plugin.json", "mcp.json", "templates"} <= set(wheel["force-include"])
    assert all((TOP / name).exists() for name in wheel["force-include"])


def test_a_skill_is_typed_by_its_own_name_or_an_alias_and_no_alias_hides_a_skill() -> None:
    skills = {skill.name for skill in read_skills()}

    assert {file.stem for file in (TOP / "commands").glob("*.md")} == set(ALIASES)
    assert set(ALIASES.values()) == {name for name in skills if name != "mlops"}
    # a command that bears a skill's name takes its place in the host, and would then call itself
    assert set(ALIASES) & skills == set()


@pytest.mark.parametrize(("alias", "skill"), ALIASES.items())
def test_an_alias_is_typed_bare_costs_nothing_and_hands_on_the_request(alias: str, skill: str) -> None:
    _, header, body = (TOP / "commands" / f"{alias}.md").read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.safe_load(header)

    assert fields["name"] == alias
    assert f"Alias for the skill {skill}." in fields["description"]
    assert fields["disable-model-invocation"] is True
    assert f"`mlwright:{skill}`" in body
    assert "$ARGUMENTS" in body
