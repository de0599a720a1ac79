"""The record that an audited script leaves, read with suspicion: its process ran somebody's code."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mlwright.errors import InputError, quoted

MOST_BYTES = 512 * 1024 * 1024


class Event(BaseModel):
    """One watched call. `rows`, `watched` and `parts` are numbers of row sets; `learned` and `fit` of events."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number: int
    kind: str
    file: str = ""
    line: int = 0
    what: str = ""
    method: str = ""
    kind_of: str = ""
    how: str = ""
    identity: str = "position"
    rows: int = -1
    watched: int = -1
    parts: tuple[int, ...] = ()
    learned: tuple[int, ...] = ()
    fit: int | None = None
    stopped: bool = False
    search: bool = False
    held_out: bool = False
    parameters: str = ""
    estimator: str = ""


class Record(BaseModel):
    """Everything that was seen, with row sets as numbers whose bits are rows."""

    model_config = ConfigDict(frozen=True)

    events: tuple[Event, ...] = ()
    sets: tuple[str, ...] = Field(default=())
    notes: tuple[str, ...] = ()


class Seen:
    """A record with its row sets decoded."""

    def __init__(self, record: Record) -> None:
        self.events, self.notes = record.events, record.notes
        self._sets = tuple(int(text, 16) for text in record.sets)

    def rows(self, number: int) -> int:
        """A row set as bits; the empty one where there is none."""
        return self._sets[number] if 0 <= number < len(self._sets) else 0

    def event(self, number: int | None) -> Event | None:
        """The event of that number."""
        return self.events[number] if number is not None and 0 <= number < len(self.events) else None

    def of(self, kind: str) -> tuple[Event, ...]:
        """Events of one kind, in order."""
        return tuple(event for event in self.events if event.kind == kind)


def read_record(path: Path) -> Seen | None:
    """What the script left, or None when it left nothing.

    Raises:
        InputError: the file is no record.
    """
    if not path.is_file():
        return None
    if path.stat().st_size > MOST_BYTES:
        raise InputError(
            f"the record of the script has {path.stat().st_size:,} bytes, at most {MOST_BYTES:,} are read",
            "let the script run on fewer rows",
        )
    try:
        return Seen(Record.model_validate_json(path.read_bytes()))
    except (ValidationError, ValueError) as error:
        raise InputError(
            f"the script left a record that cannot be read: {quoted(str(error).splitlines()[0])}",
            "run it again; a script that writes over its own record cannot be audited",
        ) from None
