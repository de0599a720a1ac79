"""Comparing two states of a repository: which files, which contents, which lines."""

import ast
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mlwright.errors import InputError, RepositoryError, RevisionError
from mlwright.leakage import git
from mlwright.leakage.git import Change
from tests.leakage.repositories import SPLIT, commit, repository, write
from tests.leakage.repositories import git as run

PYTHON = (".py", ".ipynb")
LATER = SPLIT.replace("X = scale(X)\n", "").replace("print", "a = scale(a)\nprint")


def test_a_range_gives_both_contents_and_the_touched_lines(tmp_path):
    repo = repository(tmp_path, train=SPLIT, other="x = 1\n")
    old = run(repo, "rev-parse", "HEAD")
    new = commit(repo, train=SPLIT.replace("scale(X)", "fit(X)"))

    found = git.diff(repo, ranges=f"{old}..HEAD", suffixes=PYTHON)

    change = Change("train.py", "train.py", SPLIT.encode(), SPLIT.replace("scale(X)", "fit(X)").encode(), {2}, False)
    assert (change,) == found.changes
    assert (repo, old, new) == (found.root, found.old_rev, found.new_rev)
    assert (f"{old} ({old[:8]})", f"HEAD ({new[:8]})") == (found.base, found.head)
    assert found.notes == ()


def test_a_range_without_a_change_is_empty(tmp_path):
    repo = repository(tmp_path, train=SPLIT)

    assert git.diff(repo, ranges="HEAD..HEAD", suffixes=PYTHON).changes == ()


def test_deleted_lines_show_as_the_lines_around_the_gap(tmp_path):
    repo = repository(tmp_path, middle="a\nb\nc\nd\n", top="a\nb\n", end="a\nb\n")
    commit(repo, middle="a\nd\n", top="b\n", end="a\n")

    found = git.diff(repo, ranges="HEAD~1..HEAD", suffixes=PYTHON).changes

    assert {"middle.py": {1, 2}, "top.py": {1}, "end.py": {1}} == {change.new_path: change.lines for change in found}


