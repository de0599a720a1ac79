"""Adding a line to the observation ledger: under a lock, chained to the last, nothing else touched."""

import fcntl
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from mlwright.errors import InputError, WorkspaceError, quoted
from mlwright.framing.ledgers import FIELDS, LARGEST, LISTS, chain_of, checked, refuse_damage
from mlwright.framing.records import seen
from mlwright.specs.observation import NONE_YET, Entry, Observation
from mlwright.specs.paper import canonical_json


def add_observation(path: Path, values: Iterable[str]) -> Entry:
    """Append an observation given as FIELD=VALUE; iteration and date are filled in when they are not given.

    Raises InputError for a wrong field or value, ConflictError when the ledger is damaged.
    """
    given = _given(values)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            raise InputError(f"{quoted(path)} is no file", "name a ledger such as output/churn/ml/ledger.jsonl")
        with path.open("a+b") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            return _append(path, stream, given)
    except OSError as error:
        raise WorkspaceError(f"cannot write {quoted(path)}: {error.strerror}", "choose a file you may write") from None


def _append(path: Path, stream: IO[bytes], given: dict[str, Any]) -> Entry:
    stream.seek(0)
    raw = stream.read(LARGEST + 1)
    lines, problems = checked(raw[:LARGEST])
    refuse_damage(path, problems)
    last = lines[-1].entry if lines else None
    given.setdefault("iteration", last.observation.iteration + 1 if last else 1)
    given.setdefault("date", datetime.now(UTC).date().isoformat())
    observation = _observation(given)
    found = seen(path, observation)
    if found is not None and found.state == "differs":
        raise InputError(
            f"not added: {found.why}",
            "give metric, after and interval as the run's run.json has them, or leave them out",
        )
    previous = last.chain if last else NONE_YET
    entry = Entry(observation=observation, previous=previous, chain=chain_of(previous, observation))
    text = (canonical_json(entry) + "\n").encode()
    _, problems = checked(raw + text)
    if problems or len(raw) + len(text) > LARGEST:
        raise InputError(
            f"not added: {(problems or ['the ledger is full'])[0]}", "mend what is said, or begin another ledger"
        )
    try:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    except OSError:
        # half a line would be damage that nobody caused
        os.ftruncate(stream.fileno(), len(raw))
        raise
    return entry


def _given(values: Iterable[str]) -> dict[str, Any]:
    """Fields from FIELD=VALUE; a list's field may stand several times."""
    given: dict[str, Any] = {}
    for value in values:
        name, equals, text = value.partition("=")
        name, text = name.strip(), text.strip()
        if not equals or name not in FIELDS:
            raise InputError(f"--add got {quoted(value, 80)}", f"give FIELD=VALUE; fields: {', '.join(FIELDS)}")
        if name in LISTS:
            given[name] = (*given.get(name, ()), text)
        elif name in given:
            raise InputError(f"--add gives {name} twice", f"only {', '.join(LISTS)} may stand several times")
        else:
            given[name] = tuple(text.split(",")) if name == "interval" else text
    return given


def _observation(given: dict[str, Any]) -> Observation:
    try:
        return Observation.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = str(first["loc"][0]) if first["loc"] else "the observation"
        raise InputError(
            f"{where}: {first['msg'].removeprefix('Value error, ')}", "`mlwright ledger` lists the fields"
        ) from None
