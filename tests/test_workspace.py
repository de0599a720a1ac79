import json
import multiprocessing
import os
from pathlib import Path

import pytest

from mlwright.errors import ConflictError, OutsideError, PaperError, WorkspaceError
from mlwright.specs import Profile
from mlwright.workspace import Workspace, slug_of, write_file


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "in" / "My Churn (2024).csv"
    path.parent.mkdir()
    path.write_text("a,b\n1,2\n")
    return path


@pytest.fixture
def workspace(source, tmp_path):
    return Workspace.create(source, base=tmp_path)


def test_the_folder_is_named_after_the_table_and_found_again(source, tmp_path, workspace):
    assert workspace.root == tmp_path / "output" / "my-churn-2024"
    assert Workspace.create(source, base=tmp_path).root == workspace.root
    assert Workspace.find(source, base=tmp_path).root == workspace.root


def test_another_table_of_the_same_name_gets_a_folder_of_its_own(source, tmp_path, workspace):
    twin = tmp_path / "elsewhere" / source.name
    twin.parent.mkdir()
    twin.write_text("c,d\n")
    second = Workspace.create(twin, base=tmp_path)

    assert second.root.name == "my-churn-2024-2"
    assert Workspace.create(twin, base=tmp_path).root == second.root
    assert Workspace.create(source, base=tmp_path).root == workspace.root


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("a b.csv", "a-b"),
        ("ÄÖ_x.data", "äö_x"),
        ("....csv", "table"),
        ("나이.csv", "나이"),
        ("x" * 90 + ".csv", "x" * 40),
    ],
)
def test_slugs_are_short_and_readable(name, slug):
    assert slug_of(Path(name)) == slug


def test_a_folder_inside_the_workspace_leads_to_it(workspace):
    (workspace.root / "data").mkdir()
    assert Workspace.open(workspace.root / "data").root == workspace.root


