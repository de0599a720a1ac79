"""Dates: which one format reads every value of a column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mlwright.profiling.columns.numbers import Floats

_TIMES = ("", "%H:%M", "%H:%M:%S", "%H:%M:%S.%f")
_LAYOUTS = (
    (r"\d{4}-\d{1,2}-\d{1,2}", "%Y-%m-%d"),
    (r"\d{4}/\d{1,2}/\d{1,2}", "%Y/%m/%d"),
    (r"\d{4}\.\d{1,2}\.\d{1,2}", "%Y.%m.%d"),
    (r"\d{4}-\d{2}", "%Y-%m"),
    (r"\d{4}/\d{2}", "%Y/%m"),
    (r"\d{1,2}\.\d{1,2}\.\d{4}", "%d.%m.%Y"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "%m/%d/%Y"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "%d/%m/%Y"),
    (r"\d{1,2}-\d{1,2}-\d{4}", "%m-%d-%Y"),
    (r"\d{1,2}-\d{1,2}-\d{4}", "%d-%m-%Y"),
    (r"\d{1,2}/\d{1,2}/\d{2}", "%m/%d/%y"),
    (r"\d{1,2}/\d{1,2}/\d{2}", "%d/%m/%y"),
    (r"\d{1,2}\.\d{1,2}\.\d{2}", "%d.%m.%y"),
    (r"\d{1,2}[- ][A-Za-z]{3}[- ]\d{4}", "%d-%b-%Y"),
    (r"\d{1,2}-[A-Za-z]{3}-\d{2}", "%d-%b-%y"),
    (r"\d{1,2} [A-Za-z]{3} \d{4}", "%d %b %Y"),
    (r"\d{1,2} [A-Za-z]{4,9} \d{4}", "%d %B %Y"),
    (r"[A-Za-z]{3} \d{1,2}, \d{4}", "%b %d, %Y"),
    (r"[A-Za-z]{4,9} \d{1,2}, \d{4}", "%B %d, %Y"),
)
_COMPACT = "%Y%m%d"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?(Z|[+-]\d{2}(:?\d{2})?)?")
_DATE_WORDS = re.compile(r"date|datum|time|day|dt|ymd|날짜|일자", re.IGNORECASE)
_TRIED = 50


@dataclass(frozen=True)
class DateReading:
    """The format of a date column and, where day and month could be swapped, the other one."""

    format: str
    other: str | None = None


def find_dates(texts: Sequence[str], name: str) -> DateReading | None:
    """The strptime format that reads all distinct texts, or `ISO8601`; None when they are not dates."""
    if not texts or not any(char.isdigit() for char in texts[0]):
        return None
    formats = [form for form in _formats(texts[0], name) if _reads(texts, form)]
    if formats:
        return DateReading(formats[0], formats[1] if len(formats) > 1 else None)
    if all(_ISO.fullmatch(text) for text in texts) and not bool(parse(texts, "ISO8601").isna().any()):
        return DateReading("ISO8601")
    return None


def parse(texts: Sequence[str], form: str) -> pd.Series:
    """Texts as UTC-naive timestamps; NaT where the format does not read them."""
    column = pd.Series(list(texts), dtype="str")
    if form == "ISO8601":
        return pd.to_datetime(column, format=form, errors="coerce", utc=True).dt.tz_localize(None)
    return pd.to_datetime(column, format=form, errors="coerce")


def seconds(texts: Sequence[str], form: str) -> Floats:
    """Texts as seconds since 1970; NaN where the format does not read them."""
    stamps = parse(texts, form)
    since = (stamps - pd.Timestamp(0)) / pd.Timedelta(seconds=1)
    return np.asarray(since, dtype=np.float64)


def sql(text: str, form: str) -> str:
    """DuckDB expression: TIMESTAMP of a text expression, NULL where it is not read."""
    if form == "ISO8601":
        return f"TRY_CAST({text} AS TIMESTAMP)"
    return f"try_strptime({text}, '{form}')"


def _formats(first: str, name: str) -> list[str]:
    if re.fullmatch(r"(19|20)\d{6}", first):
        return [_COMPACT] if _DATE_WORDS.search(name) else []
    found = []
    for layout, date in _LAYOUTS:
        for time in _TIMES:
            for gap in (" ", "T") if time else ("",):
                clock = time.replace("%H", r"\d{1,2}").replace("%M", r"\d{2}").replace("%S", r"\d{2}")
                if re.fullmatch(layout + gap + clock.replace(".%f", r"\.\d{1,6}"), first):
                    found.append(date + gap + time)
    return found


def _reads(texts: Sequence[str], form: str) -> bool:
    """A few values first, since most formats fail on them."""
    return not any(bool(parse(part, form).isna().any()) for part in (texts[:_TRIED], texts))
