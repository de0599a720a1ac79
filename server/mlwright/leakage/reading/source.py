"""What reading yields: Python text in flat lines, its tree, and the way back to the place in the file."""

import ast
from bisect import bisect_right
from typing import Literal, NamedTuple

from mlwright.leakage.findings import Note, Place

Kind = Literal["script", "notebook", "percent", "databricks", "markdown"]


class Cell(NamedTuple):
    """A stretch of code that is run at once; `first` and `last` are flat lines."""

    number: int
    first: int
    last: int
    count: int | None = None  # type: ignore[assignment]  # the field's word; nobody counts a cell's items


class Source:
    """The Python of one file: `tree` is the tree of `text`, and its line numbers are flat lines.

    In scripts and Markdown a flat line is the line of the file; in a notebook the code cells follow one another.
    `repaired` holds the flat lines that differ from what the author wrote: no edit should touch them.
    """

    __slots__ = (
        "_firsts",
        "_lines",
        "cells",
        "kind",
        "magics",
        "notes",
        "path",
        "raw_firsts",
        "repaired",
        "text",
        "tree",
    )

    def __init__(
        self,
        path: str,
        kind: Kind,
        text: str = "",
        tree: ast.Module | None = None,
        cells: tuple[Cell, ...] = (),
        notes: tuple[Note, ...] = (),
        magics: frozenset[str] = frozenset(),
        repaired: frozenset[int] = frozenset(),
        raw_firsts: tuple[int | None, ...] = (),
    ) -> None:
        self.path = path
        self.kind: Kind = kind
        self.text = text
        self.tree = tree if tree is not None else ast.Module(body=[], type_ignores=[])
        self.cells = cells
        self.notes = notes
        self.magics = magics
        self.repaired = repaired
        self.raw_firsts = raw_firsts
        self._lines: list[str] | None = None
        self._firsts: list[int] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no statement to analyse."""
        return not self.tree.body

    @property
    def lines(self) -> list[str]:
        """The flat lines, without their ends."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    def line(self, number: int) -> str:
        """The text of a flat line; empty beyond the end."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def column(self, line: int, offset: int) -> int:
        """The column, counted from 1 in characters, of a node's `col_offset`, which counts UTF-8 bytes from 0."""
        text = self.line(line)
        return offset + 1 if text.isascii() else len(text.encode()[:offset].decode(errors="ignore")) + 1

    def cell_at(self, line: int) -> Cell | None:
        """The cell a flat line belongs to."""
        if self._firsts is None:
            self._firsts = [cell.first for cell in self.cells]
        index = bisect_right(self._firsts, line) - 1
        return self.cells[index] if index >= 0 and line <= self.cells[index].last else None

    def place(self, line: int, column: int = 1, end_line: int | None = None, end_column: int | None = None) -> Place:
        """Where flat coordinates lie in the file; in a notebook the line counts within its cell."""
        cell = self.cell_at(line) if self.kind == "notebook" else None
        if cell is None:
            return Place(self.path, max(line, 1), column, end_line, end_column)
        before = cell.first - 1
        raw = self._raw_first(cell)
        return Place(
            self.path,
            line - before,
            column,
            None if end_line is None else min(end_line, cell.last) - before,
            end_column,
            cell.number,
            None if raw is None else raw + line - cell.first,
        )

    def _raw_first(self, cell: Cell) -> int | None:
        return self.raw_firsts[cell.number - 1] if cell.number <= len(self.raw_firsts) else None


def unread(path: str, kind: Kind, reason: str) -> Source:
    """A source of which nothing can be said, and why."""
    return Source(path, kind, notes=(Note(Place(path, 1), f"not analysed: {reason}"),))
