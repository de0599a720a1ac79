"""Invoices: parts that add up to the target, a target with a code for "not known", and rows copied."""

import numpy as np

from tests.profiling.planted.plain import plain
from tests.profiling.planted.values import EPOCH, Chance, dates, numbers, put
from tests.profiling.planted.world import Columns, Plant, World

TARGET, GOAL = "total", "Predict the total of an invoice."
ANSWER = ("known_after_outcome", "suspicious_power")
PLANTS = (
    Plant("label_among_features", ("net",), ANSWER),
    Plant("label_among_features", ("tax",), ANSWER),
    Plant("label_among_features", ("total_foreign",), ANSWER),
    Plant("label_among_features", ("log_sum",), ANSWER),
    Plant("target_sentinel", (TARGET,)),
    Plant("target_skew", (TARGET,)),
    Plant("duplicate_rows"),
    Plant("near_duplicate_rows"),
    Plant("future_dates", ("delivered_on",)),
)
_LEFT_OUT = ("browser", "device", "shift", "opened_on")


def faulty(chance: Chance, rows: int) -> World:
    """Thirty columns; 30 rows are exact copies, 40 differ in one number by less than a hundredth."""
    columns, score = plain(chance, rows)
    for name in (*_LEFT_OUT, "children"):
        del columns[name]
    total = np.exp(5 + 0.9 * score + chance.normal(0, 0.7, rows)).round(2)
    net = (total / 1.19).round(2)
    columns |= {"net": numbers(net), "tax": numbers(total - net)}
    columns |= {"total_foreign": numbers(total * 7.5, 3), "log_sum": numbers(np.log(total), 5)}
    delivered = dates(chance.integers(0, 2000, rows))
    for row, day in zip(chance.choice(rows, 12, replace=False), chance.integers(25_000, 30_000, 12), strict=True):
        delivered[row] = str(EPOCH + int(day))
    columns["delivered_on"] = delivered
    columns[TARGET] = put(numbers(total), chance.choice(rows, 25, replace=False), "-200")
    return World("sales", _copied(chance, columns), TARGET, GOAL, "regression", PLANTS)


def clean(chance: Chance, rows: int) -> World:
    """The same features and an even target."""
    columns, score = plain(chance, rows)
    columns[TARGET] = numbers(300 + 40 * score + chance.normal(0, 30, rows))
    return World("sales_clean", columns, TARGET, GOAL, "regression")


def _copied(chance: Chance, columns: Columns) -> Columns:
    rows = len(columns[TARGET])
    exact, near = np.split(chance.choice(rows, 70, replace=False), [30])
    out = {name: [*cells, *(cells[row] for row in (*exact, *near))] for name, cells in columns.items()}
    for place, row in enumerate(near):
        out["balance"][rows + 30 + place] = f"{float(columns['balance'][row]) + 0.01:.2f}"
    order = chance.permutation(rows + 70)
    return {name: [cells[row] for row in order] for name, cells in out.items()}
