"""One statement written anew, or left out."""

import ast
from typing import Any

from mlwright.leakage.edits.statements import Spot
from mlwright.leakage.edits.text import editable, plain_lines, rewritten
from mlwright.leakage.findings import Edit


def restated(spot: Spot, changes: dict[ast.AST, str], what: str, safe: bool, removed: bool = False) -> Edit | None:
    """The statement's lines with changes, or without the statement."""
    first, last = spot.statement.lineno, spot.statement.end_lineno or 0
    nodes: Any = list(changes)
    if nodes:
        # of a compound statement only the lines that change
        first, last = min(node.lineno for node in nodes), max(node.end_lineno for node in nodes)
    if not editable(spot.source, first, last) or (removed and not plain_lines(spot.source, [spot.statement])):
        return None
    return Edit(first, last, "" if removed else rewritten(spot.source, first, last, changes) + "\n", what, safe)
