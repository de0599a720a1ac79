"""Every skill is typed by its own name or by an alias with underscores, and an alias leads to its skill."""

from pathlib import Path

import pytest
import yaml

from tests.plugin.checkout import TOP

SKILLS = sorted(path.parent.name for path in (TOP / "skills").glob("*/SKILL.md"))
ALIASES = {name.replace("-", "_"): name for name in SKILLS if "-" in name} | {
    "orchestrator": "ml-pipeline-orchestrator"
}


def trouble(path: Path, alias: str, skill: str) -> list[str]:
    """What keeps an alias from being typed bare, from costing nothing, or from handing on the request."""
    _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.safe_load(header)
    checks = {
        "name": fields.get("name") == alias,
        "description": f"Alias for the skill {skill}." in fields.get("description", ""),
        "disable-model-invocation": fields.get("disable-model-invocation") is True,
        "the skill": f"`mlwright:{skill}`" in body,
        "the request": "$ARGUMENTS" in body,
    }
    return [name for name, fine in checks.items() if not fine]


def test_there_is_an_alias_for_each_name_with_a_hyphen_and_none_hides_a_skill() -> None:
    assert {path.stem for path in (TOP / "commands").glob("*.md")} == set(ALIASES)
    # a command that bears a skill's name takes its place in the host, and would then call itself
    assert set(ALIASES) & set(SKILLS) == set()


@pytest.mark.parametrize(("alias", "skill"), ALIASES.items())
def test_an_alias_is_typed_bare_costs_nothing_and_hands_on_the_request(alias: str, skill: str) -> None:
    assert trouble(TOP / "commands" / f"{alias}.md", alias, skill) == []


def test_an_alias_that_does_none_of_this_is_found(tmp_path: Path) -> None:
    path = tmp_path / "mlops.md"
    path.write_text("---\ndescription: Something else.\n---\nDo it.\n", encoding="utf-8")

    assert trouble(path, "a", "b") == ["name", "description", "disable-model-invocation", "the skill", "the request"]
