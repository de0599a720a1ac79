"""A column parted by the target: one bar per bin or level, parted by how its rows came out."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mlwright.reports.drawing.labels import WIDEST, label
from mlwright.reports.drawing.svg import WIDTH, Drawing, box, drawing, words
from mlwright.reports.wording import number, plural, share, shown
from mlwright.specs.profile import Distribution

_STEP, _THICK, _TOP, _LEFT = 22.0, 15.0, 22.0, 132.0
_ROWS_AT, _SHARE_AT = WIDTH - 2, WIDTH - 58
_CLASSES = ("c1", "c2", "c3", "c4", "c5", "c6")


@dataclass(frozen=True)
class Parts:
    """How the target parts the rows: colours with their strength, and the part whose share is told."""

    names: tuple[str, ...]
    colors: tuple[tuple[str, float], ...]
    told: int | None = None


def part_colors(names: Sequence[str], told: str | None, ordered: bool) -> Parts:
    """Shades of one colour for what has an order, one colour against grey for two classes, else a colour each."""
    if ordered:
        steps = max(len(names) - 1, 1)
        return Parts(tuple(names), tuple(("c1", 0.16 + 0.84 * at / steps) for at in range(len(names))))
    at = names.index(told) if told in names else None
    if at is not None and len(names) == 2:
        return Parts(tuple(names), tuple(("c2", 1.0) if at == place else ("c6", 0.35) for place in range(2)), at)
    return Parts(tuple(names), tuple((_CLASSES[place % len(_CLASSES)], 1.0) for place in range(len(names))), at)


def parted_drawing(item: Distribution, parts: Parts, caption: str) -> Drawing:
    """One bar per bin, as long for few rows as for many; shares and rows stand beside it."""
    rows = [sum(counts) for counts in zip(*item.counts, strict=True)]
    end = _SHARE_AT - 44 if parts.told is not None else _SHARE_AT
    inside = [words(_ROWS_AT, 11, "rows", "soft", "end", 11)]
    if parts.told is not None:
        inside.append(words(_SHARE_AT, 11, label(parts.names[parts.told], 12), "soft", "end", 11))
    for place, (name, total) in enumerate(zip(item.bins, rows, strict=True)):
        y = _TOP + place * _STEP
        inside += [words(_LEFT - 8, y + 12, label(name, WIDEST), "ink", "end", 11.5), *_bar(item, parts, place, y, end)]
        inside.append(words(_ROWS_AT, y + 12, number(total), "soft", "end"))
        if parts.told is not None:
            portion = item.counts[parts.told][place] / total if total else None
            inside.append(words(_SHARE_AT, y + 12, share(portion), "ink", "end"))
    height = _TOP + len(item.bins) * _STEP
    said = f"{shown(item.column, 60)}, parted by the target"
    return Drawing(item.column, caption, drawing(height, said, *inside))


def _bar(item: Distribution, parts: Parts, place: int, y: float, end: float) -> list[Markup]:
    counts = [row[place] for row in item.counts]
    total, x = sum(counts), _LEFT
    drawn = []
    for count, name, (color, alpha) in zip(counts, parts.names, parts.colors, strict=True):
        wide = (end - _LEFT) * count / total if total else 0.0
        if count:
            said = f"{shown(item.bins[place], 40)}: {plural(count, 'row')} of {shown(name, 40)}"
            drawn.append(box(x, y, wide, _THICK, color, alpha, said))
        x += wide
    return drawn
