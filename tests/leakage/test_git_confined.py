"""Hostile records: a repository that points elsewhere shows nothing of what is stored there, and time is bounded."""

import os
import shutil
import time
from pathlib import Path

import pytest

from mlwright.errors import GitMissingError, RepositoryError
from mlwright.leakage import git
from mlwright.leakage.repository import command
from tests.leakage.repositories import SPLIT, commit, repository, write
from tests.leakage.repositories import git as run

PYTHON = (".py",)
SECRET = "secret = 'mine'\n"


@pytest.fixture
def stranger(tmp_path):
    """A repository with a secret, next to the one under review."""
    repo = repository(tmp_path / "stranger", secret="old = 1\n")
    commit(repo, secret=SECRET)
    return repo


@pytest.fixture
def repo(tmp_path):
    return repository(tmp_path / "repo", train=SPLIT)


def shown(where: Path, **options: object) -> str:
    """Everything a comparison says, or the error it ends with."""
    try:
        return repr(git.diff(where, suffixes=("",), **options))
    except RepositoryError as fault:
        return str(fault)


def everything(where: Path) -> str:
    asked = ({}, {"worktree": True}, {"staged": True}, {"ranges": "HEAD^!"}, {"ranges": "main"})
    return "".join(shown(where, **options) for options in asked) + repr(git.files(where))


def test_the_secret_would_be_seen_by_a_review_of_its_own_repository(stranger):
    assert "mine" in everything(stranger)


@pytest.mark.parametrize("relative", [True, False])
def test_a_git_file_that_points_to_a_strangers_repository_is_refused(tmp_path, stranger, relative):
    target = "../stranger/.git" if relative else f"{stranger}/.git"
    write(tmp_path, "hostile/.git", f"gitdir: {target}\n")
    write(tmp_path, "hostile/x.py", "x = 1\n")

    said = everything(tmp_path / "hostile")

    assert "does not name this work tree in return" in said
    assert "mine" not in said
    assert git.files(tmp_path / "hostile") is None


def test_a_nested_git_file_with_hostile_settings_starts_nothing(tmp_path, repo):
    canary = tmp_path / "canary"
    evil = repository(tmp_path / "evil", bad="b = 1\n")
    run(evil, "config", "core.fsmonitor", f"touch {canary};false")
    run(evil, "config", "core.worktree", str(repo / "nested"))
    write(repo, "nested/.git", f"gitdir: {evil}/.git\n")
    write(repo, "nested/x.py", "x = 1\n")

    for where in (repo / "nested", repo):
        everything(where)

    assert not canary.exists()


def test_a_git_link_or_a_broken_git_file_is_refused(tmp_path, stranger):
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / ".git").symlink_to(stranger / ".git")
    write(tmp_path, "broken/.git", b"\0\xff" * 100)

    assert "is a symbolic link" in everything(tmp_path / "linked")
    assert "is a file that names no git directory" in everything(tmp_path / "broken")


def test_a_foreign_work_tree_is_not_read(repo, stranger):
    run(repo, "config", "core.worktree", str(stranger))
    write(repo, "train.py", SPLIT + "more()\n")

    found = git.diff(repo, worktree=True, suffixes=("",))

    assert [change.new_path for change in found.changes] == ["train.py"]
    assert "which is not followed" in found.notes[0]
    assert "mine" not in everything(repo)


def test_a_common_directory_elsewhere_is_refused(repo, stranger):
    write(repo, ".git/commondir", f"{stranger}/.git\n")

    said = everything(repo)

    assert "points to another repository" in said
    assert "mine" not in said


def test_borrowed_objects_are_refused(repo, stranger):
    name = run(stranger, "rev-parse", "HEAD")
    write(repo, ".git/objects/info/alternates", f"{stranger}/.git/objects\n")
    write(repo, ".git/refs/heads/main", f"{name}\n")

    said = everything(repo)

    assert "borrows objects from another one" in said
    assert "mine" not in said
    assert SECRET.strip() == run(repo, "show", "HEAD:secret.py"), "the trap itself does not work"


@pytest.mark.parametrize("part", ["objects", "objects/pack", "index", "packed-refs", "HEAD", "shallow"])
def test_links_among_gits_own_files_are_refused(repo, stranger, part):
    run(stranger, "gc", "-q")
    target = stranger / ".git" / part
    if part == "shallow":
        target.write_text("")
    path = repo / ".git" / part
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    path.symlink_to(target)

    said = shown(repo, worktree=True)

    assert "is a symbolic link" in said
    assert "mine" not in said


def test_links_are_not_followed_in_the_work_tree_nor_in_history(repo, tmp_path):
    secret = write(tmp_path, "outside/secret.py", SECRET)
    (repo / "tracked.py").symlink_to(secret)
    (repo / "folder").symlink_to(secret.parent)
    commit(repo)
    (repo / "new.py").symlink_to(secret)
    (repo / "train.py").unlink()
    (repo / "train.py").symlink_to(secret)

    found = git.diff(repo, worktree=True, suffixes=PYTHON)

    assert "mine" not in everything(repo)
    assert [(change.old_path, change.new_path) for change in found.changes] == [("train.py", None)]
    assert {"'train.py'", "'new.py'"} <= {note.split(" ")[0] for note in found.notes}
    assert {None} == {
        git.blob(repo, rev, path)
        for rev in ("HEAD", git.INDEX, git.WORKTREE)
        for path in ("tracked.py", "folder/secret.py", "../outside/secret.py", str(secret))
    }
    assert git.files(repo, PYTHON) == ()


