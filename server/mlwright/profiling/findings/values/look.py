"""One column of the sample as the detectors of this folder see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mlwright.errors import quoted
from mlwright.personal import PersonalKind, mask, mask_within
from mlwright.profiling.columns.kinds import Reading
from mlwright.profiling.columns.sample import Cells, Codes
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.figures import looked_at
from mlwright.specs import Column

MOST_READ = 2000
"""Distinct texts per column that patterns are tried on, spread evenly."""
_LONGEST_EVIDENCE = 40


@dataclass(frozen=True)
class Look:
    """A column, its sampled cells, how they are read, and the kind of personal data it holds."""

    column: Column
    cells: Cells
    reading: Reading
    view: View
    personal: PersonalKind | None = None
    rows: int = 0
    """Rows of the whole table."""

    @property
    def name(self) -> str:
        """The column's name."""
        return self.column.name

    @property
    def title(self) -> str:
        """The name, safe to show."""
        return quoted(self.column.name, 60)

    @property
    def wordy(self) -> bool:
        """Whether its values are words rather than amounts or moments."""
        return self.column.kind in ("category", "text")

    @property
    def known(self) -> int:
        """Sampled rows with a value."""
        return int(self.counts.sum())

    @property
    def looked_at(self) -> str:
        """What its counts are of, where rows were sampled."""
        return looked_at(len(self.view.codes), self.rows)

    def part(self, count: int, of: int) -> str:
        """`6 of 398 rows`, or `6 of 50,000 rows looked at`."""
        return part(count, of) + (" looked at" if self.looked_at else "")

    @cached_property
    def counts(self) -> Codes:
        """Sampled rows per level."""
        codes = self.view.codes
        return np.bincount(codes[codes >= 0], minlength=len(self.view.shown)).astype(np.int64)

    @cached_property
    def some(self) -> list[str]:
        """Distinct values, few enough to try patterns on."""
        return spread(self.view.levels, MOST_READ)

    def shown(self, text: str) -> str:
        """A value, safe to show: quoted, capped, and masked where it is personal."""
        hidden = mask(text, self.personal) if self.personal else mask_within(text[:200])[0]
        return quoted(hidden, _LONGEST_EVIDENCE)

    def listed(self, texts: Sequence[str], most: int = 3) -> str:
        """The first few values, safe to show."""
        more = f" and {len(texts) - most:,} more" if len(texts) > most else ""
        return ", ".join(self.shown(text) for text in texts[:most]) + more


def spread(items: Sequence[str], most: int) -> list[str]:
    """Up to so many items at equal distances."""
    if len(items) <= most:
        return list(items)
    return [items[place * len(items) // most] for place in range(most)]


def joined(parts: Sequence[str], room: int, by: str = ", ", what: str = "more") -> str:
    """As many parts as there is room for, and how many were left out."""
    shown = list(parts[:1])
    for text in parts[1:]:
        if len(by.join([*shown, text])) > room:
            break
        shown.append(text)
    left = len(parts) - len(shown)
    return by.join(shown) + (f" and {left:,} {what}" if left else "")


def part(count: int, of: int) -> str:
    """`6 of 398 rows`."""
    return f"{count:,} of {of:,} {'row' if of == 1 else 'rows'}"
