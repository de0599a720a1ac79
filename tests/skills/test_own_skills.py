"""Skills of the user's own: everything in one header, or the plain form with a declaration beside it."""

from pathlib import Path

import pytest

from mlwright.errors import OutsideError, PaperError
from mlwright.skills import Skill
from mlwright.skills.own import all_skills, named_skill, own_skills
from mlwright.skills.rendering import render
from tests.skills.bundles import skill_with, write_skill

RICH = """\
name: data.row_counter
phase: data
roles: [data-scientist]
description: Counts rows. Use when asked how many.
variables:
  - {name: table, type: path, required: true, description: The table}
  - {name: kinds, type: list, choices: [a, b], description: Which}
outputs: [count.md]
"""
SHORT = """\
name: data.row_counter
phase: data
roles: [data-scientist]
description: Counts rows.
variables:
  required: [table, {unit: What a row is}]
  optional:
    kinds: Which
outputs: []
"""


def own(root: Path, header: str, folder: str = "row_counter") -> tuple[Skill, ...]:
    page = root / ".mlwright" / "skills" / folder / "SKILL.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"---\n{header}---\n\nCount them.\n")
    return own_skills((), root)


def test_the_rich_form_is_read_whole(tmp_path: Path) -> None:
    (skill,) = own(tmp_path, RICH)

    assert (skill.name, skill.dotted, skill.body) == ("row-counter", "data.row_counter", "Count them.")
    assert skill.declaration is not None
    assert (
        skill.declaration.phase,
        skill.declaration.roles,
        skill.declaration.outputs,
    ) == ("data", ("data-scientist",), ("count.md",))
    assert [(item.name, item.type, item.required) for item in skill.arguments] == [
        ("table", "path", True),
        ("kinds", "list", False),
    ]
    assert '- table: "x.csv"' in render(named_skill("data.row_counter", (), tmp_path), {"table": "x.csv"})


def test_required_and_optional_lists_are_read(tmp_path: Path) -> None:
    (skill,) = own(tmp_path, SHORT)

    assert [(item.name, item.required, item.description) for item in skill.arguments] == [
        ("table", True, "table"),
        ("unit", True, "What a row is"),
        ("kinds", False, "Which"),
    ]


def test_the_plain_form_is_read_with_its_declaration(tmp_path: Path) -> None:
    write_skill(tmp_path / ".mlwright" / "skills")

    (skill,) = own_skills((), tmp_path)

    assert (skill.name, skill.dotted, len(skill.arguments)) == ("good", "test.good", 7)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("phase: data", "phase: research", "phase is 'research', expected one of frame"),
        ("phase: data\n", "", "'phase': Field required"),
        ("name: data.row_counter", "name: row counter", "no dotted name"),
        ("outputs: [count.md]", "outputs: []\nlicence: MIT", "'licence' is no key"),
        ("roles: [data-scientist]", "roles: [unclosed", "no YAML"),
        ("roles: [data-scientist]", "roles: &a [x]\noutputs: *a", "alias"),
        ("roles: [data-scientist]", "roles: !!python/object:os.system {}", "no YAML"),
        ("description: Counts rows. Use when asked how many.", "description: 7", "description has 0"),
        ("type: path", "type: file", "variables.0.type"),
        ("  - {name: table, type: path, required: true, description: The table}", "  - 7", "variables.0"),
    ],
)
def test_a_faulty_header_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in RICH
    with pytest.raises(PaperError) as caught:
        own(tmp_path, RICH.replace(old, new))

    assert said in str(caught.value)


@pytest.mark.parametrize(
    "variables", ["x", "{required: x}", "{must: [a]}", "{required: [[a]]}", "{required: [{a: 1}]}"]
)
def test_variables_of_another_shape_are_refused(tmp_path: Path, variables: str) -> None:
    with pytest.raises(PaperError, match=r"variable|required and optional"):
        own(tmp_path, f"name: a.b\nphase: data\ndescription: d\nvariables: {variables}\n")


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    shipped = skill_with(tmp_path / "shipped")
    write_skill(tmp_path / ".mlwright" / "skills")

    with pytest.raises(PaperError, match="is taken"):
        all_skills([shipped], tmp_path)


def test_a_folder_may_hold_only_the_template_of_a_shipped_skill(tmp_path: Path) -> None:
    shipped = skill_with(tmp_path / "shipped", "ours")
    folder = tmp_path / ".mlwright" / "skills" / "good"
    folder.mkdir(parents=True)
    (folder / "plan.md.jinja").write_text("theirs")

    assert (shipped,) == all_skills([shipped], tmp_path)
    (folder.parent / "other").mkdir()
    with pytest.raises(PaperError, match=r"has no SKILL\.md"):
        all_skills([shipped], tmp_path)


def test_skills_that_lie_outside_are_refused(tmp_path: Path) -> None:
    (tmp_path / "root" / ".mlwright").mkdir(parents=True)
    write_skill(tmp_path / "outside")
    (tmp_path / "root" / ".mlwright" / "skills").symlink_to(tmp_path / "outside")

    with pytest.raises(OutsideError):
        own_skills((), tmp_path / "root")


def test_without_own_skills_there_are_none(tmp_path: Path) -> None:
    assert own_skills((), tmp_path) == ()
