"""A review: which files, in which order, what is shown, and what happens when something goes wrong."""

import os
from pathlib import Path

import pytest

from mlwright.errors import InputError, RepositoryError
from mlwright.leakage.findings import Finding, Note, Place
from mlwright.leakage.repository import location
from mlwright.leakage.review import Examined, review, review_text, settle
from mlwright.leakage.settings import Settings
from mlwright.leakage.verdict import judge
from mlwright.leakage.walk import LARGEST, walk
from tests.leakage.repositories import commit, repository

pytestmark = pytest.mark.usefixtures("stand_in_analysis")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(done) -> list[tuple[str, str, int]]:
    return [(item.code, item.place.path, item.place.line) for item in done.findings]


def test_a_folder_is_walked_in_order_without_what_is_not_the_projects(folder):
    names = ["b/b.py", "a.py", "b/a.ipynb", "c.md", "c.txt", "node_modules/x.py", ".hidden/x.py", "build/x.py"]
    names += ["lib/site-packages/x.py", ".ipynb_checkpoints/x.ipynb", "env3/pyvenv.cfg", "env3/x.py", "skip/x.py"]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")

    files, notes = walk(["."], Settings(str(folder), exclude=("skip",)), (".py", ".ipynb", ".md"))

    assert ("a.py", str(Path("b", "a.ipynb")), str(Path("b", "b.py")), "c.md") == files
    assert notes == ()


def test_a_link_out_of_the_folder_is_not_followed(folder):
    (folder / "in").mkdir()
    (folder / "out").mkdir()
    (folder / "out" / "x.py").write_text("")
    (folder / "in" / "file.py").symlink_to(folder / "out" / "x.py")
    (folder / "in" / "linked").symlink_to(folder / "out")
    (folder / "in" / "loop").symlink_to(folder / "in")

    assert walk(["in"], Settings(), (".py",))[0] == ()


def test_what_is_named_but_not_reviewed_is_told(folder):
    (folder / "a.csv").write_text("")
    (folder / "old.py").write_text("")

    files, notes = walk(["a.csv", "old.py"], Settings(str(folder), exclude=("old.py",)), (".py",))

    assert files == ()
    assert [note.place.path for note in notes] == ["a.csv", "old.py"]


@pytest.mark.parametrize("name", ["missing.py", "pipe.py"])
def test_what_is_no_file_is_refused(folder, name):
    os.mkfifo(folder / "pipe.py")

    with pytest.raises(InputError, match=name):
        walk([name], Settings(), (".py",))


def test_findings_come_by_place_once_each(folder):
    (folder / "b.py").write_text("leak()\n")
    (folder / "a.py").write_text("x = 1\nleak()\nleak(); doubt()\n")

    done = review([".", "a.py"], Settings(str(folder)))

    assert shown(done) == [("LK101", "a.py", 2), ("LK101", "a.py", 3), ("LK101", "b.py", 1)]
    assert (len(done.files), done.hidden, done.verdict.decision) == (2, 1, "block")
    assert done.lines["a.py", None, 3] == "leak(); doubt()"


def test_a_crash_of_the_analysis_is_a_note_and_the_others_are_reviewed(folder):
    (folder / "a.py").write_text("crash()\n")
    (folder / "b.py").write_text("leak()\n")
    (folder / "c.py").write_text("]]] no python here\n")

    done = review(["."], Settings(str(folder)))

    assert shown(done) == [("LK101", "b.py", 1)]
    assert [note.place.path for note in done.notes] == ["a.py", "c.py"]
    assert done.files == ("b.py",)


def test_a_file_that_is_too_large_is_told(folder):
    with (folder / "a.py").open("wb") as stream:
        stream.truncate(LARGEST + 1)

    assert "bytes, more than" in review(["a.py"], Settings()).notes[0].what


def test_several_processes_find_what_one_finds(folder):
    for number in range(30):
        (folder / f"f{number:02}.py").write_text("x = 1\n" * number + "leak()\ndoubt()\n")
    heard = []

    alone = review(["."], Settings(str(folder)), jobs=1)
    together = review(["."], Settings(str(folder)), jobs=2, progress=lambda done, total: heard.append((done, total)))

    assert alone == together
    assert len(alone.findings) == 30
    assert [(number, 30) for number in range(1, 31)] == heard


