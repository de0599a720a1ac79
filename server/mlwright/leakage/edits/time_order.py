"""Rows in an order of time are kept in it."""

import ast
from typing import Any

from mlwright.leakage.edits.imports import import_of
from mlwright.leakage.edits.names import names_in
from mlwright.leakage.edits.restated import restated
from mlwright.leakage.edits.statements import spot_of
from mlwright.leakage.edits.text import editable, plain_lines, rewritten, text_of
from mlwright.leakage.events import Split
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Edit
from mlwright.leakage.rule import Hit


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
        return restated(spot, {named["shuffle"]: "False"}, what, safe)
    last = max((*node.args, *named.values()), key=lambda item: (item.end_lineno or 0, item.end_col_offset or 0))
    return restated(spot, {last: f"{text_of(spot.source, last)}, shuffle=False"}, what, safe)


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
