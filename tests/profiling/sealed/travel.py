"""Flights: delays, aircraft, cities."""

import numpy as np

from tests.profiling.sealed.sheet import Columns, Sheet, odds, put, trap

_CITIES = ("München", "Zürich", "Köln", "Málaga", "Kraków", "Genève", "Paris", "Rome", "Oslo", "Seoul")


def _flights(rng: np.random.Generator, faulty: bool) -> Columns:
    n = 5000
    minute = np.sort(rng.integers(0, 200 * 1440, n))
    off = np.datetime64("2024-02-01T05:00") + minute
    held = rng.gamma(0.7, 22, n) - 6
    late = odds(rng, 4 * held, 0.24)
    taxi = rng.normal(14, 4, n).round().clip(4)
    city = rng.choice(_CITIES, n)
    broken = [name.encode().decode("latin-1") for name in city]
    hurt = rng.random(n) < (0.1 if faulty else 0)
    tail = [f"D-A{a}{b}{c}" for a, b, c in rng.choice(list("BCDEGHIJ"), (40, 3))]
    arrival = np.where(late, 15 + rng.gamma(2, 20, n), rng.normal(-6, 7, n).clip(None, 14.4)).round()
    columns: Columns = {
        "std": np.char.replace(off.astype(str), "T", " "),
        "flt_no": rng.integers(100, 4999, n),
        "reg": rng.choice(tail, n),
        "dest": [bad if hit else good for good, bad, hit in zip(city, broken, hurt, strict=True)],
        "dist_km": rng.choice(rng.integers(300, 9000, 60), n),
        "seats": rng.choice([138, 174, 180, 220, 293], n),
        "dep_dly": held.round(),
        "taxi_out": put(taxi.astype(int), rng.random(n) < (0.015 if faulty else 0), "CNX"),
        "crew_ok": np.where(rng.random(n) < 0.96, "Y", "N"),
        "gate": rng.choice([f"{a}{b}" for a in "ABCD" for b in range(1, 31)], n),
    }
    if faulty:
        columns["arr_dly"] = arrival
        columns["load_id"] = np.arange(n) + 1
        columns["dist_mi"] = (np.array(columns["dist_km"]) * 0.621371).round(1)
    return {**columns, "late15": late.astype(int)}


SHEETS = (
    Sheet(
        "flights",
        "late15",
        _flights,
        (
            trap("mojibake", "dest"),
            trap("stray_text", "taxi_out"),
            trap("suspicious_power|label_among_features", "arr_dly"),
            trap("running_index|row_id", "load_id"),
            trap("redundant_columns|duplicate_column", "dist_mi"),
            trap("time_column", "std"),
        ),
        frozenset({"group_key:reg"}),
    ),
)
