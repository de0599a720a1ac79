"""From a painter to a figure that can stand inside a page: SVG with live text, page colours and ids of its own."""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mlwright.reports.drawing.labels import columns
from mlwright.reports.wording import shown

INK, SOFT, LINE, GROUND = "#010101", "#020202", "#030303", "#040404"
SERIES = ("#a10001", "#a10002", "#a10003", "#a10004", "#a10005", "#a10006")
GOOD, BAD = "#a20001", "#a20002"
ROLES = {INK: "--ink", SOFT: "--soft", LINE: "--line", GROUND: "--card", GOOD: "--good", BAD: "--bad"} | {
    color: f"--c{place}" for place, color in enumerate(SERIES, start=1)
}
"""Stand-in colours → the page's variables, so that one picture serves the light and the dark scheme."""

PLAIN = (4.9, 3.3)
WIDE = (10.0, 3.2)
SMALL = (2.9, 1.8)
POINTS_PER_INCH = 72
SVG = "http://www.w3.org/2000/svg"
HREF = "{http://www.w3.org/1999/xlink}href"

STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "axes.formatter.use_mathtext": False,
    "font.family": ["DejaVu Sans"],
    "font.size": 9.0,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "axes.labelsize": 9.0,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.major.size": 0.0,
    "ytick.major.size": 0.0,
    "xtick.minor.size": 0.0,
    "ytick.minor.size": 0.0,
    "figure.facecolor": "none",
    "legend.frameon": False,
    "legend.fontsize": 9.0,
    "path.simplify": True,
}

Painter = Callable[[Axes], None]


@dataclass(frozen=True)
class Picture:
    """A figure of the page. `svg` is markup built here, everything else is text to escape."""

    title: str
    caption: str
    svg: Markup
    wide: bool = False
    """Whether it takes the whole width of the page."""


@dataclass(frozen=True)
class Margins:
    """Space around the axes in points; `left` has to hold the tick labels."""

    left: float = 44
    right: float = 12
    top: float = 8
    bottom: float = 36


def picture(
    key: str,
    title: str,
    caption: str,
    paint: Painter,
    size: tuple[float, float] = PLAIN,
    margins: Margins | None = None,
) -> Picture:
    """Paints on one pair of axes and returns the figure.

    Args:
        key: Prefix of the SVG's ids; unique within a page.
        size: Width and height in inches.
        margins: In points; measured in advance, because the browser's font is not known here.
    """
    space = margins or Margins()
    width, height = size[0] * POINTS_PER_INCH, size[1] * POINTS_PER_INCH
    buffer = io.StringIO()
    with rc_context(STYLE | {"svg.hashsalt": key}), warnings.catch_warnings():
        # The browser draws the text; matplotlib only measures it, and its own font has no CJK glyphs.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support", category=UserWarning)
        figure = Figure(figsize=size)
        axes = figure.add_axes(
            (
                space.left / width,
                space.bottom / height,
                1 - (space.left + space.right) / width,
                1 - (space.top + space.bottom) / height,
            )
        )
        paint(axes)
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    svg = _inlined(buffer.getvalue(), key, f"{title}. {caption}")
    return Picture(title, caption, svg, wide=size[0] >= WIDE[0])


def label_points(labels: list[str], size: float = 9.0) -> float:
    """About how wide the longest of these labels is, in points."""
    return max((sum(columns(char) for char in text) for text in labels), default=0) * size * 0.56 + 8


def _inlined(document: str, key: str, description: str) -> Markup:
    """The bare svg element: no prolog, metadata, page-wide style or unused ids; named for screen readers."""
    # The document was written by matplotlib a moment ago; nothing foreign is parsed here.
    root = ElementTree.fromstring(document)
    parents = {child: parent for parent in root.iter() for child in parent}
    for element in list(root.iter()):
        if element.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
            parents[element].remove(element)
    used = _references(root)
    for element in root.iter():
        _rewrite(element, key, used)
    for size in ("width", "height"):
        root.attrib.pop(size)
    root.set("role", "img")
    root.set("aria-label", shown(description))
    title = ElementTree.Element("title")
    title.text = shown(description)
    root.insert(0, title)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _references(root: ElementTree.Element) -> set[str]:
    links = {element.get(HREF, "").removeprefix("#") for element in root.iter()}
    clips = {element.get("clip-path", "").removeprefix("url(#").removesuffix(")") for element in root.iter()}
    return links | clips


def _rewrite(element: ElementTree.Element, key: str, used: set[str]) -> None:
    element.tag = element.tag.removeprefix(f"{{{SVG}}}")
    name = element.attrib.pop("id", "")
    if name in used and name:
        element.set("id", f"{key}-{name}")
    if HREF in element.attrib:
        element.set("href", f"#{key}-" + element.attrib.pop(HREF).removeprefix("#"))
    if "clip-path" in element.attrib:
        element.set("clip-path", element.get("clip-path", "").replace("url(#", f"url(#{key}-"))
    if element.get("transform", "").startswith("rotate(-0 "):
        element.attrib.pop("transform")
    if "style" in element.attrib:
        element.set("style", _restyled(element.get("style", "")))
    if "d" in element.attrib:
        element.set("d", " ".join(element.get("d", "").split()))
    if element.tag != "text":
        element.text = None
    element.tail = None


def _restyled(style: str) -> str:
    kept = [part for part in style.split("; ") if not part.startswith("font-family")]
    text = "; ".join(kept)
    for color, variable in ROLES.items():
        text = text.replace(color, f"var({variable})")
    return text
