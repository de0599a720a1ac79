"""A line over time: the target of a forecast, with its lowest and highest mean on the axis."""

from collections.abc import Sequence
from itertools import groupby
from math import inf

from markupsafe import Markup

from mlwright.reports.drawing.svg import WIDTH, Drawing, box, drawing, element, words
from mlwright.reports.wording import number, shown
from mlwright.specs.profile import Series

_TOP, _LOW, _FOOT, _LEFT = 10.0, 120.0, 138.0, 58.0
Point = tuple[float, float]


def line_drawing(item: Series, caption: str) -> Drawing | None:
    """The means from the first moment to the last; None where fewer than two are known."""
    known = [mean for mean in item.means if mean is not None]
    if len(known) < 2:
        return None
    low, high = min(known), max(known)
    inside = [
        box(_LEFT, _LOW, WIDTH - _LEFT, 1, "line"),
        box(_LEFT, _TOP, WIDTH - _LEFT, 1, "line"),
        words(_LEFT - 6, _TOP + 4, number(high), "soft", "end", 11),
        words(_LEFT - 6, _LOW + 4, number(low), "soft", "end", 11),
        *_pieces(_points(item.means, low, high)),
        words(_LEFT, _FOOT - 2, item.start, "soft", size=11),
        words(WIDTH, _FOOT - 2, item.end, "soft", "end", 11),
    ]
    name, span = shown(item.column, 60), f"from {shown(item.start, 40)} to {shown(item.end, 40)}"
    said = f"{name} over time by {shown(item.time, 60)}, {span}, means between {number(low)} and {number(high)}"
    return Drawing(f"Over time: {name}", caption, drawing(_FOOT + 4, said, *inside))


def _points(means: Sequence[float | None], low: float, high: float) -> list[Point | None]:
    wide = (WIDTH - _LEFT) / max(len(means) - 1, 1)
    reach = high - low
    shares = [None if mean is None else (mean - low) / reach if 0 < reach < inf else 0.0 for mean in means]
    return [
        None if share is None else (_LEFT + at * wide, _LOW - (_LOW - _TOP) * share) for at, share in enumerate(shares)
    ]


def _pieces(points: Sequence[Point | None]) -> list[Markup]:
    """A line per stretch without gaps; a point that stands alone is a small square."""
    drawn = []
    for there, group in groupby(points, key=lambda point: point is not None):
        piece = [point for point in group if point is not None]
        if there and len(piece) == 1:
            drawn.append(box(piece[0][0] - 1.5, piece[0][1] - 1.5, 3, 3, "c1"))
        elif there:
            path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in piece)
            drawn.append(element("path", d=path, fill="none", stroke="var(--c1)", stroke_width="1.8"))
    return drawn
