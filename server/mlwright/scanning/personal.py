"""Personal data in data, logs, notebooks and prompts: addresses, numbers and accounts, with their checksums."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Address

from mlwright.scanning.findings import Level, masked
from mlwright.scanning.passages import Passage
from mlwright.scanning.secrets import Hit

DOMAIN = re.compile(r"@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6}([A-Za-z]{2,24}))(?![\w@-])")
LOCAL = re.compile(r"(?<![\w.+%-])[A-Za-z0-9](?:[\w.+%-]{0,63})$")
RESERVED = ("example", "test", "invalid", "localhost", "local", "internal", "lan")
EXAMPLES: tuple[str, ...] = (
    "example.com",
    "example.org",
    "example.net",
    "example.edu",
    "users.noreply.github.com",
    "domain.com",
)
EXAMPLES += (
    "email.com",
    "yourdomain.com",
    "mycompany.com",
    "company.com",
    "acme.com",
    "foo.com",
    "bar.com",
    "test.com",
)
NO_TLD = (
    "png",
    "jpg",
    "jpeg",
    "gif",
    "svg",
    "webp",
    "py",
    "js",
    "ts",
    "css",
    "html",
    "json",
    "so",
    "md",
    "ipynb",
    "whl",
)
NOBODY = ("git", "noreply", "no-reply", "donotreply", "do-not-reply", "hg", "svn", "postmaster", "mailer-daemon")
AUTHOR = re.compile(r"(?i)^\s*#|author|maintainer|contact|copyright|licen[cs]e|\bby\b")
PHONE = re.compile(
    r"(?<![\w.+/=-])\+(?P<country>[1-9]\d{0,2})(?P<rest>(?:[ .-]?\(?\d{1,4}\)?){2,6})(?![\w=+/]|[.-]\d)"
    r"|(?<![\w.+/-])(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])(?P<us>[2-9]\d\d[-. ]\d{4})(?![\w=-]|\.\d)"
)
PHONE_WORDS = re.compile(
    r"(?i)phone|mobile|\btel\b|\btel[.:]|fax|whatsapp|\bcell(?:ular)?\b|\bcall(?:er)?\b|contact|telefon"
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
ADDRESS_WORDS = re.compile(r"(?i)\bip\b|_ip\b|ip_|ip.?addr|remote|client|address|peer|\bfrom\b|forwarded|host|HTTP/\d")


def personal(passage: Passage) -> Iterator[Hit]:
    """Personal data in a passage that can hold some; contacts in code and papers are meant to be there."""
    if passage.nature in ("data", "output", "prompt") or passage.cell:
        for detector in (emails, phones, ibans, cards, addresses):
            yield from detector(passage)
    elif passage.nature in ("config", "code", "prose", "script"):
        # authors and test values stand there; accounts and cards never should
        for hit in (*ibans(passage), *cards(passage)):
            yield hit._replace(confidence="low")


def emails(passage: Passage) -> Iterator[Hit]:
    """E-mail addresses of people, outside the domains kept for examples."""
    text = passage.text
    for found in DOMAIN.finditer(text):
        local = LOCAL.search(text[max(0, found.start() - 70) : found.start()])
        domain, last = found.group(1).lower(), found.group(2).lower()
        if not local or last in RESERVED or last in NO_TLD or local.group().lower() in NOBODY:
            continue
        if any(domain == name or domain.endswith(f".{name}") for name in EXAMPLES) or ".example." in f".{domain}":
            continue
        value = local.group() + found.group()
        start = found.start() - len(local.group())
        before = text[max(0, start - 3) : start]
        if before.endswith(("://", ":")) and text[found.end() : found.end() + 1] in (":", "/"):
            continue  # user@host of a repository address
        line = passage.line(start, 200)
        # who wrote the code is said there on purpose
        own = passage.nature in ("prose", "code") and (passage.nature == "prose" or AUTHOR.search(line))
        confidence: Level = "low" if own else "medium"
        yield Hit("SC811", confidence, start, f"an e-mail address {masked(value)}", value.lower())


def phones(passage: Passage) -> Iterator[Hit]:
    """Telephone numbers; without a word or a country code that says so, hardly sure."""
    for found in PHONE.finditer(passage.text):
        digits = re.sub(r"\D", "", found.group())
        if not 10 <= len(digits) <= 15 or len(set(digits)) < 4 or "55501" in digits:
            continue
        named = _named(passage, found.start(), PHONE_WORDS)
        grouped = bool(re.search(r"[ ()-]", found.group().strip()))
        sure = named or (found["country"] and (grouped or passage.nature != "data"))
        confidence: Level = "medium" if sure and passage.nature != "prose" else "low"
        yield Hit("SC812", confidence, found.start(), f"a telephone number {masked(found.group())}", digits)


def ibans(passage: Passage) -> Iterator[Hit]:
    """Account numbers whose length and checksum are those of their country."""
    for found in IBAN.finditer(passage.text):
        length = int(IBAN_LENGTHS.get(found.group()[:2], 0))
        value = found.group().replace(" ", "")[:length]
        if not length or len(value) < length:
            continue
        turned = value[4:] + value[:4]
        if int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1:
            yield Hit("SC813", "high", found.start(), f"an account number (IBAN) {masked(value)}", value)


def cards(passage: Passage) -> Iterator[Hit]:
    """Card numbers; a column of ids passes the check by chance for one in ten, a column of cards for all."""
    shaped = [(found, re.sub(r"\D", "", found.group())) for found in CARD.finditer(passage.text)]
    valid = [(found, digits) for found, digits in shaped if _luhn(digits) and len(set(digits)) > 1]
    if len(valid) * 2 < len(shaped):
        return
    for found, digits in valid:
        yield Hit("SC814", "medium", found.start(), f"a payment card number {masked(digits)}", digits)


def _luhn(digits: str) -> bool:
    doubled = (int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def addresses(passage: Passage) -> Iterator[Hit]:
    """Public internet addresses beside a word that says so: versions look the same."""
    for found in ADDRESS.finditer(passage.text):
        if IPv4Address(found.group()).is_global and not found.group().startswith(("8.8.", "1.1.1.", "1.2.3.")):
            named = passage.nature in ("data", "output") and _named(passage, found.start(), ADDRESS_WORDS)
            confidence: Level = "medium" if named else "low"
            yield Hit("SC815", confidence, found.start(), f"an IP address {masked(found.group())}", found.group())


def _named(passage: Passage, position: int, words: re.Pattern[str]) -> bool:
    """Whether the line, or the head of a table, says what the value is."""
    head = passage.text[: passage.text.find("\n") + 1][:2000]
    return bool(words.search(passage.line(position, 200)) or (("," in head or "\t" in head) and words.search(head)))
