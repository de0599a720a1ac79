"""The tool that reads a brief: what the room says, in an answer of any brief's size."""

from pathlib import Path
from typing import Any

import pytest

from mlwright.tools.planning import of_plan
from tests.tools.calling import ERAS, MOST_TOKENS, call, text_of


@pytest.mark.parametrize("mode", ERAS)
def test_lanes_come_with_the_words_that_ask_for_them(root: Path, mode: str) -> None:
    framing = pytest.importorskip("mlwright.framing")
    brief = "predict which customers leave next month from a CSV of calls"

    result = call(root, "plan_lanes", {"brief": brief, "facts": {"labels": "yes"}}, mode=mode)

    expected = of_plan(framing.plan(brief, {"labels": "yes"})).fitted().model_dump(mode="json")
    assert result.structured_content == expected
    assert expected["lanes"]
    assert all(lane["because"] for lane in expected["lanes"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "brief: Field required"),
        ({"brief": "  "}, "brief:"),
        ({"brief": "x" * 10_000}, "brief:"),
        ({"brief": "x", "facts": {"labels": 5}}, "facts:"),
        ({"brief": "x", "facts": ["labels"]}, "facts:"),
    ],
)
def test_a_brief_that_says_nothing_or_too_much_is_refused(root: Path, arguments: dict[str, Any], said: str) -> None:
    result = call(root, "plan_lanes", arguments)

    assert result.is_error
    assert said in text_of(result)


def test_a_hostile_brief_has_an_answer_of_bounded_size_without_invisible_signs(root: Path) -> None:
    brief = ("predict rank search forecast recommend anomalies embeddings prompt report \u202e\x1b[31m " * 60)[:4000]

    result = call(root, "plan_lanes", {"brief": brief})

    assert len(result.model_dump_json()) / 4 <= MOST_TOKENS
    assert "\x1b" not in text_of(result)
    assert "\u202e" not in text_of(result)


def test_planning_writes_nothing(root: Path) -> None:
    before = sorted(root.rglob("*"))

    call(root, "plan_lanes", {"brief": "forecast sales per shop"})

    assert before == sorted(root.rglob("*"))
