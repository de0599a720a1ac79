"""Hints of the command line, told to an agent in the words of its tools."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mlwright.errors import ConflictError
from mlwright.tools.roots import Roots
from mlwright.tools.summaries import of_status
from mlwright.tools.toolbox import toolbox
from mlwright.tools.wording import ARGUMENTS, TOOLS, for_tools
from tests.tools.calling import Steps, call, text_of


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ("`mlwright train` makes one", "`run_training` makes one"),
        ("name it with --target NAME, or take the first with --yes", "name it with target NAME"),
        ("change it there, or leave --budget away", "change it there, or leave budget_seconds away"),
        ("with `mlwright config output/a --force`", "with `write_experiment_config` (overwrite)"),
        (
            "(`mlwright profile DATA --out DIR --target plan`)",
            "(`profile_data` (out DIR, target plan))",
        ),
        ("start one with `mlwright profile DATA` or `mlwright run DATA`", "start one with `profile_data`"),
        ("mlwright gate '/a folder'", "check_gates"),
        ("mlwright approve work --by NAME", "approve_stage (by NAME)"),
        ("the gate failed, then `mlwright train work`", "the gate failed, then `run_training`"),
        ("--by takes the name of the person who decided", "by takes the name of the person who decided"),
        ("mlwright report work", "mlwright report work"),
        ("`mlwright serve --root` names others", "`mlwright serve --root` names others"),
        ("nothing: approved", "nothing: approved"),
        ("relative paths begin at '/a'", "relative paths begin at '/a'"),
    ],
)
def test_a_command_becomes_the_tool_and_an_option_its_argument(hint: str, told: str) -> None:
    assert for_tools(hint) == told


def test_every_tool_and_argument_that_is_named_is_there(root: Path) -> None:
    tools = {tool.name: tool.parameters["properties"] for tool in toolbox(Roots([root]))}

    assert set(TOOLS.values()) <= set(tools)
    taken = {name for properties in tools.values() for name in properties}
    assert {name.partition(":")[0] for name in ARGUMENTS.values()} <= taken


def test_a_failure_is_told_in_the_words_of_the_tools(root: Path, steps: Steps) -> None:
    def fail(progress: Callable[..., None]) -> None:
        raise ConflictError("it predicts 'a'", "call again with `--target a`, or `mlwright spec --force`")

    steps.act = fail

    told = text_of(call(root, "profile_data", {"data": "table.csv"}))

    assert told.endswith("Hint: call again with `target a`, or `write_feature_spec` (overwrite)")


def test_a_status_tells_who_rejected_what() -> None:
    entry = {"state": "fresh", "files": [], "older_than": [], "why": "", "approved_by": None, "rejected_by": "Ada"}
    facts = {"workspace": "w", "source": "", "goal": "", "runs": [], "next": "mlwright spec w"}

    told = of_status(facts | {"stages": {"spec": entry}, "notes": ["the config's split differs"]})

    assert (told.stages[0].approved_by, told.stages[0].rejected_by) == (None, "Ada")
    assert (told.next, told.notes) == ("write_feature_spec", ["the config's split differs"])


def test_a_blank_name_is_answered_with_what_is_wanted(root: Path, steps: Steps) -> None:
    refused = call(root, "approve_stage", {"workspace": "output/table", "by": " "})

    assert "by: nothing was given, expected: Name of the person who decided" in text_of(refused)
