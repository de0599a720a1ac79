"""How the parts were cut: entities on both sides (LK501), times that overlap (LK403), a part too small (HY706)."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from mlwright.auditing.parts import Parts, shown
from mlwright.errors import quoted
from mlwright.specs.data_review import DataFinding, Level

_FEWEST_TEST, _FEWEST_CLASS = 100, 10
"""Of 100 rows, an accuracy has a standard error of up to five points; of ten rows of a class, recall one of sixteen."""
_OVERLAP = 0.05
"""A few late rows are clock skew; more are a random split."""


def entities(parts: Parts) -> Iterator[DataFinding]:
    """The same entity on both sides: the model recognises it instead of generalising."""
    frame = parts.learned_from
    for column, sure in parts.hinted("group", "id").items():
        if column == parts.target or column not in frame.columns:
            continue
        if parts.whole:
            if column in parts.hinted("group"):
                yield _ask_for_groups(parts, column, sure)
            continue
        known = set(frame[column].astype("str")) - {"", "nan", "NaT"}
        for name, part in parts.others:
            if column in part.columns:
                yield from _shared(parts, column, sure, name, np.asarray(part[column].astype("str").isin(known)))


def _shared(parts: Parts, column: str, sure: bool, name: str, same: np.ndarray) -> Iterator[DataFinding]:
    if not same.any():
        return
    part = parts.frames[name]
    count, entities = int(same.sum()), part[column][same].nunique()
    unique = column in parts.hinted("id")
    # numbers from 1 in each file name nothing beyond the file
    counted = unique and pd.api.types.is_numeric_dtype(part[column].dtype)
    yield DataFinding(
        code="LK501",
        name="same records in two parts" if unique else "entities in two parts",
        severity="low" if counted else "high" if sure else "medium",
        confidence="low" if counted or not sure else "high",
        columns=(column,),
        count=count,
        total=len(part),
        message=(
            f"{count:,} of {len(part):,} rows of the {name} part belong to {entities:,} values of {quoted(column)} "
            "that the training part holds too."
        ),
        remedy=f"split by {quoted(column)} (GroupKFold, GroupShuffleSplit), so that each is in one part",
        evidence=shown(name, part, np.flatnonzero(same), [column]),
    )


def _ask_for_groups(parts: Parts, column: str, sure: bool) -> DataFinding:
    frame = parts.learned_from
    return DataFinding(
        code="LK501",
        name="entities before a split",
        severity="low",  # nothing is wrong before the split is made: this asks how it will be
        confidence="medium" if sure else "low",
        columns=(column,),
        count=int(frame[column].nunique()),
        total=len(frame),
        message=(
            f"Is the model for new values of {quoted(column)}? Rows of the same one repeat, and a random split puts it "
            "on both sides."
        ),
        remedy=f"split by group: GroupKFold or GroupShuffleSplit with groups={quoted(column)}",
    )


def times(parts: Parts) -> Iterator[DataFinding]:
    """A later part that begins before the training part ends."""
    ordered = {name for name, sure in parts.hinted("time").items() if sure} | {parts.profile.time_ordered_by}
    frame = parts.learned_from
    if parts.whole:
        return
    for column in frame.columns:
        if not pd.api.types.is_datetime64_any_dtype(frame[column].dtype):
            continue
        last = frame[column].max()
        for name, part in parts.others:
            if column not in part.columns or pd.isna(last):
                continue
            early = np.asarray(part[column] < last)
            sure: Level = "medium" if column in ordered else "low"
            if early.sum() > _OVERLAP * len(part):
                yield DataFinding(
                    code="LK403",
                    name="times overlap",
                    severity=sure,
                    confidence=sure,
                    columns=(column,),
                    count=int(early.sum()),
                    total=len(part),
                    message=(
                        f"{int(early.sum()):,} of {len(part):,} rows of the {name} part lie before {last}, where "
                        f"{quoted(column)} of the training part ends: the model learns from later rows."
                    ),
                    remedy=f"if the future is to be predicted, cut by {quoted(column)} instead of at random",
                    evidence=shown(name, part, np.flatnonzero(early), [column]),
                )


def sizes(parts: Parts) -> Iterator[DataFinding]:
    """A test part too small for its score to mean much, as a whole or for one class."""
    task = parts.profile.target.task if parts.profile.target else ""
    for name, part in parts.others:
        if len(part) < _FEWEST_TEST:
            yield _small(len(part), len(part), (), f"The {name} part has {len(part):,} rows")
        if parts.target is None or parts.target not in part.columns or task not in ("binary", "multiclass"):
            continue
        counts = part[parts.target].value_counts()
        for label in sorted(set(parts.learned_from[parts.target]) - {""}, key=str):
            rows = int(counts.get(label, 0))
            if rows < _FEWEST_CLASS:
                said = f"Class {quoted(label, 60)} has {rows} rows in the {name} part"
                yield _small(rows, len(part), (parts.target,), said)


def _small(count: int, total: int, columns: tuple[str, ...], said: str) -> DataFinding:
    return DataFinding(
        code="HY706",
        name="tiny test part",
        severity="low",
        confidence="high",
        columns=columns,
        count=count,
        total=total,
        message=f"{said}: its score is mostly luck.",
        remedy="cross-validate, stratify the split, or state the interval beside the score",
    )
