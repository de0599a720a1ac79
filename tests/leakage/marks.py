"""Marks at the ends of lines: which codes a line is guilty of."""

import re
from typing import NamedTuple

from mlwright.leakage import Source

MARK = re.compile(r"#\s*([A-Z]{2}\d{3}(?:[|\s]+[A-Z]{2}\d{3})*)\s*$")

FAMILIES = {
    "preprocessing": "LK101 LK102 LK103 LK104 LK105 LK106 LK107 LK108 LK109 LK404 LK503 LK602",
    "overlap": "LK110 LK111 LK112",
    "tuning": "LK201 LK202 LK203 LK204 LK205 LK206",
    "target": "LK301 LK302 LK303 LK304",
    "time": "LK401 LK402 LK403 LK405 LK406",
    "groups": "LK501 LK502",
    "evaluation state": "LK601",
}
KIND = {code: family for family, codes in FAMILIES.items() for code in codes.split()}


class Mark(NamedTuple):
    """A guilty line: any of the codes names its fault."""

    codes: tuple[str, ...]
    line: int  # within the cell, for a notebook
    cell: int | None


def marks(source: Source) -> list[Mark]:
    """`# LK101 LK102` are two faults, `# LK101|LK404` is one with two names."""
    found = []
    for number, text in enumerate(source.lines, 1):
        match = MARK.search(text)
        if match is not None:
            place = source.place(number)
            found += [Mark(tuple(one.split("|")), place.line, place.cell) for one in match[1].split()]
    return found
