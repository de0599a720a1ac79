"""Columns that hold personal data by their names, in some of the languages that column names are written in."""

import re
from collections.abc import Callable, Sequence

from mlwright.personal.kinds import PersonalKind
from mlwright.personal.values import kind_of_values, spread

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_ENDINGS = ("number", "numbers", "no", "nr", "num", "nummer", "numero", "value", "text", "raw", "1", "2", "3")
"""Words at a name's end that do not change what it names."""
NAMES: dict[PersonalKind, str] = {
    "email": "email|emails|mail|e mail|email address|mail address|mail id|email id|courriel|correo|correo electronico",
    "phone": "phone|telephone|cellphone|cell phone|mobile phone|mobile|phone home|phone work|tel|telefon|telefono|"
    "handynummer|handy|telefonnummer|mobilnummer|rufnummer|msisdn|fax|whatsapp",
    "card": "card|credit card|debit card|payment card|cardnumber|creditcard|cc|kreditkarte|kreditkartennummer|pan",
    "account": "iban|bank account|account|acct|kontonummer|konto|bank account iban",
    "address": "ip|ip address|ipaddress|ip addr|ipv4|ipv6|client ip|remote addr|remote address",
    "person": "first name|firstname|given name|forename|middle name|last name|lastname|surname|family name|full name|"
    "fullname|maiden name|customer name|client name|patient name|employee name|person name|contact name|holder name|"
    "cardholder|cardholder name|passenger name|student name|applicant name|borrower name|guest name|member name|"
    "owner name|doctor name|teacher name|player name|username|user name|vorname|nachname|familienname|kundenname|"
    "prenom|nom de famille|apellido|apellidos|nombre completo|mother name|father name|spouse name",
    "birth_date": "dob|brthdtc|brthdat|brthdt|birth date|birthdate|date of birth|birthday|birth day|"
    "geburtsdatum|geburtstag|fecha nacimiento|fecha de nacimiento|date naissance|date de naissance",
    "national_id": "ssn|social security|national id|nationalid|national identifier|passport|passport id|nino|cpf|dni|"
    "curp|aadhaar|aadhar|tax id|taxid|tin|personnummer|drivers license|driver license|driving licence|"
    "steuer id|steuernummer|sozialversicherungsnummer|ahv|bsn|pesel|nhs|medicare|identity card|id card",
    "street": "street|street address|streetaddress|address|home address|postal address|mailing address|billing address|"
    "shipping address|delivery address|residential address|address line|addr|strasse|straße|anschrift|adresse|"
    "direccion|calle",
}
_KINDS: dict[str, PersonalKind] = {name: kind for kind, names in NAMES.items() for name in names.split("|")}
_LONGEST = max(name.count(" ") + 1 for name in _KINDS)
_NEED_NUMBER = frozenset(("card", "account", "acct", "cc", "nhs", "medicare", "id card"))
"""Without `number` behind them these name a thing, not its number."""
_FLAGS_AND_COUNTS = ("has", "is", "n", "num", "count", "cnt", "number", "no", "valid", "verified", "missing", "hash")
_THINGS = ("hashed", "mac", "url", "web", "site", "company", "product", "file", "brand", "store", "branch")
_BEFORE = frozenset((*_FLAGS_AND_COUNTS, *_THINGS))
"""Words before a name that make it a flag, a count or a thing."""


def kind_by_name(name: str) -> PersonalKind | None:
    """The kind that a column's name promises, or None; whether its values keep the promise is for `kind_of`."""
    words = [word.casefold() for word in _WORD.findall(name[:200])]
    bare = list(words)
    while len(bare) > 1 and bare[-1] in _ENDINGS:
        bare.pop()
    for length in range(min(_LONGEST, len(bare)), 0, -1):
        found = " ".join(bare[-length:])
        if found in _KINDS and not _BEFORE & set(bare[:-length]):
            return None if found in _NEED_NUMBER and len(bare) == len(words) else _KINDS[found]
    return None


def kind_of(name: str, texts: Sequence[str]) -> PersonalKind | None:
    """The kind of a column by its values, or by its name if the values can be what the name promises."""
    by_value = kind_of_values(texts)
    if by_value:
        return by_value
    values = [stripped for text in spread(texts, 200) if (stripped := text[:200].strip())]
    promised = kind_by_name(name)
    if promised is None and _WORD.findall(name.casefold())[-1:] == ["name"] and _share(values, _names_a_person) >= 0.5:
        return "person"
    if promised is None or not values:
        return None
    return promised if _share(values, _PLAUSIBLE[promised]) >= 0.5 and len(values) >= _LEAST.get(promised, 1) else None


def _share(values: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, values)) / len(values) if values else 0.0


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _names_a_person(text: str) -> bool:
    """Words `Family, Given` or with a title before them: without a better name of the column no less will do."""
    return bool(_FAMILY_FIRST.fullmatch(text) or _TITLE.match(text))


_FAMILY_FIRST = re.compile(r"[^\W\d_][^\d,]{1,40}, [^\W\d_][^,\d]{0,80}")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Mme|Sr|Sra)\b\.? [^\W\d_]")
_PERSON = re.compile(r"[^\W\d_][^\d@/\\:;=<>{}]{0,80}")
_BIRTH = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}\b.*|(?:18|19|20)\d{6}|.*\b(?:18|19|20)\d\d\b.*")
_STREET = re.compile(r"(?=.*[^\W\d_]{2}).*\s.*", re.DOTALL)
_PLAUSIBLE: dict[PersonalKind, Callable[[str], bool]] = {
    "email": lambda text: "@" in text,
    "phone": lambda text: 6 <= _digits(text) <= 16,
    "card": lambda text: 12 <= _digits(text) <= 19,
    "account": lambda text: 8 <= _digits(text) <= 34,
    "address": lambda text: text.count(".") == 3 or text.count(":") >= 2,
    "person": lambda text: bool(_PERSON.fullmatch(text)),
    "birth_date": lambda text: bool(_BIRTH.fullmatch(text)),
    "national_id": lambda text: 5 <= _digits(text) <= 20,
    "street": lambda text: bool(_STREET.match(text)),
}
_LEAST: dict[PersonalKind, int] = {"person": 5, "street": 5, "national_id": 3, "account": 3, "card": 3, "phone": 3}
"""Of fewer distinct values these are levels of a category."""
