"""Rows in an order of time: what shows it, which splits ignore it, what looks ahead."""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from mlwright.leakage.domain.rows import overlap, separating
from mlwright.leakage.domain.values import Constant, Data, Splitter, Value
from mlwright.leakage.events import Event, Split, Validate
from mlwright.leakage.findings import Level
from mlwright.leakage.rule import lower

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts

ALWAYS_RANDOM = frozenset({"ShuffleSplit", "StratifiedShuffleSplit", "RepeatedKFold", "RepeatedStratifiedKFold"})
SHUFFLING = frozenset({"KFold", "StratifiedKFold"})
SHOWS: tuple[tuple[str, Level, str], ...] = (
    ("lag", "high", "they carry values of earlier rows"),
    ("past", "high", "they carry averages of earlier rows"),
    ("ordered", "medium", "they follow one another in time"),
    ("sorted", "medium", "they are sorted by time"),
    ("timeindex", "low", "their index is a time"),
)


class Draw(NamedTuple):
    """Rows are parted at random."""

    event: Event
    source: Any
    node: ast.AST
    datas: tuple[Data, ...]
    groups: Data | None
    shuffled: bool  # blocks of neighbouring rows otherwise


def draws(facts: "Facts") -> list[Draw]:
    """Every split and every set of folds that pays no heed to what rows belong together."""
    found = []
    for split in facts.splits:
        if split.kind in {"train_test_split", "random_split", "randomSplit"}:
            if not _is(split.params.get("shuffle"), False):
                datas = (*split.data, *_labels(split.data))
                found.append(Draw(split, split.source, split.node, datas, split.groups, True))
        elif split.kind == "sample" and _parts_scores(facts, split):
            found.append(Draw(split, split.source, split.node, tuple(split.data), None, True))
        elif split.kind == "folds":
            klass = str(getattr(split.params.get("splitter"), "value", ""))
            if klass in ALWAYS_RANDOM | SHUFFLING:
                found.append(
                    Draw(
                        split, split.source, split.node, tuple(split.data), split.groups, _shuffles(klass, split.params)
                    )
                )
    for event in facts.validations:
        splitter = _splitter(event)
        if splitter is not None and splitter.klass in ALWAYS_RANDOM | SHUFFLING:
            datas = (event.data, *([event.target] if event.target is not None else []))
            groups = event.params.get("groups")
            shuffled = _shuffles(splitter.klass, splitter.params)
            found.append(
                Draw(event, event.source, event.node, datas, groups if isinstance(groups, Data) else None, shuffled)
            )
    return found


def _parts_scores(facts: "Facts", split: Split) -> bool:
    """Whether a sample and what it leaves are fitted and scored: then it is a split."""
    return any(split.key in separating(score.data.rows, fit.data.rows) for score in facts.scores for fit in score.fits)


def _labels(datas: list[Data]) -> list[Data]:
    return [data.label for data in datas if data.label is not None]


def _splitter(event: Validate) -> Splitter | None:
    found = event.params.get("cv")
    return found if isinstance(found, Splitter) else None


def _shuffles(klass: str, params: dict[str, Value]) -> bool:
    return klass in ALWAYS_RANDOM or (klass in SHUFFLING and _is(params.get("shuffle"), True))


def _is(value: Value | None, constant: bool) -> bool:
    return isinstance(value, Constant) and value.value is constant


# -- what shows the order -------------------------------------------------------------------------------------


def flags_of(data: Data) -> frozenset[str]:
    """Flags of a table and of every column that the code put into it."""
    found = data.flags
    if data.columns is not None:
        for value in data.columns.assigned.values():
            found |= value.flags - {"sorted", "timeindex"}
    return found


def looks_ahead(data: Data) -> bool:
    return data.future is not None or (
        data.columns is not None and any(item.future is not None for item in data.columns.assigned.values())
    )


def order_shown(facts: "Facts", draw: Draw) -> tuple[Level, str] | None:
    """How surely the rows of a random draw come in an order of time, and what says so."""
    if not draw.shuffled:
        return None
    flags: frozenset[str] = frozenset().union(*(flags_of(data) for data in draw.datas))
    if "shuffled" in flags and not flags & {"lag", "past"}:
        return None
    found: tuple[Level, str] | None = None
    if any(looks_ahead(data) for data in draw.datas):
        found = "high", "their label is a later row's value"
    else:
        found = next(((level, why) for flag, level, why in SHOWS if flag in flags), None)
    if found is not None and inside_training(facts, draw):
        return lower(found[0], "low"), found[1]
    return found


def inside_training(facts: "Facts", draw: Draw) -> bool:
    """Whether the drawn rows were cut off by time before, and the rest is what the score is taken on."""
    rows = draw.datas[0].rows if draw.datas else frozenset()
    if not any(cut.key.kind in {"slice", "mask"} for piece in rows for cut in piece.cuts):
        return False
    family = {piece.source for piece in rows}
    return any(
        {piece.source for piece in score.data.rows} & family and overlap(score.data.rows, rows) == "disjoint"
        for score in facts.scores
    )


def windowed(draw: Draw) -> bool:
    return draw.shuffled and any("windows" in data.flags for data in draw.datas)


# -- features that look ahead ---------------------------------------------------------------------------------


class Ahead(NamedTuple):
    """A feature that holds a later row's value."""

    name: str
    node: ast.AST
    confidence: Level


def ahead(data: Data, target: Data, names: frozenset[str], columns: Iterator[tuple[str, Data]]) -> Iterator[Ahead]:
    """Features that look ahead of the row they stand in, unless they are what is to be forecast."""
    if data.future is not None and target.future is None:
        yield Ahead(data.name or data.text or "the features", data.future, "medium")
    if "ahead" in data.flags and "behind" in target.flags and "behind" not in data.flags and data.node is not None:
        yield Ahead(data.text or "the features", data.node, "medium")
    for name, value in columns:
        if value.future is not None and name not in names:
            yield Ahead(name, value.future, "high")


__all__ = ["Ahead", "Draw", "Split", "ahead", "draws", "inside_training", "order_shown", "windowed"]
