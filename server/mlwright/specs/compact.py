"""Compact: nineteen things a team writes down before it touches model code."""

from typing import Annotated

from pydantic import AfterValidator, Field

from mlwright.specs.paper import Paper, Part

LONGEST_FIELD = 1_000
LONGEST_LIST = 2_000


def _one_text(value: str) -> str:
    text = " ".join(value.split())
    if any(not character.isprintable() for character in text):
        raise ValueError("holds control characters")
    if "<!--" in text:
        raise ValueError("holds the mark of a comment, which nobody would see")
    return text


def _lines(value: str) -> str:
    return "\n".join(line for line in map(_one_text, value.split("\n")) if line)


Needed = Annotated[str, Field(min_length=1, max_length=LONGEST_FIELD), AfterValidator(_one_text)]
Lines = Annotated[str, Field(min_length=1, max_length=LONGEST_LIST), AfterValidator(_lines)]
"""One thing a line."""


def _needed(title: str, question: str) -> str:
    # pydantic's own descriptor; typed as what the field holds
    field: str = Field(title=title, description=question)
    return field


class Compact(Paper):
    """compact.md. A field that nobody can fill yet says `unknown`, which opens a question."""

    problem: Needed = _needed("Problem", "What goes wrong today, for whom, and how often?")
    decision: Needed = _needed("Decision", "Which decision or action changes with the prediction?")
    owner: Needed = _needed("Owner", "Who answers for the result and signs?")
    users: Needed = _needed("Users affected", "Who feels the decision, also without asking for it?")
    target: Needed = _needed("Prediction target", "What exactly is predicted: column, event, horizon?")
    moment: Needed = _needed("Moment of prediction", "When is it predicted, and what is not known yet at that time?")
    grain: Needed = _needed("Unit and grain", "What does one row stand for, and which rows belong together?")
    data: Needed = _needed("Data and snapshot", "Which tables, as of when, under which hash (after the profile)?")
    labels: Needed = _needed("Labels and delay", "Where does the truth come from, how late, how sure?")
    leakage: Needed = _needed(
        "Leakage risks", "Which columns are written after the moment, or know the answer (after the profile)?"
    )
    baseline: Needed = _needed(
        "Baseline", "What is done today without the change, and how good is it (run id or source)?"
    )
    metric: Needed = _needed("Metric", "Which metric decides, on which rows?")
    mistakes: Needed = _needed("Cost of mistakes", "Which mistake is cheaper, which costlier, and who pays?")
    slices: Needed = _needed("Slices", "Which groups must not get worse?")
    gates: Needed = _needed("Gates", "Which bounds, declared now, must hold before it goes on?")
    change: Needed = _needed("Smallest change", "What is the smallest change that tests the idea?")
    rollback: Needed = _needed("Rollback", "How is it undone, by whom, on which sign?")
    questions: Lines = _needed(
        "Open questions", "What else is not known, and who finds out? One question a line; `none` when nothing is."
    )
    done: Needed = _needed("Done when", "What can be seen when it is finished?")


class CompactReport(Part):
    """What a check of a compact found."""

    path: str
    characters: int
    missing: tuple[str, ...] = ()
    """Titles of the fields that are not there or empty."""
    problems: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    """What is not known yet: fields that say `unknown`, and the open questions."""
    ready: bool
    """Whether work may start: nothing is missing, wrong or open."""
