"""Statistics learned from rows: what was learned, where, from which rows, and how dangerous its kind is."""

import ast
from typing import Any, Literal

from mlwright.leakage.domain.rows import NO_ROWS, Rows

Kind = Literal[
    "codes",  # a mapping of categories to numbers: no value of a row survives
    "vocabulary",  # words or categories seen
    "moments",  # mean, spread, quantile, extreme
    "geometry",  # components, neighbours, densities
    "supervised",  # chosen or weighted by the target
    "encoding",  # the target's own mean per category
    "resample",  # rows copied or invented from other rows
    "copies",  # rows repeated
    "entity",  # an aggregate per entity
    "filter",  # rows kept by a statistic of all
    "smooth",  # a value computed from both sides of its time
    "fill",  # a gap filled from later rows
    "threshold",  # a cut-off or a weight chosen by a score
    "correlation",  # a matrix of correlations, not yet about the target
]


class Statistic:
    """One learned thing; compared by identity.

    Attributes:
        node: where it was learned.
        rows: the rows it was learned from.
        text: what learned it, as the reader sees it.
        columns: names of the columns it was computed from, where they are known.
        of_target: computed from values of the target alone (a scaler for y).
        estimator: the object that learned it, None for pandas and numpy.
    """

    __slots__ = ("at", "columns", "estimator", "kind", "node", "of_target", "rows", "source", "text", "within")

    def __init__(
        self,
        kind: Kind,
        node: ast.AST,
        rows: Rows = NO_ROWS,
        text: str = "",
        columns: frozenset[str] = frozenset(),
        estimator: object | None = None,
        at: int = 0,
    ) -> None:
        self.kind = kind
        self.node = node
        self.rows = rows
        self.text = text
        self.columns = columns
        self.estimator = estimator
        self.of_target = False
        self.at = at
        self.within: tuple[ast.AST, ...] = ()  # calls of project functions on the way
        self.source: Any = None

    def as_kind(self, kind: Kind) -> "Statistic":
        twin = Statistic(kind, self.node, self.rows, self.text, self.columns, self.estimator, self.at)
        twin.of_target, twin.source, twin.within = self.of_target, self.source, self.within
        return twin

    def __repr__(self) -> str:
        return f"Statistic({self.kind}, line {getattr(self.node, 'lineno', '?')}, {self.text!r})"


Statistics = frozenset[Statistic]
NOTHING: Statistics = frozenset()
