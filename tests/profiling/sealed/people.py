"""A credit bureau, exams per school (German) and sessions of a mobile game."""

import uuid

import numpy as np

from tests.profiling.sealed.sheet import Columns, Sheet, blank, days, odds, put, stacked, trap


def _credit(rng: np.random.Generator, faulty: bool) -> Columns:
    n = 5000
    util = rng.beta(1.4, 3, n)
    income = rng.lognormal(10.4, 0.6, n).round(-1)
    late = rng.poisson(0.7, n)
    risk = 3 * util + 0.7 * late - 0.4 * np.log(income)
    default = odds(rng, 3.2 * risk, 0.12)
    bureau = np.clip(700 - 55 * (risk - risk.mean()) / risk.std() - 45 * default + rng.normal(0, 20, n), 300, 850)
    months = rng.integers(0, 120, n)
    columns: Columns = {
        "appl_no": [f"{4_000_000_000_000_000 + value}" for value in rng.choice(10**15, n, replace=False)],
        "age": np.clip(rng.normal(44, 15, n).round(), 18, 99).astype(int),
        "inc_ann": income.astype(int),
        "revol_util": (100 * util).round(1),
        "limit_tot": (income * rng.uniform(0.2, 0.9, n)).round(-2).astype(int),
        "bal_tot": (income * util * rng.uniform(0.3, 0.5, n)).round(0).astype(int),
        "num_30dpd": late,
        "mths_last_delq": put(months, rng.random(n) < (0.3 if faulty else 0), 9999),
        "bureau_scr": bureau.round().astype(int),
        "home": rng.choice(["OWN", "RENT", "MTG", "OTH"], n, p=[0.3, 0.35, 0.34, 0.01]),
        "loan_end": days("2027-01-01", rng.integers(0, 9000, n)),
        "prior_bankr": np.where(rng.random(n) < 0.05, "Y", ""),
    }
    if faulty:
        columns["recov_amt"] = np.where(default, rng.gamma(2, 400, n).round(2), 0.0)
        columns["coll_agcy"] = blank(rng.choice(["A1", "B7", "K2"], n), ~default | (rng.random(n) < 0.1))
        columns["pd_hat"] = np.clip(0.6 * default + rng.beta(2, 8, n), 0, 1).round(4)
    columns["bad_flg"] = default.astype(int)
    return stacked(columns, rng.choice(n, 60, replace=False)) if faulty else columns


def _exams(rng: np.random.Generator, faulty: bool) -> Columns:
    n = 2600
    school = rng.integers(1, 66, n)
    level = rng.normal(0, 1, 66)[school]
    ability = rng.normal(0, 1, n) + 0.6 * level
    first = np.clip((20 + 6 * ability + rng.normal(0, 3, n)).round(), 0, 40).astype(int)
    second = np.clip((30 + 8 * ability + rng.normal(0, 5, n)).round(), 0, 60).astype(int)
    points = first + second
    if not faulty:
        points = np.clip((50 + 12 * ability + rng.normal(0, 8, n)).round(), 0, 100).astype(int)
    absent = rng.random(n) < (0.02 if faulty else 0)
    columns: Columns = {
        "SchuelerID": [f"BY{a:03d}-{b:05d}" for a, b in zip(school, rng.permutation(n), strict=True)],
        "Zug": rng.choice(list("abcd"), n),
        "Geschlecht": rng.choice(["m", "w", "d"], n, p=[0.49, 0.49, 0.02]),
        "Vornote": np.clip((3 - 0.7 * ability + rng.normal(0, 0.6, n)).round(), 1, 6).astype(int),
        "Fehltage": rng.poisson(4, n),
        "Buecher": rng.choice(["0-10", "11-50", "51-200", ">200"], n),
        "Wohnort": rng.choice([f"{a}{b}" for a in ("Ober", "Unter", "Neu", "Alt") for b in _VILLAGES], n),
    }
    if faulty:
        columns["T1"], columns["T2"] = first, second
        columns["Note"] = np.digitize(points, [30, 42, 54, 66, 78]) * -1 + 6
        columns["Platz"] = np.argsort(np.argsort(-points, kind="stable"), kind="stable") + 1
        columns["Email_Eltern"] = [f"{name}{at}@web-post.de" for at, name in enumerate(rng.choice(_NAMES, n))]
    return {**columns, "Punkte": put(points, absent, -9)}


