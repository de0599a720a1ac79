"""The behaviour of the analysis, specified by Markdown examples: what is found are the marked lines, nothing else."""

import re
from pathlib import Path

import pytest

from mlwright.leakage import analyse, read

FACTS = Path(__file__).parent / "facts"
BLOCK = re.compile(r"^```python[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"#((?:\s*[|,]?\s*[A-Z]{2}\d{3})+)\s*$")


def blocks():
    for path in sorted(FACTS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for match in BLOCK.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield pytest.param(match[1], id=f"{path.stem}:{line}")


def marked(code):
    found = []
    for line, text in enumerate(code.splitlines(), 1):
        match = MARK.search(text)
        if match is not None:
            found += [(line, mark) for mark in re.findall(r"[A-Z]{2}\d{3}", match[1])]
    return sorted(found)


def reported(code):
    """Line and code of every leak of at least medium confidence."""
    findings = analyse(read("example.py", code.encode())).findings
    return sorted(
        (found.place.line, found.code) for found in findings if found.code.startswith("LK") and found.confidence != "low"
    )


@pytest.mark.parametrize("code", list(blocks()))
def test_the_marked_lines_of_an_example_are_found_and_no_others(code):
    expected = marked(code)

    assert expected == reported(code)


def test_each_file_of_examples_has_prose_a_leaky_and_a_clean_block():
    for path in sorted(FACTS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        codes = BLOCK.findall(text)

        assert text.startswith("# "), path.name
        assert any(marked(code) for code in codes), path.name
        assert any(not marked(code) for code in codes), path.name


def test_a_mark_on_an_innocent_line_would_be_noticed():
    code = "import pandas as pd\ntable = pd.read_csv('a.csv')  # LK101\n"

    assert [(2, "LK101")] == marked(code)
    assert [] == reported(code)
