"""Columns of personal data are told by their values or names, and what only looks like it is left alone."""

import random
from collections.abc import Callable

import pytest

from mlwright.personal import KINDS, WORDS, kind_by_name, kind_of, kind_of_values

DRAW = random.Random(5)


def with_check_digit(first: str) -> str:
    """The number with a last digit that makes its weighted sum a multiple of ten."""
    for last in "0123456789":
        digits = [int(sign) for sign in reversed(first + last)]
        doubled = [2 * digit if place % 2 else digit for place, digit in enumerate(digits)]
        if sum(number // 10 + number % 10 for number in doubled) % 10 == 0:
            return first + last
    raise AssertionError(first)


def many(make: Callable[[int], str]) -> list[str]:
    return [make(number) for number in range(60)]


def drawn(low: int, high: int) -> int:
    return DRAW.randint(low, high)


PERSONAL = {
    "email": many(lambda n: f"person{n}@example.com"),
    "phone": many(lambda _: f"+49 30 {drawn(1_000_000, 9_999_999)}"),
    "card": many(lambda _: with_check_digit(f"4{drawn(10**13, 10**14 - 1)}")),
    "account": ["DE89370400440532013000", "GB82 WEST 1234 5698 7654 32", "FR1420041010050500013M02606"],
    "address": many(lambda _: f"203.{drawn(0, 255)}.{drawn(0, 255)}.{drawn(1, 254)}"),
    "national_id": many(lambda _: f"{drawn(100, 600)}-{drawn(10, 99)}-{drawn(1000, 9999)}"),
}
OTHERS = {
    "ids of sixteen digits": many(lambda n: str(4_000_000_000_000_000 + 7919 * n)),
    "nanoseconds": many(lambda n: str(1_700_000_000_000_000_000 + 104_729 * n)),
    "dates": many(lambda n: f"2026-01-{n % 28 + 1:02}"),
    "moments": many(lambda n: f"2026-01-{n % 28 + 1:02} 10:{n:02}:00"),
    "times": many(lambda n: f"10:{n:02}:30"),
    "signed prices": many(lambda n: f"+{n}.{DRAW.randint(100_000, 999_999)}"),
    "versions": many(lambda n: f"1.{n}.{n % 7}.{n % 3}"),
    "part numbers": many(lambda n: f"002-{n + 100}-{n + 10}"),
    "uuids": many(lambda n: f"{n:08x}-596f-4000-8000-{n:012x}"),
    "numbers": many(lambda n: str(n * 0.5)),
    "words": ["red", "green", "blue"],
    "a few addresses among words": ["a@example.com", *(f"shop {n}" for n in range(20))],
    "nothing": [],
    "blanks": ["", " "],
}


@pytest.mark.parametrize("kind", PERSONAL)
def test_a_column_of_personal_data_is_told_by_its_values(kind: str) -> None:
    assert kind_of_values(PERSONAL[kind]) == kind


@pytest.mark.parametrize("name", OTHERS)
def test_what_looks_like_personal_data_is_left_alone(name: str) -> None:
    assert kind_of_values(OTHERS[name]) is None
    assert kind_of("value", OTHERS[name]) is None


@pytest.mark.parametrize("text", ["+49 30 1234567", "(415) 867-5309", "415-867-5309", "030/1234567", "+4915112345678"])
def test_a_telephone_number_is_known_in_several_forms(text: str) -> None:
    assert kind_of_values([text, text.replace("67", "68")]) == "phone"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Email", "email"),
        ("customerEmail", "email"),
        ("IPAddress", "address"),
        ("client_ip", "address"),
        ("phone_number", "phone"),
        ("LAST_NAME", "person"),
        ("vorname", "person"),
        ("DateOfBirth", "birth_date"),
        ("SSN", "national_id"),
        ("home address", "street"),
        ("credit_card_number", "card"),
        ("iban", "account"),
        ("emails_sent", None),
        ("has_email", None),
        ("PhoneService", None),
        ("n_phone", None),
        ("product_name", None),
        ("company_email", None),
        ("account", None),
        ("card", None),
        ("birth_year", None),
        ("", None),
    ],
)
def test_a_name_promises_a_kind_unless_it_is_one_of_a_flag_a_count_or_a_thing(name: str, kind: str | None) -> None:
    assert kind_by_name(name) == kind


PEOPLE = [f"Family{sign}, Mr. Given {sign}" for sign in "ABCDEFGHIJ"]


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("Name", PEOPLE, "person"),
        ("Name", ["ford pinto", "amc hornet", "audi fox", "fiat x", "opel y"], None),
        ("first_name", ["Aa", "Bb", "Cc", "Dd", "Ee"], "person"),
        ("first_name", ["0", "1"], None),
        ("passport", ["0", "1"], None),
        ("Street", ["Pave", "Grvl"], None),
        ("phone", ["yes", "no"], None),
        ("phone", ["5550100001", "5550100002", "5550100003"], "phone"),
        ("birthday", ["1987-03-02", "1990-04-05"], "birth_date"),
        ("email", ["yes", "no"], None),
    ],
)
def test_values_have_to_keep_what_a_name_promises(name: str, values: list[str], kind: str | None) -> None:
    assert kind_of(name, values) == kind


def test_every_kind_has_words() -> None:
    assert set(WORDS) == set(KINDS)
