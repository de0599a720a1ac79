"""Personal data with its shape left and its content gone."""

import re
from collections.abc import Callable

from mlwright.personal.kinds import PersonalKind
from mlwright.personal.patterns import ADDRESS, PHONE, find_accounts, find_cards, find_emails
from mlwright.personal.values import address

_SIGN = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")


def mask(text: str, kind: PersonalKind) -> str:
    """The text with its shape left: `a***@***.com`, `+49 *** ***12`; what has no such shape loses every sign."""
    return _MASKS[kind](text)


def mask_within(text: str) -> tuple[str, tuple[PersonalKind, ...]]:
    """A longer text with the personal data that has a form of its own masked, and which kinds that were."""
    met: list[PersonalKind] = []
    for kind, find in _FINDERS:
        spots = find(text)
        for start, end in reversed(spots):
            text = text[:start] + mask(text[start:end], kind) + text[end:]
        if spots:
            met.append(kind)
    return text, tuple(met)


def _hidden(text: str) -> str:
    return _SIGN.sub("*", text)


def _email(text: str) -> str:
    local, at, domain = text.rpartition("@")
    ending = domain.rpartition(".")[2]
    if not at or not ending.isalpha():
        return _hidden(text)
    return f"{local[:1] if len(local) > 2 else ''}***@***.{ending}"


def _phone(text: str) -> str:
    country = re.match(r"(?:\+|00)[1-9]\d{0,2}(?=[ ().-])|\+[1-9]", text)
    head = country.group() if country else ""
    return head + _but_last(text[len(head) :], 2)


def _but_last(text: str, kept: int) -> str:
    """All letters and digits hidden but the last few; of short texts all."""
    signs = list(_SIGN.finditer(text))
    if len(signs) < 3 * kept:
        return _hidden(text)
    cut = signs[-kept].start()
    return _hidden(text[:cut]) + text[cut:]


def _account(text: str) -> str:
    return text[:2] + _but_last(text[2:], 2) if text[:2].isalpha() else _but_last(text, 2)


def _address(text: str) -> str:
    sign = ":" if ":" in text else "."
    parts = text.split(sign)
    return _hidden(text) if len(parts) < 3 else sign.join([parts[0], *("***" if part else "" for part in parts[1:])])


def _person(text: str) -> str:
    return re.sub(r"\d", "*", _WORD.sub(lambda word: f"{word.group()[0] if len(word.group()) > 1 else ''}***", text))


def _birth_date(text: str) -> str:
    """The year stays (as in the safe harbour of the United States' rule on health data, 45 CFR 164.514)."""
    year = _YEAR.search(text) if re.search(r"\D", text) else re.match(r"(?:18|19|20)\d\d", text)
    if year is None:
        return _hidden(text)
    return _hidden(text[: year.start()]) + year.group() + _hidden(text[year.end() :])


def _phones(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in PHONE.finditer(text) if re.search(r"[ ()-]", found.group())]


_FINDERS: tuple[tuple[PersonalKind, Callable[[str], list[tuple[int, int]]]], ...] = (
    ("email", lambda text: [spot[:2] for spot in find_emails(text)]),
    ("account", lambda text: [spot[:2] for spot in find_accounts(text)]),
    ("card", lambda text: [spot[:2] for spot in find_cards(text)]),
    ("phone", _phones),
    ("address", lambda text: [found.span() for found in ADDRESS.finditer(text) if address(found.group())]),
)
_MASKS: dict[PersonalKind, Callable[[str], str]] = {
    "email": _email,
    "phone": _phone,
    "card": lambda text: _but_last(text, 4),
    "account": _account,
    "address": _address,
    "person": _person,
    "birth_date": _birth_date,
    "national_id": _hidden,
    "street": _hidden,
}
