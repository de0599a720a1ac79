"""Whether a value in the ledger is the one that its run has, where the run's record can be found."""

from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from mlwright.files import read_regular
from mlwright.specs.observation import Observation, Seen
from mlwright.specs.run import Run

LARGEST = 8 << 20
ABOVE = 3
"""Folders that are looked at: the ledger's own, and those above it."""
LARGE = 10
"""From here on a value may be rounded as one likes; below, two decimals are the least that says something."""


def seen(ledger: Path, observation: Observation) -> Seen | None:
    """How the value after compares with the run's own; None when there is no value."""
    if observation.after is None:
        return None
    run = _find(ledger, observation.run)
    if run is None:
        return Seen(state="not checked", why=f"no one record of {observation.run} lies near the ledger")
    why = _difference(observation, run)
    return Seen(state="differs" if why else "checked", why=why)


def _find(ledger: Path, name: str) -> Run | None:
    """The record in the nearest experiments folder; where only several workspaces have one, none is meant."""
    folders = [ledger.absolute().parent, *ledger.absolute().parents[1:ABOVE]]
    beside = [path for folder in folders if (path := folder / "experiments" / name / "run.json").is_file()]
    below = [path for folder in folders for path in folder.glob(f"output/*/experiments/{name}/run.json")]
    if not beside and len(below) != 1:
        return None
    try:
        return Run.model_validate_json(read_regular((beside or below)[0], LARGEST))
    except (OSError, ValidationError):
        return None


def _difference(observation: Observation, run: Run) -> str:
    """What the run says otherwise, or an empty text."""
    metric, after = observation.metric, observation.after
    if run.status != "verified":
        return f"{run.id} has the status {run.status}: its numbers do not count"
    value = run.metrics.get(metric)
    if isinstance(value, bool) or not isinstance(value, int | float):
        names = [name for name, number in run.metrics.items() if isinstance(number, int | float)]
        return f"{run.id} has no {metric}; it has {', '.join(names) or 'no metric'}"
    if after is not None and not _rounds(after, value):
        return f"{run.id} has {metric} {value:g}, not {after:g}"
    interval = run.intervals.get(metric)
    if observation.interval is None:
        return ""
    ends = (interval.low, interval.high) if interval is not None else (None, None)
    if any(end is None or not _rounds(said, end) for said, end in zip(observation.interval, ends, strict=True)):
        said = "no interval" if None in ends else f"the interval {ends[0]:g} to {ends[1]:g}"
        return f"{run.id} has {said} for {metric}"
    return ""


def _rounds(said: float, value: float) -> bool:
    """Whether a value, rounded as it was said, is what was said."""
    exponent = Decimal(repr(said)).normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    least = 0 if abs(value) >= LARGE else 2
    return abs(said - value) <= 0.5 * 10.0 ** -max(decimals, least) + 1e-12
