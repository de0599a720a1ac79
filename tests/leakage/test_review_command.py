"""The command: exit codes, options, standard input, and a start that imports nothing heavy."""

import inspect
import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from mlwright import __main__ as entry
from mlwright.cli import cli
from mlwright.errors import InputError
from mlwright.leakage import RULES, command, explain
from mlwright.leakage.command import BRANCH
from mlwright.leakage.edits import KINDS
from tests.leakage.repositories import commit, repository, write

HEAVY = (
    "click",
    "numpy",
    "pandas",
    "sklearn",
    "pydantic",
    "rich",
    "yaml",
    "mcp",
    "mlwright.specs",
    "pathlib",
    "tomllib",
)


@pytest.fixture
def folder(tmp_path, monkeypatch, stand_in_analysis):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def review(folder, capsys):
    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(["review", *arguments], standalone_mode=False)
        return code, *capsys.readouterr()

    return run


def test_the_exit_code_says_whether_something_was_found(folder, review):
    write(folder, "bad.py", "leak()\n")
    write(folder, "good.py", "x = 1\n")
    write(folder, "doubt.py", "doubt()\n")

    assert [
        review("bad.py")[0],
        review("good.py")[0],
        review("doubt.py")[0],
        review("doubt.py", "--min-confidence", "low")[0],
    ] == [1, 0, 0, 1]
    assert review("bad.py", "--exit-zero")[0] == 0
    assert review("bad.py", "--select", "LK2")[0] == 0
    assert review("bad.py", "--ignore", "LK101")[0] == 0
    assert review(".", "--select", "lk1,LK2")[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("missing.py",),
        ("a.py", "--select", "nonsense"),
        ("a.py", "--select", "LK999"),
        ("a.py", "--baseline", "missing.json"),
        (".", "--diff"),
        ("a.py", "--output", "no/such/folder/x"),
        ("--staged", "--worktree"),
        ("--diff", "A..B", "--staged"),
        ("-", "a.py"),
        ("-", "--fix"),
        ("--write-baseline",),
        ("--staged", "--write-baseline", "--baseline", "b.json"),
        ("a.py", "--jobs", "-1"),
        ("a.py", "--jobs", "many"),
    ],
)
def test_bad_input_is_refused(folder, review, arguments):
    write(folder, "a.py", "leak()\n")

    with pytest.raises(InputError):
        review(*arguments)


@pytest.mark.parametrize("arguments", [("--format", "html"), ("--min-confidence", "sure"), ("--nonsense",)])
def test_wrong_usage_is_refused(folder, review, arguments):
    with pytest.raises(click.UsageError):
        review(*arguments)


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "markdown"])
def test_a_report_goes_to_a_file(folder, review, form):
    write(folder, "a.py", "leak()\n")

    code, out, err = review("a.py", "--format", form, "--output", "report")

    assert (code, out) == (1, "")
    assert "block" in err
    assert "LK101" in (folder / "report").read_text()