def test_a_folder_with_other_files_is_not_taken(source, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("x")
    with pytest.raises(WorkspaceError, match="files that mlwright did not write"):
        Workspace.create(source, out=tmp_path / "photos")
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["cat.jpg"]


def test_a_file_or_an_unwritable_place_is_refused_with_the_reason(source, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceError, match="is a file"):
        Workspace.create(source, out=tmp_path / "file")
    with pytest.raises(WorkspaceError, match="cannot make the folder"):
        Workspace.create(source, out=Path("/proc/nowhere/out"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_refused(source, tmp_path):
    (tmp_path / "locked").mkdir(mode=0o555)
    with pytest.raises(WorkspaceError, match="cannot make the folder"):
        Workspace.create(source, out=tmp_path / "locked" / "out")


def test_a_path_cannot_leave_the_workspace(workspace, tmp_path):
    (tmp_path / "secret").write_text("x")
    (workspace.root / "link").symlink_to(tmp_path / "secret")
    for relative in ("../secret", "data/../../secret", str(tmp_path / "secret"), "link"):
        with pytest.raises(OutsideError):
            workspace.path(relative)
    twin = workspace.root.with_name(workspace.root.name + "-twin")
    twin.mkdir()
    with pytest.raises(OutsideError):
        workspace.path(f"../{twin.name}/x")


def test_a_failed_write_leaves_the_old_file_and_no_scrap(workspace, monkeypatch):
    workspace.write_text("a.txt", "old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError, match="No space left on device"):
        workspace.write_text("a.txt", "new")

    assert workspace.read_text("a.txt") == "old"
    assert not [path for path in workspace.root.iterdir() if path.name.startswith(".a.txt")]


def test_a_paper_is_stale_when_what_it_was_made_from_changed(workspace):
    workspace.publish("one", {"a.txt": "1"})
    workspace.publish("two", {"b.txt": "2"}, ["a.txt"])
    assert workspace.state("two") == "fresh"
    workspace.write_text("a.txt", "changed")

    assert workspace.state("one") == "edited"
    assert workspace.state("two") == "stale"
    assert workspace.stale("two") == ("a.txt",)
    (workspace.root / "b.txt").unlink()
    assert workspace.state("two") == "missing"


def test_a_hand_edit_is_not_overwritten_unless_forced(workspace):
    workspace.publish("one", {"a.txt": "1"})
    workspace.guard_edit("one", "one", force=False)
    workspace.write_text("a.txt", "mine")
    with pytest.raises(ConflictError, match="was edited by hand"):
        workspace.guard_edit("one", "one", force=False)
    workspace.guard_edit("one", "one", force=True)


def test_an_approval_is_void_once_a_file_changes(workspace):
    workspace.publish("one", {"a.txt": "1"})
    workspace.approve("one", "somebody", approved=True)
    assert workspace.approval("one").by == "somebody"
    workspace.write_text("a.txt", "2")
    assert workspace.approval("one") is None


def test_broken_papers_are_named_with_their_field(workspace):
    workspace.write_text("data/profile.json", json.dumps({"rows": "many"}))
    with pytest.raises(PaperError, match=r"data/profile.json: "):
        workspace.read_paper(Profile, "data/profile.json")
    with pytest.raises(PaperError, match="is missing") as caught:
        workspace.read_paper(Profile, "data/other.json")
    assert "mlwright profile" in caught.value.hint


def _publish(root, number):
    workspace = Workspace(Path(root))
    for step in range(10):
        workspace.publish(f"stage-{number}-{step}", {f"{number}-{step}.txt": "x"})


def test_two_processes_at_work_in_one_workspace_lose_nothing(workspace):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_publish, args=(str(workspace.root), number)) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(workspace.handoff().stages) == 30


def test_a_file_is_written_whole_with_ordinary_rights(tmp_path):
    write_file(tmp_path / "deep" / "x.txt", "line\r\n")
    assert (tmp_path / "deep" / "x.txt").read_bytes() == b"line\r\n"
    assert (tmp_path / "deep" / "x.txt").stat().st_mode & 0o777 == 0o644


@pytest.mark.timeout(20)
@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "folder"])
def test_a_lock_that_is_no_file_of_ours_is_refused_and_nothing_behind_it_changes(workspace, tmp_path, kind):
    lock, beyond = workspace.root / ".lock", tmp_path / "beyond.txt"
    lock.unlink()
    if kind == "link":
        beyond.write_text("precious")
    if kind in ("link", "dangling link"):
        lock.symlink_to(beyond)
    else:
        os.mkfifo(lock) if kind == "pipe" else lock.mkdir()

    with pytest.raises(WorkspaceError, match=r"\.lock") as caught:
        workspace.publish("one", {"a.txt": "1"})

    assert "remove it" in caught.value.hint
    assert not (workspace.root / "a.txt").exists()
    assert beyond.exists() == (kind == "link")
    assert kind != "link" or beyond.read_text() == "precious"


def test_a_lock_that_holds_something_is_taken_and_left_as_it_is(workspace):
    (workspace.root / ".lock").write_text("kept")
    workspace.publish("one", {"a.txt": "1"})

    assert (workspace.root / ".lock").read_text() == "kept"
    assert workspace.state("one") == "fresh"


@pytest.mark.timeout(20)
def test_a_pipe_in_the_place_of_a_paper_is_not_waited_for(source, tmp_path, workspace):
    workspace.publish("one", {"a.txt": "1"}, [str(source)])
    for path in (workspace.root / "handoff.json", workspace.root / "a.txt"):
        path.unlink()
        os.mkfifo(path)

    assert Workspace.find(source, base=tmp_path) is None
    with pytest.raises(WorkspaceError, match="did not write"):
        Workspace.create(source, base=tmp_path)
    for relative in ("handoff.json", "a.txt"):
        with pytest.raises(PaperError, match="not a regular file"):
            workspace.read_text(relative)


@pytest.mark.timeout(20)
def test_data_that_became_a_pipe_is_stale_and_not_waited_for(source, workspace):
    workspace.publish("one", {"a.txt": "1"}, [str(source)])
    assert workspace.state("one") == "fresh"
    source.unlink()
    os.mkfifo(source)

    assert workspace.state("one") == "stale"


def test_a_handoff_behind_a_link_out_of_the_folder_is_not_followed(source, tmp_path, workspace):
    handoff = workspace.root / "handoff.json"
    inside, beyond = workspace.root / "kept.json", tmp_path / "beyond.json"
    for place in (inside, beyond):
        place.write_text(handoff.read_text())
        handoff.unlink()
        handoff.symlink_to(place)

        assert (Workspace.find(source, base=tmp_path) is not None) == (place == inside)


def test_a_paper_of_too_many_bytes_is_refused(workspace):
    with (workspace.root / "handoff.json").open("a") as stream:
        stream.write(" " * 4 * 1024 * 1024)

    with pytest.raises(PaperError, match="more than 4,194,304 bytes"):
        workspace.handoff()


def test_links_in_a_circle_lead_out(workspace):
    (workspace.root / "loop").symlink_to(workspace.root / "loop")

    with pytest.raises(OutsideError):
        workspace.read_text("loop/x")


def test_a_folder_whose_name_is_too_long_is_refused(tmp_path):
    with pytest.raises(WorkspaceError, match="cannot make the folder"):
        Workspace.create(tmp_path / "t.csv", out=tmp_path / ("x" * 300))
