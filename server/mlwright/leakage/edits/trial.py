"""An edit tried out: the source as it would be, and whether the fault is gone and nothing new has come."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from mlwright.leakage.findings import Edit, Finding
from mlwright.leakage.reading import Cell, Source
from mlwright.leakage.reading.parsing import Unparsed, parse


def trial(source: Any, edit: Edit) -> Source | None:
    """The source with an edit made; None when it would no longer be Python."""
    new = edit.replacement.removesuffix("\n").split("\n") if edit.replacement else []
    lines = [*source.lines[: edit.first - 1], *new, *source.lines[edit.last :]]
    grown = len(lines) - len(source.lines)
    text = "\n".join(lines)
    tree = parse(text)
    if isinstance(tree, Unparsed):
        return None

    def moved(line: int) -> int:
        return line + grown if line >= edit.last else line

    cells = tuple(
        Cell(cell.number, cell.first if cell.first <= edit.first else moved(cell.first), moved(cell.last), cell.count)
        for cell in source.cells
    )
    repaired = frozenset(moved(line) for line in source.repaired)
    return Source(source.path, source.kind, text, tree, cells, source.notes, source.magics, repaired, source.raw_firsts)


def mends(finding: Finding, edit: Edit, before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether one fault of a kind is gone and none has come; one that stands in the edited lines may look different."""
    codes, left = Counter(item.code for item in before), Counter(item.code for item in after)
    if left[finding.code] >= codes[finding.code] or any(count > codes[code] for code, count in left.items()):
        return False
    known = {(item.code, item.context) for item in before}
    touched = {line.strip() for line in edit.replacement.split("\n")}
    return all((item.code, item.context) in known or item.context in touched for item in after)
