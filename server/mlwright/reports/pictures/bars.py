"""Horizontal bars with a note at their end, and histograms."""

from collections.abc import Sequence
from itertools import pairwise

from matplotlib.axes import Axes

from mlwright.reports.drawing.labels import label
from mlwright.reports.pictures.canvas import INK, PLAIN, SERIES, SOFT, Margins, Picture, label_points, picture
from mlwright.specs import Histogram

ROW = 20.0
"""Points per bar."""


def bar_picture(
    key: str,
    title: str,
    caption: str,
    *,
    names: Sequence[str],
    lengths: Sequence[float],
    notes: Sequence[str],
    color: Sequence[str],
    whole: float | None = None,
) -> Picture:
    """One bar per name, top down, with its note behind it; `whole` is the length of a full bar."""
    labels = [label(name) for name in names]
    room = max((len(note) for note in notes), default=0) * 5.2 + 10
    height = (len(names) * ROW + 18) / 72

    def paint(axes: Axes) -> None:
        longest = whole or max(lengths, default=1) or 1
        for place, (length, note) in enumerate(zip(lengths, notes, strict=True)):
            if whole:
                axes.barh(place, longest, height=0.62, color=SOFT, alpha=0.13)
            axes.barh(place, length, height=0.62, color=color[place])
            behind = longest if whole else length
            axes.text(behind + longest * 0.015, place, note, va="center", ha="left", color=INK)
        axes.set_yticks(range(len(labels)), labels, color=INK)
        axes.set(xlim=(0, longest), ylim=(len(labels) - 0.4, -0.6))
        bare(axes)

    margins = Margins(left=label_points(labels), right=room, top=6, bottom=6)
    return picture(key, title, caption, paint, size=(PLAIN[0], max(height, 0.9)), margins=margins)


def histogram_picture(key: str, title: str, caption: str, histogram: Histogram) -> Picture:
    """Counts between edges."""

    def paint(axes: Axes) -> None:
        histogram_bars(axes, histogram.edges, histogram.counts)
        axes.set_ylabel("rows")

    return picture(key, title, caption, paint, margins=Margins(left=52))


def histogram_bars(axes: Axes, edges: Sequence[float], counts: Sequence[float]) -> None:
    """The bars of a histogram in the first series colour."""
    widths = [right - left for left, right in pairwise(edges)]
    axes.bar(edges[:-1], counts, width=[width * 0.94 for width in widths], align="edge", color=SERIES[0])
    axes.grid(False, axis="x")
    few_ticks(axes)


def few_ticks(axes: Axes, most: int = 5) -> None:
    """Few ticks, so that long numbers do not run into each other."""
    axes.locator_params(axis="both", nbins=most)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(compact)


def compact(value: float, _position: float = 0) -> str:
    """A tick's number, shortened by `k` and `M` from ten thousand on."""
    for scale, letter in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= max(scale, 1e4):
            return f"{value / scale:g}{letter}".replace("-", "−")
    return f"{value:g}".replace("-", "−")


def bare(axes: Axes) -> None:
    """No grid, no frame, no horizontal ticks: the notes carry the numbers."""
    axes.grid(False)
    axes.set_xticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
