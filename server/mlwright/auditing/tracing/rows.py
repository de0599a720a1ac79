"""Which rows an object holds: known by the object itself, its memory, its labels, or the values in its rows.

Every row gets a number when it is first seen. An object met later is asked, in this order: was it seen; is it a slice
of the memory of one that was; do its labels and values say that it is a part of one; are its rows found by value. A
row whose values occur twice is never found by value. What stays unknown is new: doubt makes no overlap.
"""

import weakref
from typing import Any

import numpy as np

from . import learned, memory
from .hashing import Cells, Hashes, cells, row_hashes
from .seen import NONE, Ids, Labels, Seen, Values, View

_MOST_ROWS = 20_000_000
_FOUND = 0.5
"""Less than half of the rows known by value is chance, or duplicates between two files: the data review's matter."""


class Rows:
    """Every object met so far, with its row numbers."""

    def __init__(self) -> None:
        self._seen: dict[int, Seen] = {}
        self._labels: list[Labels] = []
        self._values: list[Values] = []
        self._aligned: dict[tuple[int, bytes], View] = {}
        self._learned: list[learned.Marks] = []
        self._next = 0
        self._kept = 0

    def find(self, table: Any, *, new: bool = True) -> View | None:
        """The rows of an object; those of one never met are numbered anew if `new`, else None."""
        rows = length(table)
        if rows is None:
            return None
        view = self.known(table)
        if view is None:
            view = self._by_content(table, rows, new)
            if view is None:
                return None
            self._remember(table, view)
        return self._with_statistics(table, view)

    def known(self, table: Any) -> View | None:
        """What is known of the very object, or of the memory it is a slice of."""
        seen = self._seen.get(id(table))
        if seen is not None and seen.object() is table and len(seen.view.ids) == length(table):
            return seen.view
        if not isinstance(table, np.ndarray):
            return None
        for parent in memory.parents(table):
            seen = self._seen.get(id(parent))
            if seen is None or seen.object() is not parent or len(seen.view.ids) != len(parent):
                continue
            positions = memory.positions(table, parent, 0)
            if positions is not None:
                return seen.view._replace(ids=seen.view.ids[positions])
        return None

    def bind(self, table: Any, view: View, source: Any = None) -> None:
        """An object whose rows are known from the call that made it; `source` is what it was computed from."""
        if length(table) != len(view.ids):
            return
        self._remember(table, view)
        if view.learned and source is not None and (made := cells(table)):
            marks = learned.marks(view, made, cells(source) if length(source) == len(view.ids) else None)
            self._learned = [*self._learned[-learned.MOST :], *marks]
        self._keep(table, view)

    def fresh(self, count: int) -> Ids:
        """Numbers for rows never met."""
        self._next += count
        return np.arange(self._next - count, self._next, dtype=np.int64)

    def _by_content(self, table: Any, rows: int, new: bool) -> View | None:
        sliced = self._by_root(table)
        if sliced is not None:
            self._keep(table, sliced)
            return sliced
        found = cells(table)
        if found is None:
            return None
        view = self._by_labels(table, found) or self._by_values(found) or self._by_column(found)
        if view is None:
            if not new:
                return None
            view = View(self.fresh(rows), how="position")
        self._keep(table, view, found)
        return view

    def _by_root(self, table: Any) -> View | None:
        """Slices of memory nobody has shown us yet: the whole memory is numbered."""
        root = memory.root(table) if isinstance(table, np.ndarray) else None
        if root is None or (found := memory.rows_of(table, root)) is None:
            return None
        seen = self._seen.get(id(root))
        if seen is None or seen.object() is not root or seen.axis != found.axis:
            if seen is not None and seen.object() is root:
                return None
            # part of it may be known by value already
            if self._by_values(cells(table)) is not None:
                return None
            seen = Seen(weakref.ref(root), View(self.fresh(root.shape[found.axis]), how="position"), found.axis)
            self._seen[id(root)] = seen
        return seen.view._replace(ids=seen.view.ids[found.positions])

    def _by_labels(self, table: Any, found: Cells) -> View | None:
        if not hasattr(table, "iloc"):
            return None
        for known in reversed(self._labels):
            if len(known.index) == len(table) and known.index.is_(table.index):
                return View(known.ids, how="label")
        for known in reversed(self._labels):
            positions = known.positions(table.index, found)
            if positions is not None:
                return View(known.ids[positions], how="label")
        return None

    def _by_values(self, found: Cells | None) -> View | None:
        if found is None or not len(found.hashes):
            return None
        hashes = row_hashes(found)
        ids = np.full(len(hashes), -1, dtype=np.int64)
        statistics = NONE
        for known in reversed(self._values):
            if known.width != found.width or (ids >= 0).all():
                continue
            more = known.look_up(hashes)
            fill = (ids < 0) & (more >= 0)
            if fill.any():
                ids[fill] = more[fill]
                statistics |= known.learned
        if (ids >= 0).mean() <= _FOUND:
            return None
        lost = ids < 0
        unique, counts = np.unique(hashes[lost], return_counts=True)
        alone = lost & ~np.isin(hashes, unique[counts > 1])
        ids[alone & ~self._ambiguous(hashes, found.width)] = -2  # in no known table: new rows
        ids[ids == -2] = self.fresh(int((ids == -2).sum()))
        return View(ids, statistics, how="content")

    def _ambiguous(self, hashes: Hashes, width: int) -> Any:
        doubtful = np.zeros(len(hashes), dtype=bool)
        for known in self._values:
            if known.width == width:
                doubtful |= np.isin(hashes, known.repeated)
        return doubtful

    def _by_column(self, found: Cells) -> View | None:
        """A column that is, as a whole, one of an object of the same length: joined side by side."""
        same = [self._aligned[key] for key in learned.column_keys(found) if key in self._aligned]
        for view in same[1:]:  # one column alone may be a calendar or a counter
            if view.ids is same[0].ids:
                return view._replace(learned=NONE, made_by=None, how="content")
        return None

    def _with_statistics(self, table: Any, view: View) -> View:
        """With the statistics that its cells show, wherever they were put together."""
        more = learned.shown(table, view, self._learned)
        return view if more <= view.learned else view._replace(learned=view.learned | more)

    def _remember(self, table: Any, view: View) -> None:
        try:
            self._seen[id(table)] = Seen(weakref.ref(table), view)
        except TypeError:  # a list: it is found by its values
            return
        if hasattr(table, "iloc") and not any(known.index.is_(table.index) for known in self._labels):
            self._labels = [*self._labels[-100:], Labels.of(table, view.ids)]

    def _keep(self, table: Any, view: View, found: Cells | None = None) -> None:
        self._kept += len(view.ids)
        found = found or (cells(table) if self._kept < _MOST_ROWS else None)
        if found is None or self._kept >= _MOST_ROWS:
            return
        self._values = [*self._values[-200:], Values.of(found, view)]
        for key in learned.column_keys(found):
            self._aligned.setdefault(key, view)


def length(table: Any) -> int | None:
    """Rows of a table, or None for what is none."""
    if table is None or isinstance(table, str | bytes | dict):
        return None
    shape = getattr(table, "shape", None)
    if shape is not None:
        return int(shape[0]) if len(shape) else None
    return len(table) if isinstance(table, list | tuple) else None
