"""A transformer in front of a cross-validation becomes a step of what is validated."""

import ast
from typing import Any

from mlwright.leakage.edits.imports import Import, import_of
from mlwright.leakage.edits.learning import Learning, learning_at
from mlwright.leakage.edits.names import mentions, names_in, only_read, taken
from mlwright.leakage.edits.statements import Spot, spot_of
from mlwright.leakage.edits.text import comment_of, editable, plain_lines, rewritten, text_of
from mlwright.leakage.edits.transformers import name_for, takes_new_rows
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Edit
from mlwright.leakage.rule import Hit

VALIDATIONS = frozenset({"cross_val_score", "cross_validate", "cross_val_predict"})
# these speak of the steps of what is validated, or hand it out
TELLING = frozenset({"fit_params", "params", "return_estimator", "estimator", "X", "y", None})


def into_pipeline(hit: Hit, facts: Facts) -> Edit | None:
    """Give the transformer and the model to the cross-validation as one pipeline."""
    source: Any = facts.source
    spot = spot_of(source, hit.node)
    fit = next((fit for fit in facts.fits if fit.node is hit.node), None)
    learning = learning_at(spot, hit.node) if spot is not None else None
    if spot is None or fit is None or learning is None or spot.looped or takes_new_rows(fit.estimator) is None:
        return None
    calls = _validations(spot, learning)
    if not calls:
        return None
    learned = spot.block[spot.at : spot.at + learning.statements]
    last_index = max(
        i for i in range(spot.at, len(spot.block)) if any(call in set(ast.walk(spot.block[i])) for call in calls)
    )
    between = spot.block[spot.at + learning.statements : last_index + 1]
    receiver = text_of(source, learning.receiver)
    lines = [learning.left] if learning.left else []
    if isinstance(learning.receiver, ast.Call) and len(calls) > 1:
        name = name_for(fit.estimator.klass, taken(source.tree))
        if name is None:
            return None
        lines.append(f"{name} = {receiver}")
        receiver = name
    given = text_of(source, learning.given)
    if not isinstance(learning.given, ast.Name):
        lines.append(f"{learning.name} = {given}")
        given = learning.name
    own = names_in(learning.receiver) | (names_in(learning.given, learning.label) - {learning.name})
    if not only_read([item for item in between if not _holds_only(item, calls, own)], own) or not plain_lines(
        source, learned
    ):
        return None
    wanted = import_of(source, "sklearn.pipeline", "make_pipeline", learned[0].lineno)
    last = max(call.end_lineno or 0 for call in calls)
    start, indent = learned[0].lineno, spot.indent
    first = start if wanted.line is None else wanted.line + 1
    if wanted.text and not editable(source, first, last):
        wanted, first = Import(wanted.name, start - 1, wanted.text), start
    if not editable(source, first, last):
        return None
    changes: dict[ast.AST, str] = {}
    for call in calls:
        changes[call.args[0]] = f"{wanted.name}({receiver}, {text_of(source, call.args[0])})"
        changes[call.args[1]] = given
    head = [wanted.text if first < start else indent + wanted.text] if wanted.text else []
    head += [source.line(number) for number in range(first, start)]
    comment = comment_of(source, learned[0])
    head += [indent + line + (comment if i == len(lines) - 1 else "") for i, line in enumerate(lines)]
    rest = rewritten(source, (learned[-1].end_lineno or 0) + 1, last, changes)
    return Edit(
        first,
        last,
        "\n".join([*head, rest]) + "\n",
        f"put {receiver} and the model into one pipeline, fitted within each fold",
    )


def _validations(spot: Spot, learning: Learning) -> list[ast.Call]:
    """The cross-validations that alone use the transformed table, and nothing else uses what learned."""
    learned = [inner for item in spot.block[spot.at : spot.at + learning.statements] for inner in ast.walk(item)]
    wide = [item for statement in spot.block[spot.at + learning.statements :] for item in ast.walk(statement)]
    calls = [item for item in wide if isinstance(item, ast.Call) and _validates(item, learning)]
    tables = {id(call.args[1]) for call in calls}
    watched = {learning.name} | ({learning.receiver.id} if isinstance(learning.receiver, ast.Name) else set())
    for name in watched:
        for item, nested in mentions(spot.scope, name):
            if nested or (
                item.lineno >= spot.statement.lineno
                and id(item) not in tables
                and not any(item is inner for inner in learned)
            ):
                return []
    return calls if calls and isinstance(learning.receiver, ast.Name | ast.Call) else []


def _validates(call: ast.Call, learning: Learning) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in VALIDATIONS or len(call.args) < 2 or any(isinstance(item, ast.Starred) for item in call.args):
        return False
    if (
        not isinstance(call.args[1], ast.Name)
        or call.args[1].id != learning.name
        or any(item.arg in TELLING for item in call.keywords)
    ):
        return False
    if learning.label is None:
        return True
    return len(call.args) > 2 and ast.dump(call.args[2]) == ast.dump(learning.label)


def _holds_only(statement: ast.stmt, calls: list[ast.Call], own: set[str]) -> bool:
    """Whether a simple statement is nothing but such a call, whose arguments are only read."""
    if any(
        isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store) and item.id in own
        for item in ast.walk(statement)
    ):
        return False
    return isinstance(statement, ast.Assign | ast.Expr) and any(call in set(ast.walk(statement)) for call in calls)
