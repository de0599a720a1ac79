"""Kinds of personal data, and what each is called in a sentence."""

from typing import Literal, get_args

PersonalKind = Literal["email", "phone", "card", "account", "address", "person", "birth_date", "national_id", "street"]
KINDS: tuple[PersonalKind, ...] = get_args(PersonalKind)
WORDS: dict[PersonalKind, str] = {
    "email": "e-mail addresses",
    "phone": "telephone numbers",
    "card": "payment card numbers",
    "account": "bank account numbers",
    "address": "IP addresses",
    "person": "names of persons",
    "birth_date": "dates of birth",
    "national_id": "national ids",
    "street": "postal addresses",
}
