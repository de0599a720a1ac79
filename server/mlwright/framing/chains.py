"""Lines that are chained by hashes: which was edited, removed, moved or cut off."""

from collections.abc import Callable
from typing import NamedTuple

from pydantic import ValidationError

from mlwright.specs.observation import NONE_YET, Entry, Observation

ChainOf = Callable[[str, Observation], str]


class Line(NamedTuple):
    """An entry and the line it stands on, from 1."""

    number: int
    entry: Entry


def read_lines(raw: bytes, chain_of: ChainOf) -> tuple[list[Line], list[str]]:
    """The entries of a ledger, and what is wrong with which line."""
    lines: list[Line] = []
    problems: list[str] = []
    texts = raw.split(b"\n")
    if texts[-1]:
        problems.append(f"line {len(texts)} is cut off: it does not end")
    for number, text in enumerate(texts[:-1], 1):
        try:
            lines.append(Line(number, Entry.model_validate_json(text)))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            problems.append(f"line {number} is no observation: {where}{': ' if where else ''}{first['msg'][:200]}")
    return lines, problems + _breaks(lines, chain_of)


def _breaks(lines: list[Line], chain_of: ChainOf) -> list[str]:
    """Where the chain does not hold; each broken link is named once, then the chain is followed on."""
    stands = {line.entry.chain: line.number for line in lines}
    found = []
    previous, above = NONE_YET, 0
    for number, entry in lines:
        if entry.chain != chain_of(entry.previous, entry.observation):
            found.append(f"line {number} was edited: its hash does not fit what it says")
        if entry.previous != previous:
            found.append(_break(number, above, stands.get(entry.previous), entry.previous == NONE_YET))
        previous, above = entry.chain, number
    return found


def _break(number: int, above: int, belongs: int | None, is_first: bool) -> str:
    if is_first:
        return f"line {number} was moved or a line was put before it: it is the first of its chain"
    if belongs is not None:
        return (
            f"line {number} was moved, or lines between were: it follows what now is line {belongs}, not line {above}"
        )
    return f"before line {number} a line was removed or replaced: line {number} follows one that is not here"
