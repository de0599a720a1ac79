"""The tool: the command's reach for an agent, inside the roots and within an answer's size."""

import json
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp_types import CallToolResult

from mlwright.server import create_server
from mlwright.tools.answers import LARGEST_ANSWER
from tests.leakage.repositories import repository, write

pytestmark = pytest.mark.usefixtures("stand_in_analysis")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "root").mkdir()
    write(tmp_path, "outside/a.py", "leak()\n")
    return tmp_path / "root"


def call(root, **arguments: Any) -> CallToolResult:
    async def main() -> CallToolResult:
        async with Client(create_server([root])) as client:
            return await client.call_tool("review_leakage", arguments)

    return anyio.run(main)


def text_of(result: CallToolResult) -> str:
    return "".join(getattr(block, "text", "") for block in result.content)


def test_findings_come_with_verdict_chain_and_remedy(root):
    write(root, "pkg/a.py", "x = 1\nleak(1)\nmend()\n")
    write(root, "b.R.ipynb", json.dumps({"cells": [], "metadata": {"kernelspec": {"language": "R"}}, "nbformat": 4}))

    answer = call(root).structured_content

    assert answer is not None
    assert (answer["verdict"], answer["files"]) == ("block", ["pkg/a.py"])
    assert answer["findings"][0] == {
        "code": "LK101",
        "severity": "high",
        "confidence": "high",
        "place": "pkg/a.py:2",
        "message": "`leak` saw the test rows",
        "chain": ["pkg/a.py:1: `X` was parted here"],
        "remedy": "split first",
    }
    assert len(answer["findings"]) == 2
    assert "b.R.ipynb" in answer["not_analysed"][0]


def test_selection_and_confidence_are_the_commands(root):
    write(root, "a.py", "doubt()\nmend()\n")

    def codes(**arguments):
        return [item["code"] for item in call(root, **arguments).structured_content["findings"]]

    assert codes() == ["LK104"]
    assert codes(min_confidence="low") == ["LK205", "LK104"]
    assert codes(select="LK101") == []


@pytest.mark.parametrize("change", ["worktree", "branch"])
def test_a_change_is_reviewed(root, change):
    repository(root, a="leak()\n")
    write(root, "b.py", "leak()\n")

    answer = call(root, change=change).structured_content

    assert [item["place"] for item in answer["findings"]] == ["b.py:1"]


@pytest.mark.parametrize(
    "arguments", [{"paths": ["../outside"]}, {"paths": ["link"]}, {"paths": ["a.py", "/etc/passwd"]}]
)
def test_nothing_outside_the_roots_is_read(root, arguments):
    write(root, "a.py", "x = 1\n")
    (root / "link").symlink_to(root.parent / "outside")

    result = call(root, **arguments)

    assert result.is_error
    assert "outside the workspace roots" in text_of(result)


def test_a_setting_does_not_lead_outside(root):
    write(root.parent, "pyproject.toml", "[tool.mlwright.review]\nmin-confidence = 'high'\nnonsense = 1\n")
    write(root, "a.py", "mend()\n")
    assert len(call(root).structured_content["findings"]) == 1

    write(root, "pyproject.toml", "[tool.mlwright.review]\nbaseline = '../outside/b.json'\n")
    assert "a file inside the project" in text_of(call(root))


def test_a_repository_that_begins_above_the_roots_is_refused(root):
    repository(root.parent, a="leak()\n")

    assert "outside the workspace roots" in text_of(call(root, change="worktree"))


def test_modules_outside_the_roots_are_not_followed(root):
    write(root.parent, "helper.py", "leak()\n")
    write(root, "a.py", "from .. import helper\nimport helper\n")

    assert call(root).structured_content["findings"] == []


def test_bad_arguments_are_told(root):
    assert "git" in text_of(call(root, change="worktree")).lower()
    assert "does not exist" in text_of(call(root, paths=["missing.py"]))
    assert "nonsense" in text_of(call(root, select="nonsense")).lower()


def test_an_answer_stays_small(root):
    write(root, "a.py", "leak(1)\n" * 3_000)

    result = call(root)

    assert len(text_of(result).encode()) <= LARGEST_ANSWER
    assert result.structured_content["left_out"]["findings"] > 2_900
