"""Edits of one statement: transform instead of fit_transform, arguments exchanged, names in order, no shuffle."""

import ast
from typing import Any

from mlwright.leakage.domain.rows import overlap
from mlwright.leakage.edits.moved import resampling_at
from mlwright.leakage.edits.statements import (
    Spot,
    editable,
    mentions,
    names_in,
    plain_lines,
    rewritten,
    spot_of,
    text_of,
)
from mlwright.leakage.edits.transformers import takes_new_rows
from mlwright.leakage.edits.wrapped import import_of
from mlwright.leakage.events import Score, Split
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Edit
from mlwright.leakage.knowledge.naming import TEST, TRAIN, VALID, words
from mlwright.leakage.rule import Hit

PARTS = TRAIN | TEST | VALID


def transform_only(hit: Hit, facts: Facts) -> Edit | None:
    """Use what the same object learned from the training rows just before."""
    spot, node = spot_of(facts.source, hit.node), hit.node
    fits = [fit for fit in facts.fits if fit.node is node]
    if (
        spot is None
        or not fits
        or not isinstance(node, ast.Call)
        or not isinstance(node.func, ast.Attribute)
        or node.keywords
    ):
        return None
    safe = takes_new_rows(fits[0].estimator)
    earlier = fits[0].estimator.fits[: fits[0].estimator.fits.index(fits[0])]
    if safe is None or not earlier or node.func.attr not in {"fit_transform", "fit"} or not node.args:
        return None
    for fit in fits:
        before = fit.estimator.fits[fit.estimator.fits.index(fit) - 1]
        if before.node is not earlier[-1].node or overlap(before.data.rows, fit.data.rows) != "disjoint":
            return None
    receiver = text_of(spot.source, node.func.value)
    if not _stands_before(spot, earlier[-1].node) or not isinstance(node.func.value, ast.Name | ast.Attribute):
        return None
    what = f"transform these rows with what {receiver} learned from the training rows"
    if node.func.attr == "fit":
        alone = isinstance(spot.statement, ast.Expr) and spot.statement.value is node and len(spot.block) > 1
        return _edit(spot, {}, what, safe, removed=True) if alone else None
    new = f"{receiver}.transform({text_of(spot.source, node.args[0])})"
    return _edit(spot, {node: new}, what, safe)


def _stands_before(spot: Spot, node: ast.AST) -> bool:
    """Whether a simple statement of the same block, earlier, holds the node."""
    return any(
        isinstance(item, ast.Assign | ast.Expr) and any(inner is node for inner in ast.walk(item))
        for item in spot.block[: spot.at]
    )


def left_alone(hit: Hit, facts: Facts) -> Edit | None:
    """Leave the evaluation part as it is."""
    spot = spot_of(facts.source, hit.node)
    found = resampling_at(spot, hit.node) if spot is not None else None
    if spot is None or found is None:
        return None
    targets, call = found
    sampler = getattr(call.func, "value", None)
    if isinstance(sampler, ast.Name):
        later = [item for item, _ in mentions(spot.scope, sampler.id) if item.lineno > (spot.statement.end_lineno or 0)]
        if later:
            return None
    what = f"leave {' and '.join(targets)} as they are"
    given = [text_of(spot.source, item) for item in call.args]
    if given == targets:
        return _edit(spot, {}, what, True, removed=True) if len(spot.block) > 1 else None
    return _edit(spot, {call: ", ".join(given)}, what, True)


def exchanged(hit: Hit, facts: Facts) -> Edit | None:
    """Give the truth first and the prediction second."""
    spot, node = spot_of(facts.source, hit.node), hit.node
    if spot is None or not isinstance(node, ast.Call):
        return None
    named = {item.arg: item.value for item in node.keywords}
    pair: list[ast.expr] = (
        list(node.args[:2]) if len(node.args) >= 2 else [named[key] for key in ("y_true", "y_pred") if key in named]
    )
    if len(pair) != 2 or any(isinstance(item, ast.Starred) for item in pair):
        return None
    first, second = (text_of(spot.source, item) for item in pair)
    sure = hit.confidence == "high" and any(isinstance(item, Score) and item.node is node for item in facts.scores)
    return _edit(spot, {pair[0]: second, pair[1]: first}, "give the truth first and the prediction second", sure)


def in_order(hit: Hit, facts: Facts) -> Edit | None:
    """Name the parts in the order in which they come."""
    spot = spot_of(facts.source, hit.node)
    split = next((split for split in facts.splits if split.node is hit.node), None)
    if (
        spot is None
        or split is None
        or not isinstance(spot.statement, ast.Assign)
        or spot.statement.value is not hit.node
    ):
        return None
    (*others, targets), call = spot.statement.targets, spot.statement.value
    if others or not isinstance(targets, ast.Tuple) or not isinstance(call, ast.Call):
        return None
    texts = [text_of(spot.source, item) for item in targets.elts]
    stems = _stems(texts)
    if stems is None or len(texts) != 2 * len(call.args):
        return None
    arrays = _arrays([text_of(spot.source, item) for item in call.args], list(stems))
    if arrays is None:
        return None
    ordered = [stems[stem][part] for stem in arrays for part in ("train", "rest")]
    if ordered == texts or sorted(ordered) != sorted(texts):
        return None
    changes: dict[ast.AST, str] = dict(zip(targets.elts, ordered, strict=True))
    return _edit(spot, changes, f"unpack as {', '.join(ordered)}", True)


