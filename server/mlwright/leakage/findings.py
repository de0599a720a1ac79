"""What a review says: findings with their place, chain and edit, and notes on what was not analysed."""

from typing import Literal, NamedTuple

Level = Literal["low", "medium", "high"]
LEVELS: tuple[Level, ...] = ("low", "medium", "high")


class Place(NamedTuple):
    """Where something is: lines and columns count from 1; in a notebook the line counts within its cell."""

    path: str
    line: int
    column: int = 1
    end_line: int | None = None
    end_column: int | None = None
    cell: int | None = None  # number of the cell among all cells of the notebook, from 1
    raw_line: int | None = None  # line of the notebook's JSON file, where it could be found

    def __str__(self) -> str:
        cell = f"cell {self.cell}:" if self.cell is not None else ""
        return f"{self.path}:{cell}{self.line}"


class Step(NamedTuple):
    """One station on the way of a leak: where a statistic was learned, where rows part, where a score is taken."""

    place: Place
    what: str


class Edit(NamedTuple):
    """A change of one file that mends the fault: `replacement` takes the place of the whole lines first..last.

    Lines count in the text that was analysed (Source.text); `safe` says that the edit cannot break the code.
    """

    first: int
    last: int
    replacement: str
    what: str
    safe: bool = True


class Finding(NamedTuple):
    """One fault: a code of the catalogue, how bad and how sure, where, what it does, how it came and how to mend it."""

    code: str
    name: str
    severity: Level
    confidence: Level
    place: Place
    message: str
    chain: tuple[Step, ...] = ()
    remedy: str = ""
    edit: Edit | None = None
    context: str = ""  # the guilty line's own text, stripped: what a fingerprint is made of


class Note(NamedTuple):
    """Something that was not analysed, and why; never a finding, never silence."""

    place: Place
    what: str
