"""Audit: leaks that happened while a script ran."""

from mlwright.specs.data_review import Level
from mlwright.specs.paper import Number, Paper, Part


class Station(Part):
    """One line of the script on the way of a leak."""

    file: str
    line: int
    what: str


class TrueLeak(Part):
    """A leak that happened: `shared_rows` of `scored_rows` were learned from before they were scored."""

    code: str
    severity: Level
    confidence: Level
    file: str
    line: int
    message: str
    remedy: str
    chain: tuple[Station, ...]
    shared_rows: int
    scored_rows: int


class Audit(Paper):
    """What a watched run of a script showed. The script was executed, with all that it does."""

    script: str
    arguments: tuple[str, ...] = ()
    python: str
    exit_code: int | None
    """None when the script was stopped at the time limit."""
    seconds: Number
    fits: int = 0
    splits: int = 0
    scores: int = 0
    findings: tuple[TrueLeak, ...] = ()
    limits: tuple[str, ...] = ()
    """What no such run can see."""
    notes: tuple[str, ...] = ()
    """What was not seen in this one."""
    last_words: tuple[str, ...] = ()
    """Last lines of the script's error output, when it failed."""