def test_own_wrappers_reach_the_analysis_and_modules_are_resolved(folder):
    (folder / "helper.py").write_text("x = 1\nleak()\n")

    done = review_text("main.py", b"import helper\nours()\n", Settings(str(folder), calls={"ours": {}}))

    assert shown(done) == [("LK102", "main.py", 1), ("LK101", "main.py", 2)]
    assert Place("helper.py", 2) == done.findings[0].chain[0].place


def test_a_baseline_leaves_out_what_is_known(folder):
    (folder / "a.py").write_text("leak()\n")
    settings = Settings(str(folder))
    from mlwright.leakage import baseline

    baseline.write("b.json", review(["."], settings).everything, settings.wants)
    (folder / "a.py").write_text("x = 1\nleak()\nleak(1)\n")

    done = review(["."], settings._replace(baseline="b.json"))

    assert shown(done) == [("LK101", "a.py", 3)]
    assert (done.known, done.stale) == (1, ())


def a_finding(severity: str, confidence: str) -> Finding:
    return Finding("LK101", "name", severity, confidence, Place("a.py", 1), "message")


@pytest.mark.parametrize(
    ("findings", "decision"),
    [
        ([], "approve"),
        ([("high", "high")], "block"),
        ([("high", "medium"), ("low", "low")], "block"),
        ([("high", "low")], "warn"),
        ([("medium", "high")], "block"),  # a plausible leak
        ([("medium", "low")], "warn"),
        ([("low", "high")], "warn"),
    ],
)
def test_the_verdict_follows_from_the_findings(findings, decision):
    assert decision == judge([a_finding(*item) for item in findings], [], 1).decision


def test_nothing_read_is_never_approved_and_the_verdict_says_what_was_left_out():
    note = Note(Place("a.ipynb", 1), "written in R")

    assert judge([], [note], 0, ["'a.ipynb' could not be analysed"]).decision == "warn"
    assert judge([], [note], 0).decision == "nothing to review"
    assert judge([], [], 2, ["the script ended"]) == ("warn", "the script ended; 2 files analysed")
    assert judge([], [note], 3).reason == "no findings; 3 files analysed, 1 place was not"


@pytest.mark.parametrize(
    ("fail_on", "text", "failed"),
    [
        ("warn", "mend()", True),
        ("block", "mend()", True),
        ("block", "x = 1  # mlwright: allow LK101", False),
        ("block", "leak()", True),
        ("never", "leak()", False),
        ("warn", "x = 1", False),
    ],
)
def test_what_fails_can_be_set(fail_on, text, failed):
    settings = Settings(fail_on=fail_on)

    assert failed is review_text("a.py", text.encode(), settings).failed(settings)


@pytest.mark.parametrize(
    ("named", "files", "decision"),
    [
        (["broken.py"], {"broken.py": "x = (\n"}, "warn"),
        (["broken.py", "good.py"], {"broken.py": "x = (\n", "good.py": "x = 1\n"}, "warn"),
        (["."], {"broken.py": "x = (\n"}, "warn"),
        (["."], {"broken.py": "x = (\n", "good.py": "x = 1\n"}, "approve"),
        (["a.csv"], {"a.csv": ""}, "warn"),
        (["old.py"], {"old.py": "leak()\n"}, "nothing to review"),
        (["."], {}, "nothing to review"),
        (["good.py"], {"good.py": "x = 1\n"}, "approve"),
    ],
)
def test_what_was_asked_for_and_not_judged_is_not_approved(folder, named, files, decision):
    for name, text in files.items():
        (folder / name).write_text(text)
    settings = Settings(str(folder), exclude=("old.py",))

    done = review(named, settings)

    assert decision == done.verdict.decision
    assert done.failed(settings) is (decision == "warn")


def seen_at(line: int, code: str = "LK101") -> Examined:
    return Examined("a.py", True, (Finding(code, "name", "high", "medium", Place("a.py", line), "it happened"),))


def test_a_leak_that_was_read_and_observed_is_one_finding(folder):
    (folder / "a.py").write_text("leak(\n)\nx = 1\n")

    (both,) = review(["a.py"], Settings(), evidence=[seen_at(2)]).findings
    apart = review(["a.py"], Settings(), evidence=[seen_at(3)])

    assert (both.confidence, both.place.line) == ("high", 1)
    assert both.message == "seen in the code and in the run: `leak` saw the test rows; it happened"
    assert shown(apart) == [("LK101", "a.py", 1), ("LK101", "a.py", 3)]
    assert (apart.files, apart.findings[1].context) == (("a.py",), "x = 1")


