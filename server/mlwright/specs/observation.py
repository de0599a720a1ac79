"""Observation: one line of the ledger of iterations, chained to the line before."""

import math
import re
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from mlwright.specs.paper import Part

RUN_ID = r"^exp-\d{3,}(-[a-z0-9-]+)?$"
METRIC = r"^[a-z][a-z0-9_]*$"
NONE_YET = "0" * 64
"""What the first line is chained to."""


def _finite(value: object) -> object:
    # a missing score is null, never NaN, which no comparison can be made with
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("must be a finite number or null")
    return value


def _one_line(value: object) -> object:
    if isinstance(value, str) and any(not character.isprintable() for character in value):
        raise ValueError("holds line breaks or control characters")
    return value


Score = Annotated[float | None, BeforeValidator(_finite)]
Text = Annotated[str, Field(max_length=500), BeforeValidator(_one_line)]
Items = Annotated[tuple[Text, ...], Field(max_length=20)]


class Observation(Part):
    """What one iteration tried, saw and decided: fourteen fields."""

    iteration: int = Field(ge=1, title="Iteration", description="Number of the iteration, counted from 1.")
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$", title="Date", description="Day it was observed, YYYY-MM-DD.")
    run: str = Field(
        default="", pattern=rf"{RUN_ID}|^$", title="Run", description="Id of the run the numbers come from: exp-NNN."
    )
    change: Text = Field(min_length=1, title="Change", description="The one thing that was changed.")
    hypothesis: Text = Field(min_length=1, title="Hypothesis", description="What it was expected to do, said before.")
    metric: str = Field(default="", pattern=rf"{METRIC}|^$", title="Metric", description="Metric that decides.")
    before: Score = Field(default=None, title="Before", description="Its value before, with the same split.")
    after: Score = Field(default=None, title="After", description="Its value in the run.")
    interval: tuple[float, float] | None = Field(
        default=None, title="Interval", description="Low and high end for the value after, as the run gives them."
    )
    slices: Items = Field(default=(), title="Slices", description="Groups that got better or worse.")
    errors: Items = Field(default=(), title="Errors seen", description="Kinds of errors that were looked at.")
    decision: Literal["keep", "drop", "repeat", "stop"] = Field(
        title="Decision", description="keep, drop, repeat or stop."
    )
    debt: Items = Field(default=(), title="Debt", description="Debt opened (+name) or paid (-name) by this iteration.")
    next: Text = Field(default="", title="Next", description="What is tried next, and why.")

    @model_validator(mode="after")
    def _numbers_cite_a_run(self) -> Self:
        numbers = [value for value in (self.before, self.after, *(self.interval or ())) if value is not None]
        if any(not math.isfinite(value) for value in numbers):
            raise ValueError("before, after and interval must be finite numbers")
        if numbers and not self.run:
            raise ValueError("numbers were given (before, after, interval) without the run they come from")
        if numbers and not self.metric:
            raise ValueError("numbers were given without the metric they are of")
        if self.interval is not None and self.interval[0] > self.interval[1]:
            raise ValueError("the interval's low end lies above its high end")
        counted = [item for item in (*self.slices, *self.errors) if re.search(r"\d", item)]
        if counted and not self.run:
            raise ValueError(f"{counted[0]!r} names a number without the run it comes from")
        wrong = [item for item in self.debt if not re.fullmatch(r"[+-]\S.*", item)]
        if wrong:
            raise ValueError(f"debt {wrong[0]!r} must begin with + (opened) or - (paid) and a name")
        return self


class Entry(Part):
    """A line of the ledger: the observation, and the hash over it and the line before."""

    observation: Observation
    previous: str = Field(pattern=r"^[0-9a-f]{64}$")
    chain: str = Field(pattern=r"^[0-9a-f]{64}$")


class Seen(Part):
    """How a value of the ledger compares with the record of its run."""

    state: Literal["checked", "not checked", "differs"]
    why: str = ""


class LedgerReport(Part):
    """What a check of a ledger found; `problems` name lines from 1."""

    path: str
    lines: int
    head: str
    """Chain hash of the last good line; write it down elsewhere, and lines cut off the end can be noticed."""
    problems: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    """Values whose run was not found, so that nothing says they are its own."""


class Trend(Part):
    """The values of one metric over the iterations."""

    metric: str
    points: tuple[tuple[int, str, float], ...]
    """Iteration, run and value after."""
    seen: tuple[Seen, ...] = ()
    """For each point, whether the run has that value."""


class LedgerSummary(Part):
    """Where the iterations lead, and which debt is open since which iteration."""

    iterations: int
    decisions: dict[str, int]
    trends: tuple[Trend, ...] = ()
    open_debt: dict[str, int] = {}
    paid_debt: int = 0
    head: str = NONE_YET
