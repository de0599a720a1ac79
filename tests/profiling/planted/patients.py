"""Visits to a doctor: birth dates, street addresses and numbers of the state beside what may be learned from."""

import numpy as np

from tests.profiling.planted.plain import plain, take
from tests.profiling.planted.values import Chance, dates
from tests.profiling.planted.world import Plant, World

PLANTS = (
    Plant("pii_birth_date", ("date_of_birth",)),
    Plant("pii_street", ("home_address",)),
    Plant("pii_national_id", ("ssn",)),
)
_STREETS = ("Sample Street", "Test Avenue", "Mock Lane", "Fixture Road", "Placeholder Drive")


def faulty(chance: Chance, rows: int) -> World:
    """Numbers of the state begin with 9, which the state gives to nobody."""
    columns, score = plain(chance, rows)
    columns = take(columns, "rooms", "height", "visits", "rate", "plan", "fee", "tenure")
    columns["date_of_birth"] = dates(chance.integers(-28_000, -7_000, rows))
    streets = zip(chance.integers(1, 400, rows), chance.choice(_STREETS, rows), strict=True)
    columns["home_address"] = [f"{number} {street}" for number, street in streets]
    numbers = zip(*chance.integers([[900], [10], [1000]], [[1000], [100], [10_000]], (3, rows)), strict=True)
    columns["ssn"] = ["-".join(map(str, parts)) for parts in numbers]
    columns["returned"] = list(np.where(score + chance.logistic(0, 1, rows) > 0.2, "yes", "no"))
    return World("patients", columns, "returned", "Predict who comes back.", "binary", PLANTS)
