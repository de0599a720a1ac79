"""Settings: read from the nearest pyproject.toml, refused by name when they are wrong."""

import pytest

from mlwright.errors import InputError
from mlwright.leakage.findings import Finding, Place
from mlwright.leakage.settings import Settings, matches, read_settings, settings_of


def a_finding(code: str = "LK101", confidence: str = "high", path: str = "a.py") -> Finding:
    return Finding(code, "name", "high", confidence, Place(path, 1), "message")  # type: ignore[arg-type]


def test_the_nearest_table_counts_and_all_of_it_is_read(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.mlwright.review]\nselect = ['HY']\n")
    inner = tmp_path / "inner"
    (inner / "deep").mkdir(parents=True)
    (inner / "pyproject.toml").write_text(
        "[tool.mlwright.review]\nmin-confidence = 'low'\nfail-on = 'block'\nselect = ['LK1']\nignore = ['LK104']\n"
        "exclude = ['old/*']\nbaseline = 'b.json'\n[tool.mlwright.review.per-file-ignores]\n'demo.py' = ['LK101']\n"
        "[tool.mlwright.review.calls]\n'ours.scale' = {fits = true}\n"
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
        {"ours.scale": {"fits": True}},
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
