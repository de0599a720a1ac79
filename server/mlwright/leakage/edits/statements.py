"""Where a statement stands, and whether it may be edited at all."""

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from mlwright.leakage.edits.names import SCOPES

LOOPS = (ast.For, ast.AsyncFor, ast.While)
READS_NAMES = frozenset({"exec", "eval", "locals", "globals", "vars"})


class Spot(NamedTuple):
    """A statement in its block, with the nodes around it, outermost first."""

    source: Any
    owners: tuple[ast.AST, ...]
    block: list[ast.stmt]
    at: int

    @property
    def statement(self) -> ast.stmt:
        return self.block[self.at]

    @property
    def scope(self) -> ast.AST:
        return next((owner for owner in reversed(self.owners) if isinstance(owner, SCOPES)), self.owners[0])

    @property
    def looped(self) -> bool:
        inner = self.owners[self.owners.index(self.scope) :]
        return any(isinstance(owner, LOOPS) for owner in inner)

    @property
    def indent(self) -> str:
        return str(self.source.line(self.statement.lineno))[: self.statement.col_offset]


def spot_of(source: Any, node: ast.AST) -> Spot | None:
    """The innermost statement that holds a node, where its text may be edited at all."""
    owner: ast.AST = source.tree
    owners: list[ast.AST] = [owner]
    found: Spot | None = None
    while True:
        step = next(
            ((block, i) for block in _blocks(owner) for i, item in enumerate(block) if _spans(item, node)), None
        )  # fmt: skip
        if step is None:
            break
        found = Spot(source, tuple(owners), *step)
        owner = step[0][step[1]]
        owners.append(owner)
    if found is None or not any(item is node for item in ast.walk(found.statement)):
        return None
    if isinstance(found.owners[-1], ast.ClassDef) or _often_called(source.tree, found.scope, found.owners):
        return None
    return found if not _reads_names(source.tree) else None


def _blocks(owner: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(owner, name, None)
        if isinstance(block, list) and block and isinstance(block[0], ast.stmt):
            yield block
    for inner in (*getattr(owner, "handlers", ()), *getattr(owner, "cases", ())):
        yield inner.body


def _spans(statement: ast.stmt, node: Any) -> bool:
    return statement.lineno <= node.lineno and (node.end_lineno or node.lineno) <= (statement.end_lineno or 0) and any(
        item is node for item in ast.walk(statement)
    )  # fmt: skip


def _often_called(tree: ast.AST, scope: ast.AST, owners: tuple[ast.AST, ...]) -> bool:
    """Whether a function has more than one use: an edit that suits one of them may not suit the other."""
    if not isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
        return isinstance(scope, ast.Lambda)
    name = scope.name
    if name.startswith("__"):
        name = next((owner.name for owner in reversed(owners) if isinstance(owner, ast.ClassDef)), name)
    uses = sum(
        (isinstance(item, ast.Name) and item.id == name) or (isinstance(item, ast.Attribute) and item.attr == name)
        for item in ast.walk(tree)
    )  # fmt: skip
    return uses > 1


def _reads_names(tree: ast.AST) -> bool:
    return any(
        isinstance(item, ast.Call) and isinstance(item.func, ast.Name) and item.func.id in READS_NAMES
        for item in ast.walk(tree)
    )
