"""Grids: what is missing where in the file, and which numbers rise and fall together."""

from collections.abc import Mapping

from mlwright.reports.drawing.labels import WIDEST, label
from mlwright.reports.drawing.svg import WIDTH, Drawing, box, drawing, words
from mlwright.reports.wording import number, share, shown
from mlwright.specs.profile import Correlations, MissingMap

_LEFT, _STEP, _CELL = 132.0, 20.0, 24.0
_STRONGEST = 0.55
"""Opacity of a full cell: the number on it stays readable in both schemes."""
_TOLD = 0.25
"""Coefficients that are written into their cells."""


def missing_drawing(item: MissingMap, shares: Mapping[str, float], caption: str) -> Drawing:
    """A row per column, from the start of the file to its end; the darker, the more is missing."""
    right = WIDTH - 50
    inside = []
    for place, (name, percents) in enumerate(zip(item.columns, item.percent, strict=True)):
        y, wide = place * _STEP, (right - _LEFT) / len(percents)
        inside.append(words(_LEFT - 8, y + 13, label(name, WIDEST), "ink", "end", 11.5))
        inside.append(box(_LEFT, y + 1, right - _LEFT, _STEP - 3, "wash"))
        inside += [
            box(_LEFT + at * wide, y + 1, wide - 0.6, _STEP - 3, "c2", 0.15 + 0.85 * percent / 100)
            for at, percent in enumerate(percents)
            if percent
        ]
        inside.append(words(WIDTH - 2, y + 13, share(shares.get(name)), "ink", "end"))
    foot = len(item.columns) * _STEP + 12
    inside.append(words(_LEFT, foot, "start of file", "soft", size=11))
    inside.append(words(right, foot, "end", "soft", "end", 11))
    said = "Where values are missing, from the start of the file to its end"
    return Drawing("What is missing where", caption, drawing(foot + 6, said, *inside))


def correlation_drawing(item: Correlations, caption: str) -> Drawing:
    """The lower half of the matrix; a name stands on the diagonal and serves its row and its column."""
    inside = []
    for row, (name, coefficients) in enumerate(zip(item.columns, item.below, strict=True)):
        y = row * _CELL
        for column, value in enumerate(coefficients):
            known = value or 0.0
            said = f"{shown(name, 40)} and {shown(item.columns[column], 40)}: {number(value)}"
            color = "c1" if known >= 0 else "c2"
            inside.append(box(column * _CELL, y, _CELL - 1.5, _CELL - 1.5, "wash"))
            inside.append(box(column * _CELL, y, _CELL - 1.5, _CELL - 1.5, color, _STRONGEST * abs(known), said))
            if abs(known) >= _TOLD:
                inside.append(words(column * _CELL + 11, y + 15, number(value), "ink", "middle", 9.5))
        inside.append(words(row * _CELL + 3, y + 15, label(name, WIDEST), "ink"))
    said = "Rank correlations of pairs of columns"
    return Drawing("Numbers that rise and fall together", caption, drawing(len(item.columns) * _CELL, said, *inside))
