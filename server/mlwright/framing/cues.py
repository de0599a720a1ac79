"""Words of a brief: where they stand, whether they are denied, and how they are quoted."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

BEFORE = 6
"""Words before a cue in which a denial counts: farther away it belongs to something else."""
AFTER = 6
QUOTED = 80
_MARKS = " .,;:!?"
ANSWER = 200
"""Characters of an answer; a longer clause is rather asked about than cut."""
_CLAUSE = re.compile(r"[.;:!?,]\s|\s(?:but|however|although)\s|\n")
_SENTENCE = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)[.;!?]\s|\n")
_COMMA = re.compile(r",\s|\s(?:but|however|although)\s")
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


def hear(text: str, pattern: re.Pattern[str], unless: re.Pattern[str] | None = None) -> Heard | None:
    """The first place where a brief has a cue and means it, else the first where it denies it, else None.

    In a clause that has words of `unless` the cue means something else.
    """
    heard = [_heard(text, found, unless) for found in pattern.finditer(text)]
    return next((item for item in heard if not item.denied), heard[0] if heard else None)


def answer(
    text: str, cues: Iterable[re.Pattern[str]], unless: re.Pattern[str] | None, onward: bool, may_deny: bool
) -> str:
    """The clause that has the first cue which any clause has, or an empty text.

    `onward` quotes on to the end of the sentence; a denied cue answers only where a denial may.
    """
    for cue in cues:
        for clause, rest in _clauses(text):
            found = cue.search(clause)
            if found is None or (unless is not None and unless.search(clause)):
                continue
            if not may_deny and _DENIAL.search(" ".join(clause[: found.start()].split()[-BEFORE:])):
                continue
            quote = rest if onward and len(rest) <= ANSWER else clause
            if len(quote) <= ANSWER:
                return quote
    return ""


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """Each clause, and the sentence from it on."""
    for sentence in _split(text, _SENTENCE):
        start = 0
        for stop in [*(m.start() for m in _COMMA.finditer(sentence)), len(sentence)]:
            clause = sentence[start:stop].strip(_MARKS)
            if clause:
                yield clause, sentence[start:].strip(_MARKS)
            start = stop


def _split(text: str, at: re.Pattern[str]) -> list[str]:
    return [part.strip() for part in at.split(text) if part.strip()]


def _heard(text: str, found: re.Match[str], unless: re.Pattern[str] | None) -> Heard:
    clause_start = max((m.end() for m in _CLAUSE.finditer(text, 0, found.start() + 1)), default=0)
    ending = _CLAUSE.search(text, found.end())
    clause_end = ending.start() if ending else len(text)
    near = " ".join(text[clause_start : found.start()].split()[-BEFORE:])
    after = " ".join(text[found.end() : clause_end].split()[:AFTER])
    other = unless is not None and unless.search(text, clause_start, clause_end) is not None
    denied = other or bool(_DENIAL.search(near) or _LATER_DENIAL.search(after))
    return Heard(_quote(text, clause_start, found, clause_end), found.start(), denied)


def _quote(text: str, clause_start: int, found: re.Match[str], clause_end: int) -> str:
    """The clause when it is short, else the cue with the words beside it."""
    clause = text[clause_start:clause_end].strip(_MARKS)
    if len(clause) <= QUOTED:
        return clause
    start = text.rfind(" ", clause_start, max(clause_start, found.start() - 20)) + 1
    shown = text[max(start, clause_start) : clause_end].strip(_MARKS)
    return shown if len(shown) <= QUOTED else shown[: QUOTED - 1].rsplit(" ", 1)[0] + "…"
