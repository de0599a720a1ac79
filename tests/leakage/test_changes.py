"""The review of a change: what it introduces or touches, and nothing that was there before."""

import json
import os

import pytest

from mlwright.errors import InputError, RevisionError
from mlwright.leakage.anchoring import nearest
from mlwright.leakage.changes import review_change
from mlwright.leakage.reading import read
from mlwright.leakage.reports import FORMATS, render
from mlwright.leakage.settings import Settings
from tests.leakage.repositories import commit, git, repository, write

SCORED = """import pandas as pd
from sklearn.linear_model import LogisticRegression
df = pd.read_csv("a.csv")
X, y = df.drop(columns="y"), df["y"]
X_test, y_test = X[100:], y[100:]
X_train = {}
y_train = y[:100]
m = LogisticRegression()
m.fit(X_train, y_train)
print(m.score(X_test, y_test))
"""
pytestmark = pytest.mark.usefixtures("stand_in_analysis")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = repository(tmp_path, old="x = 1\nleak()\n\n\n\n\n\n\nsplit()\n")
    monkeypatch.chdir(folder)
    return folder


def found(folder, **options):
    done = review_change(["."], Settings(str(folder)), **(options or {"worktree": True}))
    return [(item.code, item.place.path, item.place.line) for item in done.findings], done


def test_a_fault_that_was_there_before_is_not_reported(folder):
    write(folder, "old.py", "x = 2\n\n\nleak()\n\n\n\n\n\n\nsplit()\n")

    assert found(folder)[0] == []


@pytest.mark.parametrize("options", [{"worktree": True}, {"staged": True}, {"ranges": "HEAD~1..HEAD"}])
def test_a_new_fault_is_reported_in_each_mode(folder, options):
    write(folder, "old.py", "leak()\nx = 1\nleak()\n\n\n\n\n\n\nsplit()\n")
    write(folder, "new.py", "leak()\n")
    git(folder, "add", "-A")
    if "ranges" in options:
        commit(folder)

    codes, done = found(folder, **options)

    assert codes == [("LK101", "new.py", 1), ("LK101", "old.py", 1)]
    assert "2 changed files" in done.scope


def test_an_old_fault_whose_line_is_touched_is_reported(folder):
    write(folder, "old.py", "x = 1\nleak()  # scaled\n\n\n\n\n\n\nsplit()\n")

    assert found(folder)[0] == [("LK101", "old.py", 2)]


def test_an_unchanged_line_that_the_change_makes_guilty_is_shown_at_the_change(folder):
    commit(folder, old="x = 1\nleak(9)\n\n\n\n\n\n\nsplit()\n")
    write(folder, "old.py", "x = 1\nleak(9)\n\n\n\n\n\n\nsplit(later)\n")

    codes, done = found(folder)

    assert codes == [("LK101", "old.py", 9)]
    assert "the guilty line is old.py:2" in done.findings[0].message
    assert (
        done.findings[0].chain[0].place.line,
        done.findings[0].chain[0].what,
    ) == (2, "the guilty line, itself unchanged")
    assert done.lines["old.py", None, 9] == "split(later)"


def test_one_more_of_an_old_line_is_introduced_once(folder):
    write(folder, "old.py", "x = 1\nleak()\nleak()\n\n\n\n\n\n\nsplit()\n")

    assert len(found(folder)[0]) == 1


def test_a_renamed_file_keeps_its_old_faults_to_itself(folder):
    git(folder, "mv", "old.py", "new.py")

    assert found(folder, staged=True)[0] == []


def test_an_unchanged_file_that_imports_a_changed_module_is_reviewed_again(folder):
    commit(folder, helper="def f():\n    pass\n", main="import helper\n", other="import json\nleak()\n")
    write(folder, "helper.py", "def f():\n    leak()\n")

    codes, _ = found(folder)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "change")
    by_range, _ = found(folder, ranges="HEAD~1..HEAD")

    assert ("LK102", "helper.py", 2) in codes
    assert ("LK101", "helper.py", 2) in codes
    assert ("LK101", "other.py", 2) not in codes
    assert codes == by_range


def test_the_first_commit_is_all_new(tmp_path, monkeypatch):
    folder = repository(tmp_path / "fresh", a="leak()\n")
    monkeypatch.chdir(folder)

    assert found(folder, ranges="HEAD^!")[0] == [("LK101", "a.py", 1)]


