"""The compact of a change: asked for beside model code, found under its names, and short."""

import json

import pytest

from mlwright.errors import InputError
from mlwright.leakage import command
from mlwright.leakage.changes import review_change
from mlwright.leakage.compact import LONGEST, READABLE, is_compact
from mlwright.leakage.explain import find
from mlwright.leakage.settings import Settings
from tests.leakage.repositories import commit, repository, write

MODEL = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression

df = pd.read_csv("churn.csv")
model = LogisticRegression()
model.fit(df.drop(columns="churn"), df["churn"])
"""
SELECT = ("HY722", "HY723")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = repository(tmp_path, old="x = 1\n", train=MODEL)
    monkeypatch.chdir(folder)
    return folder


def found(folder, select=SELECT, **options):
    done = review_change(["."], Settings(str(folder), select=select), **({"worktree": True} | options))
    return [(item.code, item.severity, str(item.place)) for item in done.findings]


def test_model_code_without_a_compact_is_reported_once_at_the_line_that_changed(folder):
    write(
        folder, "train.py", MODEL.replace("LogisticRegression()", "LogisticRegression(C=0.1)") + 'model.fit(df, "y")\n'
    )
    write(folder, "other.py", MODEL)

    (first,) = review_change(["."], Settings(str(folder), select=SELECT), worktree=True).findings

    assert (first.code, first.severity, str(first.place)) == ("HY722", "low", "other.py:6")
    assert [str(step.place) for step in first.chain] == ["train.py:7"]
    assert "model.fit(" in first.context


@pytest.mark.parametrize("name", ["compact.md", "churn.compact.md", "ml/compact-2.md", "docs/Compact.md"])
def test_a_compact_in_the_change_is_enough(folder, name):
    write(folder, "train.py", MODEL + "# two\n")
    write(folder, name, "# Churn, second try\n\nJudged by recall at 5 % alarms; at least 0.6.\n")

    assert found(folder) == []


@pytest.mark.parametrize("name", ["notes.md", "ml/notes.md", "compact.txt", "incompact.md"])
def test_another_file_is_no_compact(folder, name):
    write(folder, "train.py", MODEL + "# two\n")
    write(folder, name, "# Churn\n")

    assert found(folder) == [("HY722", "low", "train.py:6")]
    assert not is_compact(name)


def test_an_empty_compact_says_nothing(folder):
    write(folder, "train.py", MODEL + "# two\n")
    write(folder, "compact.md", " \n")

    assert found(folder) == [("HY722", "low", "train.py:6")]


def test_a_compact_that_was_there_before_does_not_count(folder):
    write(folder, "compact.md", "# The first model\n")
    commit(folder)
    write(folder, "train.py", MODEL + "# two\n")

    assert found(folder) == [("HY722", "low", "train.py:6")]


def test_the_text_of_the_pull_request_stands_for_a_compact(folder, tmp_path_factory):
    write(folder, "train.py", MODEL + "# two\n")
    body = write(tmp_path_factory.mktemp("body"), "body.txt", "Recall at 5 % alarms, at least 0.6.\n")

    assert found(folder, compact=str(body)) == []
    with pytest.raises(InputError, match="cannot read the compact"):
        found(folder, compact="missing.md")


def test_code_that_fits_no_model_needs_no_compact(folder):
    write(folder, "old.py", "x = 2\n")
    write(folder, "clean.py", "import pandas as pd\nprint(pd.read_csv('a.csv').describe())\n")

    assert found(folder) == []


@pytest.mark.parametrize(
    ("length", "severity"), [(READABLE, None), (READABLE + 1, "low"), (LONGEST, "low"), (LONGEST + 1, "medium")]
)
def test_a_compact_fits_a_pull_request_and_is_short(folder, length, severity):
    write(folder, "train.py", MODEL + "# two\n")
    write(folder, "compact.md", "ä" * length)

    assert ([("HY723", severity, "compact.md:1")] if severity else []) == found(folder)


def test_nothing_is_asked_for_unless_it_is_selected(folder):
    write(folder, "train.py", MODEL + "# two\n")

    assert found(folder, select=Settings().select) == []
    assert [item for item in found(folder, select=("ALL",), ranges=None) if item[0] == "HY723"] == []
    assert "HY722" in {item[0] for item in found(folder, select=("ALL",))}


def test_a_compact_outside_of_the_reviewed_paths_counts(folder):
    write(folder, "pkg/train.py", MODEL)
    write(folder, "compact.md", "# Churn\n")

    assert list(review_change(["pkg"], Settings(str(folder), select=SELECT), worktree=True).findings) == []


def test_the_command_takes_the_text_and_refuses_it_without_a_change(folder, capsys):
    write(folder, "train.py", MODEL + "# two\n")
    write(folder, "notes/body.txt", "Recall.\n")
    options = {"select": "HY722,HY723", "format": "json", "worktree": True}

    codes = [command.run((".",), options), command.run((".",), {**options, "compact": "notes/body.txt"})]
    first, second = (json.loads(text) for text in capsys.readouterr().out.split("\n}\n")[:2] for text in [text + "\n}"])

    assert codes == [1, 0]
    assert tuple([item["code"] for item in done["findings"]] for done in (first, second)) == (["HY722"], [])
    with pytest.raises(InputError, match="--compact belongs to a change"):
        command.run((".",), {"compact": "notes/body.txt"})


def test_its_rules_are_explained():
    assert [find(code).code for code in SELECT] == ["HY722", "HY723"]
    assert "pull request" in find("HY723").doc
