"""What the test of an `if` or an assert asks for, and how the code goes on after it."""

import ast

ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
EXITS = frozenset({"exit", "quit", "_exit", "abort", "fail"})
MOST_WORDS = 50


def is_ordered(test: ast.expr) -> bool:
    """Whether something is compared with a bound."""
    if isinstance(test, ast.BoolOp):
        return any(is_ordered(item) for item in test.values)
    if isinstance(test, ast.UnaryOp):
        return is_ordered(test.operand)
    return isinstance(test, ast.Compare) and any(isinstance(op, ORDERS) for op in test.ops)


def words_of(test: ast.expr) -> frozenset[str]:
    """Names, attributes and short texts of a test."""
    found: set[str] = set()
    waiting: list[ast.AST] = [test]
    while waiting and len(found) < MOST_WORDS:
        node = waiting.pop()
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 60:
            found.add(node.value)
        waiting.extend(ast.iter_child_nodes(node))
    return frozenset(found)


def ending(*branches: list[ast.stmt]) -> str:
    """How a branch ends: raises, returns, or nothing where all of them go on."""
    for body in branches:
        last = body[-1] if body else None
        if isinstance(last, ast.Raise) or (isinstance(last, ast.Expr) and _exits(last.value)):
            return "raises"
        if isinstance(last, ast.Return | ast.Continue | ast.Break):
            return "returns"
    return ""


def _exits(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in EXITS
