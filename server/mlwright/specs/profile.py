"""Profile: what a table holds, measured before anyone decides anything."""

from collections.abc import Iterator
from typing import Literal

from mlwright.specs.paper import Number, Paper, Part
from mlwright.specs.vocabulary import VOCABULARY, HintCode, Severity

Kind = Literal["number", "category", "date", "text", "empty"]
Task = Literal["binary", "multiclass", "regression", "forecasting"]
Basis = Literal["exact", "approximate", "sampled"]


class TableFile(Part):
    """A table's file, and the options that read it exactly. `path` is absolute."""

    path: str
    sha256: str
    format: Literal["csv", "parquet", "json", "arrow", "excel", "database"] = "csv"
    encoding: str = "utf-8"
    separator: str = ","
    quote: str = '"'
    decimal: Literal[".", ","] = "."
    thousands: str | None = None
    skip_rows: int = 0
    """Lines above the header (a preamble)."""


class SourceFile(Part):
    """One of several files that make a table, named from the folder they share."""

    path: str
    sha256: str
    bytes: int


class Source(TableFile):
    """What a profile was made from: a file, several files, or a table of a database.

    `path` is what the user named, a URL without its secret. `sha256` is that of the one file; of several files it is
    the hash of the sorted list of their names and hashes, of a database server's table that of its rows.
    """

    bytes: int
    compression: Literal["gzip", "zstd"] | None = None
    files: tuple[SourceFile, ...] = ()
    """Only where there is more than one."""
    table: str | None = None
    """The table of a database, or the sheet of a workbook."""
    header: bool = True
    """Whether the first row names the columns; else they are called column1, column2, ..."""
    ragged: Literal["refuse", "drop"] = "refuse"
    """What became of rows of another length than the header."""


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
    """Counts in bins of equal width from `low` to `high`."""

    low: float
    high: float
    counts: tuple[int, ...]

    @property
    def edges(self) -> tuple[float, ...]:
        """Borders of the bins, one more than there are counts."""
        step = (self.high - self.low) / len(self.counts)
        return (*(self.low + at * step for at in range(len(self.counts))), self.high)


class Value(Part):
    """One value as it stands in the file, and how many rows hold it."""

    value: str
    count: int


class Column(Part):
    """One column. `missing` counts blanks and missing codes; `distinct` counts present values.

    Figures are exact but for `distinct` where `distinct_is` says otherwise, and for quartiles, skew and histogram,
    which come from the sample.
    """

    name: str
    position: int
    kind: Kind
    missing: int
    missing_share: float
    missing_codes: tuple[str, ...] = ()
    """Texts that stand for "not known" in this column, beyond blank (such as `?` or `-999`)."""
    distinct: int
    distinct_is: Basis = "exact"
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
    personal: str | None = None
    """Kind of personal data it holds; its values are shown masked."""
    earliest: str | None = None
    latest: str | None = None


class Finding(Part):
    """Something that can ruin a model, with what was seen and what to do about it.

    `sure` is set where the finding says what a column is (an id, a group, a leak): sure ones are acted on, the others
    become questions to the user.
    """

    code: str
    name: str
    severity: Severity
    columns: tuple[str, ...] = ()
    evidence: str
    advice: str = ""
    rule: str | None = None
    """The leakage rule that is broken when the finding is ignored."""
    sure: bool | None = None
    of: str | None = None
    """The column it copies, for duplicates."""


def found(
    name: str,
    evidence: str,
    columns: tuple[str, ...] = (),
    *,
    severity: Severity | None = None,
    sure: bool | None = None,
    of: str | None = None,
) -> Finding:
    """A finding of the vocabulary; KeyError for a name that is not in it."""
    entry = VOCABULARY[name]
    return Finding(
        code=entry.code,
        name=name,
        severity=severity or entry.severity,
        columns=columns,
        evidence=evidence,
        advice=entry.advice,
        rule=None if entry.rule == entry.code else entry.rule,
        sure=sure,
        of=of,
    )


