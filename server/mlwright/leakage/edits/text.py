"""The text of nodes, and lines with some spans replaced; columns of a tree count bytes."""

import ast
from collections.abc import Iterable
from typing import Any


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
