"""Comments that allow findings: only with a reason, only what is there, in scripts and notebooks."""

import json

import pytest

from mlwright.leakage.reading import read
from mlwright.leakage.suppressions import sift
from tests.leakage.stand_in import analyse


def sifted(text: str, path: str = "a.py") -> tuple[list[tuple[str, int]], int]:
    source = read(path, text.encode())
    done = sift(source, analyse(source, lambda *asked: None, {}).findings)
    return [(item.code, item.place.line) for item in done.findings], done.suppressed


@pytest.mark.parametrize(
    "text",
    [
        "leak()  # mlwright: allow LK101 - shown on purpose\n",
        "leak()  # mlwright: allow LK101 – shown on purpose\n",
        "leak()  # mlwright: allow LK101: shown on purpose\n",
        "leak()  # noqa  # mlwright: allow LK205, LK101 - shown on purpose\ndoubt  # x\n",
        "# mlwright: allow LK101 - shown on purpose\nleak()\n",
        "# mlwright: allow LK101 - shown on purpose\n# and more\n\nleak()\n",
        "f(  # mlwright: allow LK101 - shown on purpose\n    1,\n    leak(),\n)\n",
        "f(\n    1,\n    leak(),\n)  # mlwright: allow LK101 - shown on purpose\n",
        "# mlwright: allow LK101 - shown on purpose\nf(\n    1,\n    leak(),\n)\n",
        "if x:\n    leak()  # mlwright: allow LK101 - shown on purpose\n",
        "leak()\nx = 1\n# mlwright: allow-file LK101 - a lecture on leaks\n",
    ],
)
def test_a_comment_with_a_reason_allows_a_finding(text):
    found, suppressed = sifted(text)

    assert [item for item in found if item[0] == "LK101"] == []
    assert suppressed == 1


@pytest.mark.parametrize(
    "text",
    [
        "leak()  # mlwright: allow LK101\n",
        "leak()  # mlwright: allow LK101 -\n",
        "leak()  # mlwright: allow LK101 - ...\n",
        "leak()  # mlwright: ignore[LK101]: not our spelling\n",
        "leak()  # mlwright: allow everything\n",
    ],
)
def test_without_a_reason_or_a_code_nothing_is_allowed_and_that_is_said(text):
    assert sifted(text) == ([("LK101", 1), ("HY790", 1)], 0)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = 1  # mlwright: allow LK101 - no longer\nleak()\n", 1),
        ("leak()\n# mlwright: allow LK101 - the line below it is meant\nx = 1\n", 2),
        ("leak()  # mlwright: allow LK102 - another fault\n", 1),
        ("match x:  # mlwright: allow LK101 - the head only\n    case 1:\n        leak()\n", 1),
        ("if leak():\n    x = 1  # mlwright: allow LK101 - not the head\n", 2),
    ],
)
def test_a_comment_that_allows_nothing_is_reported(text, line):
    found, suppressed = sifted(text)

    assert ("HY791", line) in found
    assert "LK101" in [code for code, _ in found]
    assert suppressed == 0


def test_each_unused_code_of_a_comment_is_named():
    source = read("a.py", b"leak()  # mlwright: allow LK101, LK102, LK103 - meant\n")
    done = sift(source, analyse(source, lambda *asked: None, {}).findings)

    assert [item.message.rpartition(": ")[2] for item in done.findings] == ["no LK102 and no LK103 is found here"]


@pytest.mark.parametrize(
    "text",
    [
        "'# mlwright: allow LK101 - in a string'; leak()\n",
        '"""\n# mlwright: allow LK101 - in a docstring\n"""\nleak()\n',
        "leak()  # mlwright: generated, see https://example.org\n",
    ],
)
def test_text_that_is_no_such_comment_does_nothing(text):
    found, suppressed = sifted(text)

    assert [code for code, _ in found] == ["LK101"]
    assert suppressed == 0


def test_in_a_notebook_a_comment_reaches_its_own_cell_only():
    cells = [["x = 1\n", "leak()  # mlwright: allow LK101 - meant"], ["y = 1\n", "leak()"]]
    notebook = {
        "cells": [
            {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": lines}
            for lines in cells
        ],
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }

    source = read("a.ipynb", json.dumps(notebook, indent=1).encode())
    done = sift(source, analyse(source, lambda *asked: None, {}).findings)

    assert [(item.code, item.place.cell, item.place.line) for item in done.findings] == [("LK101", 2, 2)]
    assert done.suppressed == 1


def test_a_code_that_no_rule_has_is_answered_with_the_codes_of_the_line():
    source = read("a.py", b"leak()  # mlwright: allow LK999 - a slip\n")

    found = sift(source, analyse(source, lambda *asked: None, {}).findings).findings

    assert [item.code for item in found] == ["LK101", "HY791"]
    assert "there is no rule LK999; found here: LK101" in found[1].message
