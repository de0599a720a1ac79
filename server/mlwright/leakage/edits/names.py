"""Who mentions a name, and whether what it stands for is left as it is."""

import ast
from collections.abc import Iterable
from typing import Any

from mlwright.leakage.knowledge import tables

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
MUTATING = tables.names("pop insert update append extend sort fill resize put itemset setdefault clear remove")


def mentions(scope: ast.AST, name: str) -> list[tuple[ast.Name, bool]]:
    """Where a name of a scope is mentioned, and whether that is in a function within it, which may run at any time."""
    found: list[tuple[ast.Name, bool]] = []
    waiting: list[tuple[ast.AST, bool]] = [(item, False) for item in ast.iter_child_nodes(scope)]
    while waiting:
        item, nested = waiting.pop()
        if isinstance(item, ast.Name) and item.id == name:
            found.append((item, nested))
        elif isinstance(item, ast.Global | ast.Nonlocal) and name in item.names:
            found.append((ast.Name(name, ast.Store(), lineno=item.lineno, col_offset=0), True))
        elif isinstance(item, SCOPES):
            if not _binds(item, name):
                waiting += [(inner, True) for inner in ast.iter_child_nodes(item)]
            continue
        waiting += [(inner, nested) for inner in ast.iter_child_nodes(item)]
    return found


def _binds(function: Any, name: str) -> bool:
    arguments = function.args
    if any(
        item.arg == name
        for item in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
        if item
    ):
        return True
    inner = list(ast.walk(function))
    if any(isinstance(item, ast.Global | ast.Nonlocal) and name in item.names for item in inner):
        return False
    return any(isinstance(item, ast.Name) and item.id == name and isinstance(item.ctx, ast.Store) for item in inner)


def names_in(*nodes: ast.AST | None) -> set[str]:
    return {item.id for node in nodes if node is not None for item in ast.walk(node) if isinstance(item, ast.Name)}


def taken(tree: ast.AST) -> set[str]:
    """Every name that means something anywhere in a file."""
    found = names_in(tree)
    for item in ast.walk(tree):
        if isinstance(item, ast.alias):
            found.add((item.asname or item.name).partition(".")[0])
        elif isinstance(item, ast.arg):
            found.add(item.arg)
        elif isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(item.name)
    return found


def only_read(statements: Iterable[ast.stmt], names: set[str]) -> bool:
    """Whether statements surely leave what the names stand for as it is."""
    for statement in statements:
        if not names & names_in(statement):
            continue
        if not isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr):
            return False
        parents = {id(child): parent for parent in ast.walk(statement) for child in ast.iter_child_nodes(parent)}
        for item in ast.walk(statement):
            if isinstance(item, ast.keyword) and item.arg in {"inplace", "out", "copy"}:
                return False
            if isinstance(item, ast.Name) and item.id in names and not _read(item, parents):
                return False
    return True


def _read(name: ast.Name, parents: dict[int, ast.AST]) -> bool:
    """`df["a"]`, `df.a`, `df.drop(...)`: neither bound anew, nor stored into, nor handed out whole."""
    node: ast.AST = name
    above: Any = parents.get(id(node))
    if (
        not isinstance(above, ast.Attribute | ast.Subscript)
        or above.value is not node
        or not isinstance(name.ctx, ast.Load)
    ):
        return False
    while isinstance(above, ast.Attribute | ast.Subscript) and above.value is node:
        if not isinstance(above.ctx, ast.Load) or (isinstance(above, ast.Attribute) and above.attr in MUTATING):
            return False
        node, above = above, parents.get(id(above))
    return True