def test_standard_input_is_a_script_or_a_notebook(review, monkeypatch):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": ["leak()"]}
    paper = {"cells": [cell], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    places = []
    for text in ("x = 1\nleak()\n", json.dumps(paper)):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
        places.append(review("-")[1].partition(": ")[0])

    assert places == ["stdin.py:2:1", "stdin.ipynb:cell 1:1:1"]


def test_a_baseline_is_written_used_and_told_when_stale(folder, review):
    write(folder, "a.py", "leak()\n")

    assert review("a.py", "--baseline", "b.json", "--write-baseline")[0] == 0
    known = review("a.py", "--baseline", "b.json")
    write(folder, "a.py", "x = 1\n")
    stale = review("a.py", "--baseline", "b.json")

    assert (known[0], "1 in the baseline" in known[1]) == (0, True)
    assert (stale[0], "In the baseline but gone (1)" in stale[1]) == (0, True)


def test_settings_come_from_the_project(folder, review):
    write(folder, "pyproject.toml", "[tool.mlwright.review]\nmin-confidence = 'low'\nfail-on = 'block'\n")
    write(folder, "a.py", "doubt()\n")

    code, out, _ = review("a.py")

    assert (code, "LK205" in out) == (0, True)


def test_fixes_are_shown_or_made(folder, review):
    write(folder, "a.py", "mend()\nleak()\n")

    shown = review("a.py", "--show-fixes")
    assert (shown[0], "+mended = 1" in shown[1]) == (1, True)
    assert (folder / "a.py").read_text() == "mend()\nleak()\n"

    code, out, err = review("a.py", "--fix")
    assert (folder / "a.py").read_text() == "mended = 1\nleak()\n"
    assert (code, "fixed: LK104 at a.py:1" in err, "LK104" in out.rpartition("@@")[2]) == (1, True, False)


def test_a_change_is_reviewed_in_each_mode(folder, review):
    repository(folder, a="leak()\n", b="x = 1\n")
    write(folder, "b.py", "leak()\n")
    assert [review("--worktree")[0], review("--diff")[0], review("--staged")[0]] == [1, 1, 0]
    commit(folder)

    assert [review("--worktree")[0], review("--diff", "HEAD~1..HEAD")[0]] == [0, 1]
    assert "a.py" not in review("--diff", "HEAD~1..HEAD", ".")[1]


def test_a_path_after_diff_is_a_path(folder, review):
    repository(folder, a="x = 1\n")
    write(folder, "one/a.py", "leak()\n")
    write(folder, "two/a.py", "leak()\n")

    out = review("--diff", "one")[1]

    assert "one/a.py" in out
    assert "two/a.py" not in out


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ([], ((), {})),
        (["a.py", "-", "b"], (("a.py", "-", "b"), {})),
        (["--diff", "--fix", "a"], (("a",), {"diff": BRANCH, "fix": True})),
        (["--diff", "A..B", "a"], (("a",), {"diff": "A..B"})),
        (["--diff=A", "--format=json"], ((), {"diff": "A", "format": "json"})),
        (["a", "--select", "LK1", "--", "--fix"], (("a", "--fix"), {"select": "LK1"})),
        (["a", "--diff"], (("a",), {"diff": BRANCH})),
    ],
)
def test_a_plain_line_is_read_as_click_reads_it(words, asked):
    values = command.parse(words)
    context = cli.commands["review"].make_context("review", list(words))

    assert values == asked
    given = {"paths": (), **{key: value for key, value in context.params.items() if value not in (None, False, ())}}
    assert asked == (given.pop("paths"), given)


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["--fo", "json"], ["--format", "x"], ["--output"], ["--fix=1"]])
def test_any_other_line_is_left_to_click(words):
    assert command.parse(words) is None


def test_statistics_count_instead(folder, review):
    write(folder, "a.py", "leak()\nleak()\n")

    assert review("a.py", "--statistics")[1] == "     2  LK101  fit_before_split\n"


def test_a_rule_is_explained_by_code_or_name(capsys):
    for word in ("hy791", "unused_suppression", "unused-suppression"):
        cli.main(["explain", word], standalone_mode=False)
        assert capsys.readouterr().out.startswith("# HY791 unused_suppression\n")
    cli.main(["explain"], standalone_mode=False)
    assert "| HY790 | suppression_without_reason | low | on | no |" in capsys.readouterr().out


def test_an_unknown_rule_is_answered_with_the_nearest():
    with pytest.raises(InputError) as refused:
        cli.main(["explain", "HY792"], standalone_mode=False)

    assert "HY791" in refused.value.hint


def test_the_whole_command_ends_with_its_code_and_a_sentence(tmp_path):
    write(tmp_path, "a.py", "x = 1\n")

    def ended(*arguments: str) -> tuple[int, str]:
        line = [sys.executable, "-m", "mlwright", "review", *arguments]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert ended("a.py") == (0, "Verdict: approve: no findings; 1 file analysed\n")
    assert ended("missing.py")[0] == 2
    assert "error: 'missing.py' does not exist" in ended("missing.py")[1]
    assert (ended("--nonsense")[0], "--nonsense" in ended("--nonsense")[1]) == (2, True)
    assert (ended("--help")[0], "[BASE..HEAD]" in ended("--help")[1]) == (0, True)


