"""What learned, or was resampled, from all rows before a split is moved below it."""

import ast
from typing import NamedTuple

from mlwright.leakage.edits.learning import learning_at, resampling_at
from mlwright.leakage.edits.names import mentions, names_in, only_read, taken
from mlwright.leakage.edits.statements import Spot, spot_of
from mlwright.leakage.edits.text import comment_of, editable, plain_lines, rewritten, text_of
from mlwright.leakage.edits.transformers import name_for, takes_new_rows
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Edit
from mlwright.leakage.rule import Hit


class Parting(NamedTuple):
    """`a, b, c, d = train_test_split(X, y)`."""

    at: int
    statement: ast.Assign
    call: ast.Call
    targets: list[ast.expr]


def learn_after(hit: Hit, facts: Facts) -> Edit | None:
    """Fit on the training part below the split, and transform both parts."""
    spot = spot_of(facts.source, hit.node)
    fit = next((fit for fit in facts.fits if fit.node is hit.node), None)
    if spot is None or fit is None or spot.looped:
        return None
    safe = takes_new_rows(fit.estimator)
    learning = learning_at(spot, hit.node)
    if learning is None or safe is None:
        return None
    given = {learning.name: learning.given}
    parting = _parting(spot, spot.at + learning.statements, given)
    if parting is None or not _untouched(spot, learning.statements, parting, given, learning.receiver, learning.label):
        return None
    places = {item.id: i for i, item in enumerate(parting.call.args) if isinstance(item, ast.Name)}
    if learning.name in {
        word.id for keyword in parting.call.keywords for word in ast.walk(keyword) if isinstance(word, ast.Name)
    }:
        return None
    label = ""
    if learning.label is not None:
        if not isinstance(learning.label, ast.Name) or learning.label.id not in places:
            return None
        label = f", {text_of(spot.source, parting.targets[2 * places[learning.label.id]])}"
    source, at = spot.source, places[learning.name]
    train, test = (text_of(source, item) for item in parting.targets[2 * at : 2 * at + 2])
    receiver, after = text_of(source, learning.receiver), []
    if isinstance(learning.receiver, ast.Call):
        name = name_for(fit.estimator.klass, taken(source.tree))
        if name is None:
            return None
        after.append(f"{name} = {receiver}")
        receiver = name
    after += [f"{train} = {receiver}.fit_transform({train}{label})", f"{test} = {receiver}.transform({test})"]
    what = f"fit {receiver} on {train} below the split, and transform {test} with it"
    return _moved(spot, learning.statements, parting, given, learning.left, after, what, safe)


def resample_after(hit: Hit, facts: Facts) -> Edit | None:
    """Resample the training part below the split."""
    spot = spot_of(facts.source, hit.node)
    if spot is None or spot.looped:
        return None
    found = resampling_at(spot, hit.node)
    if found is None:
        return None
    targets, call = found
    given = dict(zip(targets, call.args, strict=True))
    parting = _parting(spot, spot.at + 1, given)
    if parting is None or not _untouched(spot, 1, parting, given, call.func):
        return None
    arrays = [item.id for item in parting.call.args if isinstance(item, ast.Name)]
    if sorted(arrays) != sorted(targets):
        return None
    source = spot.source
    parts = ", ".join(text_of(source, parting.targets[2 * arrays.index(name)]) for name in targets)
    after = [f"{parts} = {text_of(source, call.func)}({parts})"]
    return _moved(spot, 1, parting, given, "", after, f"resample {parts} only, below the split", True)


def _parting(spot: Spot, start: int, given: dict[str, ast.expr]) -> Parting | None:
    """The next statement that mentions the names, if it is a split of them."""
    for index in range(start, len(spot.block)):
        statement = spot.block[index]
        if not names_in(statement) & set(given):
            continue
        if (
            not isinstance(statement, ast.Assign)
            or len(statement.targets) != 1
            or not isinstance(statement.value, ast.Call)
        ):
            return None
        call, targets = statement.value, statement.targets[0]
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if (
            name != "train_test_split"
            or not isinstance(targets, ast.Tuple | ast.List)
            or len(targets.elts) != 2 * len(call.args)
        ):
            return None
        plain = all(isinstance(item, ast.Name | ast.Attribute) for item in targets.elts)
        texts = [ast.dump(item) for item in targets.elts]
        arrays = [item.id for item in call.args if isinstance(item, ast.Name)]
        if not plain or len(set(texts)) != len(texts) or any(arrays.count(item) != 1 for item in given):
            return None
        if any(names_in(item) & set(given) for item in call.args if not isinstance(item, ast.Name)):
            return None
        return Parting(index, statement, call, list(targets.elts))
    return None


def _untouched(
    spot: Spot,
    count: int,
    parting: Parting,
    given: dict[str, ast.expr],
    receiver: ast.expr,
    label: ast.expr | None = None,
) -> bool:
    """Whether nobody else sees the difference: no other use of the names, no change of what they are made from."""
    learned = spot.block[spot.at : spot.at + count]
    between = spot.block[spot.at + count : parting.at]
    first, last = spot.statement.lineno, parting.statement.end_lineno or 0
    inside = [*learned, parting.statement]
    for name in given:
        for item, nested in mentions(spot.scope, name):
            held = any(item is inner for statement in inside for inner in ast.walk(statement))
            if nested or (item.lineno >= first and not held):
                return False
    if set(given) & names_in(receiver):
        return False
    own = names_in(receiver) - names_in(*(item.func for item in ast.walk(receiver) if isinstance(item, ast.Call)))
    if any(own & names_in(item) for item in between) or not only_read(
        between, names_in(*given.values(), label) - set(given)
    ):
        return False
    return plain_lines(spot.source, [*learned, *between, parting.statement]) and editable(spot.source, first, last)


def _moved(
    spot: Spot,
    count: int,
    parting: Parting,
    given: dict[str, ast.expr],
    left: str,
    after: list[str],
    what: str,
    safe: bool,
) -> Edit:
    """The lines from what was learned to the split, with what was learned below it."""
    source, indent = spot.source, spot.indent
    first, last = spot.statement.lineno, parting.statement.end_lineno or 0
    learned = spot.block[spot.at + count - 1]
    lines = [indent + left] if left else []
    changes: dict[ast.AST, str] = {}
    kept = {name: item for name, item in given.items() if not isinstance(item, ast.Name)}
    if kept:
        lines.append(f"{indent}{', '.join(given)} = {', '.join(text_of(source, item) for item in given.values())}")
    else:
        for item in ast.walk(parting.call):
            if isinstance(item, ast.Name) and item.id in given:
                changes[item] = text_of(source, given[item.id])
    start = (learned.end_lineno or 0) + 1
    lines += rewritten(source, start, last, changes).split("\n")
    comment = comment_of(source, spot.statement) or comment_of(source, learned)
    lines += [f"{indent}{line}{comment if not i else ''}" for i, line in enumerate(after)]
    return Edit(first, last, "\n".join(lines) + "\n", what, safe)
