"""DataSample: a few rows of a table, how they were drawn, and what was masked in them."""

from mlwright.personal import PersonalKind
from mlwright.specs.paper import Paper, Part
from mlwright.specs.profile import Kind


class SampleColumn(Part):
    """One column and its values in the drawn rows; `masked` says what kind of personal data they stand for."""

    name: str
    kind: Kind
    unit: str | None = None
    date_format: str | None = None
    masked: PersonalKind | None = None
    why: str = ""
    values: tuple[str, ...] = ()


class DataSample(Paper):
    """Rows spread over a table, in file order; `row_numbers` count from 1 below the header."""

    path: str
    sha256: str
    rows: int
    seed: int
    drawn: str
    row_numbers: tuple[int, ...]
    masked: bool
    """Whether personal data is masked; False only where a person asked for the values as they are."""
    columns: tuple[SampleColumn, ...]
