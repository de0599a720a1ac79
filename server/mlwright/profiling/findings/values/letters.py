"""Letters that are broken, hidden or dangerous, in names and in values."""

import re
from collections.abc import Callable, Iterator, Sequence

from mlwright.errors import quoted
from mlwright.profiling.findings.values.look import Look
from mlwright.specs import Finding, found

_FOREIGN = re.compile(r"[^\x00-\x7f]{2,}")
_LOST = re.compile(r"\ufffd|[^\W\d_]\?\?+[^\W\d_]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    # joiners belong into emoji and into some scripts
    "|(?<=[\x20-\x7e])[\u200c\u200d]|[\u200c\u200d](?=[\x20-\x7e])"
)
_FORMULA = re.compile(
    r"=\s*[-+(@\"']*(?:[A-Za-z_][\w.]*\s*[(|!]|\$?[A-Za-z]{1,3}\$?\d+(?!\w)|[\d.]+\s*[-+*/^&]\s*[\d(]).*"
    r"|[-+@]\s*(?:[A-Z][A-Z0-9.]+\(|[\d.+\-*/ ]*[A-Za-z]+\|).*",
    re.DOTALL,
)
_NAMES = {"mojibake": "broken letters", "hidden_characters": "invisible characters", "formulas": "a formula"}


def letters(look: Look) -> Iterator[Finding]:
    """Broken letters, invisible characters and formulas among the values of a column."""
    texts = [*(look.cells.raw if look.wordy else ()), *look.column.missing_codes]
    joined = "".join(texts)
    if not (joined.isascii() and "??" not in joined):
        yield from _in_values("mojibake", look, texts, broken, "letters broken by a wrong encoding")
    if not joined.isprintable():
        yield from _in_values("hidden_characters", look, texts, hidden, "invisible or control characters")
    stripped = [*(look.view.levels if look.wordy else ()), *look.column.missing_codes]
    begun = [text for text in stripped if text[:1] in ("=", "+", "-", "@")]
    yield from _in_values("formulas", look, begun, formula, "what a spreadsheet would run")


def letters_of_names(names: Sequence[str]) -> Iterator[Finding]:
    """The same in the names of columns."""
    for name, test in (("mojibake", broken), ("hidden_characters", hidden), ("formulas", formula)):
        bad = tuple(text for text in names if test(text))
        if bad:
            more = f" and {len(bad) - 1} more" if len(bad) > 1 else ""
            yield found(name, f"The column name {quoted(bad[0], 60)}{more} holds {_NAMES[name]}", bad)


def broken(text: str) -> bool:
    """Letters that were written in UTF-8 and read in a one-byte encoding, or were lost on the way."""
    if text.isascii():
        return "??" in text and bool(_LOST.search(text))
    return bool(_LOST.search(text)) or any(_misread(run) for run in _FOREIGN.findall(text))


def _misread(run: str) -> bool:
    for encoding in ("cp1252", "latin-1"):
        try:
            return run.encode(encoding).decode("utf-8") != run
        except UnicodeError:
            continue
    return False


def hidden(text: str) -> bool:
    """Zero-width letters, marks that turn the writing direction, terminal escapes and other control characters."""
    return not text.isprintable() and bool(_HIDDEN.search(text))


def formula(text: str) -> bool:
    """A text that a spreadsheet would run; plain numbers, telephone numbers and handles are none."""
    start = text.lstrip()[:300]
    return start[:1] in ("=", "+", "-", "@") and bool(_FORMULA.fullmatch(start))


def _in_values(
    name: str, look: Look, texts: Sequence[str], test: Callable[[str], bool], what: str
) -> Iterator[Finding]:
    bad = [text for text in texts if test(text)]
    if bad:
        values = "value" if len(bad) == 1 else "different values"
        yield found(
            name,
            f"{look.title} holds {what} in {len(bad):,} {values}{look.looked_at}: {look.listed(bad, 2)}",
            (look.name,),
        )
