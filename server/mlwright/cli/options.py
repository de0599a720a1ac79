"""What several commands share: options, exit codes, JSON, and the steps behind them."""

import functools
import importlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from mlwright.errors import MlwrightError

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


@contextmanager
def naming(place: Callable[[], Path | None]) -> Iterator[None]:
    """Hints of a failure name the workspace, so that a command in them can be run as it stands."""
    try:
        yield
    except MlwrightError as error:
        where = place()
        if where is not None and error.hint:
            error.hint = steps().completed(error.hint, where)
        raise


def names_workspace(command: Command) -> Command:
    """`naming` for a command with an argument `workspace`."""

    @functools.wraps(command)
    def named(*args: Any, **options: Any) -> Any:
        with naming(lambda: options["workspace"]):
            return command(*args, **options)

    return named


def workspace_argument(command: Command) -> Command:
    """Adds WORKSPACE, by default the folder one is in."""
    argument = click.argument("workspace", type=click.Path(path_type=Path), default=".", required=False)
    return argument(names_workspace(command))


def workspace_of(data: Any, out: Path | None) -> Path | None:
    """The workspace that a table has already, said from where the user stands."""
    identity = importlib.import_module("mlwright.steps.tables").named(data).identity
    found = importlib.import_module("mlwright.workspace").Workspace.find(identity, out=out)
    if out is not None or found is None:
        return out
    here = Path.cwd().resolve()
    return found.root.relative_to(here) if found.root.is_relative_to(here) else Path(found.root)


def as_json_text(value: Any) -> str:
    """A result as JSON."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
