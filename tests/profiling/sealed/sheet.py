"""A table as its makers would export it, the traps in it, and what is true of its clean twin as well."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mlwright.specs.profile import Task

Columns = dict[str, Iterable[object]]


@dataclass(frozen=True)
class Trap:
    """Any of the names, on the column (or on the table), counts as found."""

    names: frozenset[str]
    column: str | None = None


def trap(names: str, column: str | None = None) -> Trap:
    """A trap whose names are parted by bars."""
    return Trap(frozenset(names.split("|")), column)


@dataclass(frozen=True)
class Sheet:
    """One domain. `true` holds what a clean twin may be told as well: `name:column`, or `name` alone."""

    name: str
    target: str
    make: Callable[[np.random.Generator, bool], Columns]
    traps: tuple[Trap, ...]
    true: frozenset[str]
    separator: str = ","
    goal: str = ""
    task: Task | None = None

    def write(self, folder: Path, *, faulty: bool, seed: int = 1) -> Path:
        """The table or its twin as CSV."""
        columns = {name: list(values) for name, values in self.make(np.random.default_rng([seed, 77]), faulty).items()}
        path = folder / f"{self.name}-{'faulty' if faulty else 'clean'}.csv"
        rows = zip(*columns.values(), strict=True)
        lines = [self.separator.join(map(self._cell, row)) for row in [tuple(columns), *rows]]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def _cell(self, value: object) -> str:
        text = "" if value is None else str(value)
        return f'"{text}"' if self.separator in text else text


def blank(values: Iterable[object], where: np.ndarray) -> list[object]:
    """The values with nothing where told."""
    return [None if gone else value for value, gone in zip(values, where, strict=True)]


def put(values: Iterable[object], where: np.ndarray, new: object) -> list[object]:
    """The values with another one where told."""
    return [new if hit else value for value, hit in zip(values, where, strict=True)]


def days(start: str, offsets: np.ndarray) -> np.ndarray:
    """Dates from a first day on."""
    return np.datetime64(start) + offsets.astype(int)


def odds(rng: np.random.Generator, score: np.ndarray, share: float) -> np.ndarray:
    """True for about `share` of the rows, more often where the score is high."""
    noisy = (score - score.mean()) / score.std() + rng.logistic(0, 0.9, len(score))
    return np.asarray(noisy > np.quantile(noisy, 1 - share))


def comma(values: np.ndarray, digits: int = 1) -> list[object]:
    """Numbers with a decimal comma."""
    return [f"{value:.{digits}f}".replace(".", ",") for value in values]


def stacked(columns: Columns, rows: np.ndarray, **changed: Iterable[object]) -> Columns:
    """The table with some of its rows once more at the end, some columns changed there."""
    return {
        name: [*(kept := list(values)), *(changed[name] if name in changed else (kept[at] for at in rows))]
        for name, values in columns.items()
    }
