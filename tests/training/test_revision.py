"""The commit of a folder is read from files: whatever a repository asks git to run, nothing of it runs."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mlwright.training.environment import environment
from mlwright.training.revision import commit_at
from tests.leakage.repositories import ENVIRONMENT, commit, git, repository, write

pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return repository(tmp_path / "repo", train="a = 1\n")


def head(repo: Path) -> str:
    return git(repo, "rev-parse", "HEAD")


def test_the_commit_is_the_one_that_git_names(repo: Path) -> None:
    (repo / "deep" / "er").mkdir(parents=True)
    assert head(repo) == commit_at(repo) == commit_at(repo / "deep" / "er")

    commit(repo, train="a = 2\n")
    git(repo, "pack-refs", "--all")
    assert head(repo) == commit_at(repo)

    git(repo, "checkout", "-q", "--detach", "HEAD~1")
    assert head(repo) == commit_at(repo)


def test_linked_work_trees_and_submodules_have_a_commit(repo: Path, tmp_path: Path) -> None:
    git(repo, "worktree", "add", "-q", "-b", "side", str(tmp_path / "tree"))
    commit(tmp_path / "tree", train="a = 3\n")
    whole = repository(tmp_path / "whole", x="x = 1\n")
    git(whole, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo), "part")

    assert head(tmp_path / "tree") == commit_at(tmp_path / "tree") != head(repo)
    assert head(repo) == commit_at(whole / "part") != commit_at(whole)


def test_no_repository_and_no_commit_are_none(tmp_path: Path) -> None:
    assert commit_at(tmp_path / "missing") is None
    assert commit_at(repository(tmp_path / "empty")) is None


def _elsewhere(repo: Path, other: Path) -> None:
    shutil.rmtree(repo / ".git")
    (repo / ".git").write_text(f"gitdir: {other}/.git\n")


def _linked(repo: Path, other: Path) -> None:
    shutil.rmtree(repo / ".git")
    (repo / ".git").symlink_to(other / ".git")


def _above(repo: Path, other: Path) -> None:
    (repo / ".git" / "HEAD").write_text("ref: refs/../../../other/.git/refs/heads/main\n")


def _pipe(repo: Path, other: Path) -> None:
    (repo / ".git" / "HEAD").unlink()
    os.mkfifo(repo / ".git" / "HEAD")


def _circle(repo: Path, other: Path) -> None:
    (repo / ".git" / "refs" / "heads" / "main").write_text("ref: refs/heads/main\n")


def _long(repo: Path, other: Path) -> None:
    (repo / ".git" / "HEAD").write_text("ref: refs/heads/" + "x" * 5000 + "\n")


@pytest.mark.parametrize("spoil", [_elsewhere, _linked, _above, _pipe, _circle, _long])
def test_a_repository_that_leads_elsewhere_or_nowhere_has_no_commit(
    repo: Path, tmp_path: Path, spoil: Callable[[Path, Path], None]
) -> None:
    other = repository(tmp_path / "other", secret="b = 1\n")
    assert commit_at(repo) is not None
    spoil(repo, other)

    assert commit_at(repo) is None


def _promisor(repo: Path, program: Path) -> None:
    """The commit is missing, and a program is named to fetch it."""
    name = head(repo)
    (repo / ".git" / "objects" / name[:2] / name[2:]).unlink()
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": f"ext::{program}",
        "remote.origin.promisor": "true",
        "protocol.ext.allow": "always",
    }.items():
        git(repo, "config", key, value)


def _fsmonitor(repo: Path, program: Path) -> None:
    git(repo, "config", "core.fsmonitor", str(program))


def _filter(repo: Path, program: Path) -> None:
    git(repo, "config", "filter.evil.clean", str(program))
    write(repo, ".gitattributes", "*.py filter=evil\n")
    write(repo, "train.py", "a = 9\n")


@pytest.mark.parametrize(
    ("plant", "ordinary"),
    [(_promisor, "cat-file -p HEAD"), (_fsmonitor, "status"), (_filter, "diff")],
    ids=["promisor", "fsmonitor", "filter"],
)
def test_no_program_of_the_repository_runs(
    repo: Path, tmp_path: Path, plant: Callable[[Path, Path], None], ordinary: str
) -> None:
    mark, name = tmp_path / "ran", head(repo)
    program = write(tmp_path, "planted.sh", f"#!/bin/sh\necho ran >> '{mark}'\nexit 1\n")
    program.chmod(0o755)
    plant(repo, program)
    mark.unlink(missing_ok=True)

    found = environment(repo)

    assert (name, None) == (found.git_commit, found.git_dirty)
    assert not mark.exists()
    subprocess.run(["git", *ordinary.split()], cwd=repo, env=ENVIRONMENT, capture_output=True, check=False, timeout=20)
    assert mark.exists(), "the trap no longer works"
