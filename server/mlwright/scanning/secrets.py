"""Tokens by their shape, private keys, passwords in URLs."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import NamedTuple

from mlwright.scanning.findings import Level, masked
from mlwright.scanning.randomness import checksum_fits, drawn, entropy, stands_for_one


class Hit(NamedTuple):
    """Something found in a text; `value` tells equal ones apart and is never shown."""

    code: str
    confidence: Level
    position: int
    message: str
    value: str


class Shape(NamedTuple):
    """A kind of token: a literal that every one contains, and its form; the group is the part that is random."""

    what: str
    literal: str
    form: re.Pattern[str]
    checked: bool = False


def _shape(what: str, literal: str, form: str, checked: bool = False) -> Shape:
    return Shape(what, literal, re.compile(rf"(?<![A-Za-z0-9_]){form}(?![A-Za-z0-9_])"), checked)


SHAPES = (
    _shape("an AWS access key id", "AKIA", r"AKIA([A-Z2-7]{16})"),
    _shape("a temporary AWS access key id", "ASIA", r"ASIA([A-Z2-7]{16})"),
    *(_shape("a GitHub token", f"gh{sign}_", rf"gh{sign}_([A-Za-z0-9]{{36}})", True) for sign in "pousr"),
    _shape("a GitHub token", "github_pat_", r"github_pat_([A-Za-z0-9]{22}_[A-Za-z0-9]{59})"),
    _shape("a GitLab token", "glpat-", r"glpat-([A-Za-z0-9_-]{20,64})"),
    _shape("an npm token", "npm_", r"npm_([A-Za-z0-9]{36})", True),
    _shape("a package upload token", "pypi-", r"pypi-(AgE[A-Za-z0-9_-]{50,400})"),
    _shape("a Hugging Face token", "hf_", r"hf_([A-Za-z0-9]{34,40})"),
    _shape("a model API key", "sk-", r"sk-(?:[a-z]{2,10}(?:\d\d)?-){0,3}([A-Za-z0-9_-]{32,200})"),
    _shape("a Stripe live key", "k_live_", r"[sr]k_live_([A-Za-z0-9]{24,120})"),
    _shape("a Google API key", "AIza", r"AIza([A-Za-z0-9_-]{35})"),
    _shape("a Google OAuth secret", "GOCSPX-", r"GOCSPX-([A-Za-z0-9_-]{28})"),
    _shape("a Slack token", "xox", r"xox[abeoprs]-((?:\d{6,15}-){0,3}[A-Za-z0-9-]{20,120})"),
    _shape("a Slack webhook", "hooks.slack.com", r"hooks\.slack\.com/services/(T\w{6,14}/B\w{6,14}/\w{20,32})"),
    _shape("a SendGrid key", "SG.", r"SG\.([A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})"),
    _shape("a Databricks token", "dapi", r"dapi([0-9a-f]{32})"),
    _shape("a DigitalOcean token", "_v1_", r"do[opr]_v1_([0-9a-f]{64})"),
    _shape("a Telegram bot token", ":AA", r"\d{8,10}:(AA[A-Za-z0-9_-]{33})"),
    _shape("an Azure storage key", "AccountKey=", r"AccountKey=([A-Za-z0-9+/]{86})=="),
    _shape("a Weights & Biases key", "wandb", r"wandb[^\n]{0,40}?[=:(\s\"']([0-9a-f]{40})"),
)
JWT = re.compile(r"(?<![\w-])(eyJ[\w-]{10,400})\.(eyJ[\w-]{8,4000})\.([\w-]{20,1000})")
KEY = re.compile(
    r"-----BEGIN ((?:[A-Z0-9]{1,12} ){0,3})PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n|\\r)(?P<body>[^-]{40,6000})-----END"
)
URL = re.compile(r"\b(?P<scheme>[a-z][a-z0-9+.-]{1,20})://(?P<user>[^\s:/@\"'<>]{0,80}):(?P<word>[^\s/@\"'<>]{3,120})@")
HOST = re.compile(r"[\w.-]{1,120}")
COMMON = frozenset(("password", "passwd", "pass", "pwd", "secret", "user", "username", "test", "token", "postgres"))
NEAR = ("localhost", "127.0.0.1", "0.0.0.0", "db", "postgres", "example.com", "example.org", "host", "hostname")


def tokens(text: str) -> Iterator[Hit]:
    """Values with the form of an issued token, whose random part is random."""
    for shape in SHAPES:
        if shape.literal not in text:
            continue
        for found in shape.form.finditer(text):
            part = found.group(1)
            if drawn(part) and _letters_and_digits(part):
                sure: Level = "high" if not shape.checked or checksum_fits(found.group()) else "medium"
                yield Hit("SC801", sure, found.start(1), f"{shape.what} {masked(found.group())}", found.group())
    for found in JWT.finditer(text) if "eyJ" in text else ():
        if _is_header(found.group(1)) and entropy(found.group(3)) > 3:
            yield Hit("SC801", "medium", found.start(), f"a signed web token {masked(found.group())}", found.group())


def _letters_and_digits(part: str) -> bool:
    # words joined by dashes look like keys to the eye of a pattern
    digits = sum(sign.isdigit() for sign in part)
    return digits >= 1 or ((part.isupper() or len(set(part)) > 14) and "-" not in part)


def _is_header(part: str) -> bool:
    try:
        header = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return False
    return isinstance(header, dict) and "alg" in header


def private_keys(text: str) -> Iterator[Hit]:
    """Private keys with a body: a header alone is an example."""
    for found in KEY.finditer(text) if "PRIVATE KEY" in text else ():
        body = re.sub(r"\\[nr]|\s|[A-Za-z-]+: [^\n]*\n", "", found["body"])
        if len(body) >= 40 and entropy(body) > 4 and not stands_for_one(body[:60]):
            kind = found.group(1).strip().lower() or "PKCS"
            sure: Level = "medium" if "encrypted" in kind else "high"
            message = f"a private key ({kind}), {len(body)} characters"
            yield Hit("SC802", sure, found.start(), message, body[:64])


def passwords_in_urls(text: str) -> Iterator[Hit]:
    """Addresses that carry their own password."""
    for found in URL.finditer(text) if "://" in text else ():
        user, word = found["user"], found["word"]
        if stands_for_one(word) or word.startswith(("{", "$", "%", "[", "(")) or word.lower() in COMMON:
            continue
        place = HOST.match(text, found.end())
        host = place.group().lower() if place else ""
        own = word.lower() == user.lower() or host in NEAR or word.isdigit()
        message = f"a {found['scheme'][:20]} address with the password {masked(word)}"
        yield Hit("SC803", "low" if own else "high", found.start(), message, f"{user}:{word}")
