"""Tables in which every fault of the vocabulary is planted, and clean twins of them.

python -m tests.profiling.planted --seed 3 --out DIR --score
"""

from collections.abc import Callable

import numpy as np

from tests.profiling.planted import churn, claims, patients, sales, series, small
from tests.profiling.planted.world import Plant, World

Maker = Callable[[np.random.Generator, int], World]
FAULTY: dict[str, Maker] = {
    "churn": churn.faulty,
    "claims": claims.faulty,
    "sales": sales.faulty,
    "series": series.faulty,
    "panel": series.panel,
    "patients": patients.faulty,
    "coin": small.coin,
    "conflicts": small.conflicts,
    "latin": small.latin,
    "ragged": small.ragged,
    "blanks": small.blanks,
    "garages": small.garages,
}
CLEAN: dict[str, Maker] = {
    "churn": churn.clean,
    "claims": claims.clean,
    "sales": sales.clean,
    "series": series.clean,
    "latin": small.latin_clean,
}
ROWS = 4000
__all__ = ["CLEAN", "FAULTY", "ROWS", "Plant", "World", "clean_twin", "planted"]


def planted(name: str, seed: int, rows: int = ROWS) -> World:
    """The table of that name with its faults; `plants` is the truth."""
    return FAULTY[name](_chance(name, seed), rows)


def clean_twin(name: str, seed: int, rows: int = ROWS) -> World:
    """The table of that name without a fault."""
    return CLEAN[name](_chance(name, seed), rows)


def _chance(name: str, seed: int) -> np.random.Generator:
    return np.random.default_rng([seed, *name.encode()])
