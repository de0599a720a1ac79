"""How code says that something is learned, or resampled, from all rows."""

import ast
from typing import NamedTuple

from mlwright.leakage.edits.statements import Spot
from mlwright.leakage.edits.text import text_of


class Learning(NamedTuple):
    """`name = receiver.fit_transform(given, label)` in one statement or in two.

    Attributes:
        statements: how many statements say it.
        left: what of the first of them stays where it is.
    """

    name: str
    given: ast.expr
    label: ast.expr | None
    receiver: ast.expr
    statements: int = 1
    left: str = ""


def learning_at(spot: Spot, node: ast.AST) -> Learning | None:
    """What a fit says together with the statement after it."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    if node.keywords or not 1 <= len(node.args) <= 2 or any(isinstance(item, ast.Starred) for item in node.args):
        return None
    label = node.args[1] if len(node.args) == 2 else None
    statement, receiver = spot.statement, node.func.value
    target = _single(statement)
    if node.func.attr == "fit_transform":
        if target is None or getattr(statement, "value", None) is not node:
            return None
        return Learning(target, node.args[0], label, receiver)
    if node.func.attr != "fit" or getattr(statement, "value", None) is not node or spot.at + 1 >= len(spot.block):
        return None
    left = ""
    if target is not None:
        left = f"{target} = {text_of(spot.source, receiver)}"
        receiver = ast.copy_location(ast.Name(target, ast.Load()), getattr(statement, "targets")[0])  # noqa: B009 - a statement may have none
    elif not isinstance(statement, ast.Expr):
        return None
    following = spot.block[spot.at + 1]
    made, used = _single(following), getattr(following, "value", None)
    wanted = ast.Call(ast.Attribute(receiver, "transform", ast.Load()), [node.args[0]], [])
    if made is None or used is None or ast.dump(used) != ast.dump(wanted):
        return None
    return Learning(made, node.args[0], label, receiver, 2, left)


def resampling_at(spot: Spot, node: ast.AST) -> tuple[list[str], ast.Call] | None:
    """`X, y = sampler.fit_resample(X, y)`: the names and the call."""
    statement = spot.statement
    if (
        not isinstance(statement, ast.Assign)
        or statement.value is not node
        or not isinstance(node, ast.Call)
        or len(statement.targets) != 1
    ):
        return None
    targets = statement.targets[0]
    if not isinstance(targets, ast.Tuple) or len(targets.elts) != 2 or len(node.args) != 2 or node.keywords:
        return None
    names = [item.id for item in targets.elts if isinstance(item, ast.Name)]
    if (
        len(set(names)) != 2
        or not isinstance(node.func, ast.Attribute)
        or node.func.attr not in {"fit_resample", "fit_sample"}
    ):
        return None
    return names, node


def _single(statement: ast.stmt) -> str | None:
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    target = statement.targets[0]
    return target.id if isinstance(target, ast.Name) else None
