"""Masks leave the shape and take the content."""

import pytest

from mlwright.personal import PersonalKind, mask, mask_within


@pytest.mark.parametrize(
    ("text", "kind", "masked"),
    [
        ("ann.lee@example.com", "email", "a***@***.com"),
        ("a@b.co", "email", "***@***.co"),
        ("nobody", "email", "******"),
        ("+49 30 12345678", "phone", "+49 ** ******78"),
        ("(415) 867-5309", "phone", "(***) ***-**09"),
        ("12345", "phone", "*****"),
        ("4111 1111 1111 1111", "card", "**** **** **** 1111"),
        ("DE89370400440532013000", "account", "DE******************00"),
        ("203.0.113.77", "address", "203.***.***.***"),
        ("2001:db8::1", "address", "2001:***::***"),
        ("Family, Mr. Given B", "person", "F***, M***. G*** ***"),
        ("1987-03-02", "birth_date", "1987-**-**"),
        ("02.03.1987", "birth_date", "**.**.1987"),
        ("19870302", "birth_date", "1987****"),
        ("123-45-6789", "national_id", "***-**-****"),
        ("12 Long Street", "street", "** **** ******"),
        ("", "street", ""),
    ],
)
def test_a_mask_keeps_the_shape(text: str, kind: PersonalKind, masked: str) -> None:
    assert mask(text, kind) == masked


def test_personal_data_within_a_text_is_masked_and_named() -> None:
    text = "write to ann.lee@example.com or bo@example.org, call (415) 867-5309, pay to DE89370400440532013000"

    masked, kinds = mask_within(text)

    assert masked == "write to a***@***.com or ***@***.org, call (***) ***-**09, pay to DE******************00"
    assert kinds == ("email", "account", "phone")


@pytest.mark.parametrize("text", ["version 1.2.3.4 of 2026-01-03 10:20", "costs +12.50", "order 4000000000007919", ""])
def test_a_text_without_personal_data_stays_as_it_is(text: str) -> None:
    assert mask_within(text) == (text, ())
