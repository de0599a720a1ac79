"""What an inventory says: which files play which part in a project, and what shows it."""

from typing import Literal, NamedTuple, get_args

from mlwright.scanning.findings import Level

Role = Literal[
    "features",
    "training",
    "evaluation",
    "serving",
    "monitoring",
    "pipelines",
    "trackers",
    "notebooks",
    "tests",
    "data",
    "models",
]
ROLES: tuple[Role, ...] = get_args(Role)


class Evidence(NamedTuple):
    """One sign in a file, and the line it is on; the strongest of a role is shown."""

    role: Role
    line: int | None
    what: str
    confidence: Level
    cell: str = ""


class Entry(NamedTuple):
    """A file in a role; a folder with a pattern stands for many files of one kind. `more` signs are not shown."""

    path: str
    role: Role
    line: int | None
    evidence: str
    confidence: Level
    cell: str = ""
    more: int = 0


class Inventory(NamedTuple):
    """What of a project is there already; `skipped` files lie in folders of code that others wrote.

    `whole`: a folder was looked at, so that a role without entries is news.
    """

    entries: tuple[Entry, ...] = ()
    skipped: int = 0
    whole: bool = True

    def of(self, role: Role) -> tuple[Entry, ...]:
        """The entries of one role, in the order of their paths."""
        return tuple(entry for entry in self.entries if entry.role == role)
