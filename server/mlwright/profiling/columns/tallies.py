"""Columns of few different texts: every text with its rows, which settles all their figures exactly."""

from dataclasses import dataclass

import numpy as np

from mlwright.profiling.columns.kinds import Reading
from mlwright.profiling.columns.sample import Cells, Codes, text_of
from mlwright.profiling.reading.reader import Table
from mlwright.specs import Value

MOST_LEVELS = 5000
"""Columns with fewer different texts in the sample are counted text by text over all rows."""


@dataclass(frozen=True)
class Tally:
    """Texts of a column over all rows, those of the sample first and in its order."""

    texts: list[str]
    counts: Codes

    def without(self, missing: set[str]) -> "Tally":
        """Only the texts that are present values."""
        kept = [at for at, text in enumerate(self.texts) if text not in missing]
        return Tally([self.texts[at] for at in kept], self.counts[kept])

    @property
    def few(self) -> bool:
        """Whether all levels may be listed."""
        return len(self.texts) < MOST_LEVELS

    @property
    def rows(self) -> int:
        """Rows of all texts together."""
        return int(self.counts.sum())

    def levels(self, reading: Reading, limit: int) -> tuple[Value, ...]:
        """Values and their rows, most frequent first; equal numbers count as one, shown as first written."""
        if reading.kind in ("number", "date"):
            _, first, level = np.unique(reading.read(self.texts), return_index=True, return_inverse=True)
            counts = np.bincount(level, weights=self.counts).astype(np.int64)
        else:
            first, counts = np.arange(len(self.texts)), self.counts
        order = np.lexsort((first, -counts))[:limit]
        return tuple(Value(value=self.texts[first[at]], count=int(counts[at])) for at in order)


def tally(table: Table, cells: Cells) -> Tally:
    """Every text of a column with its rows."""
    if cells.rows == table.rows:
        return Tally(cells.texts, cells.counts)
    grouped = f"SELECT {cells.column}, count(*) AS n FROM texts GROUP BY {cells.column}"
    query = f"SELECT {text_of(cells.native, cells.column)} AS x, n FROM ({grouped})"
    found: dict[str, int] = {}
    for text, count in table.connection.execute(query).fetchall():
        found[str(text)] = found.get(str(text), 0) + int(count)
    known = [text for text in cells.texts if text in found]
    texts = [*known, *sorted(found.keys() - set(known))]
    return Tally(texts, np.array([found[text] for text in texts], dtype=np.int64))
