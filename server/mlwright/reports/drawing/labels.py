"""Text from data as labels of pictures: one line, no wider than its place."""

import unicodedata

from mlwright.reports.wording import shown

WIDEST = 18
"""Columns of a terminal that a label of these drawings may take; CJK counts double."""


def label(text: object, widest: int = 24) -> str:
    """Text from data as a label: one line, at most `widest` columns of a terminal (CJK counts double)."""
    kept, used = "", 0
    whole = shown(text, 4 * widest)
    for char in whole:
        used += columns(char)
        if used > widest:
            return kept[:-1] + "…"
        kept += char
    return kept


def columns(char: str) -> int:
    """How many columns of a terminal a character takes."""
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
