"""What several commands share: options, exit codes, JSON, and the steps behind them."""

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

EXITS = "Exit codes: 0 fine, 1 gate or run failed, 2 usage or bad input, 130 stopped."
TASKS = ("binary", "multiclass", "regression", "forecasting")

Command = Callable[..., Any]


def steps() -> Any:
    """The verbs behind the commands."""
    # pandas and scikit-learn take seconds to import: `--help` and `--version` do without
    return importlib.import_module("mlwright.steps")


def json_option(command: Command) -> Command:
    """Adds --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on standard output.")(command)


def question_options(command: Command) -> Command:
    """Adds the options that say what is to be predicted."""
    for option in (
        click.option("--task", type=click.Choice(TASKS), help="Override the kind of problem found in the target."),
        click.option("--goal", default="", help='What it is for, in a sentence: "predict which customers leave".'),
        click.option("--target", help="The column to predict."),
    ):
        command = option(command)
    return command


workspace_argument = click.argument("workspace", type=click.Path(path_type=Path), default=".", required=False)


def as_json_text(value: Any) -> str:
    """A result as JSON."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
