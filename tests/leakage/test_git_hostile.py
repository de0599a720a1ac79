"""Hostile settings: whatever a repository or the environment asks git to run, a review runs none of it.

Each row also shows that an ordinary git command does run it, so that a trap which no longer works is noticed.
"""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mlwright.errors import RepositoryError
from mlwright.leakage import git
from tests.leakage.repositories import ENVIRONMENT, SPLIT, commit, repository, write
from tests.leakage.repositories import git as run

PYTHON = (".py", ".ipynb")


class Trap:
    """A repository with two commits and changes on disk, and a program that leaves a canary when it is run."""

    def __init__(self, folder: Path) -> None:
        self.canary = folder / "canary"
        self.program = write(folder, "trap.sh", f"#!/bin/sh\necho sprung >> '{self.canary}'\nexit 0\n")
        self.program.chmod(0o755)
        self.repo = repository(folder / "repo", train=SPLIT, other="o = 1\n")
        write(self.repo, ".gitattributes", "*.py diff=evil filter=evil\n")
        commit(self.repo, train=SPLIT.replace("scale", "fit"))
        write(self.repo, "train.py", SPLIT + "again()\n")
        write(self.repo, "untracked.py", "u = 1\n")

    def set(self, key: str, value: str | None = None) -> None:
        run(self.repo, "config", key, str(self.program) if value is None else value)

    def sprung(self) -> bool:
        found = self.canary.exists()
        self.canary.unlink(missing_ok=True)
        return found


def review(repo: Path) -> list[git.Diff]:
    """Everything a review may ask of a repository."""
    assert git.files(repo, PYTHON)
    assert git.blob(repo, "HEAD", "train.py")
    assert git.blob(repo, git.INDEX, "train.py")
    asked = ({}, {"worktree": True}, {"staged": True}, {"ranges": "HEAD~1..HEAD"}, {"ranges": "main"})
    return [git.diff(repo, suffixes=PYTHON, **options) for options in asked]


def plainly(repo: Path, *arguments: str) -> None:
    """An ordinary git command, which may fail."""
    subprocess.run(
        ["git", *arguments], cwd=repo, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, timeout=20
    )


@pytest.fixture
def trap(tmp_path):
    return Trap(tmp_path)


def _hook(trap: Trap) -> None:
    hook = write(trap.repo, ".git/hooks/post-index-change", trap.program.read_bytes())
    hook.chmod(0o755)


def _hooks_path(trap: Trap) -> None:
    write(trap.repo, "hooks/post-index-change", trap.program.read_bytes()).chmod(0o755)
    trap.set("core.hooksPath", "hooks")


def _included(trap: Trap) -> None:
    write(trap.repo, "more", f"[core]\n\tfsmonitor = {trap.program}\n")
    trap.set("include.path", "../more")


def _included_if(trap: Trap) -> None:
    write(trap.repo, "more", f"[core]\n\tfsmonitor = {trap.program}\n")
    trap.set(f"includeIf.gitdir:{trap.repo}/.path", "../more")


def _worktree_config(trap: Trap) -> None:
    trap.set("extensions.worktreeConfig", "true")
    write(trap.repo, ".git/config.worktree", f"[core]\n\tfsmonitor = {trap.program}\n")


def _attributes_file(trap: Trap) -> None:
    (trap.repo / ".gitattributes").unlink()
    trap.set("core.attributesFile", str(write(trap.repo, "attributes", "*.py diff=evil\n")))
    trap.set("diff.evil.textconv")


def _signed(trap: Trap) -> None:
    text = (
        run(trap.repo, "cat-file", "commit", "HEAD").replace(
            "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n", 1
        )
        + "\n"
    )
    name = run(trap.repo, "hash-object", "-t", "commit", "-w", "--stdin", stdin=text.encode())
    run(trap.repo, "update-ref", "HEAD", name)
    trap.set("gpg.program")
    trap.set("log.showSignature", "true")


def _remote(trap: Trap) -> None:
    run(trap.repo, "remote", "add", "origin", "ssh://example.invalid/x")
    trap.set("core.sshCommand")


def _promisor(trap: Trap) -> None:
    name = run(trap.repo, "rev-parse", "HEAD:other.py")
    (trap.repo / ".git" / "objects" / name[:2] / name[2:]).unlink()
    run(trap.repo, "remote", "add", "origin", f"ext::{trap.program}")
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("protocol.ext.allow", "always"),
    ):
        trap.set(key, value)


def _setting(*keys: str) -> Callable[[Trap], None]:
    return lambda trap: [trap.set(key) for key in keys] and None


