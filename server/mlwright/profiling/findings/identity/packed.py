"""Ids with a group inside: a part of the text repeats, and rows that share it belong together.

In sorted order texts with the same beginning are neighbours, so one sort shows all beginnings at once: what holds
between neighbours that share a part, and does not hold across its border, belongs to the part.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from mlwright.errors import quoted
from mlwright.profiling.columns.sample import Codes
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.figures import looked_at
from mlwright.profiling.findings.identity.within_parts import YEAR, alike, counted
from mlwright.specs import Finding, found
from mlwright.specs.vocabulary import Severity

_LEAST_UNIQUE, _LONGEST, _MOST_ROWS, _MOST_IDS, _MOST_COLUMNS = 0.9, 40, 5_000, 20, 100
_FEWEST_GROUPS, _FEWEST_PAIRS, _STEADY, _APART, _Z, _COARSER = 10, 50, 0.95, 0.25, 6.0, 0.8
_PARTS = re.compile(r"[-_/.:|#]")
Flags = npt.NDArray[np.bool_]


def find_packed(views: Sequence[View], rows: int) -> Iterator[Finding]:
    """Near-unique codes in which a shared part binds rows."""
    ids = [view for view in views if _could_be(view, rows)][:_MOST_IDS]
    others = [view for view in views if view.values is not None or _repeats(view)][:_MOST_COLUMNS]
    for view in ids:
        why = _why(view, [other for other in others if other is not view], len(view.codes) / rows)
        if why:
            # without a mark the cut is a guess from what holds together
            severity: Severity = "warning" if _marked(why) else "info"
            said = f"{quoted(view.name, 24)}: {why}{looked_at(len(view.codes), rows)}"
            yield found("packed_group_key", said, (view.name,), severity=severity)


def _repeats(view: View) -> bool:
    return 2 <= len(view.shown) <= len(view.codes) / 2


def _marked(why: str) -> bool:
    return why.startswith("the part")


def _could_be(view: View, rows: int) -> bool:
    column, filled = view.column, rows - view.column.missing
    whole = column.kind == "category" or (column.number is not None and column.number.integer)
    if not whole or column.distinct < _LEAST_UNIQUE * filled or len(view.shown) < 2 * _FEWEST_GROUPS:
        return False
    return not any(" " in text or len(text) > _LONGEST for text in view.some_levels(1000))


def _why(view: View, others: Sequence[View], share: float) -> str | None:
    texts, rows = _part_of_table(view)
    separated = [text for text in texts[:200] if _PARTS.search(text)]
    if len(separated) >= 0.95 * len(texts[:200]):
        return _separated(texts, rows, others, share)
    widths = {len(text) for text in texts}
    return _fixed(texts, rows, others) if len(widths) == 1 else None


def _part_of_table(view: View) -> tuple[list[str], Codes]:
    """Texts of rows and the rows: all, or a stretch of the sorted texts in which neighbours stay neighbours."""
    rows = np.flatnonzero(~view.missing)
    texts = [view.levels[code] for code in view.codes[rows].tolist()]
    if len(texts) <= _MOST_ROWS:
        return texts, rows
    some = sorted(texts[:: max(1, len(texts) // 2000)])
    size = max(1, len(some) * _MOST_ROWS // len(texts))
    start = min(len(some) // 4, len(some) - 1 - size)
    low, high = some[start], some[start + size]
    kept = [at for at, text in enumerate(texts) if low <= text < high]
    return [texts[at] for at in kept], rows[kept]


def _separated(texts: list[str], rows: Codes, others: Sequence[View], share: float) -> str | None:
    """The part before or after the first or last mark."""
    split = [_PARTS.split(text) for text in texts]
    if not all(len(parts) == len(split[0]) for parts in split):
        split = [[parts[0], "-".join(parts[1:])] for parts in split]
    choices = [(parts[:-1], parts[-1:]) for parts in split], [(parts[1:], parts[:1]) for parts in split]
    for where, choice in zip(("before", "after"), choices, strict=True):
        keys, rest = ["-".join(key) for key, _ in choice], ["-".join(tail) for _, tail in choice]
        why = counted(keys, rest, share) or _steady_keys(keys, rows, others)
        if why:
            return f"the part {where} its mark repeats; {why}"
    for where, choice in zip(("before", "after"), choices, strict=True):
        why = alike(["-".join(key) for key, _ in choice], rows, others)
        if why:
            return f"rows that share the part {where} its mark are {why}"
    return None


def _steady_keys(keys: list[str], rows: Codes, others: Sequence[View]) -> str | None:
    order = sorted(range(len(keys)), key=keys.__getitem__)
    ordered = [keys[at] for at in order]
    same = np.fromiter((one == other for one, other in pairwise(ordered)), bool, len(keys) - 1)
    groups = int((~same).sum()) + 1
    if groups < _FEWEST_GROUPS or all(map(YEAR.fullmatch, ordered[:: max(1, len(ordered) // 50)])):
        return None
    steady = [
        view.name
        for view in others
        if _repeats(view) and _coarser(view, groups) and _steady(view.codes[rows[order]], same)
    ]
    return _told(steady, groups, len(keys))


def _fixed(texts: list[str], rows: Codes, others: Sequence[View]) -> str | None:
    """A beginning of fixed width, chosen among all widths by one pass over the sorted texts."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    width = len(texts[0])
    letters = np.asarray([texts[at] for at in order], dtype=f"U{width}").view(np.uint32).reshape(len(texts), width)
    shared = np.argmax(np.c_[letters[1:] != letters[:-1], np.ones(len(texts) - 1, bool)], axis=1)
    steady: dict[int, dict[str, float]] = {}
    for view in filter(_repeats, others):
        for length, contrast in _widths(view.codes[rows[order]], shared, width):
            if not _coarser(view, int((shared < length).sum()) + 1):
                continue
            steady.setdefault(length, {})[view.name] = contrast
    if not steady:
        return None
    # where the border parts most: a shorter or longer beginning cuts through groups or joins them
    length = max(steady, key=lambda at: (sum(steady[at].values()), -at))
    why = _told([*steady[length]], int((shared < length).sum()) + 1, len(texts))
    return f"its first {length} characters repeat; {why}" if why else None


