"""A skill's folder is read once and whole; nothing is followed out of it, nothing is skipped in silence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlwright.errors import InputError, PaperError
from mlwright.skills import bundle, find_skill, read_skill, read_skills
from tests.skills.bundles import write_skill


def test_every_file_of_the_folder_is_in_the_snapshot(tmp_path: Path) -> None:
    page = write_skill(tmp_path)
    (page.parent / "references" / "deep").mkdir(parents=True)
    (page.parent / "references" / "deep" / "x.bin").write_bytes(b"\x00\xff")

    files = read_skill(page).files

    assert list(files) == ["SKILL.md", "assets/variables.json", "references/deep/x.bin"]
    assert files["references/deep/x.bin"] == b"\x00\xff"


def test_the_snapshot_does_not_change_with_the_folder(tmp_path: Path) -> None:
    page = write_skill(tmp_path)
    skill = read_skill(page)
    before = skill.files["SKILL.md"]
    page.write_text("other")

    assert before == skill.files["SKILL.md"]
    with pytest.raises(TypeError):
        skill.files["SKILL.md"] = b""


def test_a_folder_without_a_page_is_an_error(tmp_path: Path) -> None:
    write_skill(tmp_path)
    (tmp_path / "empty").mkdir()

    with pytest.raises(PaperError, match=r"empty' has no SKILL\.md"):
        read_skills(tmp_path)


@pytest.mark.parametrize("kind", ["file", "folder", "dangling", "pipe"])
def test_links_and_pipes_are_refused(tmp_path: Path, kind: str) -> None:
    page = write_skill(tmp_path / "skills")
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key").write_text("private")
    odd = page.parent / "odd"
    if kind == "pipe":
        os.mkfifo(odd)
    else:
        odd.symlink_to({"file": secret / "key", "folder": secret, "dangling": tmp_path / "nowhere"}[kind])

    with pytest.raises(PaperError, match="odd") as caught:
        read_skill(page)

    assert "private" not in str(caught.value)


def test_a_skill_that_is_itself_a_link_is_refused(tmp_path: Path) -> None:
    write_skill(tmp_path / "elsewhere")
    (tmp_path / "skills").mkdir()
    (tmp_path / "skills" / "good").symlink_to(tmp_path / "elsewhere" / "good")

    with pytest.raises(PaperError, match="or a link"):
        read_skills(tmp_path / "skills")


def test_too_many_files_and_too_many_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = write_skill(tmp_path)
    monkeypatch.setattr(bundle, "MOST_FILES", 1)
    with pytest.raises(PaperError, match="more than 1 files"):
        read_skill(page)
    monkeypatch.setattr(bundle, "MOST_FILES", 9)
    monkeypatch.setattr(bundle, "MOST_BYTES", 10)

    with pytest.raises(PaperError, match="is too large"):
        read_skill(page)


@pytest.mark.parametrize("name", ["ml-engineer", "ml_engineer", "data.ml_engineer", "data.ml-engineer"])
def test_a_skill_is_found_by_each_form_of_its_name(name: str) -> None:
    assert find_skill(name, read_skills()).name == "ml-engineer"


def test_a_wrong_name_gets_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean ml-engineer"):
        find_skill("data.ml_enginer", read_skills())


def test_reading_skills_loads_no_yaml_and_no_jinja() -> None:
    heavy = {"yaml", "jinja2", "pandas", "rich"}
    code = f"import sys, mlwright.skills as s; s.read_skills(); print({heavy} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
