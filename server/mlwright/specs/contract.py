"""DataContract: what data must be like to be used; ContractReport: how a table compares with it."""

from typing import Literal

from mlwright.specs.paper import Number, Paper, Part

Logical = Literal["number", "integer", "date", "text", "boolean", "any"]
Operator = Literal[
    "mustBe",
    "mustNotBe",
    "mustBeGreaterThan",
    "mustBeGreaterOrEqualTo",
    "mustBeLessThan",
    "mustBeLessOrEqualTo",
    "mustBeBetween",
    "mustNotBeBetween",
]
RuleKind = Literal[
    "missing_column",
    "extra_columns",
    "row_count",
    "duplicate_rows",
    "type",
    "words",
    "required",
    "null_share",
    "range",
    "valid_values",
    "pattern",
    "length",
    "missing_values",
    "unique",
    "not_in_future",
    "point_in_time",
    "freshness",
    "population",
]
UNKNOWN = "unknown: to fill"
"""What stands in a contract where only a person knows."""


class Limit(Part):
    """What a count or a percentage must be."""

    operator: Operator = "mustBe"
    values: tuple[float, ...] = (0.0,)

    def holds(self, found: float) -> bool:
        """Whether the figure keeps the limit."""
        low, high = self.values[0], self.values[-1]
        return {
            "mustBe": found == low,
            "mustNotBe": found != low,
            "mustBeGreaterThan": found > low,
            "mustBeGreaterOrEqualTo": found >= low,
            "mustBeLessThan": found < low,
            "mustBeLessOrEqualTo": found <= low,
            "mustBeBetween": low <= found <= high,
            "mustNotBeBetween": not low <= found <= high,
        }[self.operator]

    @property
    def text(self) -> str:
        """The limit in words of a sentence that begins with a figure."""
        low, high = f"{self.values[0]:g}", f"{self.values[-1]:g}"
        return {
            "mustBe": f"must be {low}",
            "mustNotBe": f"must not be {low}",
            "mustBeGreaterThan": f"must be more than {low}",
            "mustBeGreaterOrEqualTo": f"must be {low} or more",
            "mustBeLessThan": f"must be less than {low}",
            "mustBeLessOrEqualTo": f"must be {low} or less",
            "mustBeBetween": f"must be {low} to {high}",
            "mustNotBeBetween": f"must not be {low} to {high}",
        }[self.operator]


class ContractRule(Part):
    """One rule that is executed: the figure it counts, and the limit of that figure.

    Which of the last fields are set follows from the kind.
    """

    kind: RuleKind
    place: str
    """Where it stands in the contract: path and line."""
    columns: tuple[str, ...] = ()
    limit: Limit = Limit()
    percent: bool = False
    severity: Literal["error", "warning"] = "error"
    values: tuple[str, ...] = ()
    """Valid values, or texts that stand for "missing"."""
    minimum: str | None = None
    maximum: str | None = None
    """Numbers or ISO moments, as text; of lengths, whole numbers."""
    open_minimum: bool = False
    open_maximum: bool = False
    pattern: str | None = None
    moment: str | None = None
    """ISO moment: the cut-off of the label, or the latest date of the snapshot."""
    seconds: Number = None
    """Oldest age of the newest row."""
    shares: tuple[tuple[str, float], ...] = ()
    bound: Number = None
    """Largest gap between a stated and a found share."""


class ContractColumn(Part):
    """How a column is read."""

    name: str
    logical: Logical = "any"
    date_format: str = "ISO8601"
    unit: str | None = None
    missing_codes: tuple[str, ...] = ()
    personal: str | None = None
    """Kind of personal data, `personal` where the contract does not say which."""


class Snapshot(Part):
    """The file a contract was made from."""

    file: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    rows: int | None = None


class DataContract(Paper):
    """contract.yaml as it is executed. `not_executed`, `unknown_keys` and `to_fill` name places in it."""

    id: str
    version: str
    title: str
    columns: tuple[ContractColumn, ...]
    rules: tuple[ContractRule, ...]
    label: str | None = None
    """The column that is to be predicted."""
    snapshot: Snapshot = Snapshot()
    decimal: Literal[".", ","] = "."
    thousands: str | None = None
    not_executed: tuple[str, ...] = ()
    unknown_keys: tuple[str, ...] = ()
    to_fill: tuple[str, ...] = ()

    def column(self, name: str) -> ContractColumn:
        """The column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


class Example(Part):
    """A row that breaks a rule: its number (1 is the first below the header) and the value, masked if personal."""

    row: int
    value: str


class Breach(Part):
    """A rule that does not hold."""

    kind: RuleKind
    columns: tuple[str, ...]
    severity: Literal["error", "warning"]
    expected: str
    found: str
    rows: int
    """Rows that break it; 0 where the rule is not about rows."""
    examples: tuple[Example, ...] = ()
    place: str
    hint: str = ""


class GroupGap(Part):
    """A group's share in the data beside the share stated for the population."""

    column: str
    level: str
    stated: float
    found: float
    gap: float
    """Found less stated."""


class ContractReport(Paper):
    """A table held against a contract."""

    contract: str
    version: str
    data: str
    sha256: str
    bytes: int
    rows: int
    as_of: str
    holds: bool
    """No rule of severity error is breached."""
    checked: int
    breaches: tuple[Breach, ...] = ()
    gaps: tuple[GroupGap, ...] = ()
    notes: tuple[str, ...] = ()
    not_executed: tuple[str, ...] = ()
    unknown_keys: tuple[str, ...] = ()
    to_fill: tuple[str, ...] = ()
