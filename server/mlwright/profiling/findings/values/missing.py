"""Texts, numbers and gaps that mean "not known"."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.findings.values.look import Look, joined
from mlwright.profiling.findings.values.units import other_units
from mlwright.specs import Finding, found

_MUCH_MISSING, _ALIKE, _FEWEST_TOGETHER = 0.5, 0.95, 5
_MOST_COLUMNS, _MOST_ROWS = 400, 5_000
_INFINITE = frozenset(("inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"))


def missing(look: Look) -> Iterator[Finding]:
    """Codes for "not known" in one column, and whether most of it is missing."""
    column, reading = look.column, look.reading
    if reading.sentinels:
        seen = _with_rows(look, reading.sentinels)
        name, rest = ("sentinel_date", "dates") if column.kind == "date" else ("sentinel_number", "values")
        yield found(name, f"{look.title} holds {seen}, far from its other {rest}", (column.name,))
    units = other_units(look)
    strays = [text for text in reading.strays if text.casefold() not in _INFINITE and text not in units]
    if strays:
        evidence = f"{look.title} holds {_with_rows(look, strays, look.shown)}, words between numbers"
        yield found("stray_text", evidence, (column.name,))
    infinite = [text for text in column.missing_codes if text.casefold() in _INFINITE]
    if infinite and column.kind == "number":
        yield found("infinite_numbers", f"{look.title} holds {_with_rows(look, infinite)}", (column.name,))
    yield from _codes(look, {*reading.sentinels, *reading.strays, *infinite})
    # one value beside blanks is a flag that is ticked or left blank, which is told elsewhere
    if column.kind != "empty" and column.distinct > 1 and column.missing_share >= _MUCH_MISSING:
        yield found(
            "high_missing", f"{look.title} is missing in {column.missing_share:.1%} of the rows", (column.name,)
        )


def _codes(look: Look, told: set[str]) -> Iterator[Finding]:
    codes = [code for code in look.column.missing_codes if code not in told]
    seen = _with_rows(look, codes)
    blank = (
        sorted({text for text in look.cells.raw if text.isspace()}) if look.column.missing and look.cells.padded else []
    )
    if blank and look.column.kind != "empty":
        only = "" not in look.cells.raw
        rows = f" ({_rows_of(look, '')})" if only else ""
        seen = ", ".join(filter(None, (seen, f"{quoted(blank[0], 40)}{rows}")))
    if seen:
        yield found("missing_codes", f"{look.title} holds {seen}, read as missing", (look.name,))


def _with_rows(look: Look, texts: Sequence[str], show: Callable[[str], str] = quoted) -> str:
    if not texts:
        return ""
    among = look.looked_at if any(text in look.cells.texts for text in texts) else ""
    return joined([f"{show(text[:60])} ({_rows_of(look, text)})" for text in texts], 70) + among


def _rows_of(look: Look, text: str) -> str:
    at = look.cells.texts.index(text) if text in look.cells.texts else -1
    count = int(look.cells.counts[at]) if at >= 0 else 0
    return "1 row" if count == 1 else f"{count:,} rows" if count else "rows beyond the sample"


def missing_together(looks: Sequence[Look]) -> Iterator[Finding]:
    """Columns that are missing in (nearly) the same rows."""
    gaps = [look for look in looks if look.column.kind != "empty" and look.view.missing.any()][:_MOST_COLUMNS]
    if len(gaps) < 2:
        return
    rows = len(gaps[0].view.codes)
    chosen = np.linspace(0, rows - 1, min(rows, _MOST_ROWS)).astype(np.int64)
    gone = np.column_stack([look.view.missing[chosen] for look in gaps]).astype(np.float32)
    both, each = gone.T @ gone, gone.sum(axis=0)
    either = np.maximum(each[:, None] + each[None, :] - both, 1)
    # columns that are hardly filled are missing together anyway, so what is filled has to agree, too
    filled = np.maximum(len(chosen) - both, 1)
    near = (both / either >= _ALIKE) & ((len(chosen) - either) / filled >= _ALIKE)
    near &= np.minimum.outer(each, each) >= _FEWEST_TOGETHER
    taken: set[int] = set()
    for at in range(len(gaps)):
        group = [other for other in np.flatnonzero(near[at]).tolist() if other not in taken]
        if at in taken or len(group) < 2 or each[at] == len(chosen):
            continue
        taken.update(group)
        yield _group([gaps[other] for other in group])


def _group(group: Sequence[Look]) -> Finding:
    every = np.logical_and.reduce([look.view.missing for look in group])
    shown = joined([quoted(look.name, 30) for look in group], 100)
    evidence = f"{shown} are missing together in {group[0].part(int(every.sum()), len(every))}"
    return found("missing_together", evidence, tuple(look.name for look in group))
