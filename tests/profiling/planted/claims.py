"""Claims graded by an expert: rows in the order of the grades, and cells written in every awkward way."""

import numpy as np

from tests.profiling.planted import values
from tests.profiling.planted.plain import plain, take
from tests.profiling.planted.values import Chance, levels, numbers, put
from tests.profiling.planted.world import Columns, Plant, World

TARGET, GOAL = "grade", "Predict the quality grade of a claim."
SHARES = (0.02, 0.1, 0.25, 0.3, 0.2, 0.11, 0.02)
PLANTS = (
    Plant("running_index", ("row_number",)),
    Plant("index_in_class_order"),
    Plant("unnamed_column"),
    Plant("spaces_in_names", (" torque ", "torque")),
    Plant("empty_column", ("reserved",)),
    Plant("constant_column", ("country",)),
    Plant("quasi_constant", ("fraud_desk",)),
    Plant("mixed_units", ("weight",)),
    Plant("packed_codes", ("berth",)),
    Plant("free_text", ("story",)),
    Plant("mojibake", ("city",)),
    Plant("high_cardinality", ("garage",)),
    Plant("rare_levels", ("channel",)),
    Plant("case_variants", ("maker",)),
    Plant("space_variants", ("wing",)),
    Plant("ambiguous_date", ("seen_on",)),
    Plant("mixed_dates", ("filed_on",)),
    Plant("skewed", ("amount",)),
    Plant("outliers", ("speed",)),
    Plant("beyond_64_bits", ("reference",)),
    Plant("hidden_characters", ("agent",)),
    Plant("formulas", ("remark",)),
    Plant("infinite_numbers", ("loss_ratio",)),
    Plant("numeric_codes", ("branch_code",)),
    Plant("label_noise"),
    Plant("could_be_regression", (TARGET,)),
    Plant("class_imbalance", (TARGET,)),
)


def faulty(chance: Chance, rows: int) -> World:
    """Thirty columns in the order of the grades; 3 in 100 grades are wrong."""
    truth, columns = _graded(chance, rows)
    wrong = chance.random(rows) < 0.03
    grade = np.where(wrong, 3 + (truth - 3 + chance.integers(2, 5, rows)) % 7, truth)
    clean, _ = plain(chance, rows)
    columns |= {
        **take(clean, "age", "rooms", "latency_ms"),
        **_fixed(chance, rows),
        **_texts(chance, rows),
        **_awkward(chance, rows),
    }
    order = np.argsort(grade, kind="stable")
    columns = {name: [cells[row] for row in order] for name, cells in columns.items()}
    columns = {"row_number": [str(row + 1) for row in range(rows)], **columns}
    columns[TARGET] = [str(grade[row]) for row in order]
    return World("claims", columns, TARGET, GOAL, "multiclass", PLANTS)


def clean(chance: Chance, rows: int) -> World:
    """The same marks, with three named grades and no fault."""
    columns, _ = plain(chance, rows)
    truth, marks = _graded(chance, rows)
    noisy = truth + chance.normal(0, 1.4, rows)
    for name in ("age", "rooms", "visits"):
        del columns[name]
    columns |= marks
    columns[TARGET] = list(np.array(["low", "middle", "high"])[np.digitize(noisy, (5.2, 6.9))])
    return World("claims_clean", columns, TARGET, GOAL, "multiclass")


def _graded(chance: Chance, rows: int) -> tuple[np.ndarray, Columns]:
    """Grades, and three marks that together tell them and alone do not."""
    truth = chance.choice(np.arange(3, 10), rows, p=SHARES)
    bits = (np.arange(3, 10)[:, None] >> np.arange(3)) & 1
    marks = bits[truth - 3] + chance.normal(0, 0.16, (rows, 3))
    return truth, {f"mark_{name}": numbers(marks[:, place], 3) for place, name in enumerate("abc")}


def _fixed(chance: Chance, rows: int) -> Columns:
    return {
        "": [""] * rows,
        " torque ": numbers(chance.normal(90, 12, rows), 1),
        "reserved": [""] * rows,
        "country": ["Utopia"] * rows,
        "fraud_desk": put(["no"] * rows, chance.choice(rows, 6, replace=False), "yes"),
    }


def _texts(chance: Chance, rows: int) -> Columns:
    agents = levels(chance, rows, ("team one", "team two", "team three"))
    agents = put(agents, chance.choice(rows, 40, replace=False), "team\u200b one")
    remarks = levels(chance, rows, ("fine", "call back", "photo missing"))
    common = levels(chance, rows, ("web", "app", "letter", "desk"))
    for place, row in enumerate(chance.choice(rows, 14, replace=False)):
        common[row] = f"fair {place:02d}"
    return {
        "story": values.sentences(chance, rows),
        "city": levels(chance, rows, ("MÃ¼nchen", "KÃ¶ln", "Paris", "Ã…rhus", "Wien")),
        "garage": values.many_levels(chance, rows),
        "channel": common,
        "maker": levels(chance, rows, ("Orion", "orion", "ORION", "Lyra", "Vega")),
        "wing": levels(chance, rows, ("left", " left", "right", "right ", "tail")),
        "agent": put(agents, chance.choice(rows, 10, replace=False), "team \u202eowt"),
        "remark": put(remarks, chance.choice(rows, 25, replace=False), "=SUM(A1:A9)"),
    }


def _awkward(chance: Chance, rows: int) -> Columns:
    kilos = chance.normal(75, 9, rows)
    pounds = chance.random(rows) < 0.3
    day, month, year = chance.integers(1, 13, rows), chance.integers(1, 13, rows), chance.integers(2015, 2020, rows)
    dotted = chance.random(rows) < 0.3
    far = chance.integers(13, 28, rows)
    speeds = put(numbers(chance.normal(50, 8, rows), 1), chance.choice(rows, 5, replace=False), "920.5")
    ratio = put(numbers(chance.normal(1, 0.2, rows), 3), chance.choice(rows, 12, replace=False), "inf")
    return {
        "weight": [f"{k * 2.2046:.0f} lb" if p else f"{k:.0f} kg" for k, p in zip(kilos, pounds, strict=True)],
        "berth": [
            f"{a}/{n}/{s}"
            for a, n, s in zip(
                chance.choice(list("ABCDEF"), rows),
                chance.integers(1, 400, rows),
                chance.choice(["P", "S"], rows),
                strict=True,
            )
        ],
        "seen_on": [f"{d:02d}/{m:02d}/{y}" for d, m, y in zip(day, month, year, strict=True)],
        "filed_on": [
            f"{d:02d}.{m:02d}.{y}" if p else f"{y}-{m:02d}-{d:02d}"
            for d, m, y, p in zip(far, month, year, dotted, strict=True)
        ],
        "amount": numbers(chance.lognormal(5, 1.7, rows)),
        "speed": speeds,
        "reference": [f"99{n:020d}" for n in chance.integers(0, 600, rows) * 7_919_000_000_007],
        "loss_ratio": put(ratio, chance.choice(rows, 6, replace=False), "-inf"),
        "branch_code": levels(chance, rows, ("1010", "1020", "2010", "2055", "3100", "4711", "8080")),
    }