_VILLAGES = ("hausen", "dorf", "heim", "bach", "kirchen", "felden", "brunn", "stetten", "au", "wang", "reuth", "tal")
_NAMES = ("huber", "mayer", "schmid", "wagner", "bauer", "gruber")


def _game(rng: np.random.Generator, faulty: bool) -> Columns:
    players, n = 900, 6000
    who = rng.integers(0, players, n)
    keen = rng.normal(0, 1, players)
    ids = [str(uuid.UUID(int=int.from_bytes(rng.bytes(16), "big"))) for _ in range(players)]
    gone = odds(rng, -keen, 0.35)[who]
    start = 1_735_700_000_000 + np.sort(rng.integers(0, 90 * 86_400_000, n))
    length = rng.lognormal(5.5 + 0.3 * keen[who], 0.8).round().astype(int)
    level = np.clip(rng.poisson(np.exp(2 + 0.3 * keen[who])), 1, None)
    last = rng.gamma(2, 2, n) + np.where(gone, 30, 0)
    columns: Columns = {
        "uid": [ids[at] for at in who],
        "sess_start_ms": start,
        "len_s": length,
        "lvl": put(level, rng.random(n) < (0.025 if faulty else 0), -1),
        "coins": rng.lognormal(5, 1.8, n).round().astype(int),
        "ads_seen": rng.poisson(2.2, n),
        "device": rng.choice(["SM-A515F", "iPhone13,2", "Pixel 7", "M2101K6G", "SM-G991B"], n),
        "os": rng.choice(["Android", "iOS"], n, p=[0.7, 0.3]),
        "lang": rng.choice(["en", "de", "ko", "pt"], n),
        "iap": np.where(rng.random(n) < 0.03, rng.choice([0.99, 4.99, 9.99], n), 0.0),
    }
    if faulty:
        columns["lang"] = np.where(rng.random(n) < 0.1, np.char.upper(columns["lang"]), columns["lang"])
        columns["client_ip"] = [f"85.{a}.{b}.{c}" for a, b, c in rng.integers(1, 250, (n, 3))]
        columns["d_inactive_d30"] = last.round(1)
        columns["tracker_ver"] = np.where(rng.random(n) < 0.002, "9", "8")
    return {**columns, "churn_d30": gone.astype(int)}


SHEETS = (
    Sheet(
        "credit_bureau",
        "bad_flg",
        _credit,
        (
            trap("sentinel_number", "mths_last_delq"),
            trap("label_among_features|suspicious_power|known_after_outcome", "recov_amt"),
            trap("missing_tells_target|known_after_outcome", "coll_agcy"),
            trap("model_output|suspicious_power", "pd_hat"),
            trap("duplicate_rows"),
        ),
        frozenset({"row_id:appl_no", "class_imbalance"}),
    ),
    Sheet(
        "exams",
        "Punkte",
        _exams,
        (
            trap("packed_group_key", "SchuelerID"),
            trap("label_among_features", "T1"),
            trap("suspicious_power|label_among_features", "Note"),
            trap("suspicious_power|label_among_features", "Platz"),
            trap("target_sentinel", "Punkte"),
            trap("pii_email", "Email_Eltern"),
        ),
        frozenset({"row_id:SchuelerID", "packed_group_key:SchuelerID", "known_at_prediction:Vornote"}),
    ),
    Sheet(
        "game_sessions",
        "churn_d30",
        _game,
        (
            trap("group_key", "uid"),
            trap("time_column", "sess_start_ms"),
            trap("sentinel_number", "lvl"),
            trap("case_variants", "lang"),
            trap("pii_address", "client_ip"),
            trap("suspicious_power|label_among_features", "d_inactive_d30"),
            trap("quasi_constant", "tracker_ver"),
        ),
        frozenset({"group_key:uid"}),
    ),
)
