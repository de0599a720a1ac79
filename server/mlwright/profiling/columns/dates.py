"""Dates: which one format reads every value of a column."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

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
_ISO_TEXT = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?(Z|[+-]\d{2}(:?\d{2})?)?"
_DATE_WORDS = re.compile(r"date|datum|time|day|dt|ymd|날짜|일자", re.IGNORECASE)
_DIGITS = {
    "%Y": r"\d{4}",
    "%m": r"\d{1,2}",
    "%d": r"\d{1,2}",
    "%y": r"\d{2}",
    "%H": r"\d{1,2}",
    "%M": r"\d{2}",
    "%S": r"\d{2}",
    "%f": r"\d{1,6}",
    "%b": r"[A-Za-z]{3}",
    "%B": r"[A-Za-z]{3,9}",
}
_TRIED = 50


@dataclass(frozen=True)
class DateReading:
    """The format of a date column and, where day and month could be swapped, the other one."""

    format: str
    other: str | None = None


def find_dates(texts: Sequence[str], name: str, reads_all: Callable[[str], bool] | None = None) -> DateReading | None:
    """The strptime format that reads all distinct texts, or `ISO8601`; None when they are not dates.

    `reads_all` tells whether a format reads the whole column, where `texts` are only its first ones.
    """
    if not texts or not any(char.isdigit() for char in texts[0]):
        return None
    every = reads_all or (lambda form: not np.isnan(seconds(texts, form)).any())
    formats = [form for form in _formats(texts[0], name) if _reads_some(texts, form) and every(form)]
    if formats:
        return DateReading(formats[0], formats[1] if len(formats) > 1 else None)
    return DateReading("ISO8601") if _reads_some(texts, "ISO8601") and every("ISO8601") else None


def seconds(texts: Sequence[str], form: str) -> Floats:
    """Texts as seconds since 1970; NaN where the format does not read them."""
    shape, signs = re.compile(_grouped(form)), _signs(form)
    matches = map(shape.fullmatch, texts)
    if signs:
        read = (
            np.nan if match is None else _of_parts(dict(zip(signs, match.groups(), strict=True))) for match in matches
        )
    else:
        read = (np.nan if match is None else _moment(match[0], form) for match in matches)
    return np.fromiter(read, dtype=np.float64, count=len(texts))


def pattern(form: str) -> str:
    """Regular expression, valid in Python and in RE2, of texts that all parsers read alike in that format."""
    if form == "ISO8601":
        return _ISO_TEXT
    if form == _COMPACT:
        return r"\d{8}"
    return re.sub(r"%[A-Za-z]|\.", lambda match: _DIGITS.get(match[0], r"\."), form)


def sql(text: str, form: str) -> str:
    """DuckDB expression: TIMESTAMP of a text expression, NULL where it is not read.

    Years of fewer than four digits, which DuckDB would take for the first millennium, are not read.
    """
    stamp = _iso_sql(text) if form == "ISO8601" else f"try_strptime({text}, '{form}')"
    return f"(CASE WHEN {stamp} >= TIMESTAMP '1000-01-01' THEN {stamp} END)"


def _iso_sql(text: str) -> str:
    """A cast to TIMESTAMP passes over the offset behind a clock, one with a zone takes the machine's where none is."""
    moment = f"make_timestamp(epoch_us(TRY_CAST({text} AS TIMESTAMPTZ)))"
    return (
        f"(CASE WHEN regexp_matches(substr({text}, 11), '[Z+-]') THEN {moment} ELSE TRY_CAST({text} AS TIMESTAMP) END)"
    )


def strict_sql(text: str, form: str) -> str:
    """`sql` for texts of the format's very shape only."""
    return f"(CASE WHEN regexp_full_match({text}, '{pattern(form)}') THEN {sql(text, form)} END)"


def _grouped(form: str) -> str:
    """`pattern` with a group for each part of a format that holds digits alone."""
    if not _signs(form):
        return pattern(form)
    if form == _COMPACT:
        return r"(\d{4})(\d{2})(\d{2})"
    return re.sub(r"%[A-Za-z]|\.", lambda match: f"({_DIGITS[match[0]]})" if match[0] in _DIGITS else r"\.", form)


def _signs(form: str) -> list[str]:
    """The parts of a format that holds digits alone, which need no `strptime`; none of another."""
    signs = re.findall("%[A-Za-z]", form)
    return signs if signs and not {"%b", "%B"} & set(signs) else []


def _of_parts(parts: dict[str, str]) -> float:
    """Seconds since 1970 of a moment in digits; NaN where there is no such day or hour."""
    try:
        stamp = datetime(
            int(parts["%Y"]) if "%Y" in parts else _full_year(int(parts["%y"])),
            int(parts["%m"]),
            int(parts.get("%d", "1")),
            int(parts.get("%H", "0")),
            int(parts.get("%M", "0")),
            int(parts.get("%S", "0")),
            int(parts.get("%f", "0").ljust(6, "0")),
            UTC,
        )
    except ValueError:
        return np.nan
    return stamp.timestamp() if stamp.year >= 1000 else np.nan


def _full_year(short: int) -> int:
    """As POSIX and `strptime` have it."""
    return short + (1900 if short > 68 else 2000)


def _moment(text: str, form: str) -> float:
    try:
        stamp = datetime.fromisoformat(_six_digits(text)) if form == "ISO8601" else datetime.strptime(text, form)
    except ValueError:
        return np.nan
    if stamp.year < 1000:
        return np.nan
    return (stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)).timestamp()


def _six_digits(text: str) -> str:
    """ISO text with at most six digits behind the second, which is what a timestamp holds."""
    return re.sub(r"(\.\d{6})\d+", r"\1", text) if "." in text else text


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


def _reads_some(texts: Sequence[str], form: str) -> bool:
    """A few values first, since most formats fail on them."""
    return not np.isnan(seconds(texts[:_TRIED], form)).any()
