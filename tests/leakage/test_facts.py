"""The behaviour of the analysis, specified by Markdown examples: what is found are the marked lines, nothing else."""

import re
from pathlib import Path

import pytest

from mlwright.leakage import analyse, read

FACTS = Path(__file__).parent / "facts"
BLOCK = re.compile(r"^```python[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"#((?:[\s|]*[A-Z]{2}\d{3})+)\s*$")


def blocks():
    for path in sorted(FACTS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for match in BLOCK.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield pytest.param(match[1], id=f"{path.stem}:{line}")


def marked(code):
    """Line and mark of every fault; `LK101|LK404` is one fault that either code names."""
    found = []
    for line, text in enumerate(code.splitlines(), 1):
        match = MARK.search(text)
        if match is not None:
            found += [(line, mark) for mark in re.findall(r"[A-Z]{2}\d{3}(?:\|[A-Z]{2}\d{3})*", match[1])]
    return sorted(found)


def reported(code):
    """Line and code, or the mark that allows the code, of every leak of at least medium confidence."""
    allowed = {(line, name): mark for line, mark in marked(code) for name in mark.split("|")}
    findings = analyse(read("example.py", code.encode())).findings
    leaks = [found for found in findings if found.code.startswith("LK") and found.confidence != "low"]
    return sorted((found.place.line, allowed.get((found.place.line, found.code), found.code)) for found in leaks)


@pytest.mark.parametrize("code", list(blocks()))
def test_the_marked_lines_of_an_example_are_found_and_no_others(code):
    expected = marked(code)

    assert expected == reported(code)


@pytest.mark.parametrize("path", sorted(FACTS.glob("*.md")), ids=lambda path: path.stem)
def test_a_file_of_examples_has_a_title_and_blocks(path):
    text = path.read_text(encoding="utf-8")

    assert text.startswith("# ")
    assert BLOCK.search(text)


def test_examples_are_of_both_kinds():
    codes = [code for path in FACTS.glob("*.md") for code in BLOCK.findall(path.read_text(encoding="utf-8"))]

    assert any(marked(code) for code in codes)
    assert any(not marked(code) for code in codes)


def test_a_mark_on_an_innocent_line_would_be_noticed():
    code = "import pandas as pd\ntable = pd.read_csv('a.csv')  # LK101\n"

    assert marked(code) == [(2, "LK101")]
    assert reported(code) == []


def test_one_of_two_codes_that_name_a_fault_is_enough():
    code = "a = 1  # LK101|LK404\nb = 2  # LK102 LK201\n"

    assert marked(code) == [(1, "LK101|LK404"), (2, "LK102"), (2, "LK201")]