def test_tables_are_judged_beside_code_by_the_same_codes(folder, review):
    primes = (7919, 104729, 1299709, 15485863)
    rows = [",".join(str(number * prime % 9973 / 10) for prime in primes) + f",{number % 2}" for number in range(1, 61)]
    write(folder, "train.csv", "\n".join(["a,b,c,d,y", *rows]) + "\n")
    write(folder, "test.csv", "\n".join(["a,b,c,d,y", *rows[:20]]) + "\n")
    write(folder, "a.py", "leak()\n")

    code, out, _ = review("--data", "train.csv", "--data", "test.csv", "--target", "y")
    assert (code, True, False) == (1, "LK110" in out, "a.py" in out)

    both = json.loads(review("a.py", "--data", "train.csv", "--data", "test.csv", "--format", "json")[1])
    assert {"LK101", "LK110"} <= {item["code"] for item in both["findings"]}
    with pytest.raises(click.UsageError):
        review("a.py", "--target", "y")


def test_a_watched_run_is_judged_beside_the_code(folder, capsys):
    write(
        folder,
        "run.py",
        "import numpy as np\nfrom sklearn.tree import DecisionTreeClassifier\n"
        "X = np.arange(80.0).reshape(40, 2)\ny = np.arange(40) % 2\n"
        "print(DecisionTreeClassifier().fit(X, y).score(X, y))\nif False:\n    leak()\n",
    )

    code = cli.main(["audit-run", "run.py", "--format", "json"], standalone_mode=False)
    done = json.loads(capsys.readouterr().out)

    assert code == 1
    assert [item["code"] for item in done["findings"]] == ["LK111", "LK101"]
    assert done["findings"][0]["message"].startswith("it happened: ")


def test_several_processes_end_quietly(tmp_path):
    for number in range(40):
        write(tmp_path, f"f{number}.py", "x = 1\n")

    line = [sys.executable, "-m", "mlwright", "review", "--jobs", "2"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert "40 files analysed" in done.stdout


def test_no_color_without_a_terminal(folder, review):
    write(folder, "a.py", "leak()\n")

    assert "\x1b" not in review("a.py")[1]


def test_the_start_imports_nothing_heavy_and_runs_nothing_of_the_code(tmp_path):
    write(tmp_path, "a.py", "open('ran', 'w')\nimport b\n")
    write(tmp_path, "b.py", "open('ran', 'w')\n")
    write(tmp_path, "conftest.py", "open('ran', 'w')\n")
    code = (
        "import sys; from mlwright.__main__ import _review; _review(['review', 'a.py']);"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.stdout.splitlines()[-1] == "[]", done.stdout + done.stderr
    assert not (tmp_path / "ran").exists()


def test_a_script_that_did_not_run_through_is_not_approved(folder, capsys):
    endings = {"1": "raise ValueError('no')\n", "3": "import sys\nsys.exit(3)\n", "0": "x = 1\n"}
    decisions = {}
    for code, text in endings.items():
        write(folder, "run.py", text)
        ended = cli.main(["audit-run", "run.py", "--format", "json"], standalone_mode=False)
        done = json.loads(capsys.readouterr().out)
        decisions[code] = (ended, done["verdict"]["decision"], done["summary"]["files"])
        assert ("ended with code " + code in done["verdict"]["reason"]) is (code != "0")
        assert not any("executed" in note["what"] for note in done["notes"])
        assert "The script was executed, with everything it does." in done["remarks"]

    assert decisions == {"1": (1, "warn", 1), "3": (1, "warn", 1), "0": (0, "approve", 1)}


def test_a_script_stopped_by_the_limit_is_not_approved(folder, capsys):
    write(folder, "run.py", "import time\ntime.sleep(60)\n")

    ended = cli.main(["audit-run", "run.py", "--timeout", "1"], standalone_mode=False)

    assert (ended, "Verdict: warn: the script was stopped at the time limit" in capsys.readouterr().out) == (1, True)


def test_rows_of_the_second_table_are_named_with_its_file(folder, review):
    rows = [",".join(str(number * prime % 9973) for prime in (7919, 1299709, 15485863)) for number in range(1, 201)]
    write(folder, "train.csv", "\n".join(["a,b,c", *rows[:120]]) + "\n")
    write(folder, "test.csv", "\n".join(["a,b,c", *rows[80:]]) + "\n")

    done = json.loads(review("--data", "train.csv", "--data", "test.csv", "--format", "json")[1])
    (found,) = (item for item in done["findings"] if item["code"] == "LK110")

    assert (found["place"]["path"], found["place"]["line"], done["summary"]["files"]) == ("test.csv", 2, 2)
    assert {"test.csv"} == {step["place"]["path"] for step in found["chain"]}
    assert "40 of 120 rows" in found["message"]
    assert "(40 of 120)" not in found["message"]


def test_it_is_said_when_no_edit_is_offered(folder, review):
    write(folder, "a.py", "leak()\nleak()\n")
    write(folder, "b.py", "mend()\n")

    assert "0 of 2 findings have an edit\n" in review("a.py", "--fix")[2]
    assert "1 of 3 findings has an edit\n" in review("a.py", "b.py", "--show-fixes")[2]


@pytest.mark.parametrize(("name", "why"), [("no/such/x", "there is no folder"), ("here", "it is a folder")])
def test_an_output_that_cannot_be_is_refused_with_the_reason(folder, review, name, why):
    write(folder, "a.py", "x = 1\n")
    (folder / "here").mkdir()

    with pytest.raises(InputError, match=why):
        review("a.py", "--output", name)


def test_standard_input_can_be_named(review, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"leak()\n")))

    shown = review("-", "--stdin-filename", "src/a.py", "--format", "concise")[1]

    assert shown.splitlines()[0] == "src/a.py:1:1: LK101 `leak` saw the test rows"
    for words in (["-", "--stdin-filename", "a.txt"], [".", "--stdin-filename", "a.py"]):
        with pytest.raises(InputError, match="stdin-filename"):
            review(*words)


