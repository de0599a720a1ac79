"""The observation ledger: what its lines say, whether the chain holds, and where the iterations lead."""

import hashlib
from collections import Counter
from pathlib import Path

from mlwright.errors import ConflictError, InputError, quoted
from mlwright.framing.chains import Line, read_lines
from mlwright.framing.records import seen as compared
from mlwright.specs.observation import NONE_YET, LedgerReport, LedgerSummary, Observation, Trend
from mlwright.specs.paper import canonical_json

LARGEST = 16 << 20
FIELDS = tuple(Observation.model_fields)
LISTS = ("slices", "errors", "debt")


def chain_of(previous: str, observation: Observation) -> str:
    """The hash that ties an observation to the line before it."""
    return hashlib.sha256(f"{previous}\n{canonical_json(observation)}".encode()).hexdigest()


def check_ledger(path: Path, head: str = "") -> LedgerReport:
    """Which lines were edited, removed, moved or are no observation. `head` is the hash the last line should have.

    Raises InputError when it cannot be read.
    """
    lines, problems = checked(_read(path))
    at = lines[-1].entry.chain if lines else NONE_YET
    if head and head != at:
        problems.append(f"the last line's hash is {at[:12]}…, not {quoted(head[:12])}…: lines were cut off or added")
    found = [(line, compared(path, line.entry.observation)) for line in lines]
    problems += [f"line {line.number}: {item.why}" for line, item in found if item and item.state == "differs"]
    return LedgerReport(
        path=str(path),
        lines=len(lines),
        head=at,
        problems=tuple(problems),
        unchecked=tuple(
            f"line {line.number}: {item.why}" for line, item in found if item and item.state == "not checked"
        ),
    )


def summarise_ledger(path: Path) -> LedgerSummary:
    """Trends of the metrics, decisions and open debt. Raises ConflictError when the ledger is damaged."""
    lines, problems = checked(_read(path))
    refuse_damage(path, problems)
    seen = [line.entry.observation for line in lines]
    metrics = sorted({item.metric for item in seen if item.after is not None})
    open_debt, paid = _debt(seen)
    return LedgerSummary(
        iterations=len({item.iteration for item in seen}),
        decisions=dict(sorted(Counter(item.decision for item in seen).items())),
        trends=tuple(_trend(path, seen, name) for name in metrics),
        open_debt=open_debt,
        paid_debt=paid,
        head=lines[-1].entry.chain if lines else NONE_YET,
    )


def ledger_template() -> str:
    """How a ledger is begun, and what its fields ask."""
    rows = [f"  {name:<11} {Observation.model_fields[name].description}" for name in FIELDS]
    example = (
        'mlwright ledger WORKSPACE/ml/ledger.jsonl --add run=exp-001 --add change="drop two leaking columns" '
        '--add hypothesis="the score falls to what is true" --add metric=roc_auc --add after=0.81 '
        '--add interval=0.77,0.85 --add decision=keep --add debt="+no test of the loader" --add next="check slices"'
    )
    return "\n".join(
        ["Observation ledger: one line for each iteration.", "", *rows, "", "Add one:", f"  {example}", ""]
    )


def _trend(path: Path, seen: list[Observation], metric: str) -> Trend:
    values = [item for item in seen if item.metric == metric and item.after is not None]
    return Trend(
        metric=metric,
        points=tuple((item.iteration, item.run, item.after) for item in values if item.after is not None),
        seen=tuple(found for item in values if (found := compared(path, item)) is not None),
    )


def _debt(seen: list[Observation]) -> tuple[dict[str, int], int]:
    """Debt that is open, with the iteration that opened it, and how much was paid."""
    open_debt: dict[str, int] = {}
    paid = 0
    for item in seen:
        for entry in item.debt:
            name = entry[1:].strip()
            if entry.startswith("+"):
                open_debt.setdefault(name, item.iteration)
            elif open_debt.pop(name, None) is not None:
                paid += 1
    return open_debt, paid


def checked(raw: bytes) -> tuple[list[Line], list[str]]:
    """The lines of a ledger, and what is wrong with which."""
    lines, problems = read_lines(raw, chain_of)
    open_debt: set[str] = set()
    before: Observation | None = None
    for line in lines:
        item = line.entry.observation
        if before is not None and (item.iteration < before.iteration or item.date < before.date):
            problems.append(f"line {line.number}: iteration or date lies before that of the line above")
        opened = {entry[1:].strip() for entry in item.debt if entry.startswith("+")}
        paid = {entry[1:].strip() for entry in item.debt if entry.startswith("-")}
        problems += [
            f"line {line.number}: pays {quoted(name, 60)}, which is not open" for name in sorted(paid - open_debt)
        ]
        open_debt = (open_debt | opened) - paid
        before = item
    return lines, problems


def refuse_damage(path: Path, problems: list[str]) -> None:
    """ConflictError when something is wrong with a ledger."""
    if problems:
        raise ConflictError(
            f"{quoted(path)} is damaged: {problems[0]}", "restore it from version control; lines are only added"
        )


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputError(f"{quoted(path)} is no file", "begin a ledger with --add; `mlwright ledger` shows how")
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"cannot read {quoted(path)}: {error.strerror}") from None
    if len(raw) > LARGEST:
        raise InputError(f"{quoted(path)} is larger than {LARGEST:,} bytes", "begin another ledger")
    return raw
