"""Customers who leave: who they are, what they left blank, and columns that knew it before."""

import numpy as np

from tests.profiling.planted import values
from tests.profiling.planted.plain import plain, take
from tests.profiling.planted.values import Chance, dates, levels, numbers, put
from tests.profiling.planted.world import Columns, Plant, World

TARGET, GOAL = "churn", "Predict which customers will churn."
PLANTS = (
    Plant("row_id", ("customer_id",)),
    Plant("group_key", ("household",)),
    Plant("packed_group_key", ("contract_no",), ("group_key",)),
    Plant("time_column", ("signed_on",)),
    Plant("pii_email", ("email",)),
    Plant("pii_phone", ("phone",)),
    Plant("pii_person", ("full_name",)),
    Plant("pii_card", ("card_number",)),
    Plant("pii_account", ("iban",)),
    Plant("pii_address", ("last_ip",)),
    Plant("redundant_columns", ("fee", "yearly_fee")),
    Plant("duplicate_column", ("plan", "tariff")),
    Plant("sentinel_number", ("discount",)),
    Plant("sentinel_date", ("cancel_by",)),
    Plant("stray_text", ("usage_gb",)),
    Plant("missing_codes", ("region",)),
    Plant("high_missing", ("former_fee",)),
    Plant("missing_together", ("survey_price", "survey_speed")),
    Plant("missing_tells_target", ("income",)),
    Plant("known_after_outcome", ("exit_interview",)),
    Plant("known_at_prediction", ("cancellation_fee",), ("known_after_outcome",)),
    Plant("model_output", ("churn_probability",)),
    Plant("label_among_features", ("left",)),
    Plant("suspicious_power", ("index_b",), ("known_after_outcome",)),
    Plant("class_imbalance", (TARGET,)),
    Plant("target_missing", (TARGET,)),
)


def faulty(chance: Chance, rows: int) -> World:
    """Thirty columns; 4 in 100 customers leave."""
    clean, score = plain(chance, rows)
    noisy = score + chance.logistic(0, 1, rows)
    leaves = noisy > np.quantile(noisy, 0.96)
    columns = {
        "customer_id": [f"K{n:07d}" for n in chance.permutation(rows * 90)[:rows]],
        **_bound(chance, rows),
        "signed_on": dates(np.sort(chance.integers(0, 1500, rows))),
        **_personal(chance, rows),
        **take(clean, "age", "fee", "plan", "tenure"),
        "yearly_fee": numbers(12 * np.array(clean["fee"], float) + chance.normal(0, 0.6, rows)),
        "tariff": [{"basic": "T1", "family": "T2", "plus": "T3", "student": "T4"}[plan] for plan in clean["plan"]],
        **_blanks(chance, rows, clean, leaves),
        **_answers(chance, leaves),
    }
    told = ["Yes" if leaf else "No" for leaf in leaves]
    columns[TARGET] = put(told, chance.choice(np.flatnonzero(~leaves), 15, replace=False), "")
    return World("churn", columns, TARGET, GOAL, "binary", PLANTS)


def clean(chance: Chance, rows: int) -> World:
    """Thirty columns without a fault; 3 in 10 customers leave."""
    columns, score = plain(chance, rows)
    noisy = score + chance.logistic(0, 1, rows)
    columns[TARGET] = ["Yes" if value else "No" for value in noisy > np.quantile(noisy, 0.7)]
    return World("churn_clean", columns, TARGET, GOAL, "binary")


def _bound(chance: Chance, rows: int) -> Columns:
    house = chance.integers(0, rows // 5, rows)
    agency, seen = chance.integers(100, 100 + rows // 8, rows), dict[int, int]()
    packed = []
    for number in agency:
        seen[number] = seen.get(number, 0) + 1
        packed.append(f"V{number}-{seen[number]:02d}")
    return {"household": [f"H{n:05d}" for n in house], "contract_no": packed}


def _personal(chance: Chance, rows: int) -> Columns:
    return {
        "full_name": values.persons(chance, rows),
        "email": values.emails(chance, rows),
        "phone": values.phones(chance, rows),
        "card_number": values.cards(chance, rows),
        "iban": values.accounts(chance, rows),
        "last_ip": values.addresses(chance, rows),
    }


def _blanks(chance: Chance, rows: int, clean: Columns, leaves: np.ndarray) -> Columns:
    usage = put(clean["usage_gb"], chance.choice(rows, 5, replace=False), "broken")
    surveyed = chance.random(rows) < 0.25
    region = put(clean["region"], chance.random(rows) < 0.04, "?")
    income = numbers(chance.gamma(8, 400, rows), 0)
    return {
        "discount": put(clean["discount"], chance.random(rows) < 0.03, "-999"),
        "cancel_by": put(dates(chance.integers(1500, 2500, rows)), chance.random(rows) < 0.3, "9999-12-31"),
        "usage_gb": usage,
        "region": put(region, chance.random(rows) < 0.02, "n/a"),
        "former_fee": put(numbers(chance.normal(50, 9, rows)), chance.random(rows) < 0.85, ""),
        "survey_price": put(levels(chance, rows, "12345"), surveyed, ""),
        "survey_speed": put(levels(chance, rows, "12345"), surveyed, ""),
        "income": put(income, chance.random(rows) < np.where(leaves, 0.75, 0.05), ""),
    }


def _answers(chance: Chance, leaves: np.ndarray) -> Columns:
    rows = len(leaves)
    talks = levels(chance, rows, ("moved", "price", "service"))
    return {
        "exit_interview": put(talks, ~leaves | (chance.random(rows) < 0.08), ""),
        "cancellation_fee": numbers(chance.gamma(6, 5, rows) + 14 * leaves),
        "churn_probability": numbers(1 / (1 + np.exp(3 - 2.4 * leaves - chance.normal(0, 1, rows))), 4),
        "left": ["1" if leaf else "0" for leaf in leaves],
        "index_b": numbers(chance.normal(0, 1, rows) + 4.2 * leaves, 3),
    }
