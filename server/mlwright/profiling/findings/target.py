"""The column to predict: which could be it, whether it is fit, and what task it makes."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mlwright.errors import TargetError, quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.findings import goals
from mlwright.profiling.findings.names import word_set, words
from mlwright.specs import Column, Hint, TargetCandidate, Value
from mlwright.specs.profile import Task

FEWEST_ROWS = 20
_FEW_LEVELS, _FEW_GRADES, _MOST_CANDIDATES = 10, 20, 10
_TARGET_WORDS = word_set(
    """
    target label class y churn churned default defaulted outcome survived survival price quality sales response
    result diagnosis fraud species score grade rating cnt count demand status converted clicked 여부 목표"""
)
_UNFIT = {"id": "names rows", "counter": "counts rows", "constant": "never varies", "empty": "holds nothing"}


@dataclass(frozen=True)
class Chosen:
    """The task a target makes, why, and its classes."""

    task: Task
    why: str
    classes: tuple[Value, ...] = ()
    positive: str | None = None


def rank_candidates(columns: Sequence[Column], hints: Sequence[Hint], goal: str) -> tuple[TargetCandidate, ...]:
    """Columns that could be the target, the most likely first."""
    unfit = {hint.column: hint.code for hint in hints if hint.sure and hint.code in _UNFIT}
    found = []
    for column in columns:
        if column.kind in ("empty", "date", "text") or column.name in unfit or column.distinct < 2:
            continue
        reasons = list(_reasons(column, len(columns), goal))
        if reasons:
            score = round(sum(points for points, _ in reasons), 2)
            texts = tuple(reason for _, reason in reasons)
            found.append(TargetCandidate(name=column.name, score=score, reasons=texts))
    return tuple(sorted(found, key=lambda candidate: -candidate.score)[:_MOST_CANDIDATES])


def _reasons(column: Column, columns: int, goal: str) -> list[tuple[float, str]]:
    found = []
    if mention := goals.mentions(goal, column.name):
        found.append(mention)
    known = [word for word in words(column.name) if word in _TARGET_WORDS] or [
        word for word in _TARGET_WORDS if not word.isascii() and column.name.endswith(word)
    ]
    if known:
        found.append((2.0, f"its name says {quoted(known[0])}"))
    if column.position == columns - 1:
        found.append((1.0, "it is the last column"))
    if column.position == 0:
        found.append((0.25, "it is the first column"))
    if 2 <= column.distinct <= _FEW_LEVELS:
        found.append((0.5, f"it has {column.distinct} distinct values"))
    return found


def find_target(columns: Sequence[Column], name: str) -> Column:
    """The column of that name; TargetError with the nearest names when there is none."""
    names = {column.name: column for column in columns}
    if name in names:
        return names[name]
    folded = {other.casefold().strip(): other for other in names}
    near = [folded[match] for match in difflib.get_close_matches(name.casefold().strip(), list(folded), 3, 0.5)]
    hint = f"Did you mean {' or '.join(quoted(match) for match in near)}?" if near else ""
    shown = ", ".join(quoted(other, 60) for other in list(names)[:12])
    raise TargetError(f"There is no column {quoted(name)}.", hint or f"Columns are {shown}.")


def check_target(column: Column, rows: int) -> None:
    """Raise TargetError for a column nothing can be learned about."""
    name, present = quoted(column.name), rows - column.missing
    if present == 0:
        raise TargetError(f"The target {name} is missing in all {rows:,} rows.", "Choose another column.")
    if column.distinct == 1:
        only = quoted(column.top[0].value if column.top else "")
        raise TargetError(f"The target {name} is constant: every row holds {only}.", "Choose another column.")
    if present < FEWEST_ROWS:
        raise TargetError(
            f"The target {name} is known in {present} rows; at least {FEWEST_ROWS} are needed.", "Gather more rows."
        )
    if column.kind == "date":
        raise TargetError(f"The target {name} is a date.", "Turn it into a number of days, or choose another column.")
    if column.kind in ("text", "category") and column.distinct > 0.9 * present:
        raise TargetError(
            f"The target {name} holds text that differs in nearly every row ({column.distinct:,} values in "
            f"{present:,} rows).",
            "Choose a column with repeated labels or with numbers.",
        )


def choose_task(
    column: Column, classes: tuple[Value, ...], goal: str, task: Task | None, series: Floats | None, alone: bool
) -> Chosen:
    """Task of a fit target.

    Args:
        column: the target.
        classes: its levels, most frequent first (may be cut for numbers with many).
        goal: the user's words.
        task: what the caller asks for; wins unless the target contradicts it.
        series: moments of the only date column in seconds, or None.
        alone: whether nothing but that date column stands beside the target.

    Raises:
        TargetError: a task that contradicts the target or the goal; a class with a single row.
    """
    inferred, why = _infer(column, goal, series, alone)
    chosen: Task = task or inferred
    if task is not None:
        _check_fit(column, task, series)
        why = "it was asked for" if task != inferred else f"it was asked for, and {why}"
    goals.refuse_contradiction(goal, chosen, column.name, column.kind != "number")
    if chosen in ("regression", "forecasting"):
        return Chosen(chosen, why)
    classes = tuple(Value(value=label(column, item.value), count=item.count) for item in classes)
    _check_classes(column, classes)
    if chosen == "multiclass":
        return Chosen(chosen, why, classes)
    labels = [item.value for item in classes]
    return Chosen(chosen, why, classes, goals.positive_class(goal, column.name, labels, rarest=labels[-1]))


def label(column: Column, text: str) -> str:
    """A label as it stands in the file; numbers without superfluous zeros (`1.0` → `1`)."""
    if column.kind != "number" or column.unit is not None:
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def regular(moments: Floats) -> bool:
    """Each moment once and in steps of nearly one length; months and years vary by a tenth."""
    steps = np.diff(np.sort(moments[np.isfinite(moments)]))
    if len(steps) < 2 or not np.isfinite(moments).all() or steps.min() <= 0:
        return False
    middle = float(np.median(steps))
    return bool(steps.min() >= 0.85 * middle and steps.max() <= 1.15 * middle)


def _infer(column: Column, goal: str, series: Floats | None, alone: bool) -> tuple[Task, str]:
    name, levels = quoted(column.name), column.distinct
    if levels == 2:
        return "binary", f"{name} has two values"
    if column.kind != "number":
        return "multiclass", f"{name} has {levels:,} labels"
    if alone and series is not None and regular(series):
        return "forecasting", f"the table is one series: {name} at regular, different dates and nothing else"
    whole = column.number is not None and column.number.integer
    graded = goals.says_classes(goal) or goals.says_classes(column.name)
    if whole and not goals.says_amounts(goal):
        if levels <= _FEW_LEVELS:
            return "multiclass", f"{name} has {levels} whole numbers only"
        if levels <= _FEW_GRADES and graded:
            return "multiclass", f"{name} has {levels} whole numbers, and the words around it speak of classes"
    return "regression", f"{name} holds numbers with {levels:,} values"


def _check_fit(column: Column, task: Task, series: Floats | None) -> None:
    name = quoted(column.name)
    if task in ("regression", "forecasting") and column.kind != "number":
        some = ", ".join(quoted(item.value, 40) for item in column.top[:3])
        raise TargetError(f"{task} needs numbers, but {name} holds labels ({some}).", "Ask for multiclass or binary.")
    if task == "forecasting" and series is None:
        raise TargetError(
            "Forecasting needs one date column that is complete.", "Ask for regression, or add the date of each row."
        )
    if task == "binary" and column.distinct != 2:
        raise TargetError(
            f"binary needs two classes, but {name} has {column.distinct:,} values.", "Ask for multiclass."
        )
    if task == "multiclass" and column.distinct == 2:
        raise TargetError(f"multiclass needs three classes or more, but {name} has two.", "Ask for binary.")


def _check_classes(column: Column, classes: tuple[Value, ...]) -> None:
    single = [item for item in classes if item.count < 2]
    if single:
        more = f" (and {len(single) - 3} more)" if len(single) > 3 else ""
        shown = ", ".join(f"class {quoted(item.value, 60)} has {item.count} row" for item in single[:3])
        raise TargetError(
            f"In the target {quoted(column.name)} {shown}{more}; each class needs at least two.",
            "Merge rare classes, drop their rows, or ask for regression if these are amounts.",
        )
