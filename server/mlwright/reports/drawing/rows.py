"""Bars side by side: rows over time, a histogram, and the small shape in a table."""

from collections.abc import Sequence

from markupsafe import Markup

from mlwright.reports.drawing.svg import WIDTH, Drawing, box, drawing, element, words
from mlwright.reports.wording import number, plural, shown
from mlwright.specs import Column
from mlwright.specs.profile import Coverage

_HIGH, _FOOT, _TOP = 96.0, 18.0, 16.0
_SMALL_WIDE, _SMALL_HIGH = 104, 24


def coverage_drawing(item: Coverage, caption: str) -> Drawing:
    """Rows per stretch of time."""
    said = f"Rows over time by {shown(item.column, 60)}, from {shown(item.start, 40)} to {shown(item.end, 40)}"
    return Drawing(
        f"Rows over time: {shown(item.column, 60)}", caption, _bars(item.counts, item.start, item.end, "c3", said)
    )


def histogram_drawing(column: Column, caption: str) -> Drawing | None:
    """How a number spreads; None where it has no histogram."""
    if column.histogram is None or column.number is None:
        return None
    ends = number(column.number.min), number(column.number.max)
    said = f"Rows over the values of {shown(column.name, 60)}, from {ends[0]} to {ends[1]}"
    return Drawing(shown(column.name, 60), caption, _bars(column.histogram.counts, *ends, "c1", said))


def _bars(counts: Sequence[int], low: str, high: str, color: str, said: str) -> Markup:
    most, wide = max(counts, default=0), WIDTH / max(len(counts), 1)
    inside = [words(0, 11, f"up to {plural(most, 'row')}", "soft", size=11)]
    for place, count in enumerate(counts):
        tall = (_HIGH - _TOP - 4) * count / most if most else 0.0
        gap = 1.5 if len(counts) > 1 else 0.0
        inside.append(box(place * wide, _HIGH - tall, wide - gap, tall, color, said=plural(count, "row")))
    inside.append(box(0, _HIGH, WIDTH, 1, "line"))
    inside += [words(0, _HIGH + 14, low, "soft", size=11), words(WIDTH, _HIGH + 14, high, "soft", "end", 11)]
    return drawing(_HIGH + _FOOT, said, *inside)


def spark(counts: Sequence[int], split: bool) -> Markup:
    """Bars for a table cell as one path; the numbers stand in the cells beside it. `split` parts bars of levels."""
    most = max(counts, default=0)
    if not most:
        return Markup("")
    wide = min(_SMALL_WIDE / len(counts), 16)
    gap = 1.0 if split else 0.4
    path = "".join(
        f"M{place * wide:.1f} {_SMALL_HIGH}v-{max(_SMALL_HIGH * count / most, 0.8):.1f}h{wide - gap:.1f}V{_SMALL_HIGH}z"
        for place, count in enumerate(counts)
        if count
    )
    color = "c3" if split else "c1"
    bars = element("path", d=path, fill=f"var(--{color})")
    return element("svg", bars, viewBox=f"0 0 {_SMALL_WIDE} {_SMALL_HIGH}", class_="spark", aria_hidden="true")
