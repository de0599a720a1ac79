"""Sampled columns as values: what structure, links and leaks look at."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mlwright.profiling.columns.kinds import Reading, level_values
from mlwright.profiling.columns.numbers import EXACT, Floats
from mlwright.profiling.columns.sample import Cells, Codes, number_levels
from mlwright.specs.profile import Column

_DECIMALS_OF = 1000


@dataclass(frozen=True)
class View:
    """One column of the sample, in file order."""

    column: Column
    codes: Codes
    """Level per row in order of first appearance, -1 where missing; equal numbers are one level."""
    values: Floats | None
    """Numbers, or dates as seconds since 1970; NaN where missing. None for words."""
    cells: Cells
    reading: Reading
    shown: Codes
    """Per level, the text of `cells` that stands for it."""

    @property
    def name(self) -> str:
        """The column's name."""
        return self.column.name

    @cached_property
    def missing(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether each row's value is missing."""
        return self.codes < 0

    @cached_property
    def levels(self) -> list[str]:
        """Text of each level; fetched when it is asked for."""
        if len(self.shown) == len(self.cells.counts):
            return self.cells.texts
        return [self.cells.texts[at] for at in self.shown.tolist()]

    def some_levels(self, most: int) -> list[str]:
        """Texts of up to so many levels, spread evenly, without fetching the others."""
        chosen = self.shown[:: max(1, -(-len(self.shown) // most))]
        return self.cells.some(chosen)

    @cached_property
    def decimals(self) -> int:
        """Most digits behind the decimal mark, of numbers."""
        if self.column.kind != "number":
            return 0
        mark = self.reading.numbers.decimal
        return max((_digits_behind(text, mark) for text in self.some_levels(_DECIMALS_OF)), default=0)

    @cached_property
    def ranked(self) -> tuple[Floats, Codes]:
        """Different numbers in rising order, and the place of each row's number among them (-1 where missing)."""
        assert self.values is not None, "words have no order"
        known = ~self.missing
        distinct, place = np.unique(self.values[known], return_inverse=True)
        ranks = np.full(len(self.codes), -1, dtype=np.int64)
        ranks[known] = place
        return distinct, ranks


def view(column: Column, cells: Cells, reading: Reading) -> View:
    """Values of a sampled column."""
    if reading.kind not in ("number", "date"):
        gone = {"", *reading.missing}
        kept = np.array([text not in gone for text in cells.texts], dtype=bool)
        return View(column, _renumbered(kept)[cells.codes], None, cells, reading, np.flatnonzero(kept))
    by_text = level_values(cells, reading)
    known = np.flatnonzero(np.isfinite(by_text))
    level, first = _numbered(by_text[known])
    of_text = np.full(len(by_text), -1, dtype=np.int64)
    of_text[known] = level
    return View(column, of_text[cells.codes], by_text[cells.codes], cells, reading, known[first])


def _numbered(values: Floats) -> tuple[Codes, Codes]:
    """Level of each text's number and the first text of each level; one to one unless numbers are written twice.

    Where they are so large that floats no longer tell them apart, the texts do.
    """
    ordered = np.sort(values)
    beyond = len(values) > 0 and max(-ordered[0], ordered[-1]) > EXACT
    if len(values) < 2 or beyond or (ordered[1:] != ordered[:-1]).all():
        return np.arange(len(values)), np.arange(len(values))
    level, _, first = number_levels(values)
    return level, first


def _renumbered(kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Codes:
    return np.where(kept, np.cumsum(kept) - 1, -1)


def _digits_behind(text: str, mark: str) -> int:
    number = text.lower().partition("e")
    behind = sum(char.isdigit() for char in number[0].partition(mark)[2])
    power = number[2]
    return behind - int(power) if power.lstrip("+-").isdigit() else behind
