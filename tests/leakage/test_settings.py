"""Settings: read from the nearest pyproject.toml, refused by name when they are wrong."""

import re
from pathlib import Path

import pytest

from mlwright.errors import InputError
from mlwright.leakage.command import run
from mlwright.leakage.findings import Finding, Place
from mlwright.leakage.review import review_text
from mlwright.leakage.settings import KEYS, Settings, matches, read_settings, settings_of


def a_finding(code: str = "LK101", confidence: str = "high", path: str = "a.py") -> Finding:
    return Finding(code, "name", "high", confidence, Place(path, 1), "message")


def test_the_nearest_table_counts_and_all_of_it_is_read(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.mlwright.review]\nselect = ['HY']\n")
    inner = tmp_path / "inner"
    (inner / "deep").mkdir(parents=True)
    (inner / "pyproject.toml").write_text(
        "[tool.mlwright.review]\nmin-confidence = 'low'\nfail-on = 'block'\nselect = ['LK1']\nignore = ['LK104']\n"
        "exclude = ['old/*']\nbaseline = 'b.json'\n[tool.mlwright.review.per-file-ignores]\n'demo.py' = ['LK101']\n"
        "[tool.mlwright.review.calls]\n'ours.scale' = {acts_like = 'sklearn.preprocessing.scale'}\n"
    )

    found = read_settings(str(inner / "deep"))

    assert found == Settings(
        str(inner.resolve()),
        "low",
        "block",
        ("LK1",),
        ("LK104",),
        ("old/*",),
        (("demo.py", ("LK101",)),),
        "b.json",
        {"ours.scale": {"acts_like": "sklearn.preprocessing.scale"}},
    )


