"""Personal data is named by column and stands nowhere in the paper."""

from types import SimpleNamespace

import numpy as np
import pytest

from mlwright.profiling.findings.values.privacy import masked_findings
from mlwright.specs import Column, found
from tests.profiling.worlds import profile_of

ROWS = 120
FIRST = ["Anna", "Bruno", "Clara", "David", "Emma", "Felix", "Greta", "Hugo"]
LAST = ["Beispiel", "Muster", "Sample", "Specimen", "Placeholder", "Testmann"]
PEOPLE = [
    f"{LAST[at % 6]}, {'Mr.' if at % 2 else 'Mrs.'} {FIRST[at % 8]} {at % 11}x".rstrip("0123456789x ")
    for at in range(ROWS)
]
PERSONAL = {
    "pii_email": ("contact", [f"person{at}@mail{at % 3}.example" for at in range(ROWS)]),
    "pii_phone": ("reach", [f"+49 170 {5550000 + at * 37}" for at in range(ROWS)]),
    "pii_card": (
        "paid_with",
        ["4111 1111 1111 1111", "5500 0000 0000 0004", "4012 8888 8888 1881", "4222 2222 2222 2220"] * 30,
    ),
    "pii_person": ("name", PEOPLE),
    "pii_street": ("street", [f"Beispielweg {at + 100}" for at in range(ROWS)]),
    "pii_address": ("client_ip", [f"203.0.113.{at}" for at in range(ROWS)]),
}
HARMLESS = {
    "price": [f"{at * 1.25 + 3:.2f}" for at in range(ROWS)],
    "sku": [f"4{at:03}-1{at:04}" for at in range(ROWS)],
    "order_number": [4_000_000_000_000_006 + 7 * at for at in range(ROWS)],
    "version": [f"2.{at % 5}.{at % 7}" for at in range(ROWS)],
    "day": [str(np.datetime64("2022-01-01") + at) for at in range(ROWS)],
    "product_name": [f"Chair {at % 40}" for at in range(ROWS)],
    "phone_service": ["yes", "no"] * (ROWS // 2),
    "street": [f"{['Oak', 'Elm', 'Main', 'High', 'Mill'][at % 5]} Street" for at in range(ROWS)],
    "handle": [f"model {at % 12}" for at in range(ROWS)],
}


def world(name, values):
    rng = np.random.default_rng(1)
    return {name: values, "a": rng.normal(0, 1, ROWS).round(3), "y": rng.choice(["no", "yes"], ROWS)}


@pytest.mark.parametrize("code", PERSONAL)
def test_personal_data_is_found_and_shown_nowhere(tmp_path, code):
    name, values = PERSONAL[code]
    paper = profile_of(tmp_path, world(name, values), target="y")
    text = paper.model_dump_json()

    assert [(name,)] == [item.columns for item in paper.findings if item.name == code]
    assert code.removeprefix("pii_") == paper.column(name).personal
    assert [value for value in set(values) if value in text] == []


@pytest.mark.parametrize("name", HARMLESS)
def test_prices_ids_versions_and_dates_are_not_personal(tmp_path, name):
    paper = profile_of(tmp_path, world(name, HARMLESS[name]), target="y")

    assert [item.name for item in paper.findings if item.name.startswith("pii_")] == []
    assert paper.column(name).personal is None


def test_figures_of_telephone_numbers_are_left_out(tmp_path):
    numbers = [491705550000 + 37 * at for at in range(ROWS)]
    paper = profile_of(tmp_path, world("phone", numbers), target="y")

    assert [item.columns for item in paper.findings if item.name == "pii_phone"] == [("phone",)]
    assert [value for value in numbers if str(value) in paper.model_dump_json()] == []


def test_addresses_within_prose_are_counted_and_masked(tmp_path):
    said = [f"please write about case {at} to the office today." for at in range(ROWS)]
    said[3] = "please write to someone.real@mail.example about it, thank you."
    paper = profile_of(tmp_path, world("note", said), target="y")
    (finding,) = [item for item in paper.findings if item.name == "pii_email"]

    assert "1 of 120 texts of 'note'" in finding.evidence
    assert "someone.real" not in paper.model_dump_json()


def test_the_target_is_shown_as_it_is(tmp_path):
    columns = world("a", np.arange(ROWS) * 0.37) | {"username": [FIRST[at % 6] for at in range(ROWS)]}
    paper = profile_of(tmp_path, columns, target="username")

    assert set(FIRST[:6]) == {item.value for item in paper.target.classes}
    assert [item.name for item in paper.findings if item.name.startswith("pii_")] == []


def test_findings_of_others_do_not_quote_personal_values(tmp_path):
    paper = profile_of(tmp_path, world("contact", ["only.one@mail.example"] * ROWS), target="y")
    (finding,) = [item for item in paper.findings if item.name == "constant_column"]

    assert "every row holds 'o***@***.example'" in finding.evidence
    assert "only.one" not in paper.model_dump_json()


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        ('it holds "Anna O\'Muster" twice', 'it holds "A*** ***\'M***" twice'),
        ("it holds 'Anna Beis…", "it holds 'A*** B***…"),
        ("'name' is no 'person'", "'name' is no 'person'"),
    ],
)
def test_quoted_values_are_masked_also_when_cut_short(evidence, shown):
    column = Column(name="name", position=0, kind="text", missing=0, missing_share=0, distinct=2, personal="person")
    cells = SimpleNamespace(texts=["Anna O'Muster", "Anna Beispiel-Langname"])

    (finding,) = masked_findings([found("free_text", evidence, ("name",))], [column], [cells])
    assert finding.evidence == shown


@pytest.mark.parametrize(("name", "personal"), [("order_no", False), ("contact_no", True), ("no", True)])
def test_numbers_of_orders_are_no_telephone_numbers_and_others_are(tmp_path, name, personal):
    numbers = [f"0{30 + at % 19}-{at * 211:07d}" for at in range(1, 400)]
    paper = profile_of(tmp_path, {name: numbers, "x": np.arange(399) / 7})

    assert personal == any(item.name == "pii_phone" for item in paper.findings)


def test_numbers_of_orders_with_a_country_are_telephone_numbers(tmp_path):
    numbers = [f"+49 30 {at * 211:07d}" for at in range(1, 400)]
    paper = profile_of(tmp_path, {"order_no": numbers, "x": np.arange(399) / 7})

    assert any(item.name == "pii_phone" for item in paper.findings)
