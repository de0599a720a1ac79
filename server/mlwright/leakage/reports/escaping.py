"""Text of a repository, fit to be shown: nothing invisible, nothing that steers a terminal or a page, not too long."""

from mlwright.leakage.findings import Place

LONGEST = 600
LONGEST_PATH = 1_000


def visible(text: object, longest: int = LONGEST) -> str:
    """One line of printable signs: others are written as escapes, and the length is capped."""
    whole = str(text)
    cut = whole[: longest + 1]
    if not cut.isprintable():
        cut = "".join(
            sign if sign.isprintable() else " " if sign == "\t" else sign.encode("unicode_escape").decode()
            for sign in cut
        )
    return cut if len(cut) <= longest else cut[: longest - 1] + "…"


def shown_place(place: Place) -> str:
    """A place that can be printed."""
    return visible(place, LONGEST_PATH)


def file_line(place: Place) -> int:
    """The line of the file as it lies on the disk: a notebook's cell has no line of its own there."""
    return place.raw_line or (place.line if place.cell is None else 1)
