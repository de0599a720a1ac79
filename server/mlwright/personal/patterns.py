"""Forms of personal data in texts, with the check digits that tell them from other numbers."""

import re
from collections.abc import Iterator
from typing import NamedTuple

DOMAIN = re.compile(r"@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6}([A-Za-z]{2,24}))(?![\w@-])")
LOCAL = re.compile(r"(?<![\w.+%-])[A-Za-z0-9](?:[\w.+%-]{0,63})$")
FILE_ENDINGS = frozenset(
    ("png", "jpg", "jpeg", "gif", "svg", "webp", "py", "js", "ts", "css", "html", "json", "so", "md", "ipynb", "whl")
)
"""What follows the last dot of `logo@2x.png` and its like."""
PHONE = re.compile(
    r"(?<![\w.+/=-])\+(?P<country>[1-9]\d{0,2})(?P<rest>(?:[ .-]?\(?\d{1,4}\)?){2,6})(?![\w=+/]|[.-]\d)"
    r"|(?<![\w.+/-])(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])(?P<us>[2-9]\d\d[-. ]\d{4})(?![\w=-]|\.\d)"
)
IBAN = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8})(?![A-Za-z0-9])")
IBAN_LENGTHS = dict(
    re.findall(
        r"([A-Z]{2})(\d\d)",
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23"
        "GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21MC27MD24ME22MK19MR27MT31MU30NL18"
        "NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20",
    )
)
CARD = re.compile(
    r"(?<![\w.-])(?:(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|6(?:011|5\d\d))(?P<gap>[ -]?)\d{4}(?P=gap)\d{4}(?P=gap)\d{4}"
    r"|3[47]\d\d(?P<thin>[ -]?)\d{6}(?P=thin)\d{5})(?![\w-]|\.\d)"
)
ADDRESS = re.compile(
    r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?![\w]|\.\d)"
)


class Spot(NamedTuple):
    """A piece of a text that has one of the forms: where it lies, and what stands there."""

    start: int
    end: int
    text: str


def find_emails(text: str) -> Iterator[Spot]:
    """E-mail addresses, also those of domains that are kept for examples."""
    for found in DOMAIN.finditer(text):
        local = LOCAL.search(text[max(0, found.start() - 70) : found.start()])
        if local and found.group(2).lower() not in FILE_ENDINGS:
            value = local.group() + found.group()
            yield Spot(found.end() - len(value), found.end(), value)


def find_accounts(text: str) -> Iterator[Spot]:
    """International account numbers whose length and checksum are those of their country (ISO 13616)."""
    for found in IBAN.finditer(text):
        length = int(IBAN_LENGTHS.get(found.group()[:2], 0))
        value = found.group().replace(" ", "")[:length]
        if length and len(value) == length and account_fits(value):
            yield Spot(found.start(), found.end(), value)


def account_fits(value: str) -> bool:
    """Whether the two check digits of an account number fit (ISO 7064, modulo 97)."""
    turned = value[4:] + value[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def find_cards(text: str, checked: bool = True) -> Iterator[Spot]:
    """Numbers with the length and first digits of payment cards; `checked`: whose check digit fits, too."""
    for found in CARD.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if not checked or (luhn(digits) and len(set(digits)) > 1):
            yield Spot(found.start(), found.end(), digits)


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it (ISO 7812)."""
    doubled = (int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0
