"""Simulation: which outputs of the ten tasks came about, and how many of those that are required."""

from mlwright.specs.paper import Paper, Part


class OutputResult(Part):
    """One required output: whether it is there and holds what it must."""

    path: str
    model: str
    holds: bool
    why: str = ""


class StepResult(Part):
    """One step as it was run; `ok` is None for a step that was left out with its lane."""

    command: str
    lane: str
    ok: bool | None
    why: str = ""
    seconds: float = 0.0


class TaskResult(Part):
    """A task with its steps and outputs; `score` of `required` outputs hold."""

    id: str
    title: str
    score: int
    required: int
    steps: tuple[StepResult, ...]
    outputs: tuple[OutputResult, ...]
    by_hand: tuple[str, ...] = ()


class Simulation(Paper):
    """What `mlwright simulate` found."""

    without: tuple[str, ...] = ()
    score: int
    required: int
    tasks: tuple[TaskResult, ...]
