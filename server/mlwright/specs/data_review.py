"""DataReview: what the tables themselves say about leakage, beside any code."""

from typing import Literal

from mlwright.specs.paper import Paper, Part

Level = Literal["low", "medium", "high"]


class Row(Part):
    """A row as evidence: the part it is in, its number from 1 below the header, and a few of its values, quoted."""

    part: str
    row: int
    values: str = ""


class DataFinding(Part):
    """One fault that the data shows. `count` of `total` is what was counted, in rows unless the message says else."""

    code: str
    name: str
    severity: Level
    confidence: Level
    columns: tuple[str, ...] = ()
    count: int
    total: int
    message: str
    remedy: str
    evidence: tuple[Row, ...] = ()


class TablePart(Part):
    """A part of the data, its size and the file it lies in."""

    name: str
    rows: int
    path: str = ""


class DataReview(Paper):
    """What was looked at, what was found, and what could not be looked at with the reason."""

    paths: tuple[str, ...]
    target: str | None
    split: str | None = None
    parts: tuple[TablePart, ...]
    findings: tuple[DataFinding, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """Checks that could not be made, each a reason not to approve."""
