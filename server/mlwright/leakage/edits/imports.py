"""A library's name in a file: how it is called there, or where its import goes."""

import ast
from typing import Any, NamedTuple

from mlwright.leakage.edits.text import plain_lines


class Import(NamedTuple):
    """Where an import goes: behind this line, or nowhere when the name is there already."""

    name: str
    line: int | None
    text: str = ""


def import_of(source: Any, module: str, name: str, before: int) -> Import:
    """How a name of a library is called in a file, and where its import goes when there is none."""
    behind = None
    for item in source.tree.body:
        if not isinstance(item, ast.ImportFrom) or (item.end_lineno or 0) >= before:
            continue
        found = next((alias for alias in item.names if alias.name == name), None)
        if found is not None:
            return Import(found.asname or name, None)
        if (item.module or "").partition(".")[0] == "sklearn" and plain_lines(source, [item]):
            behind = item.end_lineno
    text = f"from {module} import {name}"
    return Import(name, behind if behind is not None else before - 1, text)
