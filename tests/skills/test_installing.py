"""Installing into a host's folder: whole bundles, nobody else's files touched, removed to the last byte."""

from pathlib import Path

import pytest

from mlwright.errors import ConflictError, OutsideError, WorkspaceError
from mlwright.hosts import BY_KEY, HOSTS
from mlwright.skills import Skill, installing, read_skill
from mlwright.skills.installing import host_folder, install, uninstall
from mlwright.skills.receipt import RECEIPT
from tests.skills.bundles import write_skill


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def skills(tmp_path: Path) -> list[Skill]:
    return [read_skill(write_skill(tmp_path / "shipped", name)) for name in ("first", "second")]


def test_what_is_installed_is_the_bundle_and_its_receipt(tmp_path: Path, skills: list[Skill]) -> None:
    home = tmp_path / "home" / "skills"

    changes = install(skills, home)

    assert [change.action for change in changes] == ["installed", "installed"]
    expected = {f"{skill.name}/{name}": data for skill in skills for name, data in skill.files.items()}
    assert expected == {name: data for name, data in tree(home).items() if not name.endswith(RECEIPT)}
    assert not [path for path in home.rglob("*") if path.is_symlink()]
    assert sorted(path.name for path in home.iterdir()) == ["first", "second"]


def test_removing_leaves_what_was_there_before(tmp_path: Path, skills: list[Skill]) -> None:
    home = tmp_path / "home"
    write_skill(home, "theirs")
    before = tree(home)
    install(skills, home)

    changes = uninstall(["first", "second", "theirs"], home)

    assert [change.action for change in changes] == ["removed", "removed", "kept"]
    assert before == tree(home)
    assert [path.name for path in home.iterdir()] == ["theirs"]


def test_a_dry_run_lists_exactly_what_is_then_written(tmp_path: Path, skills: list[Skill]) -> None:
    home = tmp_path / "home"

    said = install(skills[:1], home, dry=True)

    assert not home.exists()
    listed = {f"{change.skill}/{name}" for change in said for name in change.files}
    install(skills[:1], home)
    assert set(tree(home)) == listed
    before = tree(home)
    assert uninstall(["first"], home, dry=True)[0].action == "removed"
    assert before == tree(home)


def test_the_same_again_changes_nothing(tmp_path: Path, skills: list[Skill]) -> None:
    install(skills, tmp_path / "home")

    assert [change.action for change in install(skills, tmp_path / "home")] == ["unchanged", "unchanged"]


def test_an_older_version_is_replaced_without_remains(tmp_path: Path, skills: list[Skill]) -> None:
    page = write_skill(tmp_path / "old", "first")
    (page.parent / "references").mkdir()
    (page.parent / "references" / "gone.md").write_text("old")
    install([read_skill(page)], tmp_path / "home")

    changes = install(skills, tmp_path / "home")

    assert [change.action for change in changes] == ["replaced", "installed"]
    assert not (tmp_path / "home" / "first" / "references").exists()


@pytest.mark.parametrize("edit", ["changed", "added", "removed", "foreign", "link", "file"])
def test_what_is_not_as_it_was_written_is_not_replaced(tmp_path: Path, skills: list[Skill], edit: str) -> None:
    home = tmp_path / "home"
    place = home / "second"
    install(skills, home)
    if edit in ("foreign", "link", "file"):
        uninstall(["second"], home)
    {
        "changed": lambda: (place / "SKILL.md").write_text("mine"),
        "added": lambda: (place / "mine.md").write_text("mine"),
        "removed": lambda: (place / "SKILL.md").unlink(),
        "foreign": lambda: write_skill(home, "second"),
        "link": lambda: place.symlink_to(tmp_path / "shipped" / "second"),
        "file": lambda: place.write_text("mine"),
    }[edit]()
    (home / "first" / "SKILL.md").touch()
    before = tree(home)

    with pytest.raises(ConflictError, match="second"):
        install(skills, home)

    assert before == tree(home)
    assert [change.action for change in install(skills, home, force=True)] == ["unchanged", "replaced"]
    assert (place / "SKILL.md").read_bytes() == skills[1].files["SKILL.md"]
    assert not place.is_symlink()
    assert (tmp_path / "shipped" / "second" / "SKILL.md").is_file()


def test_an_edited_file_stays_when_the_rest_is_removed(tmp_path: Path, skills: list[Skill]) -> None:
    home = tmp_path / "home"
    install(skills, home)
    (home / "first" / "SKILL.md").write_text("mine")
    (home / "first" / "note.md").write_text("mine")

    (change,) = uninstall(["first"], home)

    assert (change.action, change.files) == ("kept", ("SKILL.md", "note.md"))
    assert {"SKILL.md", "note.md"} == set(tree(home / "first"))


def test_a_receipt_cannot_name_files_outside(tmp_path: Path, skills: list[Skill]) -> None:
    home = tmp_path / "home"
    install(skills, home)
    victim = tmp_path / "victim"
    victim.write_bytes(skills[0].files["SKILL.md"])
    receipt = home / "first" / RECEIPT
    receipt.write_text(receipt.read_text().replace('"SKILL.md"', '"../../victim"'))

    uninstall(["first"], home)

    assert victim.exists()


@pytest.mark.parametrize("stage", ["writing", "swapping"])
def test_an_installation_that_is_stopped_is_mended_by_the_next(
    tmp_path: Path, skills: list[Skill], monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    home = tmp_path / "home"
    page = write_skill(tmp_path / "old", "first")
    page.write_text(page.read_text() + "old\n")
    install([read_skill(page)], home)
    before = tree(home / "first")
    rename, calls = Path.rename, []

    def stopped(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) > (stage == "swapping"):
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        install(skills[:1], home)
    monkeypatch.undo()

    with installing._locked(home):
        installing._mended(home)
    assert before == tree(home / "first")
    assert [change.action for change in install(skills[:1], home)] == ["replaced"]
    assert [path.name for path in home.iterdir()] == ["first"]


def test_a_project_folder_that_leads_out_is_refused(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    project.mkdir()
    outside.mkdir()
    (project / ".claude").symlink_to(outside)

    with pytest.raises(OutsideError, match="leads out"):
        host_folder(BY_KEY["claude"], project)
    with pytest.raises(WorkspaceError, match="is no folder"):
        host_folder(BY_KEY["claude"], tmp_path / "nowhere")


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path, skills: list[Skill]) -> None:
    (tmp_path / "home").write_text("a file")

    with pytest.raises(WorkspaceError, match="cannot write"):
        install(skills, tmp_path / "home")


def test_each_host_has_its_own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for host in HOSTS:
        monkeypatch.delenv(host.moved[0] or "NONE", raising=False)

    assert {
        key: (str(host.folder().relative_to(tmp_path)), str(host.folder(Path("p")).relative_to("p")))
        for key, host in BY_KEY.items()
    } == {
        "claude": (".claude/skills", ".claude/skills"),
        "codex": (".codex/skills", ".codex/skills"),
        "copilot": (".copilot/skills", ".github/skills"),
        "gemini": (".gemini/skills", ".gemini/skills"),
        "agents": (".agents/skills", ".agents/skills"),
    }


def test_a_host_whose_own_folder_was_moved_is_followed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CODEX_HOME", str(tmp_path))
    monkeypatch.setenv("GEMINI_CLI_HOME", str(tmp_path))

    assert tmp_path / "skills" == BY_KEY["codex"].folder()
    assert tmp_path / ".gemini" / "skills" == BY_KEY["gemini"].folder()
