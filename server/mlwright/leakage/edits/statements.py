"""Where a statement stands, who else mentions its names, and its text with some spans replaced."""

import ast
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
READS_NAMES = frozenset({"exec", "eval", "locals", "globals", "vars"})
MUTATING = frozenset(
    [
        "pop",
        "insert",
        "update",
        "append",
        "extend",
        "sort",
        "fill",
        "resize",
        "put",
        "itemset",
        "setdefault",
        "clear",
        "remove",
        "drop_duplicates_",
    ]
)


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


# -- names ----------------------------------------------------------------------------------------------------


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


# -- text -----------------------------------------------------------------------------------------------------


def plain_lines(source: Any, statements: Iterable[ast.stmt]) -> bool:
    """Whether each statement has its lines to itself."""
    for item in statements:
        first, last = item.lineno, item.end_lineno or item.lineno
        before = source.line(first).encode()[: item.col_offset]
        after = source.line(last).encode()[item.end_col_offset or 0 :].strip()
        if before.strip() or (after and not after.startswith(b"#")):
            return False
    return True


def editable(source: Any, first: int, last: int) -> bool:
    """Whether the lines are the author's own, and of one cell."""
    return source.repaired.isdisjoint(range(first, last + 1)) and source.cell_at(first) is source.cell_at(last)


def text_of(source: Any, node: Any) -> str:
    """The source text of a node."""
    return rewritten(source, node.lineno, node.end_lineno, {}, node.col_offset, node.end_col_offset)


def comment_of(source: Any, statement: ast.stmt) -> str:
    """The comment at the end of a statement's last line, with the space before it."""
    return bytes(source.line(statement.end_lineno or 0).encode()[statement.end_col_offset or 0 :]).decode().rstrip()


def rewritten(
    source: Any, first: int, last: int, changes: dict[ast.AST, str], start: int = 0, end: int | None = None
) -> str:
    """The lines first..last, or their part between two columns (in bytes), with the spans of some nodes replaced."""
    rows = [source.line(number).encode() for number in range(first, last + 1)]
    offsets = [0]
    for row in rows:
        offsets.append(offsets[-1] + len(row) + 1)
    text = b"\n".join(rows)
    stop = len(text) if end is None else offsets[-2] + end

    def position(line: int, column: int) -> int:
        return offsets[line - first] + column

    def span(node: Any) -> tuple[int, int]:
        return position(node.lineno, node.col_offset), position(node.end_lineno, node.end_col_offset)

    spans = sorted(((*span(node), new) for node, new in changes.items()), reverse=True)
    for low, high, new in spans:
        made = new.encode()
        text = text[:low] + made + text[high:]
        stop += len(made) - (high - low)
    return text[start:stop].decode()