def test_a_notebooks_changed_cell_is_told_from_the_others(folder):
    def notebook(*cells: list[str]) -> str:
        made = [
            {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": c} for c in cells
        ]
        paper = {"cells": made, "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(paper, indent=1) + "\n"

    write(folder, "n.ipynb", notebook(["leak()"], ["x = 1\n", "y = 1"]))
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "notebook")
    write(folder, "n.ipynb", notebook(["leak()"], ["x = 1\n", "leak()"]))

    _, done = found(folder)

    assert [(item.code, item.place.cell, item.place.line) for item in done.findings] == [("LK101", 2, 2)]


def test_only_what_lies_at_the_paths_is_reported(folder):
    write(folder, "one/a.py", "leak()\n")
    write(folder, "two/a.py", "leak()\n")

    done = review_change(["one"], Settings(str(folder)), worktree=True)

    assert [item.place.path for item in done.findings] == ["one/a.py"]


def test_without_a_touched_station_the_finding_is_shown_at_the_nearest_change_of_its_scope(folder):
    body = "x = 1\ny = {}\n\n\n\ndef other():\n    return {}\n\n\n\n\nleak()  # {}\n"
    old = body.format("before", 1, "")
    commit(folder, old=old)
    write(folder, "old.py", body.format("after", 2, "").replace("leak()", "leak(1)"))
    assert found(folder)[0] == [("LK101", "old.py", 12)]  # the guilty line itself

    commit(folder, old="import helper\n" + old.replace("leak()", "ours()"))
    write(folder, "old.py", "import helper\n" + body.format("after", 2, "").replace("leak()", "ours()"))
    settings = Settings(str(folder), calls={"ours": {}})
    done = review_change(["."], settings, worktree=True)
    assert done.findings == ()  # it was there before

    source = read("a.py", body.format("after", 2, "").encode())
    assert nearest(source, 12, {2, 7}) == 2
    assert nearest(source, 12, {7}) == 7
    assert nearest(source, 7, {2, 12}) == 2
    assert nearest(source, 1, {2, 3, 12}) == 2
    assert nearest(source, 1, {3}) is None


def test_a_change_that_is_not_on_the_way_is_where_an_annotation_goes(folder, monkeypatch):
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    text = SCORED.format("X[:100]")
    commit(folder, old=text)
    write(folder, "old.py", SCORED.format("X"))

    (finding,) = (done := found(folder)[1]).findings

    assert (finding.code, finding.place.line, finding.chain[1].place.line) == ("LK110", 6, 10)
    assert "the guilty line is old.py:10, itself unchanged" in finding.message
    assert done.lines["old.py", None, 6] == "X_train = X"
    assert "::error file=old.py,line=6," in render(done, "github")
    assert "1 changed file" in done.scope
    assert "1 changed files" not in done.scope


def test_without_a_base_and_without_changes_there_is_nothing_to_judge_by(folder):
    git(folder, "branch", "-m", "main", "work")

    with pytest.raises(RevisionError) as refused:
        review_change(["."], Settings(str(folder)))

    assert "no base branch" in refused.value.message
    write(folder, "new.py", "leak()\n")
    assert [item.place.path for item in review_change(["."], Settings(str(folder))).findings] == ["new.py"]


def test_a_changed_file_that_cannot_be_read_is_not_approved(folder):
    settings = Settings(str(folder))
    assert review_change(["."], settings, staged=True).verdict.decision == "nothing to review"

    write(folder, "new.py", "x = (\n")
    write(folder, "good.py", "x = 1\n")
    done = review_change(["."], settings, worktree=True)

    assert (done.verdict.decision, done.failed(settings)) == ("warn", True)
    assert "'new.py' could not be analysed" in done.verdict.reason


def test_a_name_that_is_no_text_is_reviewed_in_each_mode_and_escaped_in_each_report(folder):
    name = os.fsdecode(b"\xffb.py")
    write(folder, name, "leak()\n")

    on_disk = found(folder)[1]
    git(folder, "add", "-A")
    staged = found(folder, staged=True)[1]
    commit(folder)
    done = found(folder, ranges="HEAD~1..HEAD")[1]

    assert [[name]] * 3 == [[item.place.path for item in one.findings] for one in (on_disk, staged, done)]
    for form in FORMATS:
        assert "b.py" in render(done, form).encode("utf-8").decode()


def test_a_path_on_which_the_comparison_has_no_say_is_refused(folder, tmp_path_factory):
    other = repository(tmp_path_factory.mktemp("other"), a="leak()\n")
    repository(folder / "nested", a="leak()\n")
    (folder / "old.py").unlink()
    settings = Settings(str(folder))

    for path, said in (("missing.py", "does not exist"), (str(other), "outside"), ("nested", "outside")):
        with pytest.raises(InputError, match=said):
            review_change([".", path], settings, worktree=True)
    assert review_change(["old.py"], settings, worktree=True).findings == ()


def test_a_touched_station_in_a_notebook_shows_the_finding_as_in_a_script(folder):
    lines = [["x = 1\n", "leak(5)"], ["y = 2\n", "z = 3\n", "print(y)"]]
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in lines]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
    write(folder, "n.ipynb", text)
    write(folder, "n.py", "\n".join("".join(source) for source in lines))
    commit(folder)
    for name, whole in (("n.ipynb", text), ("n.py", (folder / "n.py").read_text())):
        write(folder, name, whole.replace("print(y)", "print( y)"))
    done = found(folder)[1]

    assert [(item.place.path, item.place.cell, item.place.line) for item in done.findings] == [
        ("n.ipynb", 2, 3),
        ("n.py", None, 5),
    ]
    write(folder, "n.ipynb", text.replace("z = 3", "z =  3"))
    assert [item.place.path for item in found(folder)[1].findings] == ["n.py"]


def test_a_changed_file_of_which_a_part_cannot_be_read_is_not_approved(folder):
    write(folder, "new.py", "x = 1\ny = = 2\nz = 3\n")
    done = found(folder)[1]

    assert done.verdict.decision == "warn"
    assert "parts of 'new.py' cannot be parsed" in done.verdict.reason
