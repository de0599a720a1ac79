"""Dates that are written in several ways, can be read in two, or stand for "never" among words."""

import re
from collections.abc import Iterator

from mlwright.profiling.findings.values.look import Look
from mlwright.specs import Finding, found

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_CLOCK = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_FORMS = {
    "year-month-day": r"\d{4}-\d{1,2}-\d{1,2}",
    "year/month/day": r"\d{4}/\d{1,2}/\d{1,2}",
    "yearmonthday": r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    "day.month.year": r"\d{1,2}\.\d{1,2}\.\d{2,4}",
    "month/day/year": r"(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/\d{2,4}",
    "day/month/year": r"(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/\d{2,4}",
    "either/or/year": r"\d{1,2}/\d{1,2}/\d{2,4}",
    "day-month-year": r"\d{1,2}-\d{1,2}-\d{2,4}",
    "day month year": rf"\d{{1,2}}[- ]{_MONTH}[- ,]+\d{{2,4}}",
    "month day, year": rf"{_MONTH}[- ]\d{{1,2}},? \d{{4}}",
}
_PATTERNS = {name: re.compile(form + _CLOCK, re.IGNORECASE) for name, form in _FORMS.items()}
_NEVER = re.compile(r"0000-00-00.*|00/00/0000|00\.00\.0000|99/99/9999|99\.99\.9999|9999-99-99")
_MOSTLY, _FEWEST = 0.95, 10


def moments(look: Look) -> Iterator[Finding]:
    """Findings about dates, also in a column that is nearly one of dates."""
    date = look.reading.date
    if look.column.kind == "date" and date:
        if date.other:
            evidence = f"{look.title} can be read as {date.format} and as {date.other}; it is read as the former"
            yield found("ambiguous_date", evidence, (look.name,))
    elif look.column.kind in ("category", "text", "number") and not look.personal:
        yield from _mixed(look)


def _mixed(look: Look) -> Iterator[Finding]:
    """A column that is read as words because its dates are written in several ways."""
    if look.column.kind == "number":
        return
    texts = look.some
    if len(texts) < _FEWEST or not any(char.isdigit() for char in texts[0] + texts[-1]):
        return
    if sum(_form(text) is not None for text in texts[:40]) < 0.5 * min(40, len(texts)):
        return
    forms: dict[str, int] = {}
    for text in texts:
        forms[_form(text) or ""] = forms.get(_form(text) or "", 0) + 1
    never = [text for text in texts if _NEVER.fullmatch(text)]
    read = sum(count for name, count in forms.items() if name)
    if read + len(never) < _MOSTLY * len(texts):
        return
    if never:
        yield found("sentinel_date", f"{look.title} holds {look.listed(never)} between dates", (look.name,))
    either = forms.pop("either/or/year", 0)
    ways = {name: count for name, count in forms.items() if name and count >= 2}
    if len(ways) + (either > 1 and not {"month/day/year", "day/month/year"} & set(ways)) >= 2:
        shown = ", ".join(
            f"{name} ({count:,})" for name, count in sorted(ways.items(), key=lambda way: (-way[1], way[0]))
        )
        yield found("mixed_dates", f"Dates of {look.title} are written in several ways: {shown}"[:200], (look.name,))


def _form(text: str) -> str | None:
    return next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(text)), None)