def test_a_comment_allows_what_was_observed_too(folder):
    (folder / "a.py").write_text("x = 1  # mlwright: allow LK110 - on purpose\n")

    done = review(["a.py"], Settings(), evidence=[seen_at(1, "LK110")])

    assert (shown(done), done.suppressed) == ([], 1)
    assert shown(review(["a.py"], Settings(), evidence=[seen_at(1, "LK111")])) == [
        ("HY791", "a.py", 1),
        ("LK111", "a.py", 1),
    ]


def test_what_is_left_out_is_told_apart(folder):
    (folder / "a.py").write_text("doubt()\nleak()\n")

    done = review(["a.py"], Settings(select=("LK2",)))

    assert (done.findings, done.hidden, done.unselected) == ((), 1, 1)


def test_one_line_of_a_module_that_many_files_use_is_one_finding(folder):
    for name in ("a.py", "b.py", "c.py"):
        Path(name).write_text("x = 1\n")
    guilty = Finding("LK101", "n", "high", "low", Place("helper.py", 3), "via a", context="fit(X)")
    sure = guilty._replace(confidence="high", message="via b")
    other = guilty._replace(message="via c")
    apart = other._replace(place=Place("helper.py", 4))
    files = [
        Examined(f"{one}.py", True, found) for one, found in (("a", (guilty,)), ("b", (sure,)), ("c", (other, apart)))
    ]

    done = settle(files, Settings(min_confidence="low"))

    assert [item.message for item in done.findings] == ["via b (and 2 more uses)", "via c"]
    # what one file shows in many columns of one row stays apart
    table = Examined("t.csv", True, (guilty, sure))
    assert [item.message for item in settle([table], Settings(min_confidence="low")).findings] == ["via a", "via b"]


def test_what_a_change_does_not_touch_does_not_stand_for_what_it_touches():
    guilty = Finding("LK101", "n", "high", "high", Place("helper.py", 3), "via a")
    touched = guilty._replace(confidence="medium", message="via b")

    done = settle(
        [Examined("a.py", True, (guilty,)), Examined("b.py", True, (touched,))],
        Settings(),
        keep=lambda item: item if item is touched else None,
    )

    assert [item.message for item in done.findings] == ["via b (and 1 more use)"]


def test_a_repository_that_git_may_not_read_is_walked_without_git(folder, monkeypatch):
    repository(folder, a="leak()\n")
    monkeypatch.setattr(location.os, "access", lambda *_: False)

    assert shown(review(["."], Settings())) == [("LK101", "a.py", 1)]
    with pytest.raises(RepositoryError, match="cannot be read"):
        location.required(".")


def test_what_is_left_out_of_a_folder_is_said(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x.py").write_text("leak()\n")
    repository(folder, a="x = 1\n")
    (folder / "out.py").symlink_to(outside / "x.py")
    (folder / "package").symlink_to(outside)
    (folder / "in.py").symlink_to("a.py")
    commit(folder)
    repository(folder / "nested", b="leak()\n")

    done = review(["."], Settings())

    assert [" ".join(note.what.split()[: 4 if "repository" in note.what else 5]) for note in done.notes] == [
        "'nested/' is a repository",
        "'out.py' is a symbolic link",
        "'package' is a symbolic link",
    ]
    assert done.files == ("a.py",)


def test_a_folder_that_cannot_be_read_is_said(folder, monkeypatch):
    def walked(top, onerror):
        onerror(PermissionError(13, "Permission denied", f"{top}/secret"))
        yield top, [], []

    monkeypatch.setattr(os, "walk", walked)

    assert [(note.place.path, note.what) for note in review(["."], Settings()).notes] == [
        ("secret", "not analysed: Permission denied")
    ]


def test_a_file_that_cannot_be_read_is_not_approved(folder, monkeypatch):
    (folder / "a.py").write_text("x = 1\n")
    (folder / "b.py").write_text("x = 1\n")
    monkeypatch.setattr(
        "mlwright.leakage.review.load", lambda path: "not analysed: x" if path == "b.py" else b"x = 1\n"
    )

    done = review(["."], Settings())

    assert (done.verdict.decision, "'b.py' could not be read" in done.verdict.reason) == ("warn", True)
