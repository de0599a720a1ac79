"""Sampled columns as values: what structure, links and leaks look at."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mlwright.profiling.columns import measure
from mlwright.profiling.columns.kinds import Reading
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.sample import Cells, Codes
from mlwright.profiling.reading.reader import Table
from mlwright.specs.profile import Column


@dataclass(frozen=True)
class View:
    """One column of the sample, in file order."""

    column: Column
    codes: Codes
    """Level per row in order of first appearance, -1 where missing; equal numbers are one level."""
    levels: list[str]
    values: Floats | None
    """Numbers, or dates as seconds since 1970; NaN where missing. None for words."""
    decimals: int = 0
    """Most digits behind the decimal mark, of numbers."""

    @property
    def name(self) -> str:
        """The column's name."""
        return self.column.name

    @property
    def missing(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Whether each row's value is missing."""
        return self.codes < 0


def view(column: Column, cells: Cells, reading: Reading) -> View:
    """Values of a sampled column."""
    gone = {"", *reading.missing}
    if reading.kind not in ("number", "date"):
        kept = [text not in gone for text in cells.texts]
        remap = np.where(kept, np.cumsum(kept) - 1, -1)
        levels = [text for text, keep in zip(cells.texts, kept, strict=True) if keep]
        return View(column, remap[cells.codes], levels, None)
    by_text = reading.read(cells.texts)
    level_of, distinct = pd.factorize(by_text)
    levels = [""] * len(distinct)
    for text, level in zip(reversed(cells.texts), reversed(level_of.tolist()), strict=True):
        if level >= 0:
            levels[level] = text
    decimals = _decimals(levels, reading) if reading.kind == "number" else 0
    return View(column, level_of[cells.codes].astype(np.int64), levels, by_text[cells.codes], decimals)


def in_order(table: Table, cells: Cells, reading: Reading, seen: View) -> Floats:
    """All values of a number or date column in file order, NaN where missing."""
    if seen.values is not None and cells.rows == table.rows:
        return seen.values
    value = measure.value(measure.present(cells.column, reading), reading)
    if reading.kind == "date":
        value = f"epoch({value})"
    query = f"SELECT CAST({value} AS DOUBLE) AS v FROM texts ORDER BY r"
    found = table.connection.execute(query).fetchnumpy()["v"]
    return np.ma.filled(np.ma.asarray(found, dtype=np.float64), np.nan)


def _decimals(levels: list[str], reading: Reading) -> int:
    mark = reading.numbers.decimal
    shown = levels[:: max(1, len(levels) // 2000)]
    return max((_digits_behind(text, mark) for text in shown), default=0)


def _digits_behind(text: str, mark: str) -> int:
    number = text.lower().partition("e")
    behind = sum(char.isdigit() for char in number[0].partition(mark)[2])
    power = number[2]
    return behind - int(power) if power.lstrip("+-").isdigit() else behind