def test_the_beginning_of_a_code_lists_its_rules(capsys):
    cli.main(["explain", "lk1"], standalone_mode=False)
    rows = capsys.readouterr().out.splitlines()[2:]

    assert len(rows) > 5
    assert all(row.startswith("| LK1") for row in rows)
    assert "| LK101 | fit_before_split | high | on | yes |" in rows[0]


def test_the_table_tells_which_rules_are_off_and_which_offer_an_edit():
    rows = {row.split(" | ")[0].removeprefix("| "): row.split(" | ") for row in explain.table().splitlines()[2:]}
    named = {rule.code for rule in RULES.values() if names_an_edit(rule)}

    assert [rows[code][3] for code in ("LK101", "HY701", "HY702", "HY791")] == ["on", "off", "on", "on"]
    assert named == explain.MENDED == {code for code, row in rows.items() if row[4] == "yes"}


def names_an_edit(rule) -> bool:
    text = inspect.getsource(rule.check)
    return any(f'"{kind}' in text or f"| {kind}" in text for kind in KINDS)


def test_an_empty_range_is_refused(folder, review):
    repository(folder, a="leak()\n")

    with pytest.raises(InputError, match="empty range"):
        review("--diff=")


def test_a_full_disk_is_no_fault_of_ours(tmp_path):
    write(tmp_path, "a.py", "x = 1\n")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mlwright", "review", "a.py"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE,
            text=True, timeout=60, check=False,
        )  # fmt: skip

    assert done.returncode == 2
    assert done.stderr.startswith("error: cannot write: ")
    assert "fault" not in done.stderr


@pytest.mark.parametrize(("command", "keeps"), [("review", False), ("scan", False), ("diagnose", False), ("run", True)])
def test_only_commands_with_steps_promise_that_steps_are_kept(monkeypatch, capsys, command, keeps):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "argv", ["mlwright", command])
    monkeypatch.setattr("mlwright.__main__._review", stopped)

    assert entry._code() == 130
    said = capsys.readouterr().err
    assert ("stopped" in said, "kept" in said) == (True, keeps)