def _coarser(view: View, groups: int) -> bool:
    """A column with as many levels as there are parts already says what the part says: a district, not a thing."""
    return len(view.shown) <= _COARSER * groups


def _widths(codes: Codes, shared: Codes, width: int) -> Iterator[tuple[int, float]]:
    """Widths of the beginning at which a column holds, and how clearly, by the letters that neighbours share."""
    both = (codes[1:] >= 0) & (codes[:-1] >= 0)
    pairs = np.bincount(shared[both], minlength=width + 1)
    equal = np.bincount(shared[both], weights=codes[1:][both] == codes[:-1][both], minlength=width + 1)
    borders, alike = np.cumsum(pairs), np.cumsum(equal)
    for at in range(1, width):
        across, same = int(borders[at - 1]), float(alike[at - 1])
        contrast = _holds(int(borders[-1]) - across, float(alike[-1]) - same, across, same)
        if contrast:
            yield at, contrast


def _steady(codes: Codes, same: Flags) -> float:
    both = (codes[1:] >= 0) & (codes[:-1] >= 0)
    equal = codes[1:] == codes[:-1]
    inside, across = equal[both & same], equal[both & ~same]
    return _holds(len(inside), float(inside.sum()), len(across), float(across.sum()))


def _holds(pairs: int, equal: float, borders: int, equal_across: float) -> float:
    """By how much neighbours agree more within a part than across its border; 0 unless nearly all do within."""
    if pairs < _FEWEST_PAIRS or borders < _FEWEST_GROUPS - 1:
        return 0.0
    one, other = equal / pairs, equal_across / borders
    pooled = (equal + equal_across) / (pairs + borders)
    spread = (pooled * (1 - pooled) * (1 / pairs + 1 / borders)) ** 0.5
    return one - other if one >= _STEADY and one - other >= max(_APART, _Z * spread) else 0.0


def _told(steady: list[str], groups: int, rows: int) -> str | None:
    if len(steady) < 2:
        return None
    shown = ", ".join(quoted(name, 20) for name in steady[:2])
    return f"{shown} hold steady within each of {groups:,} parts ({rows / groups:.1f} rows each)"
