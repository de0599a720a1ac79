"""Profile: what a table holds, measured before anyone decides anything."""

from typing import Literal

from mlwright.specs.paper import Number, Paper, Part

Kind = Literal["number", "category", "date", "text", "empty"]
Task = Literal["binary", "multiclass", "regression", "forecasting"]
HintCode = Literal["id", "counter", "group", "time", "constant", "empty", "duplicate", "leak"]


class TableFile(Part):
    """A table's file, and the options that read it exactly. `path` is absolute."""

    path: str
    sha256: str
    format: Literal["csv", "parquet"] = "csv"
    encoding: str = "utf-8"
    separator: str = ","
    quote: str = '"'
    decimal: Literal[".", ","] = "."
    thousands: str | None = None
    skip_rows: int = 0
    """Lines above the header (a preamble)."""


class Source(TableFile):
    """The file a profile was made from."""

    bytes: int


class NumberStats(Part):
    """Numbers over the values that are present."""

    min: Number
    max: Number
    mean: Number
    sd: Number
    median: Number
    q25: Number
    q75: Number
    skew: Number
    zeros: int
    integer: bool


class Histogram(Part):
    """Counts between edges; `len(edges) == len(counts) + 1`."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


class Value(Part):
    """One value as it stands in the file, and how many rows hold it."""

    value: str
    count: int


class Column(Part):
    """One column. `missing` counts blanks and missing codes; `distinct` counts present values."""

    name: str
    position: int
    kind: Kind
    missing: int
    missing_share: float
    missing_codes: tuple[str, ...] = ()
    """Texts that stand for "not known" in this column, beyond blank (such as `?` or `-999`)."""
    distinct: int
    unit: str | None = None
    """Text around the number, such as `km/l`, when the values are numbers with a unit."""
    date_format: str | None = None
    """strptime format that reads every present value, or `ISO8601` for ISO dates of mixed precision."""
    number: NumberStats | None = None
    histogram: Histogram | None = None
    top: tuple[Value, ...] = ()
    samples: tuple[str, ...] = ()
    longest: int = 0
    """Characters of the longest value."""
    earliest: str | None = None
    latest: str | None = None


class Flag(Part):
    """Something about the table's quality that a person should know."""

    code: str
    columns: tuple[str, ...] = ()
    message: str
    level: Literal["info", "warning"] = "info"


class Hint(Part):
    """What a column seems to be beyond a plain feature, and how sure that is.

    Sure hints are acted on; the others become questions to the user.
    """

    code: HintCode
    column: str
    sure: bool
    why: str
    of: str | None = None
    """The column it copies, for duplicates."""


class TargetCandidate(Part):
    """A column that could be the target, with the reasons; the most likely first."""

    name: str
    score: float
    reasons: tuple[str, ...]


class Link(Part):
    """How much one column alone says about the target.

    `strength` is 0 for nothing and 1 for everything: `2·AUC−1` of the best monotone or level-wise reading for
    classes, explained variance for numbers. `missing_strength` is the same for the flag "value is missing".
    """

    column: str
    strength: Number
    missing_strength: Number


class TargetProfile(Part):
    """The target as it stands in the table."""

    name: str
    task: Task
    why_task: str
    missing: int
    classes: tuple[Value, ...] = ()
    positive: str | None = None
    links: tuple[Link, ...] = ()
    hints: tuple[Hint, ...] = ()
    """Leaks found through the target; kept apart because they go when the target changes."""


class Profile(Paper):
    """data/profile.json."""

    source: Source
    rows: int
    columns: tuple[Column, ...]
    duplicate_rows: int
    sampled_rows: int
    """Rows behind quantiles, histograms and links; counts, minima, maxima and means use all rows."""
    flags: tuple[Flag, ...] = ()
    hints: tuple[Hint, ...] = ()
    time_ordered_by: str | None = None
    """A date column that never goes back from one row to the next."""
    target_candidates: tuple[TargetCandidate, ...] = ()
    goal: str = ""
    target: TargetProfile | None = None

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in file order."""
        return tuple(column.name for column in self.columns)
