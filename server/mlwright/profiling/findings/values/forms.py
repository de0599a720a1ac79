"""What the values of a column are made of: prose, or codes with several parts."""

import re
from collections import Counter
from collections.abc import Iterator

from mlwright.errors import quoted
from mlwright.profiling.findings.figures import different
from mlwright.profiling.findings.values.look import Look
from mlwright.specs import Finding, found

_RUN = re.compile(r"[A-Za-z]+|\d+|[^A-Za-z\d]")
_SEPARATORS = frozenset("/-_.:|#+*~ ")
_FEWEST, _COVERED, _REPEATS, _LONGEST, _MOST_PARTS = 10, 0.8, 1.5, 40, 8
_CLOCK = re.compile(r"[d:]+")


def forms(look: Look) -> Iterator[Finding]:
    """Free text, or codes of several parts."""
    if look.column.kind == "text" and not look.personal:
        words = sum(len(text.split()) for text in look.some) / max(1, len(look.some))
        rows = f"{different(look.column)} different texts of {words:.1f} words"
        yield found(
            "free_text", f"{look.title} holds {rows} on average, up to {look.column.longest:,} letters", (look.name,)
        )
    elif look.column.kind == "category" and not look.personal:
        yield from _packed(look)


def _packed(look: Look) -> Iterator[Finding]:
    """One pattern of letters, digits and separators fits nearly all values, and at least two of its parts repeat."""
    texts = [text for text in look.some if len(text) <= _LONGEST]
    if len(texts) < max(_FEWEST, _COVERED * len(look.some)):
        return
    split = [_RUN.findall(text) for text in texts]
    patterns = ["".join(map(_class, runs)) for runs in split]
    pattern, count = min(Counter(patterns).items(), key=lambda item: (-item[1], item[0]))
    if count < _COVERED * len(texts) or _CLOCK.fullmatch(pattern) or not _a_code(pattern):
        return
    chosen = [runs for runs, found_in in zip(split, patterns, strict=True) if found_in == pattern]
    parts = [at for at, sign in enumerate(pattern) if sign in "ad"]
    different = [len({runs[at] for runs in chosen}) for at in parts]
    repeating = [size for size in different if 2 <= size <= len(chosen) / _REPEATS]
    if len(repeating) < 2 or not _same_shape(chosen, parts):
        return
    shown = " × ".join(f"{size:,}" for size in different)
    share = f"{count / len(texts):.0%}"
    evidence = f"{share} of the codes in {look.title} have the parts of {quoted(texts[0], 30)}: {shown} different ones"
    yield found("packed_codes", evidence, (look.name,))


def _class(run: str) -> str:
    return (
        "d"
        if run[0].isdigit()
        else "a"
        if run[0].isascii() and run[0].isalpha()
        else run
        if run in _SEPARATORS
        else "?"
    )


def _a_code(pattern: str) -> bool:
    """At least two parts; words that spaces part are none."""
    parts = sum(sign in "ad" for sign in pattern)
    return 2 <= parts <= _MOST_PARTS and "?" not in pattern and "a a" not in pattern


def _same_shape(chosen: list[list[str]], parts: list[int]) -> bool:
    """Without a part of digits, short capitals: hyphenated words are no codes."""
    if any(chosen[0][at][0].isdigit() for at in parts):
        return True
    return all(run[at].isupper() and len(run[at]) <= 5 for run in chosen[:200] for at in parts)
