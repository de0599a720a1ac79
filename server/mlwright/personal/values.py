"""What kind of personal data the distinct values of a column are, decided by their share."""

import re
from collections.abc import Callable, Sequence
from ipaddress import IPv6Address
from typing import NamedTuple

from mlwright.personal.kinds import PersonalKind
from mlwright.personal.patterns import ADDRESS, PHONE, find_accounts, find_cards, find_emails

MOST_READ, PROBED = 400, 16
_NATIONAL_PHONE = re.compile(r"\(?0[1-9]\d{1,3}\)?(?:[ /-]\d{2,8}){1,4}")
_PLAIN_PHONE = re.compile(r"(?:\+|00)[1-9]\d{8,14}")
_DATE_LIKE = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}")
_NATIONAL_ID = re.compile(r"(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}")
_GAP = re.compile(r"\d[ -]\d")


def email(text: str) -> bool:
    """One e-mail address and nothing else."""
    return "@" in text and any(spot.text == text for spot in find_emails(text))


def phone(text: str) -> bool:
    """A telephone number in a form that numbers and dates do not have: with a country code, or grouped."""
    digits = sum(sign.isdigit() for sign in text)
    if not 7 <= digits <= 15 or _DATE_LIKE.fullmatch(text):
        return False
    if _PLAIN_PHONE.fullmatch(text) or (digits >= 9 and _NATIONAL_PHONE.fullmatch(text)):
        return True
    # one dot is a decimal point
    return bool(PHONE.fullmatch(text)) and bool(re.search(r"[ ()-]|\..*\.", text))


def card(text: str) -> bool:
    """A payment card number whose check digit fits."""
    return any(spot.start == 0 and spot.end == len(text) for spot in find_cards(text))


def account(text: str) -> bool:
    """An account number (IBAN) whose check digits fit."""
    return any(spot.start == 0 and spot.end == len(text) for spot in find_accounts(text))


def address(text: str) -> bool:
    """An address of the Internet Protocol that does not look like a version: these have small parts."""
    if text.count(":") >= 2:
        try:
            return bool(IPv6Address(text))
        except ValueError:
            return False
    return bool(ADDRESS.fullmatch(text)) and max(int(part) for part in text.split(".")) >= 64


def national_id(text: str) -> bool:
    """A social security number of the United States: three, two and four digits, none of the groups unused."""
    return bool(_NATIONAL_ID.fullmatch(text))


class Rule(NamedTuple):
    """A kind, what one value of it looks like, how large their share has to be, and of how many values."""

    kind: PersonalKind
    fits: Callable[[str], bool]
    share: float
    least: int


RULES = (
    Rule("email", email, 0.5, 1),
    Rule("account", account, 0.8, 1),
    # one in ten numbers with the first digits of a card passes its check by chance
    Rule("card", card, 0.8, 3),
    Rule("national_id", national_id, 0.95, 5),
    Rule("address", address, 0.8, 3),
    Rule("phone", phone, 0.8, 2),
)


def kind_of_values(texts: Sequence[str]) -> PersonalKind | None:
    """The kind that most of the distinct values are by their form and check digits, or None.

    Read are up to 400 values spread over the sequence; empty ones count for nothing. Ids, prices, dates, times and
    version numbers are none of the kinds.
    """
    values = [stripped for text in spread(texts, MOST_READ) if (stripped := text[:200].strip())]
    probe = spread(values, PROBED)
    for rule in RULES:
        if sum(map(rule.fits, probe)) >= rule.share / 2 * len(probe) > 0 and _enough(rule, values):
            return rule.kind
    return None


def spread(items: Sequence[str], most: int) -> list[str]:
    """Up to so many items at equal distances."""
    if len(items) <= most:
        return list(items)
    return [items[place * len(items) // most] for place in range(most)]


def _enough(rule: Rule, values: Sequence[str]) -> bool:
    fitting = [value for value in values if rule.fits(value)]
    # written in groups, a card number is one at first sight
    least = 1 if rule.kind == "card" and all(_GAP.search(value) for value in fitting) else rule.least
    return len(fitting) >= max(least, rule.share * len(values))
