"""Faults that exclude the others: nothing to learn from, labels that contradict each other, broken files."""

import numpy as np

from tests.profiling.planted.plain import plain, take
from tests.profiling.planted.values import Chance, levels, numbers, put
from tests.profiling.planted.world import Columns, Plant, World

NUMBERS = ("fee", "tenure", "usage_gb", "height", "temperature", "rate", "distance_km")


def coin(chance: Chance, rows: int) -> World:
    """No column says anything about the target."""
    columns, _ = plain(chance, rows)
    columns["won"] = levels(chance, rows, ("yes", "no"))
    return World("coin", columns, "won", "Predict who wins.", "binary", (Plant("weak_signal"),))


def conflicts(chance: Chance, rows: int) -> World:
    """Thirty rows stand twice, with another label the second time."""
    columns = _learnable(chance, rows)
    again = chance.choice(rows, 30, replace=False)
    columns = {name: [*cells, *(cells[row] for row in again)] for name, cells in columns.items()}
    columns["won"][rows:] = ["no" if label == "yes" else "yes" for label in columns["won"][rows:]]
    return World("conflicts", columns, "won", "Predict who wins.", "binary", (Plant("label_conflicts"),))


def latin(chance: Chance, rows: int) -> World:
    """A file in Latin-1."""
    columns = _learnable(chance, rows)
    columns["town"] = levels(chance, rows, ("Zürich", "Orléans", "Malmö", "Bern"))
    return World("latin", columns, "won", "Predict who wins.", "binary", (Plant("encoding"),), "latin-1")


def latin_clean(chance: Chance, rows: int) -> World:
    """The same file in UTF-8."""
    columns = _learnable(chance, rows)
    columns["town"] = levels(chance, rows, ("Zürich", "Orléans", "Malmö", "Bern"))
    return World("latin_clean", columns, "won", "Predict who wins.", "binary")


def ragged(chance: Chance, rows: int) -> World:
    """Two lines too long and one too short."""
    columns = _learnable(chance, rows)
    full = ",".join(["1"] * (len(columns) - 1))
    lines = (f"{full},yes,2,3", f"{full},no,9", "1,2,3")
    plants = (Plant("ragged_rows"),)
    return World("ragged", columns, "won", "Predict who wins.", "binary", plants, raw_lines=lines)


def blanks(chance: Chance, rows: int) -> World:
    """Two lines of nothing but separators."""
    columns = _learnable(chance, rows)
    nothing = "," * (len(columns) - 1)
    plants = (Plant("blank_rows"), Plant("target_missing", ("won",)))
    return World("blanks", columns, "won", "Predict who wins.", "binary", plants, raw_lines=(nothing, nothing))


def garages(chance: Chance, rows: int) -> World:
    """Houses without a garage have no kind of one; one was built in 2207 by a slip."""
    columns = _learnable(chance, rows)
    without = chance.random(rows) < 0.1
    columns["garage"] = put(levels(chance, rows, ("apart", "attached", "carport")), without, "")
    columns["garage_area"] = put(numbers(chance.normal(400, 60, rows), 0), without, "0")
    columns["built_year"] = put(numbers(chance.integers(1950, 2010, rows), 0), np.array([rows // 2]), "2207")
    columns["sold_year"] = numbers(chance.integers(2006, 2011, rows), 0)
    plants = (Plant("blank_means_none", ("garage",)), Plant("future_dates", ("built_year",)))
    return World("garages", columns, "won", "Predict who wins.", "binary", plants)


def _learnable(chance: Chance, rows: int) -> Columns:
    columns, score = plain(chance, rows)
    columns = take(columns, *NUMBERS)
    columns["won"] = list(np.where(score + chance.logistic(0, 1, rows) > 0.2, "yes", "no"))
    return columns
