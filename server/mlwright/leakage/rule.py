"""What a rule is, and what it says."""

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

from mlwright.leakage.findings import Level

if TYPE_CHECKING:
    pass


class Station(NamedTuple):
    """One place on the way of a leak."""

    source: Any
    node: ast.AST
    what: str


class Hit(NamedTuple):
    """A rule's finding, before it has a place: the node that is at fault, and what to say."""

    source: Any
    node: ast.AST
    message: str
    confidence: Level
    chain: tuple[Station, ...] = ()
    severity: Level | None = None  # where it differs from the rule's own
    fix: str = ""  # the kind of edit that mends it, see edits.py


class Rule:
    """A module of `rules/`, read: its prose, its examples and its check.

    `question` is the number of the checklist's question that it answers; None: the one of its family of codes.
    """

    __slots__ = ("bad", "check", "code", "doc", "good", "name", "question", "remedy", "severity", "summary")

    def __init__(self, name: str, module: Any) -> None:
        self.name = name
        self.code: str = module.CODE
        self.severity: Level = module.SEVERITY
        self.doc: str = module.__doc__
        self.summary = self.doc.strip().splitlines()[0]
        self.remedy = " ".join(self.doc.strip().rpartition("\n\n")[2].split())
        self.bad: tuple[str, ...] = module.BAD
        self.good: tuple[str, ...] = module.GOOD
        self.check = module.check
        self.question: int | None = getattr(module, "QUESTION", None)


def lower(*levels: Level) -> Level:
    """The lowest of several levels."""
    order: tuple[Level, ...] = ("low", "medium", "high")
    return order[min(order.index(level) for level in levels)]
