"""Pictures of a profile as inline SVG, written by hand: no script, no file, the page's own colours."""

from mlwright.reports.drawing.grids import correlation_drawing, missing_drawing
from mlwright.reports.drawing.lines import line_drawing
from mlwright.reports.drawing.parted import Parts, part_colors, parted_drawing
from mlwright.reports.drawing.rows import coverage_drawing, histogram_drawing, spark
from mlwright.reports.drawing.svg import Drawing

__all__ = [
    "Drawing",
    "Parts",
    "correlation_drawing",
    "coverage_drawing",
    "histogram_drawing",
    "line_drawing",
    "missing_drawing",
    "part_colors",
    "parted_drawing",
    "spark",
]