TRAPS: list[tuple[str, Callable[[Trap], None], tuple[str, ...]]] = [
    ("fsmonitor", _setting("core.fsmonitor"), ("status",)),
    ("hook", _hook, ("add", "-A")),
    ("hooks path", _hooks_path, ("add", "-A")),
    ("ssh command", _remote, ("fetch", "origin")),
    ("external diff", _setting("diff.external"), ("diff",)),
    ("diff driver", _setting("diff.evil.command"), ("diff",)),
    ("textconv", _setting("diff.evil.textconv"), ("diff",)),
    ("clean filter", _setting("filter.evil.clean"), ("diff",)),
    ("smudge filter", _setting("filter.evil.smudge"), ("checkout", "-f", "HEAD")),
    ("filter process", _setting("filter.evil.process"), ("diff",)),
    ("alias", lambda trap: trap.set("alias.cat-files", f"!{trap.program}"), ("cat-files",)),
    ("include", _included, ("status",)),
    ("conditional include", _included_if, ("status",)),
    ("config of the work tree", _worktree_config, ("status",)),
    ("attributes file", _attributes_file, ("diff",)),
    ("signature program", _signed, ("log", "-1")),
    ("lazy fetch through ext", _promisor, ("cat-file", "-p", "HEAD:other.py")),
]


@pytest.mark.parametrize(("setup", "control"), [row[1:] for row in TRAPS], ids=[row[0] for row in TRAPS])
def test_no_program_of_the_repository_runs(trap, setup, control):
    setup(trap)
    trap.sprung()
    found = review(trap.repo)

    assert not trap.sprung()
    assert [len(diff.changes) for diff in found] == [2, 2, 0, 1, 0]
    plainly(trap.repo, *control)
    assert trap.sprung(), "the trap itself does not work"


@pytest.mark.parametrize(
    "key", ["core.pager", "pager.diff", "core.askPass", "credential.helper", "core.editor", "core.gitProxy"]
)
def test_programs_for_people_do_not_run_either(trap, key):
    trap.set(key)

    review(trap.repo)

    assert not trap.sprung()


@pytest.mark.parametrize(
    ("name", "control"),
    [
        ("GIT_EXTERNAL_DIFF", ("diff",)),
        ("GIT_TRACE", ("status",)),
        ("GIT_TRACE2_EVENT", ("status",)),
        ("GIT_SSH_COMMAND", ("fetch", "ssh://example.invalid/x")),
        ("GIT_ASKPASS", ()),
        ("GIT_PAGER", ()),
        ("GIT_PROXY_COMMAND", ("fetch", "git://example.invalid/x")),
    ],
)
def test_variables_of_the_caller_start_nothing(trap, monkeypatch, name, control):
    value = str(trap.canary if "TRACE" in name else trap.program)
    monkeypatch.setenv(name, value)
    review(trap.repo)

    assert not trap.sprung()
    if control:
        subprocess.run(
            ["git", *control],
            cwd=trap.repo,
            env=ENVIRONMENT | {name: value},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=20,
        )
        assert trap.sprung(), "the trap itself does not work"


def test_variables_of_the_caller_redirect_nothing(trap, tmp_path, monkeypatch):
    expected = review(trap.repo)
    other = repository(tmp_path / "other", secret="s = 1\n")
    for name, value in {
        "GIT_DIR": other / ".git",
        "GIT_WORK_TREE": other,
        "GIT_INDEX_FILE": other / ".git" / "index",
        "GIT_OBJECT_DIRECTORY": other / ".git" / "objects",
        "GIT_COMMON_DIR": other / ".git",
        "GIT_NAMESPACE": "x",
        "GIT_EXEC_PATH": tmp_path,
        "GIT_CEILING_DIRECTORIES": tmp_path,
        "GIT_ATTR_SOURCE": "HEAD",
        "GIT_DIFF_OPTS": "-u9",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": trap.program,
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='{trap.program}'",
    }.items():
        monkeypatch.setenv(name, str(value))

    assert expected == review(trap.repo)
    assert not trap.sprung()