class Hint(Part):
    """What a finding says of the role of one column, and how sure that is."""

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

    @property
    def strongest(self) -> float:
        """What the column says by its values or by being blank, whichever is more."""
        return max(self.strength or 0.0, self.missing_strength or 0.0)


class TargetProfile(Part):
    """The target as it stands in the table."""

    name: str
    task: Task
    why_task: str
    missing: int
    classes: tuple[Value, ...] = ()
    positive: str | None = None
    links: tuple[Link, ...] = ()


class Figures(Part):
    """How sure the numbers are: exact over all rows, approximate within an error, or from a sample of n rows."""

    sampled_rows: int
    """Rows behind the sampled figures: spread evenly over the table, chosen by row number."""
    exact: tuple[str, ...] = ()
    approximate: tuple[str, ...] = ()
    sampled: tuple[str, ...] = ()
    distinct_error: Number = None
    """Relative error that an approximate count of distinct values stays within."""
    quantile_error: Number = None
    """Share of rows by which a sampled quantile may be off (95 of 100 samples stay below)."""


class Distribution(Part):
    """One column parted by the target: rows per bin or level, a row of counts for each class or fifth of the target."""

    column: str
    bins: tuple[str, ...]
    by: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


class MissingMap(Part):
    """Percent missing per column in equal stretches of the file, in file order."""

    columns: tuple[str, ...]
    percent: tuple[tuple[int, ...], ...]


class Correlations(Part):
    """Rank correlations (Spearman): row i holds the coefficients of column i with the columns before it."""

    columns: tuple[str, ...]
    below: tuple[tuple[Number, ...], ...]


class Coverage(Part):
    """Rows per stretch of time, from the first moment to the last."""

    column: str
    start: str
    end: str
    counts: tuple[int, ...]


class Series(Part):
    """The target of a forecast over time: its mean in equal stretches, null where a stretch holds no row."""

    column: str
    time: str
    start: str
    end: str
    means: tuple[int | float | None, ...]


class Pictures(Part):
    """What the report draws, from the sampled rows."""

    by_target: tuple[Distribution, ...] = ()
    missing: MissingMap | None = None
    correlations: Correlations | None = None
    coverage: tuple[Coverage, ...] = ()
    series: Series | None = None


class Family(Part):
    """Columns of a wide table whose names differ in a number only; pairs are the least and the most among them."""

    first: str
    last: str
    count: int
    kinds: tuple[Kind, ...]
    missing_share: tuple[float, float]
    distinct: tuple[int, int]
    min: Number = None
    max: Number = None


class Profile(Paper):
    """data/profile.json."""

    source: Source
    rows: int
    columns: tuple[Column, ...]
    families: tuple[Family, ...] = ()
    """What the summary of a wide table says of the columns that it leaves out."""
    left_out: int = 0
    """Findings that the summary of a wide table leaves out."""
    duplicate_rows: int
    figures: Figures
    findings: tuple[Finding, ...] = ()
    """The gravest first."""
    time_ordered_by: str | None = None
    """A date column that never goes back from one row to the next."""
    target_candidates: tuple[TargetCandidate, ...] = ()
    goal: str = ""
    target: TargetProfile | None = None
    group: str | None = None
    """Column that binds rows together, as the user said."""
    time: str | None = None
    """Column that orders rows in time, as the user said."""
    pictures: Pictures = Pictures()

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What columns are, by the findings that do not rest on the target."""
        return tuple(hint for hint in self._roles() if hint.code != "leak")

    @property
    def leaks(self) -> tuple[Hint, ...]:
        """Columns that give the target away; these go when the target changes."""
        return tuple(hint for hint in self._roles() if hint.code == "leak")

    def _roles(self) -> Iterator[Hint]:
        for item in self.findings:
            role = VOCABULARY[item.name].role if item.name in VOCABULARY else None
            if role is not None and item.sure is not None and item.columns:
                yield Hint(code=role, column=item.columns[0], sure=item.sure, why=item.evidence, of=item.of)

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