def test_a_tracked_folder_replaced_by_a_link_is_not_entered(repo, tmp_path):
    write(repo, "pkg/secret.py", "s = 1\n")
    commit(repo)
    write(tmp_path, "outside/secret.py", SECRET)
    shutil.rmtree(repo / "pkg")
    (repo / "pkg").symlink_to(tmp_path / "outside")

    assert "mine" not in everything(repo)
    assert [change.new for change in git.diff(repo, worktree=True, suffixes=PYTHON).changes] == [None]


def test_paths_that_leave_the_repository_become_notes(repo):
    blob = bytes.fromhex(run(repo, "rev-parse", "HEAD:train.py"))
    entries = b"".join(b"100644 " + name + b"\0" + blob for name in (b"..", b".git", b"a/../../b.py", b"ok.py"))
    tree = run(repo, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", stdin=entries)
    name = run(repo, "commit-tree", "-p", "HEAD", "-m", "bad", tree)

    found = git.diff(repo, ranges=f"HEAD..{name}", suffixes=("",))

    assert [change.new_path for change in found.changes if change.new_path] == ["ok.py"]
    assert sum("no path within the repository" in note for note in found.notes) == 3


def test_replaced_and_grafted_history_is_not_believed(repo):
    first, second = run(repo, "rev-parse", "HEAD"), commit(repo, train="x = 2\n")
    fake = run(repo, "commit-tree", "-p", first, "-m", "harmless", f"{first}^{{tree}}")
    run(repo, "replace", second, fake)
    write(repo, ".git/info/grafts", f"{second}\n")

    (change,) = git.diff(repo, ranges=f"{first}..{second}", suffixes=PYTHON).changes
    assert change.new == b"x = 2\n"
    assert len(git.diff(repo, ranges=f"{first}...{second}", suffixes=PYTHON).changes) == 1


def test_a_head_that_leaves_the_repository_names_nothing(repo, tmp_path):
    write(tmp_path, "outside", SECRET)
    for text in ("ref: ../../outside\n", "ref: refs/../../../outside\n", "mine\n", ""):
        write(repo, ".git/HEAD", text)
        assert "'mine'" not in everything(repo)


def test_a_blobless_clone_fetches_nothing_and_says_so(tmp_path, repo):
    body = "".join(f"step_{number}()\n" for number in range(30))
    commit(repo, train=body)
    run(repo, "config", "uploadpack.allowFilter", "true")
    run(repo, "mv", "train.py", "fit.py")
    commit(repo, fit=body + "more()\n")
    run(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{repo}", "clone")

    found = git.diff(tmp_path / "clone", ranges="HEAD^!", suffixes=PYTHON)

    assert [change.old for change in found.changes if change.new_path == "fit.py"] == [None]
    assert any("not in this clone" in note for note in found.notes)


def test_pipes_and_folders_named_like_sources_do_not_stop_the_review(repo):
    os.mkfifo(repo / "pipe.py")
    (repo / "train.py").unlink()
    os.mkfifo(repo / "train.py")
    (repo / "folder.py").mkdir()

    began = time.monotonic()
    git.diff(repo, worktree=True, suffixes=PYTHON)

    assert time.monotonic() - began < 10


def test_a_file_on_disk_that_is_too_large_becomes_a_note(repo):
    with (repo / "huge.py").open("wb") as file:
        file.truncate(3_000_000_000)

    found = git.diff(repo, worktree=True, suffixes=PYTHON)

    assert (found.changes, found.notes) == ((), ("'huge.py' is larger than 20 MB: not reviewed",))


def fake_git(tmp_path, monkeypatch, script):
    write(tmp_path, "bin/git", f"#!/bin/sh\n{script}\n").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin") + os.pathsep + os.environ["PATH"])


def test_a_git_that_hangs_is_stopped(tmp_path, repo, monkeypatch):
    fake_git(tmp_path, monkeypatch, "exec sleep 60")
    monkeypatch.setattr(command, "TIMEOUT", 0.3)

    began = time.monotonic()
    with pytest.raises(RepositoryError, match="did not finish"):
        git.diff(repo, suffixes=PYTHON)

    assert time.monotonic() - began < 10


def test_a_git_that_never_stops_writing_is_stopped(tmp_path, repo, monkeypatch):
    fake_git(tmp_path, monkeypatch, "exec yes")
    monkeypatch.setattr(command, "LARGEST_OUTPUT", 100_000)

    with pytest.raises(RepositoryError, match="wrote more than"):
        git.diff(repo, suffixes=PYTHON)


def test_what_git_complains_is_quoted_and_capped(tmp_path, repo, monkeypatch):
    fake_git(tmp_path, monkeypatch, "printf '\\033[31m%05000d' 1 >&2; exit 3")

    with pytest.raises(RepositoryError, match="failed with status 3") as caught:
        git.diff(repo, suffixes=PYTHON)

    assert "\033" not in caught.value.message
    assert len(caught.value.message) < 600


def test_without_git_the_error_says_so_and_folders_are_still_walked(tmp_path, repo, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(GitMissingError, match="git was not found"):
        git.diff(repo, suffixes=PYTHON)
    assert git.files(repo) is None
