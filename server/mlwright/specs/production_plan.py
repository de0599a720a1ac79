"""Production plan: where a model will run, what stops its rollout, and who owns it."""

from typing import Literal

from pydantic import Field

from mlwright.specs.paper import Paper, Part

Strategy = Literal["canary", "shadow", "ab"]


class Threshold(Part):
    """One bound that a model in production has to keep."""

    measure: str
    bound: Literal["at most", "at least"]
    value: float = Field(ge=0, allow_inf_nan=False)


class Owner(Part):
    """Who answers for a duty; None where nobody is named yet."""

    duty: str
    name: str | None


class ProductionPlan(Paper):
    """What a filled-in plan says, read back from its Markdown."""

    model_name: str
    runtime_target: str
    interfaces: tuple[str, ...] = Field(min_length=1)
    thresholds: tuple[Threshold, ...] = ()
    strategy: Strategy | None = None
    steps: tuple[str, ...] = Field(min_length=1)
    """The rollout in order; the last one is the way back."""
    stops: tuple[str, ...] = ()
    """What ends the rollout."""
    owners: tuple[Owner, ...] = Field(min_length=1)
    unknowns: tuple[str, ...] = ()