def test_three_dots_and_a_single_revision_compare_from_where_they_parted(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    run(repo, "checkout", "-q", "-b", "topic")
    commit(repo, train=LATER)
    run(repo, "checkout", "-q", "main")
    commit(repo, elsewhere="y = 2\n")
    run(repo, "checkout", "-q", "topic")

    dots = git.diff(repo, ranges="main...topic", suffixes=PYTHON)
    single = git.diff(repo, ranges="main", suffixes=PYTHON)
    direct = git.diff(repo, ranges="main..topic", suffixes=PYTHON)

    assert [change.new_path for change in dots.changes] == ["train.py"]
    assert dots.changes == single.changes
    assert dots.base.startswith("merge base ")
    assert [change.new_path or change.old_path for change in direct.changes] == ["elsewhere.py", "train.py"]


def test_staged_sees_the_index_and_not_the_disk(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    write(repo, "train.py", LATER)
    run(repo, "add", "train.py")
    write(repo, "train.py", "on = 'disk'\n")
    write(repo, "untracked.py", "u = 1\n")

    found = git.diff(repo, staged=True, suffixes=PYTHON)

    assert [LATER.encode()] == [change.new for change in found.changes]
    assert (found.head, found.new_rev) == ("the index", git.INDEX)


def test_worktree_sees_the_disk_with_untracked_but_not_ignored_files(tmp_path):
    repo = repository(tmp_path, train=SPLIT, gone="g = 1\n", same="s = 1\n")
    index = (repo / ".git" / "index").read_bytes()
    write(repo, "train.py", LATER)
    write(repo, "new/deep.py", "u = 1\nv = 2\n")
    write(repo, "ignored.py", "i = 1\n")
    write(repo, ".gitignore", "ignored.py\n")
    write(repo, "same.py", "s = 1\n")
    (repo / "gone.py").unlink()

    found = git.diff(repo, worktree=True, suffixes=PYTHON)

    gone = Change("gone.py", None, b"g = 1\n", None, frozenset(), False)
    new = Change(None, "new/deep.py", None, b"u = 1\nv = 2\n", frozenset({1, 2}), False)
    train = Change("train.py", "train.py", SPLIT.encode(), LATER.encode(), frozenset({1, 2, 3}), False)
    assert (gone, new, train) == found.changes
    assert index == (repo / ".git" / "index").read_bytes()


def test_an_edit_of_the_same_length_in_the_same_second_is_seen(tmp_path):
    repo = repository(tmp_path, train="x = 1\n")
    write(repo, "train.py", "x = 2\n")

    assert [change.new for change in git.diff(repo, worktree=True, suffixes=PYTHON).changes] == [b"x = 2\n"]


def test_line_ends_of_the_checkout_are_no_change(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    write(repo, "train.py", SPLIT.replace("\n", "\r\n"))

    assert git.diff(repo, worktree=True, suffixes=PYTHON).changes == ()

    write(repo, "train.py", LATER.replace("\n", "\r\n"))
    assert [{1, 2, 3}] == [change.lines for change in git.diff(repo, worktree=True, suffixes=PYTHON).changes]


def test_without_a_request_the_default_branch_is_left_behind(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    run(repo, "checkout", "-q", "-b", "topic")
    commit(repo, committed="c = 1\n")
    write(repo, "staged.py", "s = 1\n")
    run(repo, "add", "staged.py")
    write(repo, "untracked.py", "u = 1\n")

    found = git.diff(repo, suffixes=PYTHON)

    assert [change.new_path for change in found.changes] == ["committed.py", "staged.py", "untracked.py"]
    assert found.base.endswith("of main and HEAD")


def test_without_a_default_branch_head_is_compared_and_said(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    run(repo, "branch", "-m", "trunk")
    write(repo, "train.py", LATER)

    found = git.diff(repo, suffixes=PYTHON)

    assert [change.new_path for change in found.changes] == ["train.py"]
    assert "no default branch was found" in found.notes[0]


def test_before_the_first_commit_everything_is_new(tmp_path):
    repo = repository(tmp_path)
    write(repo, "staged.py", "s = 1\n")
    run(repo, "add", "-A")
    write(repo, "train.py", SPLIT)

    assert [change.new_path for change in git.diff(repo, staged=True, suffixes=PYTHON).changes] == ["staged.py"]
    found = git.diff(repo, suffixes=PYTHON)
    assert [("staged.py", {1}), ("train.py", {1, 2, 3, 4})] == [(c.new_path, c.lines) for c in found.changes]
    assert found.base == "the empty tree (no commit yet)"


@pytest.mark.parametrize("text", ["HEAD^!", "HEAD^..HEAD", "HEAD~1..HEAD", "0" * 40 + "..HEAD"])
def test_the_first_commit_compares_with_nothing(tmp_path, text):
    repo = repository(tmp_path, train=SPLIT)

    found = git.diff(repo, ranges=text, suffixes=PYTHON)

    assert [(None, {1, 2, 3, 4})] == [(change.old, change.lines) for change in found.changes]
    assert found.base.startswith("the empty tree")


def test_a_branch_pushed_first_compares_with_the_default_branch(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    run(repo, "checkout", "-q", "-b", "topic")
    commit(repo, new="n = 1\n")

    found = git.diff(repo, ranges="0" * 40 + "..topic", suffixes=PYTHON)

    assert [change.new_path for change in found.changes] == ["new.py"]


def test_a_shallow_clone_says_what_it_lacks(tmp_path):
    origin = repository(tmp_path / "origin", train=SPLIT)
    commit(origin, train=LATER)
    run(tmp_path, "clone", "-q", "--depth=1", f"file://{origin}", "clone")
    clone = tmp_path / "clone"

    with pytest.raises(RevisionError, match="not in this clone") as caught:
        git.diff(clone, ranges="HEAD~1..HEAD", suffixes=PYTHON)

    assert "fetch-depth: 0" in caught.value.hint
    write(clone, "train.py", SPLIT)
    found = git.diff(clone, suffixes=PYTHON)
    assert [change.new_path for change in found.changes] == ["train.py"]
    assert "the clone is shallow: older history is missing" in found.notes


def test_branches_that_share_no_history_need_two_dots(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    run(repo, "checkout", "-q", "--orphan", "island")
    commit(repo, "island", train=LATER)

    with pytest.raises(RevisionError, match="no common commit"):
        git.diff(repo, ranges="main...island", suffixes=PYTHON)
    assert len(git.diff(repo, ranges="main..island", suffixes=PYTHON).changes) == 1


def test_an_unknown_revision_names_the_nearest_branch(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    run(repo, "branch", "feature-scaling")

    with pytest.raises(RevisionError, match="'feature-scalin' names no commit") as caught:
        git.diff(repo, ranges="feature-scalin..HEAD", suffixes=PYTHON)

    assert "'feature-scaling'" in caught.value.hint


def test_a_renamed_and_edited_file_is_one_change(tmp_path):
    body = "".join(f"step_{number}()\n" for number in range(30))
    repo = repository(tmp_path, train=body)
    run(repo, "mv", "train.py", "fit.py")
    write(repo, "fit.py", body.replace("step_7()", "step_seven()"))

    for options in ({"worktree": True}, {"ranges": "HEAD~1..HEAD"}):
        if "ranges" in options:
            commit(repo)
        (change,) = git.diff(repo, suffixes=PYTHON, **options).changes
        assert ("train.py", "fit.py", {8}, True) == (change.old_path, change.new_path, change.lines, change.renamed)


def test_a_file_that_becomes_python_is_read_from_its_old_name(tmp_path):
    repo = repository(tmp_path)
    write(repo, "train.txt", SPLIT * 5)
    commit(repo)
    run(repo, "mv", "train.txt", "train.py")
    commit(repo)

    (change,) = git.diff(repo, ranges="HEAD^!", suffixes=PYTHON).changes
    assert ("train.txt", "train.py", frozenset()) == (change.old_path, change.new_path, change.lines)


def test_deleted_files_keep_their_old_content_only(tmp_path):
    repo = repository(tmp_path, train=SPLIT, kept="k = 1\n")
    (repo / "train.py").unlink()
    commit(repo)

    found = git.diff(repo, ranges="HEAD^!", suffixes=PYTHON).changes
    assert (Change("train.py", None, SPLIT.encode(), None, frozenset(), False),) == found


def test_a_change_of_mode_alone_touches_nothing(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    (repo / "train.py").chmod(0o755)

    assert git.diff(repo, worktree=True, suffixes=PYTHON).changes == ()
    commit(repo)
    assert git.diff(repo, ranges="HEAD^!", suffixes=PYTHON).changes == ()


def test_a_notebook_counts_lines_of_its_json(tmp_path):
    cells = [{"cell_type": "code", "source": ["x = 1\n"]}, {"cell_type": "code", "source": ["y = 2\n"]}]
    repo = repository(tmp_path)
    write(repo, "eda.ipynb", json.dumps({"cells": cells}, indent=1))
    commit(repo)
    cells[1]["source"] = ["y = 3\n"]
    text = json.dumps({"cells": cells}, indent=1)
    write(repo, "eda.ipynb", text)

    (change,) = git.diff(repo, worktree=True, suffixes=PYTHON).changes
    assert {text.split("\n").index('    "y = 3\\n"') + 1} == change.lines


def test_odd_paths_arrive_as_they_are(tmp_path):
    names = ["-o.py", "--output=x.py", 'quo"te.py', "new\nline.py", "tab\t.py", "grün.py", os.fsdecode(b"\xff\xfe.py")]
    names += [":(top)x.py", "star*.py", "sp ace/in it.py"]
    repo = repository(tmp_path, keep="k = 1\n")
    for name in names:
        write(repo, name, f"name = {name!a}\n")

    disk = git.diff(repo, worktree=True, suffixes=PYTHON)
    commit(repo)
    found = git.diff(repo, ranges="HEAD^!", suffixes=PYTHON)

    assert sorted(names) == [change.new_path for change in found.changes]
    assert disk.changes == found.changes
    assert (*sorted([*names, "keep.py"]),) == git.files(repo, PYTHON)
    texts = git.blobs(repo, found.new_rev, names)
    assert {name: f"name = {name!a}\n".encode() for name in names} == texts


def test_a_conflict_is_noted_and_the_disk_is_read(tmp_path):
    repo = repository(tmp_path, train="x = 1\n")
    run(repo, "checkout", "-q", "-b", "topic")
    commit(repo, train="x = 2\n")
    run(repo, "checkout", "-q", "main")
    commit(repo, train="x = 3\n")
    with pytest.raises(AssertionError):
        run(repo, "merge", "topic")

    assert "unresolved merge conflict" in git.diff(repo, staged=True, suffixes=PYTHON).notes[0]
    (change,) = git.diff(repo, worktree=True, suffixes=PYTHON).changes
    assert (repo / "train.py").read_bytes() == change.new


def test_binary_huge_and_lfs_files_become_notes(tmp_path, monkeypatch):
    monkeypatch.setattr("mlwright.leakage.repository.contents.LARGEST_FILE", 1000)
    repo = repository(tmp_path, first="f = 1\n")
    write(repo, "binary.py", b"x\0y")
    write(repo, "huge.py", b"#" * 1001)
    write(repo, "stored.py", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
    commit(repo, small="s = 1\n")

    found = git.diff(repo, ranges="HEAD^!", suffixes=PYTHON)

    assert [change.new_path for change in found.changes] == ["small.py"]
    assert sorted(found.notes) == [
        "'binary.py' is binary: not reviewed",
        "'huge.py' is larger than 0.001 MB: not reviewed",
        "'stored.py' is kept in Git LFS: not reviewed",
    ]


def test_attributes_that_hide_a_diff_hide_no_lines(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    write(repo, ".gitattributes", "*.py binary -diff linguist-generated\n* -diff\n")
    commit(repo, train=LATER)

    assert [{1, 2, 3}] == [change.lines for change in git.diff(repo, ranges="HEAD^!", suffixes=PYTHON).changes]


def test_lone_carriage_returns_count_as_python_counts_them(tmp_path):
    repo = repository(tmp_path, old="a = 1\rb = 2\rc = 3\r")
    commit(repo, old="a = 1\rb = 2\rc = 4\r")

    assert [{1, 2, 3}] == [change.lines for change in git.diff(repo, ranges="HEAD^!", suffixes=PYTHON).changes]


def test_a_sha256_repository_reads_the_same(tmp_path):
    repo = repository(tmp_path, "--object-format=sha256", train=SPLIT)
    write(repo, "train.py", LATER)

    assert [{1, 2, 3}] == [change.lines for change in git.diff(repo, worktree=True, suffixes=PYTHON).changes]
    assert [change.old for change in git.diff(repo, ranges="HEAD^!", suffixes=PYTHON).changes] == [None]


def test_a_linked_work_tree_is_read_through_its_repository(tmp_path):
    repo = repository(tmp_path / "main", train=SPLIT)
    run(repo, "worktree", "add", "-q", "-b", "topic", "../linked")
    commit(tmp_path / "linked", train=LATER)

    found = git.diff(tmp_path / "linked", ranges="main", suffixes=PYTHON)

    assert ((tmp_path / "linked").resolve(), 1) == (found.root, len(found.changes))


def test_a_path_with_odd_characters_holds_a_repository(tmp_path):
    repo = repository(tmp_path / 'we"ird:\\na\nme ü', train=SPLIT)
    write(repo, "train.py", LATER)

    assert len(git.diff(repo, worktree=True, suffixes=PYTHON).changes) == 1


def test_packed_refs_tags_and_abbreviations_are_found(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    run(repo, "tag", "-a", "v1", "-m", "one")
    run(repo, "pack-refs", "--all")
    new = commit(repo, train=LATER)

    for text in ("v1..main", f"refs/tags/v1..{new[:9]}", "v1..@"):
        assert len(git.diff(repo, ranges=text, suffixes=PYTHON).changes) == 1


def test_single_files_are_read_at_any_state(tmp_path):
    repo = repository(tmp_path, train="x = 1\n")
    write(repo, "train.py", "x = 2\n")
    run(repo, "add", "-A")
    write(repo, "train.py", "x = 3\n")

    states = [git.blob(repo, rev, "train.py") for rev in ("HEAD", git.INDEX, git.WORKTREE)]

    assert states == [b"x = 1\n", b"x = 2\n", b"x = 3\n"]
    assert {None} == {git.blob(repo, rev, "none.py") for rev in ("HEAD", "nowhere", git.INDEX, git.WORKTREE)}


def test_files_are_those_that_git_does_not_ignore(tmp_path):
    repo = repository(tmp_path / "repo", train=SPLIT, gone="g = 1\n")
    write(repo, "pkg/new.py", "n = 1\n")
    write(repo, "pkg/notes.txt", "words\n")
    write(repo, "build/made.py", "m = 1\n")
    write(repo, ".gitignore", "build/\n")
    (repo / "gone.py").unlink()

    assert git.files(repo, PYTHON) == ("pkg/new.py", "train.py")
    assert git.files(repo / "pkg", PYTHON) == ("new.py",)
    assert git.files(repo / "build", PYTHON) is None
    (tmp_path / "plain").mkdir()
    assert git.files(tmp_path / "plain", PYTHON) is None


def test_outside_a_repository_the_error_says_what_to_do(tmp_path):
    with pytest.raises(RepositoryError, match="does not lie in a git repository") as caught:
        git.diff(tmp_path, suffixes=PYTHON)
    assert caught.value.hint
    with pytest.raises(InputError, match="nothing to be read"):
        git.diff(tmp_path / "nowhere", suffixes=PYTHON)
    with pytest.raises(InputError, match="at once"):
        git.diff(tmp_path, ranges="a..b", staged=True, suffixes=PYTHON)


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    repo = repository(tmp_path / "repo", train=SPLIT)
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(spare))
    before = {path: path.stat().st_mtime_ns for path in repo.rglob("*")}

    git.diff(repo, suffixes=PYTHON)
    git.files(repo)

    assert list(spare.iterdir()) == []
    assert before == {path: path.stat().st_mtime_ns for path in repo.rglob("*")}


def test_a_broken_repository_is_an_error(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    shutil.rmtree(repo / ".git" / "objects")
    (repo / ".git" / "objects").mkdir()

    with pytest.raises(RepositoryError, match="HEAD names a commit that is not in the repository"):
        git.diff(repo, suffixes=PYTHON)


def test_a_where_inside_the_repository_finds_its_top(tmp_path):
    repo = repository(tmp_path, train=SPLIT)
    write(repo, "deep/er/x.py", "x = 1\n")

    assert repo == git.diff(repo / "deep" / "er", suffixes=PYTHON).root
    assert repo == git.diff(Path(repo / "deep" / "er" / "x.py"), suffixes=PYTHON).root


def test_any_pair_of_texts_is_compared_in_bounded_time(tmp_path):
    repeats = "".join(f"x = {number % 7}\n\n" for number in range(20_000))
    repo = repository(tmp_path, train=repeats)
    commit(repo, train="".join(reversed(repeats.splitlines(keepends=True))) + "y = 1\n")

    began = time.monotonic()
    (change,) = git.diff(repo, ranges="HEAD^!", suffixes=PYTHON).changes

    assert 40_001 in change.lines
    assert time.monotonic() - began < 20


def test_the_door_loads_the_standard_library_only():
    code = "import sys, mlwright.leakage.git; print({name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(Path(git.__file__).parents[2])},
        check=True,
    )
    loaded = ast.literal_eval(done.stdout)

    assert {"mlwright"} == {name for name in loaded if name not in sys.stdlib_module_names} - {"__main__"}
