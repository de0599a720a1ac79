"""Levels of several columns that stand in the same rows: one thing said many times ("No internet service")."""

from collections.abc import Iterator, Sequence

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.findings.values.look import Look, joined
from mlwright.specs import Finding, found

_MOST_COLUMNS, _MOST_LEVELS, _MOST_ROWS, _FEWEST_COLUMNS, _FEWEST_ROWS, _MOST_TOLD = 200, 12, 5_000, 3, 10, 3
Level = tuple[Look, int]


def shared_levels(looks: Sequence[Look]) -> Iterator[Finding]:
    """One finding for each set of rows that three columns or more mark by a level of their own."""
    fit = [look for look in looks if look.column.kind == "category" and 3 <= len(look.view.shown) <= _MOST_LEVELS]
    told = 0
    for group in _alike(fit[:_MOST_COLUMNS]):
        same = [(look, level) for look, level in group if _same_rows((look, level), group[0])]
        rows = int(group[0][0].counts[group[0][1]])
        if len(same) < _FEWEST_COLUMNS or rows < _FEWEST_ROWS or told == _MOST_TOLD:
            continue
        told += 1
        yield _told(same, rows)


def _alike(looks: Sequence[Look]) -> Iterator[list[Level]]:
    """Levels with the same rows among some of the rows."""
    groups: dict[bytes, list[Level]] = {}
    for look in looks:
        some = look.view.codes[:: max(1, len(look.view.codes) // _MOST_ROWS)]
        for level in range(len(look.view.shown)):
            groups.setdefault(np.packbits(some == level).tobytes(), []).append((look, level))
    yield from (group for group in groups.values() if len(group) >= _FEWEST_COLUMNS)


def _same_rows(one: Level, other: Level) -> bool:
    return bool(np.array_equal(one[0].view.codes == one[1], other[0].view.codes == other[1]))


def _told(same: Sequence[Level], rows: int) -> Finding:
    by_text: dict[str, list[str]] = {}
    for look, level in same:
        by_text.setdefault(look.shown(look.view.levels[level]), []).append(look.name)
    ways = [
        f"{text} in {joined([quoted(name, 30) for name in names], 60)}"
        for text, names in sorted(by_text.items(), key=lambda way: -len(way[1]))
    ]
    first = same[0][0]
    evidence = f"The same {first.part(rows, len(first.view.codes))} hold {joined(ways, 140, '; ')}"
    return found("redundant_columns", evidence, tuple(look.name for look, _ in same))
