"""SVG elements as text: every attribute and every text escaped here, and nowhere else."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from mlwright.reports.wording import shown

WIDTH = 360.0
"""Units across a drawing; its column of the page is about as many pixels wide, so 12 units are 12 pixels."""


@dataclass(frozen=True)
class Drawing:
    """A figure of the page. `svg` is markup built here, everything else is text to escape."""

    title: str
    caption: str
    svg: Markup
    wide: bool = False


def element(tag: str, *inside: Markup, **attributes: object) -> Markup:
    """One element; `font_size=12` becomes `font-size="12"`, and what is inside is markup already."""
    said = "".join(f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"' for name, value in attributes.items())
    if not inside:
        return Markup(f"<{tag}{said}/>")  # attributes were escaped one by one
    return Markup(f"<{tag}{said}>{Markup('').join(inside)}</{tag}>")


def drawing(height: float, description: str, *inside: Markup, width: float = WIDTH) -> Markup:
    """The svg element, named for those who cannot see it."""
    said = shown(description, 400)
    return element(
        "svg", note(said), *inside, viewBox=f"0 0 {_value(width)} {_value(height)}", role="img", aria_label=said
    )


def box(x: float, y: float, width: float, height: float, color: str, alpha: float = 1.0, said: str = "") -> Markup:
    """A rectangle in one of the page's colours, with a note for the pointer."""
    inside = (note(said),) if said else ()
    faded = {"fill_opacity": alpha} if alpha < 1 else {}
    return element("rect", *inside, x=x, y=y, width=max(width, 0.0), height=height, fill=f"var(--{color})", **faded)


def words(x: float, y: float, text: object, color: str = "ink", anchor: str = "start", size: float = 12) -> Markup:
    """A line of text."""
    return element(
        "text",
        escape(shown(text)),
        x=x,
        y=y,
        fill=f"var(--{color})",
        font_size=size,
        text_anchor=anchor,
    )


def note(text: str) -> Markup:
    """What a screen reader or a pointer is told."""
    return element("title", escape(shown(text)))


def _value(value: object) -> Markup:
    if isinstance(value, float):
        return escape(f"{value:.2f}".rstrip("0").rstrip("."))
    return escape(value)
