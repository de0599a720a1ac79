"""The ten tasks: every lane leaves something that is required, and leaving it out lowers the score."""

import shlex
from pathlib import Path

import click
import pytest

from mlwright.assets import asset
from mlwright.cli import cli
from mlwright.errors import InputError
from mlwright.framing import TASKS, compact_page, compact_template, ledger_page, simulate, tasks_page
from mlwright.framing.fixtures import write_fixtures
from mlwright.framing.outputs import CHECKS, examine
from mlwright.framing.tasks import LANES, Output, Task

TOOLS = {
    "plan_lanes",
    "profile_data",
    "write_feature_spec",
    "generate_training_script",
    "write_experiment_config",
    "run_training",
    "check_gates",
    "review_leakage",
}


def test_there_are_ten() -> None:
    assert [f"MLE-{number:02}" for number in range(1, 11)] == [task.id for task in TASKS]


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_every_lane_leaves_an_output_that_no_other_lane_leaves(task: Task) -> None:
    required = {output.path for output in task.outputs}
    for lane in task.lanes:
        own = {name for step in task.steps if step.lane == lane for name in (*step.writes, step.prints)}
        others = {name for step in task.steps if step.lane != lane for name in (*step.writes, step.prints)}
        assert required & (own - others), lane


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.id)
def test_every_step_is_a_command_and_a_tool_of_ours(task: Task) -> None:
    for step in task.steps:
        _, name, *words = shlex.split(step.command)
        options = {word for item in cli.commands[name].params if isinstance(item, click.Option) for word in item.opts}
        assert {word for word in words if word.startswith("--")} <= options, step.command
        assert step.tool in TOOLS | {""}
    assert {output.check for output in task.outputs} <= set(CHECKS)


@pytest.mark.parametrize("check", CHECKS)
def test_no_check_takes_a_file_that_is_not_there_or_is_something_else(tmp_path: Path, check: str) -> None:
    output = Output("x", "paper", "", check)
    (tmp_path / "junk").write_text("junk: 1\n" if check != "script" else "import mlwright\n", encoding="utf-8")

    assert not examine(output, tmp_path / "absent").holds
    assert not examine(output, tmp_path / "junk").holds


def test_the_small_world_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_fixtures(tmp_path / name)

    assert [path.read_bytes() for path in sorted((tmp_path / "a").iterdir())] == [
        path.read_bytes() for path in sorted((tmp_path / "b").iterdir())
    ]


def test_a_task_that_needs_no_model_is_simulated_and_loses_by_a_lane() -> None:
    whole, less = simulate(["MLE-01"]), simulate(["mle-01"], without=["framing"])

    assert (whole.score, whole.required) == (2, 2)
    assert (less.score, less.required) == (0, 2)


@pytest.mark.parametrize(
    ("chosen", "without", "said"),
    [(["MLE-11"], [], "there is no task 'MLE-11'"), ([], ["speed"], "there is no lane 'speed'")],
)
def test_an_unknown_task_or_lane_is_refused_with_the_list(chosen: list[str], without: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        simulate(chosen, without=without)

    assert (TASKS[0].id if chosen else LANES[0]) in caught.value.hint


@pytest.mark.slow
def test_all_ten_come_about() -> None:
    done = simulate()

    assert [(task.id, item.path, item.why) for task in done.tasks for item in task.outputs if not item.holds] == []
    assert [(task.id, step.command, step.why) for task in done.tasks for step in task.steps if not step.ok] == []


@pytest.mark.slow
@pytest.mark.parametrize(("task", "lane"), [("MLE-10", "monitoring"), ("MLE-04", "leak_check"), ("MLE-02", "features")])
def test_leaving_out_a_lane_lowers_the_score(task: str, lane: str) -> None:
    done = simulate([task], without=[lane])

    assert done.score < done.required
    assert lane in {step.lane for step in done.tasks[0].steps if step.ok is None}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("references/tasks.md", tasks_page()),
        ("references/compact.md", compact_page()),
        ("references/ledger.md", ledger_page()),
        ("assets/compact.md", compact_template()),
    ],
)
def test_the_pages_of_the_skill_are_fresh(name: str, text: str) -> None:
    assert text == asset("skills", "mle-workflow", *name.split("/")).read_text(encoding="utf-8")
