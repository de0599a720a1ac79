"""Personal data in data, logs, notebooks and prompts: addresses, numbers and accounts, with their checksums."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Address

from mlwright.personal.patterns import ADDRESS, PHONE, find_accounts, find_cards, find_emails
from mlwright.scanning.findings import Level, masked
from mlwright.scanning.passages import Passage
from mlwright.scanning.secrets import Hit

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
NOBODY = ("git", "noreply", "no-reply", "donotreply", "do-not-reply", "hg", "svn", "postmaster", "mailer-daemon")
AUTHOR = re.compile(r"(?i)^\s*#|author|maintainer|contact|copyright|licen[cs]e|\bby\b")
PHONE_WORDS = re.compile(
    r"(?i)phone|mobile|\btel\b|\btel[.:]|fax|whatsapp|\bcell(?:ular)?\b|\bcall(?:er)?\b|contact|telefon"
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
    for start, end, value in find_emails(text):
        local, _, domain = value.lower().rpartition("@")
        if domain.rpartition(".")[2] in RESERVED or local in NOBODY:
            continue
        if any(domain == name or domain.endswith(f".{name}") for name in EXAMPLES) or ".example." in f".{domain}":
            continue
        before = text[max(0, start - 3) : start]
        if before.endswith(("://", ":")) and text[end : end + 1] in (":", "/"):
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
    for start, _, value in find_accounts(passage.text):
        yield Hit("SC813", "high", start, f"an account number (IBAN) {masked(value)}", value)


def cards(passage: Passage) -> Iterator[Hit]:
    """Card numbers; a column of ids passes the check by chance for one in ten, a column of cards for all."""
    valid = list(find_cards(passage.text))
    if len(valid) * 2 < sum(1 for _ in find_cards(passage.text, checked=False)):
        return
    for start, _, digits in valid:
        yield Hit("SC814", "medium", start, f"a payment card number {masked(digits)}", digits)


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
