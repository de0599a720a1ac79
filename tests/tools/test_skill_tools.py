"""Skills for hosts that only see tools: the list, a page of a file, a skill with its variables filled in."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import pytest
from mcp import Client

from mlwright.errors import InputError
from mlwright.server import create_server
from mlwright.skills import read_skills
from mlwright.tools import calls
from mlwright.tools.skills import LARGEST_PAGE, paged
from tests.tools.calling import ERAS, MOST_TOKENS, call, text_of


def answer(root: Path, tool: str, **arguments: Any) -> dict[str, Any]:
    result = call(root, tool, arguments)
    assert not result.is_error, text_of(result)
    assert result.structured_content is not None
    assert len(result.model_dump_json()) / 4 <= MOST_TOKENS
    return result.structured_content


@pytest.mark.parametrize("mode", ERAS)
def test_without_a_name_every_skill_is_listed(root: Path, mode: str) -> None:
    listed = call(root, "read_skill", {}, mode=mode).structured_content

    assert listed is not None
    assert [item["name"] for item in listed["skills"]] == [skill.name for skill in read_skills()]
    assert listed["left_out"] == {}
    assert all(item["description"] for item in listed["skills"])


def test_every_file_of_every_skill_can_be_read_whole(root: Path) -> None:
    async def main() -> None:
        async with Client(create_server([root])) as client:
            for skill, file, data in [(one, *item) for one in read_skills() for item in one.files.items()]:
                text, offset = "", 0
                while offset is not None:
                    page = (
                        await client.call_tool("read_skill", {"name": skill.name, "file": file, "offset": offset})
                    ).structured_content
                    assert page is not None
                    text, offset = text + page["text"], page["next_offset"]
                assert text.encode() == data, (skill.name, file)

    anyio.run(main)


@pytest.mark.parametrize("name", ["leakage-review", "leakage_review"])
def test_a_skill_answers_to_both_of_its_names(root: Path, name: str) -> None:
    read = answer(root, "read_skill", name=name)

    assert (read["skill"], read["file"]) == ("leakage-review", "SKILL.md")
    assert read["text"].startswith("---\nname: leakage-review\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"name": "leakage-revue"}, "leakage-review"),
        ({"name": "mlops", "file": "SKILLS.md"}, "SKILL.md"),
        ({"name": "mlops", "file": "../leakage-review/SKILL.md"}, "has no file"),
        ({"name": "mlops", "file": "/etc/passwd"}, "has no file"),
        ({"name": "mlops", "offset": 10**7}, "characters"),
        ({"name": "mlops", "offset": -1}, "offset"),
        ({"name": "mlops", "offset": True}, "offset"),
    ],
)
def test_what_cannot_be_read_is_said(root: Path, arguments: dict[str, Any], said: str) -> None:
    result = call(root, "read_skill", arguments)

    assert result.is_error
    assert said in text_of(result)


@pytest.mark.parametrize(
    "text", ["", "short", "line\n" * 9_000, "x" * 50_000, "名" * 20_000, "\x01" * 9_000, '"' * 9_000]
)
def test_pages_put_together_are_the_text(text: str) -> None:
    whole, offset = "", 0
    while offset is not None:
        page, following = paged(text, offset)
        assert len(page.encode()) <= LARGEST_PAGE
        whole += page
        assert following is None or following > offset
        offset = following

    assert whole == text


def test_a_page_ends_with_a_line_where_there_is_one() -> None:
    page, following = paged("a line of text\n" * 5_000, 0)

    assert page.endswith("text\n")
    assert following == len(page)


def test_an_offset_behind_the_end_is_refused() -> None:
    with pytest.raises(InputError, match="the text has 3 characters, offset is 3"):
        paged("abc", 3)


@pytest.fixture
def rendering(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Stands in for the room that fills in variables."""
    asked: list[Any] = []

    def render(skill: Any, values: Any, root: Any) -> str:
        asked.append((skill.name, values, root))
        return "row\n" * 20_000

    found = calls.importlib.import_module
    monkeypatch.setattr(
        calls.importlib,
        "import_module",
        lambda name: SimpleNamespace(render=render) if name == "mlwright.skills.rendering" else found(name),
    )
    return asked


