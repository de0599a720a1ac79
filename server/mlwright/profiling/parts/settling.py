"""What the parts hold of one column, settled into one reading and its figures; what cannot be settled is said."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from mlwright.errors import quoted
from mlwright.profiling.columns.asking import Facts
from mlwright.profiling.columns.kinds import MOST_STRAYS, Reading
from mlwright.profiling.columns.missing import AMONG_NUMBERS, ANYWHERE
from mlwright.profiling.parts.sketch import SKETCH_ERROR, estimate
from mlwright.specs.profile import Kind
from mlwright.specs.profile_state import Amounts, CodeCount, ColumnPart, PartFacts, SharedColumn

_WORDS = ("category", "text")
_MOST_NAMED = 3


@dataclass(frozen=True)
class Settled:
    """A column of many texts: how it is read, its figures over all parts, and what the parts differ in."""

    reading: Reading
    facts: Facts
    differs: str | None = None


@dataclass(frozen=True)
class _Held:
    part: PartFacts
    column: ColumnPart


def settle(name: str, sampled: Reading, parts: Sequence[PartFacts], shared: SharedColumn, longest: int) -> Settled:
    """The column over all parts; `sampled` is how the merged sample reads it, `longest` the longest text there."""
    held = [_Held(part, part.by_name[name]) for part in parts if name in part.by_name]
    filled = [item for item in held if item.column.kind != "empty"]
    ways = sorted({_way(item.column) for item in filled})
    reading = _confirmed(sampled, [item.column for item in held])
    agreed = len(ways) <= 1 and (not ways or ways[0][0] == _kind(reading.kind))
    swapped = [item for item in filled if _swapped(item.column, reading)]
    differs = None if agreed and not swapped else _differences(filled, sampled)
    if reading.kind in ("number", "date") and agreed:
        # the moments of a part that took the day for the month cannot be counted again
        columns = [_without_ends(item.column) if item in swapped else item.column for item in filled]
        return Settled(reading, _of_amounts(reading, columns, shared), differs)
    if reading.kind in ("number", "date"):
        reading = Reading("category", tuple(text for text in reading.missing if text in ANYWHERE))
    present = sum(item.part.rows - item.column.blanks - _coded(item.column) for item in held)
    longest = max([longest, *(item.column.longest for item in held)])
    distinct, counted = _distinct([_different(item.column) for item in filled], shared, mixed=not agreed)
    return Settled(reading, _words(present, min(distinct, present), counted, longest), differs)


def _kind(kind: Kind) -> str:
    return "words" if kind in (*_WORDS, "empty") else kind


def _swapped(column: ColumnPart, reading: Reading) -> bool:
    ambiguous = column.date_other is not None and reading.date is not None
    return ambiguous and reading.date is not None and column.date_format != reading.date.format


def _without_ends(column: ColumnPart) -> ColumnPart:
    assert column.amounts is not None, "dates have amounts"
    return column.model_copy(update={"amounts": column.amounts.model_copy(update={"low": None, "high": None})})


def _way(column: ColumnPart) -> tuple[str, str]:
    """How a part reads a column; category and text are counted alike, moments are moments in any format."""
    return _kind(column.kind), column.unit or ""


def _confirmed(reading: Reading, columns: Sequence[ColumnPart]) -> Reading:
    """The reading of the sample with the missing texts of rows beyond it, or words after all."""
    codes = sorted({item.value for column in columns for item in column.codes})
    missing = [*reading.missing, *(text for text in codes if text not in reading.missing)]
    if reading.kind not in ("number", "date"):
        return replace(reading, missing=tuple(missing))
    unread = sorted({item.value for column in columns for item in column.unread} - {*missing})
    strays = [text for text in unread if text.casefold() not in AMONG_NUMBERS]
    if len({*strays, *reading.strays}) > MOST_STRAYS or (strays and reading.kind == "date"):
        return Reading("category", tuple(text for text in missing if text in ANYWHERE))
    return replace(reading, missing=(*missing, *unread), strays=(*reading.strays, *strays))


def _differences(held: Sequence[_Held], sampled: Reading) -> str:
    """Which part reads the column how."""
    by_way: dict[str, list[str]] = {}
    for item in held:
        by_way.setdefault(_told(item.column), []).append(quoted(item.part.source.path.rpartition("/")[2], 40))
    told = [
        f"{way} in {', '.join(names[:_MOST_NAMED])}"
        + (f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else "")
        for way, names in sorted(by_way.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    if len(told) == 1:
        told.append(f"{sampled.kind} in the merged sample")
    return "; ".join(told[:4])


def _told(column: ColumnPart) -> str:
    if column.kind == "date":
        swapped = f" (or {column.date_other})" if column.date_other else ""
        return f"dates as {column.date_format}{swapped}"
    if column.kind == "number":
        return f"numbers in {quoted(column.unit, 20)}" if column.unit else "numbers"
    return "words"


def _coded(column: ColumnPart) -> int:
    return sum(item.count for item in column.codes)


def _different(column: ColumnPart) -> int:
    return column.distinct if column.amounts is None else column.amounts.distinct + len(column.amounts.codes)


def _distinct(counted: Sequence[int], shared: SharedColumn, *, mixed: bool) -> tuple[int, bool]:
    """Different values over all parts, and whether they are counted rather than estimated.

    The sketch says whether parts share values: within its error of the sum they do not.
    """
    total = sum(counted)
    if len(counted) <= 1:
        return total, True
    if mixed:
        return max(counted), False
    about = estimate(shared.ranks)
    if about >= (1 - SKETCH_ERROR) * total:
        return total, False
    return max(round(about), *counted), False


def _words(present: int, distinct: int, counted: bool, longest: int) -> Facts:
    return Facts(present, distinct, counted, 0, longest, None, None, None, None, 0, False)


def _of_amounts(reading: Reading, columns: Sequence[ColumnPart], shared: SharedColumn) -> Facts:
    gone = set(reading.gone)
    found = [column.amounts for column in columns if column.amounts is not None]
    every = [CodeCount(number=code.number, count=code.count) for item in found for code in item.codes]
    codes = [code for code in every if code.number not in gone]
    pieces = [item for item in found if item.rows]
    low = min([*(item.low for item in pieces if item.low is not None), *(code.number for code in codes)], default=None)
    high = max(
        [*(item.high for item in pieces if item.high is not None), *(code.number for code in codes)], default=None
    )
    distinct, counted = _distinct([item.distinct for item in found], shared, mixed=False)
    present = sum(item.rows for item in pieces) + sum(code.count for code in codes)
    mean, sd = moments(pieces, codes)
    dates = reading.kind == "date"
    return Facts(
        present=present,
        distinct=min(present, distinct + len({code.number for code in codes})),
        counted=counted or _apart(found),
        unread=0,
        longest=0,
        low=_moment(low) if dates else low,
        high=_moment(high) if dates else high,
        mean=None if dates else mean,
        sd=None if dates else sd,
        zeros=sum(item.zeros for item in pieces),
        whole=present > 0 and all(item.integer for item in pieces),
    )


def _apart(found: Sequence[Amounts]) -> bool:
    """Whether the ranges of the parts do not meet, so that no value stands in two of them."""
    spans = sorted((item.low, item.high) for item in found if item.low is not None and item.high is not None)
    return all(one[1] < other[0] for one, other in pairwise(spans))


def _moment(seconds: float | None) -> object:
    return None if seconds is None else datetime(1970, 1, 1) + timedelta(microseconds=round(seconds * 1e6))


def moments(pieces: Sequence[Amounts], codes: Sequence[CodeCount]) -> tuple[float | None, float | None]:
    """Mean and standard deviation of all parts.

    By the pairwise formula of Chan, Golub and LeVeque (The American Statistician, 1983), for all parts at once and
    with sums that lose no digits, so that the order of the parts does not matter.
    """
    weights = [
        *((item.rows, item.mean, item.rest, item.squares) for item in pieces),
        *((code.count, code.number, 0.0, 0.0) for code in codes),
    ]
    rows = sum(count for count, *_ in weights)
    if not rows:
        return None, None
    try:
        middle = math.fsum(count / rows * value for count, value, _, _ in weights)
        rest = math.fsum(count * ((value - middle) + beyond) for count, value, beyond, _ in weights) / rows
        squares = [found for *_, found in weights if found is not None]
        if rows < 2 or len(squares) < len(weights):
            return middle + rest, None
        between = (count * ((value - middle) - rest + beyond) ** 2 for count, value, beyond, _ in weights)
        return middle + rest, math.sqrt(math.fsum([*squares, *between]) / (rows - 1))
    except OverflowError:
        return None, None
