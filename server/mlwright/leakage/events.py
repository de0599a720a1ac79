"""What a file does with its data, in the order in which it does it."""

import ast
from typing import Any

from mlwright.leakage.domain.values import Data, Estimator, Loop, Value


class Event:
    """Something that happened. `at` orders events; `loops` are the loops around it, outermost first."""

    __slots__ = ("at", "branches", "callers", "inside", "loops", "node", "source")

    def __init__(self, node: ast.AST, at: int, loops: tuple[Loop, ...], inside: tuple[ast.AST, ...]) -> None:
        self.node = node
        self.at = at
        self.loops = loops
        self.source: Any = None
        self.branches: tuple[tuple[object, int], ...] = ()  # the ifs around it, and on which side it stands
        self.callers: tuple[Any, ...] = ()  # the files in which these calls stand
        self.inside = inside  # calls of project functions on the way here, outermost first

    def seen_from(self, loop: Loop) -> tuple[Any, ast.AST]:
        """Source and node of this event as the loop's own text shows it: the call that leads to it, or the event."""
        depth = loop.depth + (loop.kind == "objective")
        if depth < len(self.inside):
            return self.callers[depth], self.inside[depth]
        return self.source, self.node

    def seen_in(self, source: Any) -> tuple[Any, ast.AST]:
        """Source and node of this event as one file shows it: the innermost call from there, or the event."""
        if self.source is source or source not in self.callers:
            return self.source, self.node
        last = max(i for i, caller in enumerate(self.callers) if caller is source)
        return source, self.inside[last]

    @property
    def line(self) -> int:
        return int(getattr(self.node, "lineno", 0))

    @property
    def spot(self) -> str:
        """Where it happened, in the reader's words: `line 12`, or `line 3 of cell 5`."""
        if self.source is None:
            return f"line {self.line}"
        place = self.source.place(self.line)
        return f"line {place.line}" if place.cell is None else f"line {place.line} of cell {place.cell}"


class Split(Event):
    """Rows were parted. `parts` are the values handed out; `rows` what was parted."""

    __slots__ = ("data", "groups", "key", "kind", "params", "parts")
    data: list[Data]
    key: Any
    kind: str  # train_test_split, folds, cut, sample, random_split
    params: dict[str, Value]
    parts: list[Data]
    groups: Data | None


class Fit(Event):
    """Something learned from rows."""

    def beside(self, other: "Fit") -> bool:
        """Whether the two stand on different sides of one if: either may be the fit that counts."""
        sides = dict(other.branches)
        return any(site in sides and sides[site] != side for site, side in self.branches)

    __slots__ = ("data", "estimator", "evals", "learned", "params", "stops", "target", "text")
    estimator: Estimator
    data: Data
    target: Data | None
    evals: list[Data]
    stops: str  # why training stops by the evaluation rows: the reader's words; empty when it does not
    params: dict[str, Value]
    learned: Any


class Learn(Event):
    """A statistic was learned."""

    __slots__ = ("data", "statistic")
    statistic: Any
    data: Data


class Score(Event):
    """A score was taken of predictions (by fits) on rows."""

    __slots__ = ("data", "estimator", "fits", "metric", "params", "predicted", "text", "truth", "used", "varies")
    estimator: Estimator | None
    fits: tuple[Fit, ...]
    data: Data  # the features that were predicted, or the predictions themselves
    truth: Data | None
    predicted: Data | None
    metric: str
    varies: frozenset[Loop]
    params: dict[str, Value]
    used: set[str]  # what became of it: chosen, printed, kept, plotted


class Validate(Event):
    """A cross-validation or a search: folds of the rows are scored by clones."""

    __slots__ = ("data", "estimator", "kind", "params", "target")
    estimator: Estimator | None
    data: Data
    target: Data | None
    kind: str  # score, search, predict, curve
    params: dict[str, Value]


class Choose(Event):
    """Something was chosen by scores: a maximum, a comparison, a best iteration."""

    __slots__ = ("how", "scores")
    scores: frozenset[Score]
    how: str


class Report(Event):
    """A search's own score left the program: printed, returned, stored."""

    __slots__ = ("estimator", "how")
    estimator: Estimator
    how: str


class Predict(Event):
    __slots__ = ("data", "estimator", "fit", "mode")
    estimator: Estimator
    data: Data
    fit: Fit | None
    mode: str  # of a network that is called: eval, train or, where neither was said, nothing


class Guard(Event):
    """An `if` or an assert: what follows depends on a test."""

    __slots__ = ("ends", "ordered", "value", "words")
    value: Value  # what the test evaluated to
    ordered: bool  # something is compared with a bound
    words: frozenset[str]  # names and texts of the test
    ends: str  # how one of its branches ends: raises, returns or, where the code goes on, nothing


class Load(Event):
    """An artefact or a table was loaded."""

    __slots__ = ("function", "params", "path")
    function: str
    path: Value | None
    params: dict[str, Value]


class Change(Event):
    """A function changed in place a table that it was given."""

    __slots__ = ("data", "how", "name")
    data: Data
    name: str  # of the parameter
    how: str


class Join(Event):
    """Two tables were joined, or a window slid over one."""

    __slots__ = ("data", "function", "params")
    function: str
    params: dict[str, Value]
    data: list[Data]


class Call(Event):
    """A library call that no other event tells of (a seed, a tracker)."""

    __slots__ = ("function", "params", "values")
    function: str
    params: dict[str, Value]
    values: list[Value]