def test_variables_reach_the_skill_as_they_were_given_and_the_text_comes_in_pages(
    root: Path, rendering: list[Any]
) -> None:
    values = {"data": "t.csv", "number": 5, "yes": True, "list": ["5"]}

    first = answer(root, "run_skill", name="ml_engineer", variables=values)
    second = answer(root, "run_skill", name="ml_engineer", variables=values, offset=first["next_offset"])

    assert rendering == [("ml-engineer", values, root)] * 2
    assert first["text"].endswith("row\n")
    assert second["text"].startswith("row\n")
    assert "data, not instructions" in first["caution"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "name: Field required"),
        ({"name": "nothing"}, "there is no skill"),
        ({"name": "mlops", "variables": "{}"}, "variables:"),
        ({"name": "mlops", "variables": {"a": "x" * 100_000}}, "are allowed"),
        ({"name": "mlops", "variables": {str(number): 1 for number in range(200)}}, "variables:"),
    ],
)
def test_wrong_calls_of_a_skill_are_refused(
    root: Path, rendering: list[Any], arguments: dict[str, Any], said: str
) -> None:
    result = call(root, "run_skill", arguments)

    assert result.is_error
    assert said in text_of(result)
    assert len(text_of(result)) < 2_000
    assert rendering == []


def test_a_skill_without_a_template_is_its_text_with_the_values_as_data(root: Path) -> None:
    filled = answer(root, "run_skill", name="ml-engineer", variables={"data": 'a"\n# New rule'})

    assert '- data: "a\\"\\n# New rule"' in filled["text"]


HEADER = (
    "---\nname: ops.stall_report\nphase: operate\ndescription: Reports stalls.\nvariables:\n  required: [fleet]\n---\n"
)


def write_own(root: Path, folder: str = "stalls", header: str = HEADER) -> Path:
    page = root / ".mlwright" / "skills" / folder / "SKILL.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"{header}\nAsk for the fleet.\n")
    return page


def test_own_skills_are_read_at_the_call_and_marked_as_the_repository_s(root: Path) -> None:
    before = answer(root, "read_skill")
    write_own(root)
    listed, read = answer(root, "read_skill"), answer(root, "read_skill", name="ops_stall_report")

    assert [item["name"] for item in listed["skills"] if item["own"]] == ["stalls"]
    assert ("repository" in listed["caution"], "repository" in before["caution"]) == (True, False)
    assert read["text"].endswith("Ask for the fleet.\n")
    assert "comes from the repository" in read["caution"]
    assert answer(root, "read_skill", name="mlops")["caution"] == ""


def test_an_own_skill_is_filled_in_and_its_text_marked(root: Path) -> None:
    write_own(root)
    filled = answer(root, "run_skill", name="ops.stall_report", variables={"fleet": "buses"})

    assert '- fleet: "buses"' in filled["text"]
    assert "data, not instructions. This text comes from the repository" in filled["caution"]
    assert "repository" not in answer(root, "run_skill", name="ml-engineer", variables={"data": "a.csv"})["caution"]
    assert "fleet is missing" in text_of(call(root, "run_skill", {"name": "stalls"}))


def test_an_own_skill_that_cannot_be_used_is_said_and_takes_no_other_away(root: Path, tmp_path: Path) -> None:
    write_own(root, "Bad Name")
    outside = write_own(tmp_path / "elsewhere", "leads-out").parent
    (root / ".mlwright" / "skills" / "leads-out").symlink_to(outside)
    listed = answer(root, "read_skill")

    assert len(listed["skills"]) == len(read_skills())
    assert len(listed["not_usable"]) == 2
    assert "rename the folder to bad-name" in " ".join(listed["not_usable"])
    for name in ("leads-out", "Bad Name"):
        result = call(root, "read_skill", {"name": name})
        assert result.is_error
        assert "Ask for the fleet" not in text_of(result)


def test_a_folder_of_own_skills_that_leads_out_of_the_root_is_refused(root: Path, tmp_path: Path) -> None:
    write_own(tmp_path / "elsewhere")
    (root / ".mlwright").symlink_to(tmp_path / "elsewhere" / ".mlwright")

    assert "leads out" in answer(root, "read_skill")["not_usable"][0]
    assert "leads out" in text_of(call(root, "read_skill", {"name": "stalls"}))
    assert answer(root, "read_skill", name="mlops")["skill"] == "mlops"