def _stems(texts: list[str]) -> dict[str, dict[str, str]] | None:
    """`X_train` -> {"x": {"train": "X_train", ...}}; nothing where a name says no part, or says it twice."""
    found: dict[str, dict[str, str]] = {}
    for text in texts:
        said = words(text.rpartition(".")[2])
        parts = [word for word in said if word in PARTS]
        stem = "_".join(word for word in said if word not in PARTS)
        if len(parts) != 1:
            return None
        place = found.setdefault(stem, {})
        if place.setdefault("train" if parts[0] in TRAIN else "rest", text) is not text:
            return None
    return found if all(len(place) == 2 for place in found.values()) else None


def _arrays(given: list[str], stems: list[str]) -> list[str] | None:
    """The stems in the order of the arrays: by their names, or, where these say nothing, features first."""
    names = ["_".join(words(item.rpartition(".")[2])) for item in given]
    if sorted(names) == sorted(stems):
        return names
    if not set(names) & set(stems) and len(stems) == len(given) and stems[0].startswith("x"):
        return stems
    return None


def unshuffled(hit: Hit, facts: Facts) -> Edit | None:
    """Keep the order of the rows: the test part is the latest."""
    split = next((split for split in facts.splits if split.node is hit.node), None)
    node = hit.node
    if split is not None and split.kind == "train_test_split":
        return _cut(hit, facts, split) if isinstance(node, ast.Call) else None
    return _later_folds(hit, facts)


def _cut(hit: Hit, facts: Facts, split: Split) -> Edit | None:
    spot, node = spot_of(facts.source, hit.node), hit.node
    name = getattr(getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", ""))
    if spot is None or not isinstance(node, ast.Call) or name != "train_test_split" or not node.args:
        return None
    named = {item.arg: item.value for item in node.keywords}
    if {None, "stratify"} & set(named) or any(isinstance(item, ast.Starred) for item in node.args):
        return None
    if not any({"sorted", "timeindex"} & data.flags and "shuffled" not in data.flags for data in split.data):
        return None
    safe = any("sorted" in data.flags for data in split.data)
    what = "keep the order of time: the test part is the latest"
    if "shuffle" in named:
        return _edit(spot, {named["shuffle"]: "False"}, what, safe)
    last = max((*node.args, *named.values()), key=lambda item: (item.end_lineno or 0, item.end_col_offset or 0))
    return _edit(spot, {last: f"{text_of(spot.source, last)}, shuffle=False"}, what, safe)


def _later_folds(hit: Hit, facts: Facts) -> Edit | None:
    """Folds that always lie behind what was fitted; the scores then mean something else, so it is not safe."""
    source: Any = facts.source
    made = [
        item
        for item in ast.walk(source.tree)
        if isinstance(item, ast.Call) and getattr(item.func, "id", "") in {"KFold", "StratifiedKFold"}
    ]
    if len(made) != 1 or hit.source is not source or "cross_val_predict" in names_in(source.tree):
        return None
    spot = spot_of(source, made[0])
    named = {item.arg: item.value for item in made[0].keywords}
    if spot is None or None in named:
        return None
    count = made[0].args[0] if made[0].args else named.get("n_splits")
    start = spot.statement.lineno
    wanted = import_of(source, "sklearn.model_selection", "TimeSeriesSplit", start)
    change: dict[ast.AST, str] = {made[0]: f"{wanted.name}({text_of(source, count) if count is not None else ''})"}
    first = start if wanted.line is None else wanted.line + 1
    last = spot.statement.end_lineno or start
    if (
        not isinstance(spot.statement, ast.Assign | ast.Expr)
        or not plain_lines(source, [spot.statement])
        or not editable(source, first, last)
    ):
        return None
    head = [wanted.text] if wanted.text else []
    if wanted.text and wanted.line == start - 1:
        head = [spot.indent + wanted.text]
    text = "\n".join([*head, rewritten(source, first, last, change)]) + "\n"
    return Edit(first, last, text, "use folds that lie behind what is fitted: TimeSeriesSplit", False)


def _edit(spot: Spot, changes: dict[ast.AST, str], what: str, safe: bool, removed: bool = False) -> Edit | None:
    """The statement's lines with changes, or without the statement."""
    first, last = spot.statement.lineno, spot.statement.end_lineno or 0
    nodes: Any = list(changes)
    if nodes:
        # of a compound statement only the lines that change
        first, last = min(node.lineno for node in nodes), max(node.end_lineno for node in nodes)
    if not editable(spot.source, first, last) or (removed and not plain_lines(spot.source, [spot.statement])):
        return None
    return Edit(first, last, "" if removed else rewritten(spot.source, first, last, changes) + "\n", what, safe)
