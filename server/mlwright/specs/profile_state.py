"""The state of one or several parts of a table: small, mergeable, and enough for the profile of the whole."""

import base64
import binascii
from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from mlwright.specs.paper import Paper, Part
from mlwright.specs.profile import Finding, Kind, Source, Value

PRECISION = 14
"""Bits of a hash that choose a register of the sketch of distinct values."""
HIGHEST_RANK = 64 - PRECISION + 1
Count = Annotated[int, Field(ge=0, le=2**53)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Identity = tuple[tuple[str, ...], str]
Whole = npt.NDArray[np.int64]


def packed(values: npt.NDArray[np.integer]) -> str:
    """Whole numbers below 2^32 as text: 2 or 4 bytes each, as is told in front, the lowest first, in base 64."""
    width = 2 if values.max(initial=0) < 2**16 else 4
    return f"{width}:{base64.b64encode(values.astype(f'<u{width}').tobytes()).decode()}"


def unpacked(text: str) -> Whole:
    """What `packed` made into text. Raises ValueError for anything else."""
    if text[:2] not in ("2:", "4:"):
        raise ValueError("packed numbers are broken")
    try:
        return np.frombuffer(base64.b64decode(text[2:], validate=True), dtype=f"<u{text[0]}").astype(np.int64)
    except (binascii.Error, ValueError):
        raise ValueError("packed numbers are broken") from None


class CodeCount(Part):
    """A number written as people write "not known" (-999, 9999), and the rows that hold it."""

    number: Finite
    count: Count


class Amounts(Part):
    """Numbers, or moments in seconds since 1970, of the rows that hold one; those that look like codes stand apart."""

    rows: Count
    mean: Finite = 0.0
    rest: Finite = 0.0
    """What the mean is more than the float `mean` can say."""
    squares: Finite | None = 0.0
    """Sum of squared distances from the mean; None where it is not finite."""
    low: Finite | None = None
    high: Finite | None = None
    zeros: Count = 0
    integer: bool = True
    codes: tuple[CodeCount, ...] = ()
    distinct: Count = 0
    """Different numbers, counted, without the codes."""
    step: Finite | None = None
    """By how much every row's number is larger than that of the row before, where all steps are equal."""
    first: Finite | None = None
    last: Finite | None = None
    back: tuple[Finite, Finite] | None = None
    """The first two neighbours of which the later is smaller."""


class ColumnPart(Part):
    """One column of one part, as that part alone reads it."""

    name: str
    kind: Kind
    unit: str | None = None
    date_format: str | None = None
    date_other: str | None = None
    """The format with day and month swapped, where nothing tells which it is."""
    blanks: Count
    codes: tuple[Value, ...] = ()
    """Texts that are missing in any column, and their rows."""
    unread: tuple[Value, ...] = ()
    """Other texts in a column of numbers or dates that are neither."""
    unread_rows: Count = 0
    amounts: Amounts | None = None
    """Of numbers and dates."""
    distinct: Count = 0
    """Different words, counted."""
    longest: Count = 0


class PartFacts(Part):
    """One part: where it came from, and what was counted in it."""

    source: Source
    rows: Count
    duplicate_rows: Count
    findings: tuple[Finding, ...] = ()
    columns: tuple[ColumnPart, ...]

    @property
    def identity(self) -> Identity:
        """What tells a part from others, and the order of parts: that in which a folder of them is read."""
        return tuple(self.source.path.split("/")), self.source.sha256

    @cached_property
    def by_name(self) -> dict[str, ColumnPart]:
        """Its columns."""
        return {column.name: column for column in self.columns}


class Tallied(Part):
    """Every text of a column with its rows, in the order of the texts."""

    texts: tuple[str, ...]
    counts: tuple[Count, ...]


class SharedColumn(Part):
    """What the parts hold of one column together."""

    name: str
    tally: Tallied | None
    """None where there are too many texts."""
    registers: str
    """HyperLogLog of the values: a byte per register in base 64."""

    @property
    def ranks(self) -> npt.NDArray[np.uint8]:
        """The registers as numbers."""
        return np.frombuffer(base64.b64decode(self.registers, validate=True), dtype=np.uint8)


class SampledColumn(Part):
    """Cells of the sampled rows as they stand in their parts: row i holds `levels[codes[i]]`."""

    name: str
    levels: tuple[str, ...]
    codes: str


class SampledRows(Part):
    """The rows whose hashes are lowest, in the order of parts and rows."""

    limit: Annotated[int, Field(ge=1, le=1_000_000)]
    part: str
    row: str
    columns: tuple[SampledColumn, ...]

    @cached_property
    def by_name(self) -> dict[str, SampledColumn]:
        """Its columns."""
        return {column.name: column for column in self.columns}

    @property
    def parts(self) -> Whole:
        """Per row, the place of its part."""
        return unpacked(self.part)

    @property
    def rows(self) -> Whole:
        """Per row, its number in its part."""
        return unpacked(self.row)


class ProfileState(Paper):
    """A file `*.state`: the parts in order of their identities, what they share, and a sample of their rows."""

    parts: Annotated[tuple[PartFacts, ...], Field(min_length=1, max_length=100_000)]
    shared: tuple[SharedColumn, ...]
    sample: SampledRows

    @cached_property
    def by_name(self) -> dict[str, SharedColumn]:
        """What is shared, by column."""
        return {column.name: column for column in self.shared}

    @property
    def rows(self) -> int:
        """Rows of all parts."""
        return sum(part.rows for part in self.parts)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        _ordered([part.identity for part in self.parts])
        names = [column.name for column in self.shared]
        every = {name for part in self.parts for name in part.by_name}
        if any(len(part.by_name) < len(part.columns) for part in self.parts):
            raise ValueError("a part has two columns of one name")
        if len(set(names)) != len(names) or set(names) != every:
            raise ValueError("its columns are not those of its parts")
        if names != [column.name for column in self.sample.columns]:
            raise ValueError("its sample has other columns than its parts")
        for column in self.shared:
            _check_shared(column, self.rows)
        _check_sample(self.sample, [part.rows for part in self.parts])
        return self


def _ordered(identities: Sequence[Identity]) -> None:
    if list(identities) != sorted(set(identities)):
        raise ValueError("its parts are not in order, or one stands twice")


def _check_shared(column: SharedColumn, rows: int) -> None:
    try:
        ranks = column.ranks
    except (binascii.Error, ValueError):
        raise ValueError("a sketch is broken") from None
    if len(ranks) != 2**PRECISION or ranks.max() > HIGHEST_RANK:
        raise ValueError("a sketch has another size")
    if column.tally is None:
        return
    texts, counts = column.tally.texts, column.tally.counts
    if len(texts) != len(counts) or len(set(texts)) != len(texts) or sum(counts) > rows:
        raise ValueError("counts of texts do not fit")


def _check_sample(sample: SampledRows, of_parts: Sequence[int]) -> None:
    parts, rows = sample.parts, sample.rows
    if len(parts) != len(rows) or len(parts) != min(sum(of_parts), sample.limit):
        raise ValueError("its sample has another number of rows")
    if len(parts) and parts.max() >= len(of_parts):
        raise ValueError("its sample names a part that is not there")
    order = parts * 2**32 + rows
    if (rows >= np.asarray(of_parts)[parts]).any() or (np.diff(order) <= 0).any():
        raise ValueError("its sample names rows that are not there, or in another order")
    for column in sample.columns:
        codes = unpacked(column.codes)
        if len(codes) != len(parts) or (len(codes) and codes.max() >= len(column.levels)):
            raise ValueError("its sample does not fit together")
