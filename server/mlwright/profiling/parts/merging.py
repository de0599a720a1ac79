"""States of parts → one state, the same in whatever order and grouping they are merged."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from mlwright.errors import PaperError, quoted
from mlwright.profiling.columns.tallies import MOST_LEVELS
from mlwright.profiling.parts.measuring import MOST_LETTERS
from mlwright.profiling.parts.rows import merge_rows
from mlwright.profiling.parts.sketch import sketch, union, written
from mlwright.specs.profile_state import PartFacts, ProfileState, SharedColumn, Tallied


def merge_states(states: Sequence[ProfileState]) -> ProfileState:
    """One state of all parts. Raises PaperError when a part stands in two of them, or there are none."""
    if not states:
        raise PaperError("There is no state to merge.", "Name one or more files that `--state` has written.")
    parts = tuple(sorted((part for state in states for part in state.parts), key=lambda part: part.identity))
    _refuse_twice(parts)
    if len(states) == 1:
        return states[0]
    names = sorted({column.name for state in states for column in state.shared})
    return ProfileState(
        parts=parts,
        shared=tuple(_shared(name, states) for name in names),
        sample=merge_rows([(state.sample, state.parts) for state in states], parts),
    )


def _refuse_twice(parts: Sequence[PartFacts]) -> None:
    for one, other in pairwise(parts):
        if one.identity == other.identity:
            name = quoted(one.source.path, 100)
            raise PaperError(f"The part {name} stands in two of the states.", "Name each part once.")


def _shared(name: str, states: Sequence[ProfileState]) -> SharedColumn:
    """A column that a part does not have is blank in all its rows."""
    ranks, counts, rows = [_no_ranks()], dict[str, int](), 0
    every = True
    for state in states:
        column = state.by_name.get(name)
        lacking = sum(part.rows for part in state.parts) if column is None else 0
        rows += lacking
        if column is None:
            continue
        ranks.append(column.ranks)
        if column.tally is None:
            every = False
        elif every:
            for text, count in zip(column.tally.texts, column.tally.counts, strict=True):
                counts[text] = counts.get(text, 0) + count
    tallied = _tallied(counts, rows) if every else None
    return SharedColumn(name=name, tally=tallied, registers=written(union(ranks)))


@cache
def _no_ranks() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return sketch(np.empty(0, dtype=np.uint64))


def _tallied(counts: dict[str, int], lacking: int) -> Tallied | None:
    if lacking:
        counts[""] = counts.get("", 0) + lacking
    if len(counts) > MOST_LEVELS or sum(map(len, counts)) > MOST_LETTERS:
        return None
    texts = sorted(counts)
    return Tallied(texts=tuple(texts), counts=tuple(counts[text] for text in texts))
