"""Fixes: only what was analysed is edited, nothing else moves, and nothing is left half written."""

import json
import stat

import pytest

from mlwright.errors import InputError
from mlwright.leakage.changes import review_change
from mlwright.leakage.fixes import Fix, plan, write
from mlwright.leakage.notebook_text import cell_texts
from mlwright.leakage.review import review
from mlwright.leakage.settings import Settings
from tests.leakage.repositories import commit, git, repository
from tests.leakage.repositories import write as put

pytestmark = pytest.mark.usefixtures("stand_in_analysis")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def planned(path: str) -> Fix:
    done = review([path], Settings())
    (fix,) = plan(done.findings, done.digests)
    return fix


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a = 1\nmend()\nb = 2\n", b"a = 1\nmended = 1\nb = 2\n"),
        (b"a = 1\r\nmend()\r\nb = 2\r\n", b"a = 1\r\nmended = 1\r\nb = 2\r\n"),
        (b"mend()", b"mended = 1"),
        (b"if a:\n    mend()\nmend()\n", b"if a:\n    mended = 1\nmended = 1\n"),
        (b"\xef\xbb\xbfmend()\nb = '\xc3\xa9'\n", b"mended = 1\nb = '\xc3\xa9'\n"),
        (b"# coding: latin-1\nb = '\xe9'\nmend()\n", b"# coding: latin-1\nb = '\xe9'\nmended = 1\n"),
        (b"a = '\x0c'\nmend(\n)\n", b"a = '\x0c'\nmended = 1\n"),
    ],
)
def test_a_safe_edit_changes_its_lines_and_nothing_else(folder, before, after):
    (folder / "a.py").write_bytes(before)

    fix = planned("a.py")

    assert after == fix.after
    assert fix.applied
    assert before == (folder / "a.py").read_bytes()


def test_an_edit_that_breaks_the_code_is_left_out_and_the_others_are_made(folder):
    (folder / "a.py").write_text("mend()\nmend(1)\n")

    fix = planned("a.py")

    assert fix.after == b"mended = 1\nmend(1)\n"
    assert "could not be read" in fix.skipped[0]


def test_edits_that_overlap_are_made_once(folder):
    (folder / "a.py").write_text("mend(); mend()\n")

    fix = planned("a.py")

    assert fix.after == b"mended = 1\n"
    assert len(fix.applied) == 1


@pytest.mark.parametrize("indent", [1, 4, None, "\t"])
@pytest.mark.parametrize("as_list", [True, False])
def test_in_a_notebook_only_the_cells_text_changes(folder, indent, as_list):
    sources = [["# é\n", "x = 1"], ["y = 1\n", "mend()\n", "z = 2"]]
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "mend()"},
        *(
            {
                "cell_type": "code",
                "execution_count": 1,
                "metadata": {"b": 1.50, "a": [1, 2]},
                "outputs": [{"text": ["\u2028"]}],
                "source": lines if as_list else "".join(lines),
            }
            for lines in sources
        ),
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "cells": cells, "metadata": {"language_info": {"name": "python"}}}
    text = json.dumps(notebook, indent=indent, ensure_ascii=False) + "\n"
    (folder / "a.ipynb").write_text(text, encoding="utf-8")

    fix = planned("a.ipynb")

    assert text.replace("mend()\\n", "mended = 1\\n") == fix.after.decode()
    assert len(fix.applied) == 1


def test_a_notebooks_cells_are_found_in_any_layout():
    text = ' {"a" : [1, {"cells": 2}], "cells" : [ {"source":"x"} , {"id":1}, {"source":["a\\n","b"]} ] }'

    assert [cell and cell.text for cell in cell_texts(text)] == ["x", None, "a\nb"]
    with pytest.raises(ValueError, match="expected"):
        cell_texts("[]")


def test_writing_keeps_the_mode_and_leaves_no_rest(folder):
    (folder / "a.py").write_text("mend()\n")
    (folder / "a.py").chmod(0o750)

    write(planned("a.py"))

    assert (folder / "a.py").read_text() == "mended = 1\n"
    assert stat.S_IMODE((folder / "a.py").stat().st_mode) == 0o750
    assert [path.name for path in folder.iterdir()] == ["a.py"]


def test_a_file_that_changed_meanwhile_is_not_written(folder):
    (folder / "a.py").write_text("mend()\n")
    fix = planned("a.py")
    (folder / "a.py").write_text("mend()  # mine\n")

    with pytest.raises(InputError, match="changed"):
        write(fix)
    assert (folder / "a.py").read_text() == "mend()  # mine\n"


def test_a_link_is_left_as_it_is(folder):
    (folder / "target.py").write_text("mend()\n")
    (folder / "a.py").symlink_to("target.py")

    fix = planned("a.py")

    assert (fix.after, fix.applied) == (b"", ())
    assert "a link" in fix.skipped[0]


def test_the_diff_shows_what_changes(folder):
    (folder / "a.py").write_text("x = 1\nmend()\n")

    assert planned("a.py").diff().splitlines() == [
        "--- a/a.py",
        "+++ b/a.py",
        "@@ -1,2 +1,2 @@",
        " x = 1",
        "-mend()",
        "+mended = 1",
    ]


def test_a_file_that_is_not_what_was_analysed_gets_no_edit(folder):
    (folder / "a.py").write_text("x = 1\nmend()\n")
    done = review(["a.py"], Settings())
    (folder / "a.py").write_text("mine = 1\nx = 1\nmend()\n")

    (fix,) = plan(done.findings, done.digests)
    (unknown,) = plan(done.findings, {})

    assert (fix.applied, unknown.applied) == ((), ())
    assert "not what was analysed" in fix.skipped[0]
    assert "not what was analysed" in unknown.skipped[0]


@pytest.mark.parametrize("mode", [{"staged": True}, {"ranges": "HEAD~1..HEAD"}])
@pytest.mark.parametrize("mine", ["", "# mine\n"])
def test_an_edit_of_another_state_spares_the_file_on_the_disk(folder, mode, mine):
    repository(folder, a="x = 1\n")
    put(folder, "a.py", "x = 1\nmend()\n")
    git(folder, "add", "-A")
    if "ranges" in mode:
        commit(folder)
    put(folder, "a.py", f"{mine}x = 1\nmend()\n")

    done = review_change(["."], Settings(str(folder)), **mode)
    (fix,) = plan(done.findings, done.digests)

    assert bool(mine) != bool(fix.applied)
    assert bool(mine) == bool(fix.skipped)


def test_a_notebook_of_nbformat_3_is_edited_too(folder):
    cells = [
        {"cell_type": "heading", "level": 1, "source": ["title"]},
        {"cell_type": "code", "input": ["x = 1\n", "mend()\n"], "language": "python", "outputs": []},
    ]
    notebook = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}
    text = json.dumps(notebook, indent=1)
    (folder / "a.ipynb").write_text(text)

    fix = planned("a.ipynb")

    assert text.replace("mend()\\n", "mended = 1\\n") == fix.after.decode()
    assert len(fix.applied) == 1
