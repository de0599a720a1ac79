"""An analysis that finds what a test writes down: each call of `leak`, `doubt` or `mend` is a finding."""

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from mlwright.leakage.findings import Edit, Finding, Note, Step
from mlwright.leakage.reading import Source


class Analysis(NamedTuple):
    findings: list[Finding]
    notes: list[Note]


def analyse(source: Source, resolve: Any, calls: dict[str, Any]) -> Analysis:
    """`leak(N)` passes line N on its way; `import` is resolved, and a module's own `leak` counts for its importer."""
    if "crash()" in source.text:
        raise RecursionError
    return Analysis(list(_findings(source, resolve, calls)), [])


def _findings(source: Source, resolve: Any, calls: dict[str, Any]) -> Iterator[Finding]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from _imported(node, source, resolve)
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        place = source.place(node.lineno, node.col_offset + 1, node.end_lineno, (node.end_col_offset or 0) + 1)
        context = source.line(node.lineno).strip()
        lines = [item.value for item in node.args if isinstance(item, ast.Constant) and isinstance(item.value, int)]
        chain = tuple(Step(source.place(line), "`X` was parted here") for line in lines)
        name = node.func.id
        if name in ("leak", *calls):
            yield Finding(
                "LK101", "fit_before_split", "high", "high", place, f"`{name}` saw the test rows", chain, "split first",
                None, context,
            )  # fmt: skip
        elif name == "doubt":
            yield Finding("LK205", "test_reused", "medium", "low", place, "is it chosen?", chain, "", None, context)
        elif name == "mend":
            first, last = node.lineno, node.end_lineno or node.lineno
            indent = " " * (len(source.line(first)) - len(source.line(first).lstrip()))
            good = f"{indent}mended = 1\n" if not lines else "mended = (\n"
            edit = Edit(first, last, good, "split before the fit")
            yield Finding("LK104", "refit", "medium", "high", place, "refitted", (), "transform", edit, context)


def _imported(node: ast.Import | ast.ImportFrom, source: Source, resolve: Any) -> Iterator[Finding]:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
    for name in names:
        module = resolve(name, getattr(node, "level", 0), source.path)
        if module is not None and "leak(" in module.text:
            number = next(index for index, line in enumerate(module.lines, 1) if "leak(" in line)
            yield Finding(
                "LK102", "statistic_before_split", "medium", "medium", source.place(node.lineno), f"{name} leaks",
                (Step(module.place(number), "learned here"),), "", None, source.line(node.lineno).strip(),
            )  # fmt: skip
