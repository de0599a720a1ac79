"""Other reviews that go with this one: when each is due, its command, and whether the project has what it needs."""

import os
import re
from typing import Any, NamedTuple

LARGEST = 200_000
"""Bytes of a settings file that is looked into."""


class Lane(NamedTuple):
    """A review: due when, by which command, and the settings that show that a project uses it.

    `evidence` holds names of files, or `file: pattern` for a word in one; none when it is always at hand.
    """

    name: str
    when: str
    command: str
    evidence: tuple[str, ...] = ()


LANES = (
    Lane("leakage", "model code, notebooks or data preparation changed", "mlwright review --diff"),
    Lane("secrets and artefacts", "files were added, or models and settings are loaded", "mlwright scan ."),
    Lane("data", "a table or the way it is parted changed", "mlwright review --data FILE --target COLUMN"),
    Lane(
        "tests",
        "any code changed",
        "pytest -q",
        ("pytest.ini", "conftest.py", "tests/conftest.py", "pyproject.toml: [tool.pytest", "tox.ini: [pytest"),
    ),
    Lane("style", "any code changed", "ruff check .", ("ruff.toml", ".ruff.toml", "pyproject.toml: [tool.ruff")),
    Lane(
        "types", "any code changed", "mypy", ("mypy.ini", ".mypy.ini", "pyproject.toml: [tool.mypy", "setup.cfg: [mypy")
    ),
    Lane("hooks", "any file changed", "pre-commit run --all-files", (".pre-commit-config.yaml",)),
    Lane("build", "the project has its own checks", "make check", ("Makefile: check:",)),
    Lane(
        "supplies",
        "requirements or a lock changed",
        "pip-audit",
        ("pyproject.toml: pip-audit", "requirements-dev.txt: pip-audit", ".pre-commit-config.yaml: pip-audit"),
    ),
)


def lanes(root: str) -> list[dict[str, Any]]:
    """Every lane, with what shows that the project at a folder has it; a command without that is not to be run."""
    found = ((lane, _shown_by(root, lane)) for lane in LANES)
    return [
        {"lane": lane.name, "when": lane.when, "command": lane.command, "present": shown != "", "because": shown}
        for lane, shown in found
    ]


def _shown_by(root: str, lane: Lane) -> str:
    if not lane.evidence:
        return "part of mlwright"
    return next((item for item in lane.evidence if _is_there(root, *item.partition(": ")[::2])), "")


def _is_there(root: str, file: str, word: str) -> bool:
    path = os.path.join(root, file)
    try:
        if not word:
            return os.path.isfile(path)
        with open(path, "rb") as stream:
            text = stream.read(LARGEST)
    except OSError:
        return False
    return re.search(rb"(?m)^\W*" + re.escape(word.encode()), text) is not None


def table() -> str:
    """The lanes in Markdown."""
    rows = [f"| {lane.name} | {lane.when} | `{lane.command}` |" for lane in LANES]
    return "\n".join(["| lane | due when | command |", "|---|---|---|", *rows])
