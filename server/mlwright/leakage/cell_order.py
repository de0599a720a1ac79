"""The order in which a notebook's cells ran, and names that only the wrong order explains."""

import ast
import builtins
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlwright.leakage.reading.source import Cell, Source

GIVEN = frozenset(
    {*dir(builtins), "get_ipython", "display", "__file__", "__name__", "In", "Out", "_", "spark", "dbutils", "sc"}
)


def late_cells(source: "Source") -> list["Cell"]:
    """Cells that ran before one that stands above them, where every count is known and different."""
    counted = [(cell, cell.count) for cell in source.cells if cell.count is not None]
    if len({count for _, count in counted}) < len(counted):
        return []
    late = []
    highest = 0
    for cell, count in counted:
        if count < highest:
            late.append(cell)
        highest = max(highest, count)
    return late


def used_before_defined(source: "Source") -> list[tuple[str, "Cell", "Cell"]]:
    """Names that a cell which ran reads at its top level and only a later-standing cell binds; one for each cell."""
    if not late_cells(source):
        return []
    bound: dict[str, Cell] = {}
    reads: list[tuple[str, Cell]] = []
    for statement in source.tree.body:
        cell = source.cell_at(statement.lineno)
        if cell is None or (
            isinstance(statement, ast.ImportFrom) and any(alias.name == "*" for alias in statement.names)
        ):
            return []  # a star may bring any name
        for name in _bindings(statement):
            bound.setdefault(name, cell)
        if cell.count is not None:
            reads += [(name, cell) for name in _read_now(statement)]
    found: dict[int, tuple[str, Cell, Cell]] = {}
    for name, cell in reads:
        home = bound.get(name)
        if (
            home is not None
            and home.number > cell.number
            and name not in GIVEN
            and (home.count or 0) < (cell.count or 0)
            and home.count
        ):
            found.setdefault(cell.number, (name, cell, home))
    return list(found.values())


def _bindings(statement: ast.stmt) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
    return names


def _read_now(statement: ast.stmt) -> set[str]:
    """Names that a statement reads when it runs; bodies of functions are read later."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return set()
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
