"""Small papers for tests: a table on disk and the spec and profile that describe it."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from mlwright.specs import Column, Feature, FeatureSpec, Figures, NumberStats, Profile, Source, Split
from mlwright.specs.profile import Task
from mlwright.tabular.table import as_label


def source_of(path: Path) -> Source:
    """A comma separated UTF-8 table."""
    data = path.read_bytes()
    return Source(path=str(path), sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))


def spec_of(
    path: Path,
    target: str,
    task: Task,
    features: Sequence[Feature],
    *,
    split: Split | None = None,
    positive: str | None = None,
    goal: str = "a goal",
) -> FeatureSpec:
    """A spec for a table on disk; classes are counted from it."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    classes: tuple[str, ...] = ()
    if task in ("binary", "multiclass"):
        labels = as_label(frame[target])
        classes = tuple(labels[labels != ""].value_counts(sort=True).sort_index(kind="stable").index)
    rule = split or Split(strategy="stratified" if classes else "random", reason="rows are independent", folds=3)
    return FeatureSpec(
        goal=goal,
        target=target,
        task=task,
        classes=classes,
        positive=positive or (classes[-1] if task == "binary" else None),
        source=source_of(path),
        rows=len(frame),
        features=tuple(features),
        split=rule,
    )


def profile_of(spec: FeatureSpec, *, skew: float = 0.0) -> Profile:
    """The little of a profile that writing a config looks at."""
    stats = NumberStats(min=1, max=9, mean=5, sd=1, median=5, q25=4, q75=6, skew=skew, zeros=0, integer=False)
    column = Column(name=spec.target, position=0, kind="number", missing=0, missing_share=0, distinct=9, number=stats)
    return Profile(
        source=spec.source, rows=spec.rows, columns=(column,), duplicate_rows=0, figures=Figures(sampled_rows=spec.rows)
    )


def number(name: str, **more: object) -> Feature:
    """A plain number."""
    return Feature.model_validate({"name": name, "kind": "number", "encode": "number", "why": "a test", **more})


def levels(name: str, **more: object) -> Feature:
    """A column of few levels."""
    return Feature.model_validate({"name": name, "kind": "category", "encode": "levels", "why": "a test", **more})
