"""How a table writes its numbers: decimal mark, thousands mark, and a unit around them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Decimal = Literal[".", ","]

EXACT = 2.0**53
"""Beyond it a float no longer tells every whole number from the next."""
_PLAIN_LETTERS = frozenset("0123456789+-.eE")
_CURRENCY = r"(?:[$€£¥₩₹]|USD|EUR|GBP|KRW|JPY|INR|CHF)"
_SUFFIX = r"[^\d\s.,;:+\-()][^\d;:()]{0,14}"
_EXPONENT = r"(?:[eE][+-]?\d+)?"


@dataclass(frozen=True)
class NumberFormat:
    """Decimal and thousands mark of a table."""

    decimal: Decimal = "."
    thousands: str | None = None
    joined: bool = True
    """Whether the texts may hold digits joined by `_`, which is no number here but one in DuckDB."""

    @cached_property
    def pattern(self) -> str:
        """Regular expression of one number, valid in Python and in RE2."""
        point = "[.,]" if self.decimal == "," and self.thousands != "." else _escaped(self.decimal)
        whole = r"\d+"
        if self.thousands:
            whole = rf"(?:\d{{1,3}}(?:{_escaped(self.thousands)}\d{{3}})+|\d+)"
        return rf"[+-]?(?:{whole}(?:{point}\d*)?|{point}\d+){_EXPONENT}"

    def read(self, texts: Sequence[str]) -> Floats:
        """Stripped texts as floats; NaN for whatever is not a finite number in this format."""
        plain = self.decimal == "." and self.thousands is None
        if plain and set("".join(texts)) <= _PLAIN_LETTERS:
            values = _floats(texts)
        else:
            number = re.compile(self.pattern)
            clean = (float(self.plain(text)) if number.fullmatch(text) else np.nan for text in texts)
            values = np.fromiter(clean, dtype=np.float64, count=len(texts))
        return np.where(np.isfinite(values), values, np.nan)

    def plain(self, text: str) -> str:
        """The number in program notation."""
        if self.thousands:
            text = text.replace(self.thousands, "")
        return text.replace(",", ".") if self.decimal == "," else text

    def sql(self, text: str) -> str:
        """DuckDB expression that turns the text expression into a DOUBLE, or NULL where `read` gives NaN."""
        if self.decimal == "." and self.thousands is None:
            number = f"TRY_CAST({text} AS DOUBLE)"
            if self.joined:
                number = f"CASE WHEN contains({text}, '_') THEN NULL ELSE {number} END"
        else:
            bare = f"replace({text}, '{self.thousands}', '')" if self.thousands else text
            bare = f"replace({bare}, ',', '.')" if self.decimal == "," else bare
            number = f"CASE WHEN regexp_full_match({text}, '{self.pattern}') THEN TRY_CAST({bare} AS DOUBLE) END"
        return f"(CASE WHEN isfinite({number}) THEN {number} END)"

    @cached_property
    def with_unit(self) -> re.Pattern[str]:
        """Currency before or unit behind one number: groups `before`, `number`, `after`."""
        return re.compile(rf"(?P<before>{_CURRENCY}?)\s*(?P<number>{self.pattern})\s*(?P<after>(?:{_SUFFIX})?)")

    def unit_of(self, text: str) -> tuple[str, str] | None:
        """Unit and bare number of a stripped text; None when it does not have exactly one unit."""
        match = self.with_unit.fullmatch(text)
        if match is None or bool(match["before"]) == bool(match["after"].strip()):
            return None
        return (match["before"] or match["after"]).strip(), match["number"]


def _floats(texts: Sequence[str]) -> Floats:
    """Texts of digits, signs, points and exponents as floats; NaN for what is no number."""
    try:
        return np.fromiter(map(float, texts), dtype=np.float64, count=len(texts))
    except ValueError:
        return np.fromiter(map(_float, texts), dtype=np.float64, count=len(texts))


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return np.nan


def _escaped(mark: str) -> str:
    """`re.escape` would put a backslash before a space, which RE2 refuses for some marks."""
    return r"\." if mark == "." else mark


_SPACES = (" ", "\u00a0", "\u202f")
_DOT = re.compile(r"[+-]?(?:\d+\.(?:\d{1,2}|\d{4,})|0?\.\d+|\d{1,3}(?:[, \u00a0\u202f]\d{3})+\.\d+)")
_COMMA = re.compile(r"[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|0?,\d+|\d{1,3}(?:[. \u00a0\u202f]\d{3})+,\d+)")
_GROUPS = {
    ",": re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|[+-]?\d{1,3}(?:\.\d{3})+,\d+"),
    **{mark: re.compile(rf"[+-]?\d{{1,3}}(?:{mark}\d{{3}})+(?:[.,]\d+)?") for mark in _SPACES},
}
_BARE = re.compile(r"[+-]?[\d.,\u00a0\u202f ]*\d[\d.,]*")
_AROUND = re.compile(rf"^{_CURRENCY}\s*|\s*{_SUFFIX}$")


def find_format(columns: Iterable[Sequence[str]], separator: str) -> NumberFormat:
    """Number format of a table from sample cells, column by column.

    `1,234` alone reads as thousands; in a semicolon table without any decimal point it reads as a decimal comma,
    because such tables are written where the comma is the decimal mark.
    """
    votes = {"dot": 0, "comma": 0, "either": 0, **dict.fromkeys(_GROUPS, 0)}
    for cells in columns:
        numeric, marks = _numeric(cells)
        commas = "," in marks and any(map(_COMMA.fullmatch, numeric))
        votes["dot"] += "." in marks and any(map(_DOT.fullmatch, numeric))
        votes["comma"] += commas
        for mark in marks:
            found = any(map(_GROUPS[mark].fullmatch, numeric))
            votes["either" if mark == "," and commas else mark] += found
    decimal: Decimal = "," if votes["comma"] > votes["dot"] else "."
    if decimal == "." and separator == ";" and votes[","] and not votes["dot"]:
        decimal = ","
    marks = [mark for mark in _GROUPS if mark != decimal and votes[mark]]
    return NumberFormat(decimal, marks[0] if marks else None)


def _numeric(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """Different texts of a column of numbers, without units, and the marks that they may hold; nothing of others."""
    every = "\n".join(cells)
    if not any(mark in every for mark in _GROUPS):
        return [], []  # most columns are whole numbers or words, and neither of them tells
    rows = Counter(filter(None, map(str.strip, cells)))
    found = {text: bare for text in rows if _BARE.fullmatch(bare := _AROUND.sub("", text))}
    if sum(rows[text] for text in found) < max(3, 0.8 * rows.total()):
        return [], []
    return list(found.values()), [mark for mark in _GROUPS if mark in every]
