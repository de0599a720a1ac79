"""What a model is asked to learn from what: features and label of each fit, and whether one is hidden in the other."""

import ast
from typing import TYPE_CHECKING, NamedTuple

from mlwright.leakage.domain.values import Columns, Constant, Data, Estimator, Items, Value
from mlwright.leakage.events import Fit, Validate
from mlwright.leakage.findings import Level

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts

JUDGED = frozenset({"model", "network", "pipeline", "wrapper", "search"})
MOVED = frozenset({"lag", "past", "windows", "ahead", "behind"})
PICKERS = frozenset({"ColumnTransformer", "make_column_transformer", "DataFrameMapper"})


class Task(NamedTuple):
    """Features, a label and the model that is to find one in the other."""

    event: Fit | Validate
    data: Data
    target: Data
    names: frozenset[str]  # what the label is called; empty where it has no name

    @property
    def aligned(self) -> bool:
        """Whether each row of the features carries its own label, not a later or an earlier one."""
        moved = MOVED & (self.data.flags | self.target.flags)
        return (
            self.data.rows == self.target.rows and not moved and self.target.future is None and self.data.future is None
        )

    @property
    def place(self) -> ast.AST | None:
        """Where the features were chosen: the last choice of columns, or else the split that they went through."""
        columns = self.data.columns
        if columns is not None:
            added = [columns.places[name] for name in self.names if name in columns.places]
            chosen = columns.chosen
            if chosen is not None:
                later = [node for node in added if _line(node) > _line(chosen)]
                return later[-1] if later else chosen
        parted = any(cut.key.kind == "split" for piece in self.data.rows for cut in piece.cuts)
        return self.data.node if parted else None


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0))


def tasks(facts: "Facts") -> list[Task]:
    """Every supervised fit and validation, once for each pair of features and label."""
    found: dict[tuple[int, ...], Task] = {}
    events: list[Fit | Validate] = [*facts.fits, *facts.validations]
    for event in events:
        estimator = event.estimator
        if event.target is None or (estimator is not None and estimator.role not in JUDGED):
            continue
        found.setdefault(
            (id(event.node), id(event.data), id(event.target)),
            Task(event, event.data, event.target, names_of(event.target)),
        )
    return list(found.values())


def names_of(target: Data) -> frozenset[str]:
    """The columns that a label consists of."""
    if "argument" in target.flags and not target.deps:
        return frozenset()
    if target.columns is not None and target.columns.known:
        return frozenset(target.columns.known)
    if target.name:
        return frozenset((target.name,))
    return target.deps if len(target.deps) == 1 else frozenset()


def contained(task: Task) -> tuple[str, Level] | None:
    """The label's own column among the features, and how sure that is."""
    columns = task.data.columns
    if columns is None or not task.aligned or not reaches(task):
        return None
    for name in sorted(task.names):
        level = (
            _has_position(columns, int(name[1:]))
            if by_position(name)
            else "high"
            if surely_has(columns, name)
            else None
        )
        if level is not None:
            return name, level
    return None


def by_position(name: str) -> bool:
    """Whether a name stands for a position, as in `table[:, 3]`; a column may itself be called `# rooms`."""
    return name.startswith("#") and name[1:].removeprefix("-").isdecimal()


def surely_has(columns: Columns, name: str) -> bool:
    """Whether a column is there by all that the code says; not where columns may have changed unseen."""
    if columns.span is not None:
        return False
    if columns.known is not None:
        return name in columns.known
    return (columns.trusted or name in columns.sure) and name not in columns.dropped


def _has_position(columns: Columns, place: int) -> Level | None:
    low, high = columns.span if columns.span is not None else (None, None)
    if columns.span is None and (columns.known is not None or columns.dropped or not columns.trusted):
        return None
    if columns.span == (0, 0) or (low or 0) < 0:
        return None
    if place < 0:
        return "high" if high is None or (high < 0 and place < high) else None
    if place < (low or 0) or (high is not None and 0 <= high <= place):
        return None
    if high is None or high > 0:
        return "high"
    return "medium" if _width(columns) + high > place else None


def _width(columns: Columns) -> int:
    """How many columns there are at least, by what was asked of the table anywhere."""
    positions = [item for item in columns.seen if isinstance(item, int)]
    return max(max(positions, default=-1) + 1, sum(isinstance(item, str) for item in columns.seen))


def reaches(task: Task) -> bool:
    """Whether the model sees all columns: a column transformer hands on only those it names."""
    estimator = task.event.estimator
    pickers = [step for step in _steps(estimator) if step.klass in PICKERS] if estimator is not None else []
    for picker in pickers:
        rest = picker.params.get("remainder")
        if not (isinstance(rest, Constant) and rest.value == "passthrough") and not task.names & _words(
            list(picker.params.values())
        ):
            return False
    return True


def _steps(estimator: Estimator, depth: int = 4) -> list[Estimator]:
    return [estimator, *(inner for step in estimator.steps for inner in (_steps(step, depth - 1) if depth else ()))]


def _words(values: list[Value]) -> set[str]:
    found: set[str] = set()
    for value in values:
        if isinstance(value, Constant) and isinstance(value.value, str):
            found.add(value.value)
        elif isinstance(value, Items):
            found |= _words(value.items)
    return found