def test_without_a_table_the_defaults_hold(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")

    found = read_settings(str(tmp_path))

    assert found == Settings(str(tmp_path.resolve()))
    assert [found.wants(a_finding(code)) for code in ("LK101", "LK602", "HY702", "HY701")] == [True, True, True, False]
    assert [found.wants(a_finding(confidence=level)) for level in ("low", "medium")] == [False, True]


@pytest.mark.parametrize(
    ("table", "said", "hint"),
    [
        ({"min_confidence": "high"}, "unknown key 'min_confidence'", "did you mean min-confidence"),
        ({"selct": ["LK"]}, "unknown key 'selct'", "did you mean select"),
        ({"zzz": 1}, "unknown key 'zzz'", "keys: min-confidence"),
        ({"min-confidence": "sure"}, "min-confidence is 'sure'", "low, medium, high"),
        ({"select": "LK101"}, "select is 'LK101'", "list of strings"),
        ({"ignore": ["lk101"]}, "ignore is 'lk101'", "LK101"),
        ({"fail-on": "high"}, "fail-on is 'high'", "never"),
        ({"calls": []}, "calls is", "a table"),
        ({"calls": {"foo": 3}}, "calls.foo is '3'", "acts_like"),
        ({"calls": {"x": {"role": "transformer"}}}, "calls.x is", "acts_like"),
        ({"calls": {"x": {"acts_like": "a.b", "more": 1}}}, "calls.x is", "acts_like"),
        ({"calls": {"x": {}}}, "calls.x is", "acts_like"),
        ({"calls": {"x": "fit"}}, "calls.x is 'fit'", "full name"),
        ({"calls": {"x": "sklearn preprocessing.scale"}}, "calls.x is", "full name"),
        ({"calls": {"ours": {"tidy": "a.b"}}}, "calls.ours is", "stands in quotes"),
        ({"calls": {"a b": "a.b"}}, "calls is 'a b'", "name of a function"),
        ({"per-file-ignores": {"a.py": ["x"]}}, "per-file-ignores.a.py", "LK101"),
        ({"baseline": ""}, "baseline is", "a path"),
        ([], "is '[]'", "write a table"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(table, said, hint):
    with pytest.raises(InputError) as refused:
        settings_of(table, ".")

    assert said in refused.value.message
    assert hint in refused.value.hint


TIDIED = b"""
import pandas as pd
from ours import tidy
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("churn.csv")
X, y = tidy(df.drop(columns="churn")), df["churn"]
X_train, X_test, y_train, y_test = train_test_split(X, y)
print(LogisticRegression().fit(X_train, y_train).score(X_test, y_test))
"""


@pytest.mark.parametrize("meaning", ["sklearn.preprocessing.scale", {"acts_like": "sklearn.preprocessing.scale"}])
@pytest.mark.parametrize("name", ["tidy", "ours.tidy"])
def test_a_function_of_ones_own_acts_like_the_one_that_is_named(name, meaning):
    told = review_text("a.py", TIDIED, settings_of({"calls": {name: meaning}}, "."))

    assert [finding.code for finding in told.findings] == ["LK102"]
    assert review_text("a.py", TIDIED, Settings()).findings == ()


def test_the_settings_in_the_paper_work_as_they_stand(tmp_path):
    paper = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"```toml\n(.*?)```", paper, re.DOTALL) if "[tool.mlwright.review" in block]
    (tmp_path / "a.py").write_text("x = 1\n")

    assert len(blocks) == 2
    for block in blocks:
        (tmp_path / "pyproject.toml").write_text(block)
        assert run((str(tmp_path),), {}) == 0
    (tmp_path / "pyproject.toml").write_text(blocks[0])
    assert read_settings(str(tmp_path)) == Settings(str(tmp_path.resolve()))
    (tmp_path / "pyproject.toml").write_text(re.sub(r"(?m)^# ", "", blocks[0]))
    assert read_settings(str(tmp_path)).baseline == "review-baseline.json"
    assert set(KEYS) <= set(re.findall(r"[a-z-]+", blocks[0] + blocks[1]))


def test_a_broken_file_is_refused(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.mlwright.review\n")

    with pytest.raises(InputError, match="is not TOML"):
        read_settings(str(tmp_path))


def test_the_more_exact_word_counts():
    settings = Settings(select=("LK101", "LK2"), ignore=("LK1", "LK201"))

    assert [settings.wants(a_finding(code)) for code in ("LK101", "LK102", "LK201", "LK202")] == [
        True,
        False,
        False,
        True,
    ]
    assert Settings(select=("ALL",)).wants(a_finding("HY701"))


def test_findings_about_comments_are_shown_unless_ignored_by_name():
    assert Settings(select=("LK101",), min_confidence="high").wants(a_finding("HY791", "low"))
    assert not Settings(ignore=("HY791",)).wants(a_finding("HY791"))


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("demo.py", "demo.py", True),
        ("demo.py", "a/b/demo.py", True),
        ("old", "old/a.py", True),
        ("old/", "x/old/a.py", True),
        ("old/*", "old/deep/a.py", True),
        ("**/a.py", "a.py", True),
        ("*.ipynb", "n/a.ipynb", True),
        ("demo.py", "demo.pyc", False),
        ("old", "older/a.py", False),
        ("b/a.py", "a.py", False),
    ],
)
def test_a_glob_names_files_folders_and_bare_names(tmp_path, pattern, path, fits):
    assert fits is matches(pattern, str(tmp_path / path), str(tmp_path))


def test_a_rule_can_be_ignored_in_some_files(tmp_path):
    settings = Settings(str(tmp_path), per_file_ignores=(("tests/*", ("LK",)),))

    assert not settings.wants(a_finding(path=str(tmp_path / "tests" / "a.py")))
    assert settings.wants(a_finding(path=str(tmp_path / "src" / "a.py")))


@pytest.mark.parametrize("path", ["/dev/zero", "../b.json", "link/b.json"])
def test_a_baseline_out_of_the_project_is_refused(tmp_path, path):
    root = tmp_path / "project"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)

    with pytest.raises(InputError, match="baseline is"):
        settings_of({"baseline": path}, str(root))
    assert settings_of({"baseline": "some/b.json"}, str(root)).baseline == "some/b.json"


def test_a_file_that_is_nested_too_deeply_is_refused(tmp_path):
    (tmp_path / "pyproject.toml").write_text(f"[tool.mlwright.review]\nx = {'[' * 5000}\n")

    with pytest.raises(InputError, match="nested too deeply"):
        read_settings(str(tmp_path))
