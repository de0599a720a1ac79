"""Skills of the user's own: everything in one header, or the plain form with a declaration beside it."""

from pathlib import Path

import pytest

from mlwright.errors import InputError, OutsideError, PaperError
from mlwright.skills import Skill
from mlwright.skills.own import read_shelf
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


def write_own(root: Path, header: str, folder: str = "row_counter") -> None:
    page = root / ".mlwright" / "skills" / folder / "SKILL.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"---\n{header}---\n\nCount them.\n")


def own(root: Path, header: str, folder: str = "row_counter") -> tuple[Skill, ...]:
    """The skills of a root after one was written; its fault is raised."""
    write_own(root, header, folder)
    shelf = read_shelf((), root)
    for fault in shelf.faults.values():
        raise fault
    return shelf.skills


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
    assert '- table: "x.csv"' in render(read_shelf((), tmp_path).named("data.row_counter"), {"table": "x.csv"})


def test_required_and_optional_lists_are_read(tmp_path: Path) -> None:
    (skill,) = own(tmp_path, SHORT)

    assert [(item.name, item.required, item.description) for item in skill.arguments] == [
        ("table", True, "table"),
        ("unit", True, "What a row is"),
        ("kinds", False, "Which"),
    ]


def test_the_plain_form_is_read_with_its_declaration(tmp_path: Path) -> None:
    write_skill(tmp_path / ".mlwright" / "skills")

    (skill,) = read_shelf((), tmp_path).skills

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


def test_a_name_that_is_taken_leaves_the_shipped_skill(tmp_path: Path) -> None:
    shipped = skill_with(tmp_path / "shipped")
    write_skill(tmp_path / ".mlwright" / "skills")
    shelf = read_shelf([shipped], tmp_path)

    assert ((shipped,), frozenset()) == (shelf.skills, shelf.own)
    assert "is taken" in str(shelf.faults["good"])
    assert shelf.named("good") is shipped


def test_a_folder_may_hold_only_the_template_of_a_shipped_skill(tmp_path: Path) -> None:
    shipped = skill_with(tmp_path / "shipped", "ours")
    folder = tmp_path / ".mlwright" / "skills" / "good"
    folder.mkdir(parents=True)
    (folder / "plan.md.jinja").write_text("theirs")

    assert ((shipped,), {}) == (read_shelf([shipped], tmp_path).skills, read_shelf([shipped], tmp_path).faults)
    (folder.parent / "other").mkdir()
    assert "has no SKILL.md" in str(read_shelf([shipped], tmp_path).faults["other"])


@pytest.mark.parametrize("link", [".mlwright/skills", ".mlwright/skills/good"])
def test_skills_that_lie_outside_are_not_read(tmp_path: Path, link: str) -> None:
    shipped = skill_with(tmp_path / "shipped", None)
    write_skill(tmp_path / "outside", "good")
    root = tmp_path / "root"
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(tmp_path / "outside" / ("good" if link.endswith("good") else ""))
    shelf = read_shelf([shipped], root)

    assert shelf.skills == (shipped,)
    assert [type(fault) for fault in shelf.faults.values()] == [PaperError if link.endswith("good") else OutsideError]
    with pytest.raises((PaperError, OutsideError)):
        read_shelf((), root).named("good")


def test_without_own_skills_there_are_none(tmp_path: Path) -> None:
    assert read_shelf((), tmp_path).skills == ()


def test_one_bad_folder_leaves_the_others_and_says_the_right_name(tmp_path: Path) -> None:
    write_own(tmp_path, RICH)
    write_own(tmp_path, RICH.replace("row_counter", "other"), "Stall Report!")
    shelf = read_shelf((), tmp_path)

    assert [skill.name for skill in shelf.skills] == ["row-counter"]
    assert shelf.faults["Stall Report!"].hint == "rename the folder to stall-report"
    with pytest.raises(PaperError, match="no name of a skill"):
        shelf.named("Stall Report!")
    with pytest.raises(InputError, match="there is no skill"):
        shelf.named("something-else")


@pytest.mark.parametrize(
    ("folder", "name", "right"),
    [("My_Skill", "my-skill", "rename the folder to my-skill"), ("My_Skill", "My_Skill", "write `name: my-skill`")],
)
def test_the_plain_form_in_a_folder_of_another_name_says_what_to_rename(
    tmp_path: Path, folder: str, name: str, right: str
) -> None:
    with pytest.raises(PaperError) as caught:
        own(tmp_path, f"name: {name}\ndescription: d\n", folder)

    assert right in caught.value.hint


@pytest.mark.parametrize(
    "name", ["ops.stall_report", "ops-stall-report", "ops_stall_report", "stall-report", "stall_report", "stalls"]
)
def test_the_name_of_the_header_counts_in_every_spelling_beside_the_folder_s(tmp_path: Path, name: str) -> None:
    own(tmp_path, RICH.replace("data.row_counter", "ops.stall_report"), "stalls")
    shelf = read_shelf((), tmp_path)

    assert shelf.named(name).name == "stalls"
    with pytest.raises(InputError):
        shelf.named(f"{name}s_report")


def test_more_folders_than_anyone_has_are_not_read(tmp_path: Path) -> None:
    for number in range(101):
        (tmp_path / ".mlwright" / "skills" / f"s{number}").mkdir(parents=True)

    assert "101 folders" in str(read_shelf((), tmp_path).faults[".mlwright/skills"])
