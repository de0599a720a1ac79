"""A sample of rows that merges: those with the lowest hashes of part and row number, whatever order parts come in."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from mlwright.profiling.columns.sample import Codes
from mlwright.profiling.parts.sketch import Hashes, mixed
from mlwright.profiling.reading.reader import Table
from mlwright.specs import Source
from mlwright.specs.profile_state import PartFacts, SampledColumn, SampledRows, packed, unpacked

_AT_ONCE, _BATCH = 10_000_000, 50
_MOST_LETTERS = 24_000_000
"""What the sampled cells may hold in all, so that states stay small however long texts are."""


def sample_rows(table: Table, limit: int) -> SampledRows:
    """The sample of a part of its own; where cells are long, of fewer rows."""
    chosen = _lowest(table, limit)
    columns, letters = _cells(table, chosen)
    if letters > _MOST_LETTERS:
        limit = max(1, len(chosen) * _MOST_LETTERS // letters)
        chosen = _lowest(table, limit)
        columns, _ = _cells(table, chosen)
    return SampledRows(limit=limit, part=packed(np.zeros_like(chosen)), row=packed(chosen), columns=columns)


def merge_rows(samples: Sequence[tuple[SampledRows, Sequence[PartFacts]]], parts: Sequence[PartFacts]) -> SampledRows:
    """One sample of all parts; cells of columns that a part does not have are blank."""
    place = {part.identity: at for at, part in enumerate(parts)}
    of_rows = [np.array([place[part.identity] for part in own])[sample.parts] for sample, own in samples]
    part = np.concatenate(of_rows).astype(np.int64)
    row = np.concatenate([sample.rows for sample, _ in samples])
    limit = min(sample.limit for sample, _ in samples)
    order = np.lexsort((row, part))
    if len(order) > limit:
        keys = _keys(parts, part, row)
        order = np.sort(np.lexsort((row, part, keys))[:limit])
        order = order[np.lexsort((row[order], part[order]))]
    names = sorted({column.name for sample, _ in samples for column in sample.columns})
    columns = tuple(_merged(name, [sample for sample, _ in samples], order) for name in names)
    return SampledRows(limit=limit, part=packed(part[order]), row=packed(row[order]), columns=columns)


def texts_of(column: SampledColumn) -> list[str]:
    """The cells, row by row."""
    return [column.levels[code] for code in unpacked(column.codes).tolist()]


def _lowest(table: Table, limit: int) -> Codes:
    """Row numbers of the lowest hashes, in file order."""
    seed = _seed(table.source)
    kept, hashes = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.uint64)
    for start in range(0, table.rows, _AT_ONCE):
        rows = np.arange(start, min(start + _AT_ONCE, table.rows), dtype=np.int64)
        kept, hashes = np.concatenate([kept, rows]), np.concatenate([hashes, _hashed(seed, rows)])
        lowest = np.lexsort((kept, hashes))[:limit] if len(kept) > limit else np.arange(len(kept))
        kept, hashes = kept[lowest], hashes[lowest]
    return np.sort(kept)


def _seed(source: Source) -> np.uint64:
    """By name and content, so that the same rows are drawn on another machine, too."""
    told = f"{Path(source.path).name}\0{source.sha256}".encode("utf-8", "surrogatepass")
    return np.uint64(int.from_bytes(hashlib.sha256(told).digest()[:8], "little"))


def _hashed(seed: np.uint64, rows: Codes) -> Hashes:
    with np.errstate(over="ignore"):
        return mixed(seed + rows.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))


def _keys(parts: Sequence[PartFacts], part: Codes, row: Codes) -> Hashes:
    keys = np.zeros(len(row), dtype=np.uint64)
    for at in np.unique(part).tolist():
        own = part == at
        keys[own] = _hashed(_seed(parts[at].source), row[own])
    return keys


def _cells(table: Table, chosen: Codes) -> tuple[tuple[SampledColumn, ...], int]:
    """Cells as they stand in the source, by name, and how many letters they have."""
    every = sorted((name, column) for column, name in table.names.items())
    found, letters = [], 0
    table.connection.execute(
        "CREATE OR REPLACE TEMP TABLE chosen AS SELECT unnest(?::BIGINT[]) AS r", [chosen.tolist()]
    )
    for start in range(0, len(every), _BATCH):
        batch = every[start : start + _BATCH]
        shown = ", ".join(f"coalesce(CAST({column} AS VARCHAR), '') AS {column}" for _, column in batch)
        query = f"SELECT {shown} FROM cells WHERE r IN (SELECT r FROM chosen) ORDER BY r"
        rows = table.connection.execute(query).fetchnumpy()
        for name, column in batch:
            levels, codes = _numbered(np.asarray(rows.pop(column), dtype=object).tolist())
            letters += sum(map(len, levels)) + len(codes)
            found.append(SampledColumn(name=name, levels=tuple(levels), codes=packed(codes)))
    return tuple(found), letters


def _numbered(texts: Sequence[str]) -> tuple[list[str], Codes]:
    place: dict[str, int] = {}
    codes = np.fromiter((place.setdefault(text, len(place)) for text in texts), dtype=np.int64, count=len(texts))
    return list(place), codes


def _merged(name: str, samples: Sequence[SampledRows], order: Codes) -> SampledColumn:
    texts: list[str] = []
    for sample in samples:
        column = sample.by_name.get(name)
        texts += texts_of(column) if column is not None else [""] * len(sample.rows)
    levels, codes = _numbered([texts[at] for at in order.tolist()])
    return SampledColumn(name=name, levels=tuple(levels), codes=packed(codes))
