"""What is kept of an object once met: its row numbers, its labels, the fingerprints of its rows."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from .hashing import Cells, Hashes, cells, row_hashes

Ids = npt.NDArray[np.int64]
How = Literal["position", "label", "content"]
NONE: frozenset[int] = frozenset()
_CHECKED_COLUMNS, _TELLING, _AGREE = 8, 10, 0.99


class View(NamedTuple):
    """Rows in order, -1 where unknown; fits whose statistics are in the values; the event that predicted them."""

    ids: Ids
    learned: frozenset[int] = NONE
    made_by: int | None = None
    how: How = "position"

    @property
    def bits(self) -> int:
        """The rows as a set: bit n stands for row n."""
        known = self.ids[self.ids >= 0]
        if not len(known):
            return 0
        flags = np.zeros(int(known.max()) + 1, dtype=np.uint8)
        flags[known] = 1
        return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


class Seen(NamedTuple):
    """An object and its rows; `axis` says along which axis of it rows lie."""

    object: Callable[[], Any]
    view: View
    axis: int = 0


class Labels(NamedTuple):
    """The labels of a frame, and its most telling columns for a check: equal labels alone prove nothing."""

    index: Any
    ids: Ids
    columns: dict[str, Hashes]

    @classmethod
    def of(cls, table: Any, ids: Ids) -> "Labels":
        """What is needed to recognise a part of the frame."""
        found = cells(table)
        columns: dict[str, Hashes] = {}
        if found is not None and found.names is not None:
            some = found.hashes[:: max(1, len(found.hashes) // 500)]
            distinct = [len(np.unique(some[:, at])) for at in range(some.shape[1])]
            for at in sorted(range(len(distinct)), key=lambda at: -distinct[at])[:_CHECKED_COLUMNS]:
                columns[found.names[at]] = found.hashes[:, at]
        return cls(table.index, ids, columns)

    def positions(self, index: Any, found: Cells) -> Ids | None:
        """Where the other's rows are in this frame, if labels and values both say that it is a part of it."""
        if not self.index.is_unique or found.names is None:
            return None
        positions = np.asarray(self.index.get_indexer(index), dtype=np.int64)
        if not len(positions) or (positions < 0).any():
            return None
        telling = 0
        for name in set(found.names) & set(self.columns):
            own, other = self.columns[name][positions], found.hashes[:, found.names.index(name)]
            if (own == other).mean() < _AGREE:
                continue
            _, counts = np.unique(other, return_counts=True)
            telling += len(other) - int(counts.max())
        # rows beside the commonest value that agree: chance does not reach ten
        return positions if telling >= min(_TELLING, len(positions) - 1) and telling > 0 else None


class Values(NamedTuple):
    """Fingerprints of rows that occur once, sorted, with their numbers."""

    hashes: Hashes
    ids: Ids
    repeated: Hashes
    width: int
    learned: frozenset[int]

    @classmethod
    def of(cls, found: Cells, view: View) -> "Values":
        """What is needed to recognise a row by value."""
        unique, first, counts = np.unique(row_hashes(found), return_index=True, return_counts=True)
        once = (counts == 1) & (view.ids[first] >= 0)
        return cls(unique[once], view.ids[first[once]], unique[counts > 1], found.width, view.learned)

    def look_up(self, hashes: Hashes) -> Ids:
        """Row numbers, -1 where a fingerprint is not known or not unique."""
        if not len(self.hashes):
            return np.full(len(hashes), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[at] == hashes, self.ids[at], -1)
