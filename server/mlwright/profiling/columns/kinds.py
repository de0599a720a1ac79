"""What kind of values a column holds, and which of its texts stand for "not known"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np

from mlwright.profiling.columns import dates
from mlwright.profiling.columns.missing import AMONG_NUMBERS, ANYWHERE, find_sentinels
from mlwright.profiling.columns.numbers import Floats, NumberFormat
from mlwright.profiling.columns.sample import MANY_TEXTS, Cells, Codes
from mlwright.profiling.columns.sentinel_dates import find_sentinel_dates
from mlwright.specs.profile import Kind

MOST_STRAYS = 20
_NUMERIC_SHARE, _LEAST_NUMBERS = 0.95, 20
_TEXT_WORDS = re.compile(r"comment|note|descri|review|remark|message|summary|title|text|headline", re.IGNORECASE)
_FIXED_DIGITS = re.compile(r"\d{3,}")
_MOST_UNREAD, _COMPACT_DATE, _HEAD = 500, 8, 60


@dataclass(frozen=True)
class Reading:
    """How the texts of one column are read."""

    kind: Kind
    missing: tuple[str, ...] = ()
    unit: str | None = None
    date: dates.DateReading | None = None
    strays: tuple[str, ...] = ()
    """Missing texts that are no known code: words or other units in a column of numbers."""
    sentinels: tuple[str, ...] = ()
    """Missing texts that are numbers, or dates."""
    numbers: NumberFormat = field(default_factory=NumberFormat)

    @property
    def gone(self) -> list[float]:
        """What `sentinels` are as numbers or seconds."""
        return replace(self, missing=(), sentinels=()).read(self.sentinels).tolist() if self.sentinels else []

    def read(self, texts: Sequence[str]) -> Floats:
        """Stripped texts as numbers (dates as seconds since 1970); NaN where missing or not read."""
        gone = set(self.missing) | {""}
        if self.kind == "date" and self.date:
            values = dates.seconds(texts, self.date.format)
        elif self.unit is None:
            values = self.numbers.read(texts)
        else:
            pairs = [self.numbers.unit_of(text) for text in texts]
            values = self.numbers.read([pair[1] if pair and pair[0] == self.unit else "" for pair in pairs])
        return np.where([text in gone for text in texts], np.nan, values)


def read_kind(cells: Cells, numbers: NumberFormat) -> Reading:
    """Kind of a column from its distinct texts."""
    return _plain_numbers(cells, numbers) or _read_texts(cells, numbers)


def level_values(cells: Cells, reading: Reading) -> Floats:
    """Numbers (dates as seconds since 1970) per text of the sample; NaN where missing or not read."""
    if len(cells.counts) <= MANY_TEXTS:
        return reading.read(cells.texts)
    if reading.kind == "date" and reading.date:
        moments = cells.floats(f"epoch({dates.strict_sql(cells.column, reading.date.format)})")
        return np.where(np.isin(moments, reading.gone), np.nan, moments) if reading.sentinels else moments
    if reading.unit is not None:
        return reading.read(cells.texts)
    values = cells.numbers(reading.numbers)
    return np.where(np.isin(values, reading.gone), np.nan, values) if reading.sentinels else values


def _plain_numbers(cells: Cells, numbers: NumberFormat) -> Reading | None:
    """A column of many different texts, nearly all plain numbers: decided without bringing the texts out of DuckDB."""
    if len(cells.counts) <= MANY_TEXTS:
        return None
    values = cells.numbers(numbers)
    unread = np.flatnonzero(~np.isfinite(values))
    if len(unread) > _MOST_UNREAD or _may_be_codes(cells):
        return None
    texts = cells.some(unread)
    known = {text for text in texts if text and text in ANYWHERE}
    bad = [(text, level) for text, level in zip(texts, unread.tolist(), strict=True) if text and text not in known]
    strays = [text for text, _ in bad if text.casefold() not in AMONG_NUMBERS]
    good = np.isfinite(values)
    present = int(cells.counts[good].sum() + sum(int(cells.counts[level]) for _, level in bad))
    if strays and (len(strays) > MOST_STRAYS or cells.counts[good].sum() < _NUMERIC_SHARE * present):
        return None
    codes = find_sentinels(*_by_value(values[good], cells.counts[good]))
    sentinels = cells.some(np.flatnonzero(np.isin(values, codes))) if codes else []
    missing = (*(text for text in texts if text in known), *(text for text, _ in bad), *sentinels)
    return Reading("number", missing, strays=tuple(strays), sentinels=tuple(sentinels), numbers=numbers)


def _may_be_codes(cells: Cells) -> bool:
    """Texts of one width, with leading zeros or as long as compact dates: these take a closer look."""
    if cells.native != "text":
        return False
    if len({len(text.encode()) for text in cells.head if text}) > 1:
        return False
    x = cells.column
    asked = f"min(strlen({x})), max(strlen({x})), bool_or(starts_with({x}, '0'))"
    found = cells.sample.connection.execute(f"SELECT {asked} FROM drawn WHERE {x} <> ''").fetchall()
    ((shortest, longest, zeros),) = found
    return bool(shortest == longest and (zeros or shortest == _COMPACT_DATE))


def _read_texts(cells: Cells, numbers: NumberFormat) -> Reading:
    if len(cells.counts) > MANY_TEXTS and (found := _many_dates(cells)):
        return found
    return read_levels(cells.texts, cells.counts, cells.name, numbers)


def _many_dates(cells: Cells) -> Reading | None:
    """A column of many different dates, read in DuckDB."""
    unread: dict[str, list[str]] = {}

    def reads_all(form: str) -> bool:
        levels = np.flatnonzero(np.isnan(cells.floats(f"epoch({dates.strict_sql(cells.column, form)})")))
        if len(levels) > _MOST_UNREAD:
            return False
        unread[form] = [text for text in cells.some(levels) if text]
        return all(text in ANYWHERE or text.casefold() in AMONG_NUMBERS for text in unread[form])

    head = cells.some(range(_HEAD))
    texts = [text for text in head if text and text not in ANYWHERE and text.casefold() not in AMONG_NUMBERS]
    compact = bool(texts) and texts[0].isdigit()  # whether eight digits are dates is asked after numbers are
    found = None if compact else dates.find_dates(texts, cells.name, reads_all)
    if found is None:
        return None
    moments = cells.floats(f"epoch({dates.strict_sql(cells.column, found.format)})")
    never = tuple(cells.some(find_sentinel_dates(moments, cells.counts)))
    return Reading("date", (*unread[found.format], *never), date=found, sentinels=never)


def read_levels(
    texts: Sequence[str],
    counts: Codes,
    name: str,
    numbers: NumberFormat,
) -> Reading:
    """Kind of a column from its different texts and their rows."""
    codes = tuple(text for text in texts if text in ANYWHERE)
    kept = [at for at, text in enumerate(texts) if text and text not in ANYWHERE]
    if not kept:
        return Reading("empty", codes)
    texts, counts = [texts[at] for at in kept], counts[kept]
    found = _numbers(texts, counts, numbers, name) or _dates(texts, counts, name) or _units(texts, counts, numbers)
    if found:
        return replace(found, missing=(*codes, *found.missing))
    return Reading("text" if is_prose(texts, counts, name) else "category", codes)


def is_prose(texts: Sequence[str], counts: Codes, name: str) -> bool:
    """Free text: several words and nearly unique, or whole sentences."""
    distinct_share = len(texts) / max(1, int(counts.sum()))
    texts = texts[:: max(1, len(texts) // MANY_TEXTS)]
    words = np.array([len(text.split()) for text in texts])
    if len(texts) >= 20 and distinct_share >= 0.5 and words.mean() >= 2:
        return True
    sentences = sum(text.endswith((".", "!", "?")) for text in texts)
    if len(texts) >= 5 and words.mean() >= 4 and sentences >= 0.5 * len(texts):
        return True
    long = np.mean([len(text) for text in texts]) >= 50 and distinct_share >= 0.2
    return len(texts) >= 5 and (bool(long) or (words.mean() >= 3 and bool(_TEXT_WORDS.search(name))))


def _numbers(texts: list[str], counts: Codes, numbers: NumberFormat, name: str) -> Reading | None:
    values = numbers.read(texts[:MANY_TEXTS])
    if len(texts) > MANY_TEXTS and not np.isfinite(values).mean() > _NUMERIC_SHARE / 2:
        return None
    values = numbers.read(texts) if len(texts) > MANY_TEXTS else values
    good = np.isfinite(values)
    if not good.any() or _padded_codes(texts) or _compact_dates(texts, name):
        return None
    bad = [text for text, fine in zip(texts, good, strict=True) if not fine]
    strays = [text for text in bad if text.casefold() not in AMONG_NUMBERS]
    if strays and not _few(strays, counts[good], counts):
        return None
    codes = find_sentinels(*_by_value(values[good], counts[good]))
    sentinels = [texts[at] for at in np.flatnonzero(np.isin(values, codes))] if codes else []
    return Reading("number", (*bad, *sentinels), strays=tuple(strays), sentinels=tuple(sentinels), numbers=numbers)


def _by_value(values: Floats, counts: Codes) -> tuple[Floats, Codes]:
    """Distinct numbers and their rows: `-999` and `-999.0` are one."""
    distinct, at = np.unique(values, return_inverse=True)
    return distinct, np.bincount(at, weights=counts).astype(np.int64)


def _compact_dates(texts: list[str], name: str) -> bool:
    return re.fullmatch(r"(19|20)\d{6}", texts[0]) is not None and dates.find_dates(texts, name) is not None


def _few(strays: list[str], good: Codes, every: Codes) -> bool:
    enough = good.sum() >= _NUMERIC_SHARE * every.sum() and len(good) >= _LEAST_NUMBERS
    return bool(enough) and len(strays) <= MOST_STRAYS


def _padded_codes(texts: list[str]) -> bool:
    """Digits of one fixed width of which some start with 0 are codes: as numbers they would lose digits."""
    width = len(texts[0])
    return (
        any(text.startswith("0") for text in texts)
        and all(len(text) == width for text in texts)
        and all(_FIXED_DIGITS.fullmatch(text) for text in texts)
    )


def _dates(texts: list[str], counts: Codes, name: str) -> Reading | None:
    if not any(char.isdigit() for text in texts[:_HEAD] for char in text):
        return None
    first = islice((text for text in texts if text.casefold() not in AMONG_NUMBERS), _HEAD)
    if dates.find_dates(list(first), name) is None:
        return None
    loose = dict.fromkeys(text for text in texts if text.casefold() in AMONG_NUMBERS)
    found = dates.find_dates([text for text in texts if text not in loose] if loose else texts, name)
    if found is None:
        return None
    never = tuple(texts[at] for at in find_sentinel_dates(dates.seconds(texts, found.format), counts))
    return Reading("date", (*loose, *never), date=found, sentinels=never)


def _units(texts: list[str], counts: Codes, numbers: NumberFormat) -> Reading | None:
    few = texts[:: max(1, len(texts) // MANY_TEXTS)]
    if sum(numbers.unit_of(text) is not None for text in few) < 0.5 * len(few):
        return None
    loose = {text for text in texts if text.casefold() in AMONG_NUMBERS}
    rows: dict[str, int] = {}
    units: dict[str, str] = {}
    for text, count in zip(texts, counts.tolist(), strict=True):
        if text not in loose and (pair := numbers.unit_of(text)):
            units[text] = pair[0]
            rows[pair[0]] = rows.get(pair[0], 0) + count
    if not rows:
        return None
    unit = max(rows, key=lambda name: rows[name])
    strays = [text for text in texts if text not in loose and units.get(text) != unit]
    present = sum(count for text, count in zip(texts, counts.tolist(), strict=True) if text not in loose)
    distinct = sum(found == unit for found in units.values())
    if distinct < 3 or rows[unit] <= _NUMERIC_SHARE * present or len(strays) > MOST_STRAYS:
        return None
    return Reading("number", (*sorted(loose), *strays), unit, strays=tuple(strays), numbers=numbers)