def test_the_settings_of_the_user_start_nothing(trap, tmp_path, monkeypatch):
    home = tmp_path / "home"
    write(home, ".gitconfig", f"[core]\n\tfsmonitor = {trap.program}\n[diff]\n\texternal = {trap.program}\n")
    monkeypatch.setenv("HOME", str(home))
    review(trap.repo)

    assert not trap.sprung()
    variables = {name: value for name, value in ENVIRONMENT.items() if name != "GIT_CONFIG_GLOBAL"}
    subprocess.run(
        ["git", "status"],
        cwd=trap.repo,
        env=variables | {"HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=20,
    )
    assert trap.sprung(), "the trap itself does not work"


@pytest.mark.parametrize("path", ["", ".", "bin", "{repo}/bin"])
def test_a_git_in_the_folder_under_review_is_not_started(trap, monkeypatch, path):
    for place in ("git", "bin/git"):
        write(trap.repo, place, trap.program.read_bytes()).chmod(0o755)
    monkeypatch.chdir(trap.repo)
    monkeypatch.setenv("PATH", path.format(repo=trap.repo) + os.pathsep + ENVIRONMENT["PATH"])
    review(trap.repo)

    assert not trap.sprung()


def test_a_submodule_is_noted_and_its_settings_start_nothing(trap, tmp_path):
    inner = repository(tmp_path / "inner", deep="d = 1\n")
    run(trap.repo, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "sub")
    run(trap.repo, "commit", "-q", "-m", "sub")
    run(trap.repo / "sub", "config", "core.fsmonitor", str(trap.program))
    write(trap.repo, "sub/deep.py", "d = 2\n")

    found = git.diff(trap.repo, ranges="HEAD^!", suffixes=PYTHON)
    disk = git.diff(trap.repo, worktree=True, suffixes=PYTHON)
    listing = git.listing(trap.repo, PYTHON)

    assert not trap.sprung()
    assert found.notes == ("'sub' is a submodule: its changes are not reviewed",)
    assert "sub/deep.py" not in [change.new_path for change in disk.changes]
    assert listing.notes == ("'sub' is a submodule: not reviewed",)
    assert [c.new for c in git.diff(trap.repo / "sub", worktree=True, suffixes=PYTHON).changes] == [b"d = 2\n"]
    assert not trap.sprung()
    plainly(trap.repo, "diff")
    assert trap.sprung(), "the trap itself does not work"


def test_an_embedded_repository_is_noted_and_starts_nothing(trap):
    inner = repository(trap.repo / "inner", deep="d = 1\n")
    run(inner, "config", "core.fsmonitor", str(trap.program))

    found = git.diff(trap.repo, worktree=True, suffixes=PYTHON)

    assert "'inner/' is a repository of its own: not reviewed" in found.notes
    assert [change.new_path for change in found.changes] == ["train.py", "untracked.py"]
    assert not trap.sprung()


def test_an_embedded_bare_repository_is_a_plain_folder(trap):
    bare = trap.repo / "fixture"
    run(trap.repo, "init", "-q", "--bare", str(bare))
    run(bare, "config", "core.bare", "false")
    run(bare, "config", "core.worktree", str(trap.repo))
    run(bare, "config", "core.fsmonitor", str(trap.program))
    write(bare, "inside.py", "i = 1\n")

    found = git.diff(bare, worktree=True, suffixes=PYTHON)

    assert trap.repo == found.root
    assert not trap.sprung()
    plainly(bare, "status")
    assert trap.sprung(), "the trap itself does not work"


@pytest.mark.parametrize("name", ["--output=x", "-O", "--upload-pack=x", "--help"])
def test_a_ref_that_looks_like_an_option_is_a_ref(trap, name):
    head = run(trap.repo, "rev-parse", "HEAD~1")
    write(trap.repo, f".git/refs/heads/{name}", f"{head}\n")
    before = sorted(path.name for path in trap.repo.iterdir())

    found = git.diff(trap.repo, ranges=f"{name}..HEAD", suffixes=PYTHON)

    assert [change.new_path for change in found.changes] == ["train.py"]
    assert before == sorted(path.name for path in trap.repo.iterdir())


@pytest.mark.parametrize(
    "text", ["--output=x", "-O..HEAD", "HEAD\nHEAD", "HEAD..\0", "$(id)", "a b..c", "..", "...", ""]
)
def test_a_range_that_looks_like_an_option_names_nothing_or_head(trap, text):
    if text in ("..", "...", ""):
        assert git.diff(trap.repo, ranges=text, suffixes=PYTHON).changes == ()
        return
    with pytest.raises(RepositoryError, match="names no commit"):
        git.diff(trap.repo, ranges=text, suffixes=PYTHON)


def test_a_repository_of_somebody_else_is_read_as_nothing_of_it_runs(trap):
    if os.name == "nt" or os.getuid() != 0:
        pytest.skip("only root can give files away")
    trap.set("core.fsmonitor")
    for path in (trap.repo, *trap.repo.rglob("*")):
        os.chown(path, 12345, 12345)

    assert [len(diff.changes) for diff in review(trap.repo)] == [2, 2, 0, 1, 0]
    assert not trap.sprung()
