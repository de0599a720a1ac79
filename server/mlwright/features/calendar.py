"""How far apart a series' dates lie, and how many of its periods a goal asks for."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from mlwright.specs import Column

YEAR = 365.25
UNIT_DAYS = {
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": YEAR / 12,
    "quarter": YEAR / 4,
    "year": YEAR,
    "decade": 10 * YEAR,
}
NEAR = 1.25
"""A series may miss some of its dates, which stretches the average spacing by up to this factor."""


@dataclass(frozen=True)
class Period:
    """The step from one date of a series to the next; `season` steps make one repetition."""

    name: str
    days: float
    season: int


PERIODS = (
    Period("quarter-hourly", 1 / 96, 96),
    Period("half-hourly", 1 / 48, 48),
    Period("hourly", 1 / 24, 24),
    Period("daily", 1.0, 7),
    Period("daily on business days", 1.4, 5),
    Period("weekly", 7.0, 52),
    Period("monthly", YEAR / 12, 12),
    Period("quarterly", YEAR / 4, 4),
    Period("yearly", YEAR, 1),
)

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
WORDS = {word: value for value, word in enumerate(f"{_ONES} eighteen nineteen".split(), start=1)}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
WORDS |= TENS | {"a": 1, "an": 1, "dozen": 12, "a dozen": 12, "couple": 2, "a couple of": 2}
WORDS |= {f"{ten}{gap}{one}": TENS[ten] + WORDS[one] for ten in TENS for one in _ONES.split()[:9] for gap in " -"}
_COUNT = rf"(?P<count>\d{{1,6}}|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
_UNIT = rf"(?P<unit>{'|'.join(UNIT_DAYS)}|period|step|observation|point|value)(?P<many>s?)"
AHEAD = r"(?:next|coming|upcoming|following|future)"
ASKS = (
    re.compile(rf"\b{AHEAD}\s+{_COUNT}[\s-]+{_UNIT}\b"),
    re.compile(rf"\b{_COUNT}\s+{AHEAD}\s+{_UNIT}\b"),
    re.compile(rf"\b{_COUNT}[\s-]+{_UNIT}[\s-]+(?:ahead|forecast|horizon|in advance|into the future|out)\b"),
    re.compile(rf"\b{AHEAD}\s+(?P<count>){_UNIT}\b"),
    re.compile(rf"(?<!last)(?<!past)(?<!previous)\s{_COUNT}[\s-]+{_UNIT}\b"),
)
"""How goals name a horizon, the surest wording first."""


def find_period(column: Column, rows: int) -> Period | None:
    """The step of a date column from its first, last and number of dates; None when it is none of the usual ones."""
    first, last = (_moment(text, column.date_format) for text in (column.earliest, column.latest))
    steps = min(column.distinct, rows) - 1
    if first is None or last is None or steps < 1:
        return None
    days = (last - first).total_seconds() / 86_400 / steps
    if days <= 0:
        return None
    nearest = min(PERIODS, key=lambda period: abs(math.log(days / period.days)))
    return nearest if 1 / NEAR <= days / nearest.days <= NEAR else None


def asked_periods(goal: str, period: Period | None) -> int | None:
    """The horizon a goal names, in periods of the series: "next 24 months", "the coming two weeks", "tomorrow".

    None when it names none, only an open one ("the coming weeks"), or one in units the series cannot be counted in.
    """
    text = " ".join(goal.lower().split())
    for pattern in ASKS:
        found = pattern.search(f" {text}")
        if found is None or (not found["count"] and found["many"]):
            continue
        count = _count(found["count"])
        if found["unit"] not in UNIT_DAYS:
            return count
        return max(1, round(count * UNIT_DAYS[found["unit"]] / period.days)) if period else None
    if re.search(r"\btomorrow\b", text) and period:
        return max(1, round(1 / period.days))
    return None


def _count(text: str) -> int:
    if text.isdigit():
        return max(1, int(text))
    return WORDS.get(text, 1)


def _moment(text: str | None, date_format: str | None) -> datetime | None:
    """A date as the profile writes it, in UTC where it carries a zone; None when it cannot be read."""
    if text is None:
        return None
    for form in (None, date_format, "%Y-%m", "%Y"):
        try:
            moment = datetime.strptime(text, form) if form else datetime.fromisoformat(text)
        except ValueError:
            continue
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    return None
