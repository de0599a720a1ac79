"""Exact numbers over all rows, asked of DuckDB; quantiles, skew and histograms from the sample."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from mlwright.profiling.columns import dates
from mlwright.profiling.columns.kinds import MOST_STRAYS, Reading
from mlwright.profiling.columns.missing import AMONG_NUMBERS, ANYWHERE
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.sample import Cells
from mlwright.profiling.reading.loading import literal
from mlwright.profiling.reading.reader import Table
from mlwright.specs import Column, Histogram, NumberStats, Value

MOST_LEVELS = 5000
_TOP, _SAMPLES, _BINS, _AT_ONCE, _LONGEST_SHOWN = 10, 5, 20, 40, 200


def present(column: str, reading: Reading) -> str:
    """SQL text of a cell of `texts`, NULL where it is missing."""
    return f"(CASE WHEN {column} NOT IN ({_texts(('', *reading.missing))}) THEN {column} END)"


def value(text: str, reading: Reading) -> str:
    """SQL value of a present text: DOUBLE for numbers, TIMESTAMP for dates, else the text."""
    if reading.kind == "date" and reading.date:
        return dates.sql(text, reading.date.format)
    if reading.kind != "number":
        return text
    if reading.unit is not None:
        number = f"regexp_extract({text}, '{reading.numbers.pattern}')"
        text = f"(CASE WHEN contains({text}, {literal(reading.unit)}) THEN {number} END)"
    return reading.numbers.sql(text)


def confirm(table: Table, cells: Cells, reading: Reading) -> Reading:
    """The reading, corrected by rows beyond the sample: more missing codes, or a category after all."""
    if cells.rows == table.rows:
        return reading
    if reading.kind in ("category", "text", "empty"):
        query = f"SELECT DISTINCT {cells.column} AS x FROM texts WHERE x IN ({_texts(sorted(ANYWHERE))})"
        codes = sorted(str(text) for (text,) in table.connection.execute(query).fetchall())
        kind = reading.kind
        if kind == "empty" and _any_present(table, cells.column, codes):
            kind = "category"
        return replace(reading, missing=tuple(codes), kind=kind)
    text = present(cells.column, reading)
    query = (
        f"SELECT x, count(*) FROM (SELECT {text} AS x FROM texts) WHERE x IS NOT NULL AND {value('x', reading)} IS NULL"
    )
    found = table.connection.execute(f"{query} GROUP BY x ORDER BY x LIMIT {MOST_STRAYS * 4}").fetchall()
    strays = [str(text) for text, _ in found if text not in ANYWHERE and text.casefold() not in AMONG_NUMBERS]
    if len({*strays, *reading.strays}) > MOST_STRAYS or (strays and reading.kind == "date"):
        return Reading("category", tuple(text for text in reading.missing if text in ANYWHERE))
    missing = (*reading.missing, *(str(text) for text, _ in found))
    return replace(reading, missing=missing, strays=(*reading.strays, *strays))


def measure(table: Table, cells: Mapping[str, Cells], readings: Mapping[str, Reading]) -> Iterator[Column]:
    """Every column of the table, measured over all rows."""
    for position, (column, facts) in enumerate(_facts(table, readings)):
        yield _column(table, cells[column], readings[column], position, facts)


def duplicate_rows(table: Table) -> int:
    """Rows that repeat an earlier row exactly, by a 64-bit hash of all named cells."""
    columns = ", ".join(table.names)
    query = f"SELECT count(*) - count(DISTINCT hash({columns})) FROM cells"
    ((count,),) = table.connection.execute(query).fetchall()
    return int(count)


def levels(table: Table, cells: Cells, reading: Reading, limit: int) -> tuple[Value, ...]:
    """Values and their rows, most frequent first; equal numbers count as one, shown as first written."""
    if cells.rows == table.rows:
        return _sampled_levels(cells, reading, limit)
    text = present(cells.column, reading)
    key = value("x", reading) if reading.kind == "number" else "x"
    query = f"""
        SELECT min_by(x, r), count(*) AS n FROM (SELECT {text} AS x, r FROM texts)
        WHERE x IS NOT NULL GROUP BY {key} ORDER BY n DESC, min(r) LIMIT {int(limit)}"""
    return tuple(Value(value=str(text), count=count) for text, count in table.connection.execute(query).fetchall())


def _sampled_levels(cells: Cells, reading: Reading, limit: int) -> tuple[Value, ...]:
    gone = {"", *reading.missing}
    keys: list[object] = list(reading.read(cells.texts)) if reading.kind == "number" else list(cells.texts)
    rows: dict[object, int] = {}
    first: dict[object, str] = {}
    for key, text, count in zip(keys, cells.texts, cells.counts.tolist(), strict=True):
        if text not in gone:
            rows[key] = rows.get(key, 0) + count
            first.setdefault(key, text)
    ranked = sorted(rows, key=lambda key: -rows[key])[:limit]
    return tuple(Value(value=first[key], count=rows[key]) for key in ranked)


def histogram(values: Floats) -> Histogram | None:
    """Counts of finite values: one bin per value for few integers, else 20 of equal width."""
    values = values[np.isfinite(values)]
    if len(values) == 0:
        return None
    low, high = float(values.min()), float(values.max())
    if low == high or not np.isfinite(high - low):
        return Histogram(low=low, high=high, counts=(len(values),)) if np.isfinite(high - low) else None
    whole = bool((values == np.floor(values)).all()) and high - low < _BINS
    edges = np.arange(low - 0.5, high + 1) if whole else np.linspace(low, high, _BINS + 1)
    if not whole and len(np.unique(edges)) != len(edges):
        return None
    counts, _ = np.histogram(values, bins=edges)
    return Histogram(low=float(edges[0]), high=float(edges[-1]), counts=tuple(counts.tolist()))


def _any_present(table: Table, column: str, codes: Sequence[str]) -> bool:
    query = f"SELECT 1 FROM texts WHERE {column} NOT IN ({_texts(('', *codes))}) LIMIT 1"
    return bool(table.connection.execute(query).fetchall())


def _facts(table: Table, readings: Mapping[str, Reading]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Per column: present, distinct, longest, min, max, mean, sd, zeros, whole."""
    items = list(readings.items())
    for start in range(0, len(items), _AT_ONCE):
        batch = items[start : start + _AT_ONCE]
        texts = ", ".join(f"{present(column, reading)} AS {column}" for column, reading in batch)
        values = ", ".join(f"{column} AS {column}, {value(column, reading)} AS v{column}" for column, reading in batch)
        asked = ", ".join(_aggregates(column, reading) for column, reading in batch)
        query = f"SELECT {asked} FROM (SELECT {values} FROM (SELECT {texts} FROM texts))"
        (found,) = table.connection.execute(query).fetchall()
        width = len(found) // len(batch)
        for at, (column, _) in enumerate(batch):
            yield column, tuple(found[at * width : (at + 1) * width])


