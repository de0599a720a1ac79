"""Columns without a fault, some of which look as if they had one: names of personal data, natural 99 and -99."""

import numpy as np

from tests.profiling.planted.values import Chance, dates, levels, numbers, put
from tests.profiling.planted.world import Columns


def plain(chance: Chance, rows: int) -> tuple[Columns, np.ndarray]:
    """(29 clean columns, a score that five of them carry, with a standard deviation of about one)."""
    fee = chance.normal(60, 18, rows)
    tenure = chance.integers(0, 73, rows)
    calls = chance.poisson(3, rows)
    plan = np.array(levels(chance, rows, ("basic", "family", "plus", "student"), (0.4, 0.3, 0.2, 0.1)))
    rate = chance.random(rows)
    columns: Columns = {
        "fee": numbers(fee),
        "tenure": numbers(tenure, 0),
        "phone_calls": numbers(calls, 0),
        "plan": list(plan),
        "rate": numbers(rate, 4),
        **_other_numbers(chance, rows),
        **_other_levels(chance, rows),
        "contacted_on": dates(chance.integers(0, 2000, rows)),
        "opened_on": dates(chance.integers(-3000, 0, rows)),
    }
    for name in ("height", "payment", "discount"):
        columns[name] = put(columns[name], chance.random(rows) < 0.04, "")
    score = 0.5 * (fee - 60) / 18 - 0.4 * (tenure - 36) / 21 + 0.4 * (calls - 3) / 1.7 + 0.6 * (plan == "basic")
    return columns, score - 0.24 + 1.1 * (rate - 0.5)


def _other_numbers(chance: Chance, rows: int) -> Columns:
    return {
        "age": numbers(chance.integers(18, 100, rows), 0),
        "usage_gb": numbers(chance.gamma(6, 4, rows)),
        "height": numbers(chance.normal(171, 9, rows), 1),
        "temperature": numbers(chance.normal(6, 9, rows), 1),
        "balance": numbers(chance.normal(200, 800, rows)),
        "promoter_score": numbers(chance.integers(-100, 101, rows), 0),
        "discount": numbers(chance.uniform(0, 40, rows), 1),
        "visits": numbers(chance.poisson(9, rows), 0),
        "latency_ms": numbers(chance.gamma(9, 14, rows), 1),
        "rooms": numbers(chance.integers(1, 7, rows), 0),
        "children": numbers(chance.integers(0, 5, rows), 0),
        "car_year": numbers(chance.integers(1998, 2020, rows), 0),
        "distance_km": numbers(chance.uniform(0.1, 30, rows), 2),
    }


def _other_levels(chance: Chance, rows: int) -> Columns:
    return {
        "region": levels(chance, rows, ("north", "south", "east", "west", "centre")),
        "card_type": levels(chance, rows, ("debit", "credit", "prepaid")),
        "email_opt_in": levels(chance, rows, ("Yes", "No")),
        "autopay": levels(chance, rows, ("true", "false"), (0.7, 0.3)),
        "device": levels(chance, rows, ("phone", "tablet", "laptop", "desktop")),
        "browser": levels(chance, rows, ("alpha", "beta", "gamma")),
        "payment": levels(chance, rows, ("invoice", "card", "transfer")),
        "shift": levels(chance, rows, ("early", "late", "night")),
        "weekday": levels(chance, rows, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")),
    }


def take(columns: Columns, *names: str) -> Columns:
    """Some of the columns."""
    return {name: columns[name] for name in names}
