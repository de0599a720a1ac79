"""What a caller may give: every argument by name, of its type, and no larger than it needs to be."""

from pathlib import Path
from typing import Any

import pytest

from mlwright.workspace import Workspace
from tests.tools.calling import ERAS, Steps, call, text_of


def test_arguments_reach_the_step_as_they_were_given(root: Path, steps: Steps) -> None:
    call(root, "profile_data", {"data": "table.csv", "target": "b", "goal": "[1] null", "out": "work"})

    (name, asked), *_ = steps.asked
    assert name == "profile"
    assert (asked["data"], asked["target"], asked["goal"]) == (root / "table.csv", "b", "[1] null")
    assert (asked["out"], asked["base"]) == (root / "work", root)


@pytest.mark.parametrize("mode", ERAS)
@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"data": "table.csv", "targte": "b"}, "did you mean target?"),
        ({}, "data: Field required"),
        ({"data": None}, "data:"),
        ({"data": 5}, "data:"),
        ({"data": "table.csv", "target": None}, "target:"),
        ({"data": "table.csv", "goal": "x" * 1_000_000}, "goal:"),
        ({"data": "x" * 5000}, "data:"),
    ],
)
def test_wrong_arguments_are_refused_by_name_and_briefly(
    root: Path, steps: Steps, mode: str, arguments: dict[str, Any], named: str
) -> None:
    result = call(root, "profile_data", arguments, mode=mode)

    assert result.is_error
    assert named in text_of(result)
    assert len(text_of(result).encode()) < 2_000
    assert "pydantic" not in text_of(result)
    assert steps.asked == []


@pytest.mark.parametrize("value", ["5", True, "null", -1, 0, 10**30, [5]])
def test_a_number_is_not_made_from_something_else(root: Path, steps: Steps, value: Any) -> None:
    result = call(root, "write_experiment_config", {"workspace": "output/table", "budget_seconds": value})

    assert result.is_error
    assert "budget_seconds:" in text_of(result)


@pytest.mark.parametrize("value", ["true", 1, "no", None])
def test_a_decision_is_not_made_from_something_else(root: Path, steps: Steps, value: Any) -> None:
    Workspace.create(root / "table.csv", base=root)

    result = call(root, "approve_stage", {"workspace": "output/table", "by": "Ada", "approved": value})

    assert result.is_error
    assert steps.asked == []


def test_a_whole_number_is_a_number(root: Path, steps: Steps) -> None:
    result = call(root, "write_experiment_config", {"workspace": "output/nothing", "budget_seconds": 5})

    assert "no workspace" in text_of(result)


def test_a_signature_needs_a_name_that_says_something(root: Path, steps: Steps) -> None:
    Workspace.create(root / "table.csv", base=root)

    refused = call(root, "approve_stage", {"workspace": "output/table", "by": "  "})
    signed = call(root, "approve_stage", {"workspace": "output/table", "by": "Ada", "note": "seen"})

    assert refused.is_error
    assert "by:" in text_of(refused)
    assert signed.structured_content is not None
    assert signed.structured_content["by"] == "Ada"
    assert [asked["approved"] for _, asked in steps.asked] == [True]
