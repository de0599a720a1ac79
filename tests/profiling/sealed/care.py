"""Hospital stays (German, semicolons, decimal commas) and a clinical trial (site, subject, visit)."""

import numpy as np

from tests.profiling.sealed.sheet import Columns, Sheet, blank, comma, days, odds, put, trap


def _stays(rng: np.random.Generator, faulty: bool) -> Columns:
    n = 3000
    patient = rng.permutation(np.sort(rng.integers(0, 1300, n)) * 7 + 200_113)
    age = np.clip(rng.normal(68, 16, n).round(), 18, 101).astype(int)
    crp = rng.lognormal(2.2, 1.3, n)
    sugar = rng.normal(115, 28, n).round().astype(int)
    again = odds(rng, 0.03 * age + 0.5 * np.log(crp), 0.18)
    came = days("2023-01-01", np.sort(rng.integers(0, 900, n)))
    came_text = [str(day)[8:10] + "." + str(day)[5:7] + "." + str(day)[:4] for day in came]
    letter = rng.random(n) < (np.where(again, 0.9, 0.15) if faulty else 0.3)
    score = np.clip(0.75 * again + rng.normal(0.12, 0.13, n), 0, 1)
    columns: Columns = {
        "Fallnr": rng.permutation(n) + 4_000_017,
        "PatNr": patient,
        "Aufnahme": came_text,
        "Alter": age,
        "PLZ": rng.choice(rng.integers(1067, 99998, 400), n),
        "Station": rng.choice(["Innere 1", "Innere 2", "Chirurgie", "Kardiologie", "Geriatrie"], n),
        "Grösse_cm": rng.normal(170, 9, n).round().astype(int),
        "Gewicht": put(comma(rng.normal(79, 15, n)), rng.random(n) < (0.03 if faulty else 0), "999,0"),
        "CRP": comma(crp),
        "Blutzucker": put(sugar, rng.random(n) < (0.012 if faulty else 0), "hämolytisch"),
        "Sturz": np.where(rng.random(n) < 0.12, "ja", ""),
        "Nachsorge_am": blank(days("2023-03-01", rng.integers(0, 900, n)), letter),
    }
    if faulty:
        columns["Risiko_Prognose"] = comma(score, 3)
    return {**columns, "Wiederaufnahme": np.where(again, "ja", "nein")}


def _trial(rng: np.random.Generator, faulty: bool) -> Columns:
    site = np.repeat(rng.integers(101, 119, 400), 6)
    subject = np.repeat(np.arange(400) + 1, 6)
    visit = np.tile(np.arange(1, 7), 400)
    n = len(site)
    age = np.repeat(rng.integers(19, 80, 400), 6)
    base = np.repeat(rng.normal(24, 4, 400), 6)
    arm = np.repeat(rng.integers(0, 2, 400), 6)
    score = base - (1.2 + 0.8 * arm) * visit + rng.normal(0, 3, n)
    responds = odds(rng, -score + 0.02 * age, 0.4)
    born = days("1940-01-01", np.repeat(rng.integers(0, 20000, 400), 6))
    seen = days("2021-02-01", np.repeat(rng.integers(0, 300, 400), 6) + 28 * visit)
    day_first = [f"{str(day)[8:10]}/{str(day)[5:7]}/{str(day)[:4]}" for day in seen]
    rescue = rng.random(n) < (np.where(responds, 0.97, 0.35) if faulty else 0.7)
    columns: Columns = {
        "USUBJID": [f"{a}-{b:04d}" for a, b in zip(site, subject, strict=True)],
        "VISITNUM": visit,
        "SVSTDTC": day_first if faulty else seen,
        "나이": age,
        "성별": np.repeat(rng.choice(["남", "여"], 400), 6),
        "HAMD_BL": base.round().astype(int),
        "HAMD": score.round().astype(int),
        "ALT": put(rng.lognormal(3.2, 0.4, n).round(1), rng.random(n) < (0.02 if faulty else 0), "haemolysed"),
        "체중": put(rng.normal(70, 11, n).round(1), rng.random(n) < (0.02 if faulty else 0), "-99"),
        "RESCUE_DT": blank(seen + 9, rescue),
    }
    if faulty:
        columns["BRTHDTC"] = born
    return {**columns, "AVALC": np.where(responds, "Y", "N")}


SHEETS = (
    Sheet(
        "hospital_stays",
        "Wiederaufnahme",
        _stays,
        (
            trap("sentinel_number", "Gewicht"),
            trap("stray_text", "Blutzucker"),
            trap("missing_tells_target", "Nachsorge_am"),
            trap("model_output|suspicious_power", "Risiko_Prognose"),
            trap("group_key", "PatNr"),
        ),
        frozenset({"row_id:Fallnr", "group_key:PatNr"}),
        separator=";",
    ),
    Sheet(
        "clinical_trial",
        "AVALC",
        _trial,
        (
            trap("packed_group_key|group_key", "USUBJID"),
            trap("stray_text", "ALT"),
            trap("sentinel_number", "체중"),
            trap("missing_tells_target", "RESCUE_DT"),
        ),
        frozenset({"group_key:USUBJID", "packed_group_key:USUBJID", "high_missing:RESCUE_DT"}),
    ),
)
