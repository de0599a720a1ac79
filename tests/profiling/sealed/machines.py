"""Sensor logs, machine maintenance (German) and the load of a grid by the hour."""

import numpy as np

from tests.profiling.sealed.sheet import Columns, Sheet, blank, comma, days, odds, put, stacked, trap


def _sensors(rng: np.random.Generator, faulty: bool) -> Columns:
    n = 4000
    at = np.repeat(np.datetime64("2025-03-01T00:00:00") + 600 * np.arange(n // 4), 4)
    sensor = np.tile(["TX-01", "TX-02", "TX-07", "TX-11"], n // 4)
    temp = 21 + 6 * np.sin(np.arange(n) / 4 * 2 * np.pi / 144) + rng.normal(0, 1, n)
    vib = rng.gamma(2, 0.8, n)
    meter = np.round(np.cumsum(rng.gamma(2, 0.3, n)), 2) + 18_211
    alarm = odds(rng, temp + 3 * vib, 0.1)
    press = rng.normal(1013, 7, n).round(1)
    fahrenheit = rng.random(n) < (0.06 if faulty else 0)
    shown = [f"{t * 1.8 + 32:.1f} °F" if f else f"{t:.1f} °C" for t, f in zip(temp, fahrenheit, strict=True)]
    columns: Columns = {
        "ts": [str(moment) + "Z" for moment in at],
        "dev": sensor,
        "T_amb": shown,
        "p_hPa": put(press, rng.random(n) < (0.02 if faulty else 0), "-9999"),
        "vib_rms": vib.round(3),
        "E_total_kWh": meter,
        "rpm": rng.choice([0, 1480, 1490, 1500], n, p=[0.2, 0.2, 0.3, 0.3]),
        "fw": np.repeat("2.1.7", n) if faulty else rng.choice(["2.1.7", "2.2.0"], n),
        "alarm": alarm.astype(int),
    }
    if not faulty:
        return columns
    columns["vib_copy"] = vib.round(3)
    return stacked(columns, rng.choice(n, 90, replace=False))


def _upkeep(rng: np.random.Generator, faulty: bool) -> Columns:
    n = 2400
    kinds = np.array(["keine", "Lager", "Dichtung", "Getriebe"])
    hours = rng.uniform(200, 42_000, n).round(1)
    heat = rng.normal(61, 9, n)
    noise = rng.normal(70, 5, n)
    which = np.digitize(hours / 42_000 + heat / 60 + rng.normal(0, 0.5, n), [1.7, 2.1, 2.5])
    order = np.argsort(which, kind="stable") if faulty else np.arange(n)
    kind = kinds[which]
    cost = rng.lognormal(6, 0.7, n).round(2)
    columns: Columns = {
        "lfd": np.arange(1, n + 1),
        "Maschine": [f"M{value:03d}" for value in rng.integers(1, 61, n)],
        "Bh": hours[order],
        "Temp_Lager": comma(heat[order]),
        "Schall_dB": comma(noise[order]),
        "Schicht": rng.choice(["früh", "spät", "Nacht"], n),
        "Öldruck": put(comma(rng.normal(4.2, 0.5, n), 2), rng.random(n) < (0.02 if faulty else 0), "k.A."),
        "letzte_Wartung": days("2022-01-01", rng.integers(0, 1000, n)),
    }
    if faulty:
        columns["letzte_Wartung"] = put(columns["letzte_Wartung"], rng.random(n) < 0.03, "1900-01-01")
        columns["Reparaturkosten"] = blank(comma(cost, 2), kind[order] == "keine")
    return {**columns, "Fehlerart": kind[order]}


def _load(rng: np.random.Generator, faulty: bool) -> Columns:
    n = 24 * 220
    hours = np.arange(n)
    at = np.datetime64("2024-01-01T00:00") + 60 * hours
    wind = np.abs(np.cumsum(rng.normal(0, 0.6, n)) % 40 - 20) + rng.gamma(2, 1, n)
    air = 9 + 8 * np.sin(2 * np.pi * hours / 8760 - 1.6) + 4 * np.sin(2 * np.pi * hours / 24) + rng.normal(0, 1.5, n)
    load = 42_000 + 6000 * np.sin(2 * np.pi * (hours - 7) / 24) - 5000 * (hours // 24 % 7 > 4) - 200 * air
    load = (load + rng.normal(0, 900, n)).round(1)
    columns: Columns = {
        "MTU": np.char.replace(at.astype(str), "T", " "),
        "load_MW": load,
        "t2m": air.round(2),
        "ff10": wind.round(2),
        "holiday": np.where(hours // 24 % 47 == 0, "y", ""),
        "price_da": (40 + load / 1500 - wind + rng.normal(0, 9, n)).round(2),
    }
    if not faulty:
        return columns
    columns["load_kW"] = (load * 1000).round(0).astype(int)
    columns["t2m"] = put(columns["t2m"], rng.random(n) < 0.015, "-999.0")
    gone = set(range(1200, 1290)) | {77, 2400, 2401}
    return {name: [v for at, v in enumerate(values) if at not in gone] for name, values in columns.items()}


SHEETS = (
    Sheet(
        "sensor_log",
        "alarm",
        _sensors,
        (
            trap("mixed_units", "T_amb"),
            trap("sentinel_number", "p_hPa"),
            trap("constant_column", "fw"),
            trap("duplicate_column", "vib_copy"),
            trap("duplicate_rows"),
        ),
        frozenset({"group_key:dev", "class_imbalance"}),
    ),
    Sheet(
        "machine_upkeep",
        "Fehlerart",
        _upkeep,
        (
            trap("index_in_class_order", "lfd"),
            trap("missing_codes|stray_text", "Öldruck"),
            trap("sentinel_date", "letzte_Wartung"),
            trap("missing_tells_target|known_after_outcome", "Reparaturkosten"),
        ),
        frozenset({"running_index:lfd", "row_id:lfd", "group_key:Maschine", "class_imbalance"}),
        separator=";",
    ),
    Sheet(
        "grid_load",
        "load_MW",
        _load,
        (
            trap("time_gaps", "MTU"),
            trap("label_among_features", "load_kW"),
            trap("sentinel_number", "t2m"),
            trap("frequency", "MTU"),
            trap("seasonality"),
        ),
        frozenset(),
        task="forecasting",
    ),
)
