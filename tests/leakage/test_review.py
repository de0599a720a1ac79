"""A review: which files, in which order, what is shown, and what happens when something goes wrong."""

import os
from pathlib import Path

import pytest

from mlwright.errors import InputError
from mlwright.leakage.findings import Finding, Note, Place
from mlwright.leakage.review import Examined, review, review_text
from mlwright.leakage.settings import Settings
from mlwright.leakage.verdict import judge
from mlwright.leakage.walk import LARGEST, walk

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
    return Finding("LK101", "name", severity, confidence, Place("a.py", 1), "message")  # type: ignore[arg-type]


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