def _aggregates(column: str, reading: Reading) -> str:
    v = f"v{column}"
    first = f"count({v}), count(DISTINCT {v}), coalesce(max(length({column})), 0)"
    if reading.kind == "number":
        return f"{first}, min({v}), max({v}), avg({v}), {_deviation(v)}, count_if({v} = 0), bool_and({v} = floor({v}))"
    if reading.kind == "date":
        return f"{first}, min({v}), max({v}), NULL, NULL, NULL, NULL"
    return f"{first}, NULL, NULL, NULL, NULL, NULL, NULL"


def _deviation(v: str) -> str:
    """DuckDB's stddev raises when squares overflow, so huge values get none."""
    return f"CASE WHEN max(abs({v})) < 1e150 THEN stddev_samp(CASE WHEN abs({v}) < 1e150 THEN {v} END) END"


def _column(table: Table, cells: Cells, reading: Reading, position: int, facts: tuple[object, ...]) -> Column:
    count, distinct, longest, low, high, mean, sd, zeros, whole = facts
    filled = int(str(count))
    column = Column(
        name=cells.name,
        position=position,
        kind=reading.kind,
        missing=table.rows - filled,
        missing_share=(table.rows - filled) / table.rows,
        missing_codes=tuple(dict.fromkeys(reading.missing)),
        distinct=int(str(distinct)),
        unit=reading.unit,
        date_format=reading.date.format if reading.date else None,
        top=levels(table, cells, reading, _TOP) if 0 < int(str(distinct)) < MOST_LEVELS else (),
        samples=_samples(cells, reading),
        longest=int(str(longest)),
    )
    if reading.kind == "date":
        return column.model_copy(update={"earliest": _stamp(low), "latest": _stamp(high)})
    if reading.kind != "number":
        return column
    values = reading.read(cells.texts)[cells.codes]
    exact = {"min": low, "max": high, "mean": mean, "sd": sd, "zeros": zeros or 0, "integer": bool(whole)}
    stats = NumberStats.model_validate({**_shape(values), **exact})
    return column.model_copy(update={"number": stats, "histogram": histogram(values)})


def _shape(values: Floats) -> dict[str, float | None]:
    """Quartiles and the moment coefficient of skewness."""
    values = values[np.isfinite(values)]
    if len(values) == 0:
        return dict.fromkeys(("q25", "median", "q75", "skew"))
    q25, median, q75 = np.quantile(values, (0.25, 0.5, 0.75)).tolist()
    with np.errstate(over="ignore", invalid="ignore"):
        centred = values - values.mean()
        spread = float(np.sqrt(np.mean(centred**2)))
        skew = float(np.mean(centred**3)) / spread**3 if 0 < spread < 1e100 and spread > 1e-100 else 0.0
    return {"q25": q25, "median": median, "q75": q75, "skew": skew}


def _samples(cells: Cells, reading: Reading) -> tuple[str, ...]:
    gone = {"", *reading.missing}
    found = (text for text in cells.texts[: _SAMPLES * 20] if text not in gone)
    return tuple(text[:_LONGEST_SHOWN] for text, _ in zip(found, range(_SAMPLES), strict=False))


def _stamp(moment: object) -> str | None:
    """ISO text of a timestamp; the time is left out at midnight."""
    return None if moment is None else str(moment).replace(" ", "T").removesuffix("T00:00:00")


def _texts(texts: Sequence[str]) -> str:
    return ", ".join(literal(text) for text in texts)
