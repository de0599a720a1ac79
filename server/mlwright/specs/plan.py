"""Plan: what a brief asks for, which lanes of work that needs and because of which words, and what it leaves open."""

from typing import Literal

from pydantic import Field

from mlwright.specs.paper import Paper, Part

Family = Literal[
    "ranking",
    "search",
    "recommendation",
    "classifier",
    "regression",
    "forecasting",
    "embeddings",
    "LLM workflow",
    "anomaly",
    "batch analytics",
]
Kind = Literal["model", "analysis", "rules", "data pipeline", "research", "upkeep", "no requirement", "unclear"]


class Because(Part):
    """The words that were heard, as they stand in the brief, or the fact that was given."""

    source: Literal["brief", "fact"]
    quote: str


class Lane(Part):
    """One kind of work that the brief asks for, with what does it: tools, commands, or hands."""

    name: str
    title: str
    because: Because
    tools: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    by_hand: str = ""
    """What no tool of this version does."""


class Known(Part):
    """A question that the brief or a fact answers, with the words that do."""

    name: str
    answer: Because


class Unknown(Part):
    """A question that is open; work that depends on a blocking one cannot start."""

    name: str
    question: str
    blocks: bool


class Plan(Paper):
    """plan.json."""

    brief: str = Field(min_length=1)
    kind: Kind
    family: Family | None = None
    because: tuple[Because, ...] = ()
    """Why it was read as this kind and family."""
    also: tuple[Family, ...] = ()
    """Other families that the brief has words of, the likelier first."""
    refused: str = ""
    """Why the brief is no requirement."""
    advice: tuple[str, ...] = ()
    lanes: tuple[Lane, ...] = ()
    known: tuple[Known, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    ready: bool
    """Whether nothing that blocks is open."""
