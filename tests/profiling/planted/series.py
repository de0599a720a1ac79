"""Days in a row: one series with a weekly season and gaps, and one with several shops a day."""

import numpy as np

from tests.profiling.planted.values import Chance, dates, numbers
from tests.profiling.planted.world import Plant, World

DAYS = 1100


def _values(chance: Chance, days: np.ndarray) -> np.ndarray:
    week = np.array((0, 4, 6, 8, 15, 42, 30))
    return 200 + 0.05 * days + week[days % 7] + chance.normal(0, 6, len(days))


def faulty(chance: Chance, rows: int) -> World:
    """A daily series without a fortnight, a month and three single days."""
    days = np.arange(DAYS)
    gone = (days // 14 == 20) | ((days >= 640) & (days < 670)) | np.isin(days, (101, 455, 800))
    columns = {"day": dates(days[~gone]), "visits": numbers(_values(chance, days[~gone]), 0)}
    plants = (
        Plant("time_gaps", ("day",)),
        Plant("seasonality"),
        Plant("frequency"),
        Plant("time_column", ("day",)),
    )
    goal = "Forecast the daily visits for the next 28 days."
    return World("series", columns, "visits", goal, "forecasting", plants)


def clean(chance: Chance, rows: int) -> World:
    """The series with all its days."""
    days = np.arange(DAYS)
    columns = {"day": dates(days), "visits": numbers(_values(chance, days), 0)}
    goal = "Forecast the daily visits for the next 28 days."
    return World("series_clean", columns, "visits", goal, "forecasting")


def panel(chance: Chance, rows: int) -> World:
    """Four shops a day."""
    days = np.repeat(np.arange(700), 4)
    shops = np.tile(["harbour", "market", "station", "tower"], 700)
    level = {"harbour": 0, "market": 60, "station": 140, "tower": 20}
    sold = _values(chance, days) + np.array([level[shop] for shop in shops])
    columns = {"day": dates(days), "shop": list(shops), "sold": numbers(sold, 0)}
    plants = (Plant("several_per_moment"), Plant("time_column", ("day",)))
    return World("panel", columns, "sold", "Predict what each shop sells a day.", "regression", plants)
