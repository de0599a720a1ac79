"""The target as it stands: rare classes, blanks, codes for "not known", skew."""

from collections.abc import Iterator

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.missing import looks_like_code
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.figures import looked_at
from mlwright.profiling.findings.names import word_set
from mlwright.specs import Finding, TargetProfile, found

_RARE, _SKEWED, _OFTEN = 0.1, 1.0, 5
"""A skew above 1 is called high by custom (Bulmer 1979)."""
_UNKNOWN = word_set("unknown unk undefined missing tbd unlabeled unlabelled unclear n.a. n.a na none? -") | {
    "not known",
    "not available",
}


def state_of_target(target: TargetProfile, view: View, rows: int) -> Iterator[Finding]:
    """Findings about the target alone."""
    yield from _blanks(target, view)
    yield from _codes(target, view, looked_at(len(view.codes), rows))
    if target.classes:
        yield from _balance(target)
    if target.task == "multiclass" and view.column.kind == "number":
        message = f"{quoted(target.name, 60)} holds {len(target.classes)} whole numbers, read as classes"
        yield found("could_be_regression", message, (target.name,))
    if target.task == "regression" and view.values is not None:
        yield from _skew(target.name, view)


def _blanks(target: TargetProfile, view: View) -> Iterator[Finding]:
    # rows that hold a code are told as such
    blank = not all(map(_is_number, view.column.missing_codes)) or "" in view.cells.texts
    if target.missing and (blank or not view.column.missing_codes):
        rows = "row" if target.missing == 1 else "rows"
        message = f"{quoted(target.name, 60)} is missing in {target.missing:,} {rows}; nothing is learned there"
        yield found("target_missing", message, (target.name,))


def _balance(target: TargetProfile) -> Iterator[Finding]:
    total = sum(item.count for item in target.classes)
    # with many classes an even share is small already
    rare = [item for item in target.classes if item.count < min(_RARE, 0.5 / len(target.classes)) * total]
    if rare:
        rare.sort(key=lambda item: item.count)
        shown = ", ".join(
            f"{item.count:,} ({item.count / total:.1%}) are {quoted(item.value, 24)}" for item in rare[:3]
        )
        more = f" and {len(rare) - 3} more" if len(rare) > 3 else ""
        yield found("class_imbalance", f"of {total:,} rows {shown}{more}", (target.name,))


def _codes(target: TargetProfile, view: View, among: str) -> Iterator[Finding]:
    """Numbers or labels in the target that people type for "not known"."""
    codes = [text for text in view.column.missing_codes if _is_number(text)]
    if codes:
        shown = ", ".join(quoted(text, 20) for text in codes[:3])
        message = f"{shown} stands among the values of {quoted(target.name, 40)} in up to {target.missing:,} rows"
        yield found("target_sentinel", message, (target.name,))
        return
    for item in target.classes:
        if item.value.casefold().strip() in _UNKNOWN:
            message = f"{item.count:,} rows are of the class {quoted(item.value, 40)}, which is no answer"
            yield found("target_sentinel", message, (target.name,))
    if view.values is not None and not target.classes:
        yield from _far_code(target.name, view.values, among)


def _far_code(name: str, values: Floats, among: str) -> Iterator[Finding]:
    """An extreme value that repeats, is written like a code, and lies further out than the rest spans."""
    present = values[np.isfinite(values)]
    distinct, counts = np.unique(present, return_counts=True)
    if len(distinct) < 10:
        return
    usual = float(np.median(counts))
    for end, rest in ((0, distinct[1:]), (-1, distinct[:-1])):
        code, rows = float(distinct[end]), int(counts[end])
        far = min(abs(code - rest[0]), abs(code - rest[-1])) > rest[-1] - rest[0]
        # next to the others it has to stand out by its count
        odd = code < 0 <= rest[0] and rows >= _OFTEN * usual
        if rows >= 3 and (far or odd) and (looks_like_code(code) or code in range(-9, 0)):
            message = f"{rows:,} rows hold {code:.0f}{among}; the others lie in {rest[0]:.6g} to {rest[-1]:.6g}"
            yield found("target_sentinel", message, (name,))


def _is_number(text: str) -> bool:
    try:
        return bool(np.isfinite(float(text.replace(",", "."))))
    except ValueError:
        return False


def _skew(name: str, view: View) -> Iterator[Finding]:
    number = view.column.number
    if number is None or number.skew is None or abs(number.skew) <= _SKEWED or view.column.distinct <= 10:
        return
    values = view.values if view.values is not None else np.empty(0)
    present = values[np.isfinite(values)]
    logs = ""
    if number.skew > 0 and len(present) and present.min() > 0:
        drawn = np.log(present) - np.log(present).mean()
        spread = float(np.sqrt(np.mean(drawn**2)))
        logs = f"; {round(float(np.mean(drawn**3)) / spread**3, 1) + 0.0:+.1f} as a logarithm" if spread > 0 else ""
    yield found("target_skew", f"{quoted(name, 60)} has a skew of {number.skew:+.1f}{logs}", (name,))
