"""The page on security names tests and classes of input that exist."""

import re
from pathlib import Path

from tests.hostile.inputs import PATHS, TEXTS

ROOT = Path(__file__).parents[2]


def missing(text: str) -> list[str]:
    """What a page names and is not there."""
    found = []
    for file, test in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text):
        path = ROOT / file
        if not path.is_file() or (test and f"def {test}(" not in path.read_text()):
            found.append(f"{file}::{test}")
    return found + [name for name in re.findall(r'class "([^"]+)"', text) if name not in {**PATHS, **TEXTS}]


def test_the_page_on_security_names_tests_that_exist() -> None:
    page = (ROOT / "docs" / "security.md").read_text()

    assert missing(page) == []
    assert len(re.findall(r"::test_", page)) > 15


def test_a_test_that_does_not_exist_would_be_noticed() -> None:
    text = '`tests/test_house.py::test_no_such` `tests/no_such.py` class "path: no such" `tests/test_house.py`'

    assert missing(text) == ["tests/test_house.py::test_no_such", "tests/no_such.py::", "path: no such"]
