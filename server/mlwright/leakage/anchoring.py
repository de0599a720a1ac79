"""Where a finding of a change is shown: at a line that the change touched, as readers see no other."""

import ast
from collections.abc import Collection

from mlwright.leakage.reading import Source


def nearest(source: Source, guilty: int, touched: Collection[int]) -> int | None:
    """The touched line of code that is nearest above a guilty one and in its scope; else any, above before below.

    None where no line of code was touched, and in notebooks, whose cells have no lines of their own on the disk.
    """
    if source.kind == "notebook":
        return None
    lines = [line for line in sorted(touched) if line <= len(source.lines) and _is_code(source.line(line))]
    scopes = [
        range(node.lineno, (node.end_lineno or node.lineno) + 1)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    ]
    near = [line for line in lines if all(guilty in scope for scope in scopes if line in scope)]
    chosen = near or lines
    above = [line for line in chosen if line <= guilty]
    return above[-1] if above else chosen[0] if chosen else None


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
