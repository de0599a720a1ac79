"""Words of a brief: where they stand, whether they are denied, and how they are quoted."""

import re
from collections.abc import Iterable
from typing import NamedTuple

BEFORE = 6
"""Words before a cue in which a denial counts: farther away it belongs to something else."""
AFTER = 6
QUOTED = 80
_CLAUSE = re.compile(r"[.;:!?,]\s|\s(?:but|however|although)\s|\n")
_DENIAL = re.compile(
    r"\b(no|not|never|without|nor|neither|cannot|none of|rather than|instead of|\w+n['’]t)\b(?!\s+only\b)",
    re.IGNORECASE,
)
_LATER_DENIAL = re.compile(
    r"^\W*(?:\w+\s+)?(?:\b(?:is|are|was)\b\s+)?(?:not|never)\b(?!\s+only\b)|"
    r"^\W*(?:\w+\s+){0,2}(?:unnecessary|out of scope|does not exist|do not exist|missing)\b",
    re.IGNORECASE,
)


class Heard(NamedTuple):
    """A cue found in a brief: the words around it, where it stands, and whether the brief denies it."""

    quote: str
    start: int
    denied: bool


def compiled(pattern: str) -> re.Pattern[str]:
    """A cue's pattern; it begins at a word."""
    return re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE)


def hear(text: str, pattern: re.Pattern[str]) -> Heard | None:
    """The first place where a brief has a cue and means it, else the first where it denies it, else None."""
    heard = [_heard(text, found) for found in pattern.finditer(text)]
    return next((item for item in heard if not item.denied), heard[0] if heard else None)


def first(text: str, patterns: Iterable[re.Pattern[str]]) -> Heard | None:
    """What is heard of the first of several cues that is there and not denied, else of one that is denied."""
    heard = [item for pattern in patterns if (item := hear(text, pattern)) is not None]
    return next((item for item in heard if not item.denied), heard[0] if heard else None)


def _heard(text: str, found: re.Match[str]) -> Heard:
    clause_start = max((m.end() for m in _CLAUSE.finditer(text, 0, found.start() + 1)), default=0)
    ending = _CLAUSE.search(text, found.end())
    clause_end = ending.start() if ending else len(text)
    near = " ".join(text[clause_start : found.start()].split()[-BEFORE:])
    after = " ".join(text[found.end() : clause_end].split()[:AFTER])
    denied = bool(_DENIAL.search(near) or _LATER_DENIAL.search(after))
    return Heard(_quote(text, clause_start, found, clause_end), found.start(), denied)


def _quote(text: str, clause_start: int, found: re.Match[str], clause_end: int) -> str:
    """The clause when it is short, else the cue with the words beside it."""
    clause = text[clause_start:clause_end].strip(" .,;:!?")
    if len(clause) <= QUOTED:
        return clause
    start = text.rfind(" ", clause_start, max(clause_start, found.start() - 20)) + 1
    shown = text[max(start, clause_start) : clause_end].strip(" .,;:!?")
    return shown if len(shown) <= QUOTED else shown[: QUOTED - 1].rsplit(" ", 1)[0] + "…"
