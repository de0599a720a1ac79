"""Few bins with readable borders, for pictures: quantiles of numbers and dates, the most frequent levels of words."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.views import View
from mlwright.specs import Column, TargetProfile

MOST_BINS, _MOST_CLASSES, _FIFTHS, _LONGEST = 8, 5, 5, 32
_WORTH_A_BIN, _WORTH_DRAWING, _MOVED = 0.01, 0.4, 0.05
_OTHERS, _MISSING = "(others)", "(missing)"
_CALENDAR = (("Y", 365 * 86_400), ("M", 28 * 86_400), ("D", 86_400), ("h", 3_600), ("m", 60), ("s", 0))
_CLOCK = ("h", "m", "s")


@dataclass(frozen=True)
class Binned:
    """Rows in bins: `labels[codes[i]]` names the bin of row i, -1 where it belongs to none."""

    labels: tuple[str, ...]
    codes: npt.NDArray[np.int64]


def bin_view(looked: View) -> Binned:
    """At most eight bins of a column; the missing rows are the last of them where there are any."""
    gone = looked.missing
    told = bool(gone.mean() >= _WORTH_A_BIN)
    most = MOST_BINS - int(told)
    if looked.values is None:
        binned = _frequent(looked, most)
    elif len(looked.levels) <= most and looked.column.kind == "number":
        binned = _each(looked)
    else:
        binned = _stretches(looked, most)
    if not told:
        return binned
    return Binned((*binned.labels, _MISSING), np.where(gone, len(binned.labels), binned.codes))


def showable(looked: View) -> bool:
    """Whether few bins say something, and may be shown: neither personal data nor words that are nearly all rare."""
    if looked.column.personal is not None or looked.column.kind == "text":
        return False
    if looked.values is not None or len(looked.levels) <= MOST_BINS:
        return True
    counts = np.bincount(looked.codes[~looked.missing], minlength=1)
    return bool(np.sort(counts)[1 - MOST_BINS :].sum() >= _WORTH_DRAWING * counts.sum())


def by_outcome(looked: View, target: TargetProfile) -> Binned | None:
    """Rows by class, the most frequent ones apart, or by fifths of a numeric target; None where there is one part."""
    if target.task in ("regression", "forecasting"):
        binned = _stretches(looked, _FIFTHS) if looked.values is not None else None
    elif looked.values is not None and len(looked.levels) <= _MOST_CLASSES:
        binned = _each(looked)
    else:
        binned = _frequent(looked, _MOST_CLASSES)
    return binned if binned is not None and len(binned.labels) > 1 else None


def _each(looked: View) -> Binned:
    """Every number on its own, in order, as it stands in the file."""
    values = np.asarray(looked.values)
    known = ~looked.missing
    level_of, rows = np.unique(looked.codes[known], return_index=True)
    order = np.argsort(values[known][rows], kind="stable")
    place = np.full(len(looked.levels), -1, dtype=np.int64)
    place[level_of[order]] = np.arange(len(order))
    labels = tuple(_capped(looked.levels[int(level)]) for level in level_of[order])
    return Binned(labels, np.where(known, place[np.maximum(looked.codes, 0)], -1))


def _frequent(looked: View, most: int) -> Binned:
    """The most frequent levels, the rest together."""
    known = ~looked.missing
    counts = np.bincount(looked.codes[known], minlength=len(looked.levels))
    order = np.argsort(-counts, kind="stable")[: int((counts > 0).sum())]
    kept = order if len(order) <= most else order[: most - 1]
    place = np.full(max(len(looked.levels), 1), len(kept), dtype=np.int64)
    place[kept] = np.arange(len(kept))
    labels = tuple(_capped(looked.levels[int(level)]) for level in kept)
    labels += (_OTHERS,) if len(order) > len(kept) else ()
    return Binned(labels, np.where(known, place[np.maximum(looked.codes, 0)], -1))


def _stretches(looked: View, most: int) -> Binned:
    """Bins of about equally many rows, with borders rounded to as few digits as keep them apart."""
    values = np.asarray(looked.values)
    known = np.isfinite(values)
    if not known.any():
        return Binned((), np.full(len(values), -1, dtype=np.int64))
    inside = values[known]
    borders = np.unique(np.quantile(inside, np.linspace(0, 1, most + 1)[1:-1], method="nearest"))
    borders = borders[(borders > inside.min()) & (borders <= inside.max())]
    dated = looked.column.kind == "date"
    labels, borders = _dated(borders, inside) if dated else _rounded(borders, inside)
    codes = np.where(known, np.searchsorted(borders, values, side="right"), -1)
    named = _half_open(labels) if dated else _between(labels, borders, looked.column)
    return Binned(named, codes.astype(np.int64))


def _rounded(borders: Floats, inside: Floats) -> tuple[list[str], Floats]:
    """Borders with as few digits as keep them apart and nearly all rows in their bin."""
    ordered = np.sort(inside)
    for digits in range(2, 8):
        labels = list(dict.fromkeys(_plain(float(f"{border:.{digits}g}")) for border in borders))
        rounded = np.array([float(label) for label in labels])
        if len(labels) < len(borders):
            continue
        moved = np.searchsorted(ordered, rounded) - np.searchsorted(ordered, borders)
        if np.abs(moved).max(initial=0) <= _MOVED * len(inside):
            break
    return labels, rounded


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e9 else f"{value:.7g}"


def _dated(borders: Floats, inside: Floats) -> tuple[list[str], Floats]:
    """Borders in a unit of the calendar that keeps them apart, without the day or year that all rows share."""
    gap = float(np.diff(borders).min()) if len(borders) > 1 else 0.0
    unit = next(unit for unit, seconds in _CALENDAR if gap >= seconds)
    ends = np.floor([inside.min(), inside.max()]).astype("datetime64[s]")
    one_day, one_year = (len(set(ends.astype(f"datetime64[{span}]"))) == 1 for span in ("D", "Y"))
    if unit in _CLOCK and not one_day:
        # seconds beside a day would not fit a label, and a clock over several years says little
        unit = ("h" if unit == "h" else "m") if one_year else "D"
    moments = np.unique(np.floor(borders).astype("datetime64[s]").astype(f"datetime64[{unit}]"))
    moments = moments[moments.astype("datetime64[s]").astype(np.float64) > inside.min()]
    clock = str if unit not in _CLOCK else (lambda moment: str(moment)[11 if one_day else 5 :].replace("T", " "))
    full = moments.astype("datetime64[m]") if unit == "h" else moments
    return [clock(moment) for moment in full], moments.astype("datetime64[s]").astype(np.float64)


def _half_open(labels: list[str]) -> tuple[str, ...]:
    """Names of stretches of time, each of which ends where the next begins."""
    return (f"before {labels[0]}", *(f"from {label}" for label in labels)) if labels else ("all",)


def _between(labels: list[str], borders: Floats, column: Column) -> tuple[str, ...]:
    """Names of the bins; those of whole numbers end at the last number inside."""
    if not labels:
        return ("all",)
    lasts, first, last = labels[1:], f"< {labels[0]}", f"≥ {labels[-1]}"
    whole = column.number
    if whole is not None and whole.integer and whole.min is not None and (borders == np.floor(borders)).all():
        lasts = [_plain(float(border) - 1) for border in borders[1:]]
        first = _plain(whole.min) if whole.min == borders[0] - 1 else first
        last = labels[-1] if whole.max == borders[-1] else last
    inner = (low if low == end else f"{low} to {end}" for low, end in zip(labels, lasts, strict=False))
    return (first, *inner, last)


def _capped(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
