"""FeatureSpec: what the model may see, what it may not, why, and how the rows are split."""

from typing import Literal

from pydantic import Field

from mlwright.specs.paper import Paper, Part
from mlwright.specs.profile import Kind, Source, Task

Encode = Literal["number", "levels", "many_levels", "text", "date_parts"]
DropReason = Literal["leak", "id", "counter", "group", "time", "constant", "empty", "duplicate", "user"]
Trouble = Literal["label_noise", "imbalance", "missing", "outliers", "correlated"]
Strategy = Literal["stratified", "random", "group", "time", "duplicates", "forecast"]


class Feature(Part):
    """A column the model sees, how it is read, how it is encoded, and why it is there."""

    name: str
    kind: Kind
    encode: Encode
    why: str
    unit: str | None = None
    date_format: str | None = None
    missing_codes: tuple[str, ...] = ()


class Dropped(Part):
    """A column the model must not see, with the reason."""

    name: str
    reason: DropReason
    why: str


class Question(Part):
    """Something only the user can know; the answer may change the spec."""

    about: str | None = None
    text: str
    change: str = ""
    """What to write in the front matter for the other answer than the default; empty where no line of it does that."""


class Choice(Part):
    """A trouble of the data, what was seen of it, and what is done about it."""

    about: Trouble
    seen: str
    choice: str = Field(min_length=1)


class Split(Part):
    """How rows part into train (with folds for validation) and test, decided before any model is fitted."""

    strategy: Strategy
    reason: str
    column: str | None = None
    """The group column, or the date column that orders the rows."""
    date_format: str | None = None
    missing_codes: tuple[str, ...] = ()
    """Texts of the date column that stand for "never" or "not known"."""
    test_size: float = 0.25
    """Share of rows (or of groups) in the test part; ignored by `forecast`."""
    folds: int = 5
    horizon: int | None = None
    """Periods to forecast, which is also the length of the test part (`forecast` only)."""
    season: int | None = None
    """Periods after which the pattern repeats (`forecast` only)."""


class FeatureSpec(Paper):
    """ml/feature-spec.md (the YAML front matter)."""

    goal: str
    target: str
    task: Task
    classes: tuple[str, ...] = ()
    """Labels as they stand in the file, most frequent first."""
    positive: str | None = None
    target_missing_codes: tuple[str, ...] = ()
    target_unit: str | None = None
    """Text around the target's numbers, such as `€`."""
    source: Source
    rows: int
    features: tuple[Feature, ...]
    dropped: tuple[Dropped, ...] = ()
    choices: tuple[Choice, ...] = ()
    questions: tuple[Question, ...] = ()
    split: Split
