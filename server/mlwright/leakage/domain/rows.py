"""Symbolic row sets: which rows of which source, told apart by the cuts that were made.

A row set is a union of pieces. A piece is a source (a table that was read, a function's argument) narrowed by cuts.
A cut names a partition (its key) and the part taken. Two pieces are disjoint when their sources differ or when one
partition sends them to different parts; nothing else is ever taken for granted.
"""

from typing import Literal, NamedTuple

Bound = int | float | str | None  # a number, the text of an expression, or None for an open end
Relation = Literal["disjoint", "overlap", "unknown"]

RANDOM = {"split", "sample", "fold", "branch"}  # these cut across every other partition
MANY = 12  # pieces of one row set; more are joined into one without cuts


class Key(NamedTuple):
    """The identity of a partition: what made it, and where (or of which text)."""

    kind: str  # split, fold, sample, slice, step, mask, value, named, branch
    site: object

    @property
    def random(self) -> bool:
        return self.kind in RANDOM


class Span(NamedTuple):
    """A stretch of positions, open at None."""

    low: Bound
    high: Bound


class Except(NamedTuple):
    """All values but one."""

    value: str


Part = int | str | bool | Span | Except | tuple[str, ...]


class Cut(NamedTuple):
    key: Key
    part: Part


class Piece(NamedTuple):
    source: object
    cuts: frozenset[Cut] = frozenset()


Rows = frozenset[Piece]
NO_ROWS: Rows = frozenset()


def source_rows(source: object) -> Rows:
    return frozenset((Piece(source),))


def narrow(rows: Rows, key: Key, part: Part) -> Rows:
    """The part of each piece; an earlier cut by the same partition is replaced (a split inside a loop)."""
    return frozenset(
        Piece(piece.source, frozenset(cut for cut in piece.cuts if cut.key != key) | {Cut(key, part)}) for piece in rows
    )


def union(*several: Rows) -> Rows:
    """Rows of all; two complementary parts of one binary partition melt into their whole."""
    merged = frozenset().union(*several)
    if len(merged) == 2:
        merged = _melted(merged)
    if len(merged) > MANY:
        return frozenset(Piece(source) for source in {piece.source for piece in merged})
    return merged


def _melted(rows: Rows) -> Rows:
    first, second = rows
    if first.source != second.source:
        return rows
    here, there = first.cuts - second.cuts, second.cuts - first.cuts
    if len(here) == len(there) == 1:
        (left,), (right,) = here, there
        if left.key == right.key and left.key.kind in {"split", "fold", "sample"} and {left.part, right.part} == {0, 1}:
            return frozenset((Piece(first.source, first.cuts & second.cuts),))
    return rows


def relate(one: Piece, other: Piece) -> Relation:
    """How two pieces lie to each other."""
    if one.source != other.source:
        return "disjoint"
    parts = {cut.key: cut.part for cut in other.cuts}
    answer: Relation = "overlap"
    apart = 0
    for key, part in one.cuts:
        if key not in parts:
            apart += not key.random
            continue
        relation = _compare(part, parts[key])
        if relation == "disjoint":
            return "disjoint"
        if relation == "unknown":
            answer = "unknown"
    mine = {cut.key for cut in one.cuts}
    strangers = [key for key in parts if key not in mine and not key.random]
    # two different masks or slices: nothing is known of their common rows
    return "unknown" if apart and strangers else answer


def _compare(one: Part, other: Part) -> Relation:
    if isinstance(one, Span) and isinstance(other, Span):
        if one == other:
            return "overlap"
        return _order(one, other)
    if isinstance(one, Except) or isinstance(other, Except):
        return "disjoint" if (one,) == other or (other,) == one else "overlap"
    return "overlap" if one == other else "disjoint"


def _order(one: Span, other: Span) -> Relation:
    for left, right in ((one, other), (other, one)):
        if left.high is not None and right.low is not None:
            if left.high == right.low:
                return "disjoint"
            if _below(left.high, right.low):
                return "disjoint"
    bounds = [bound for bound in (*one, *other) if bound is not None]
    numbers = [bound for bound in bounds if isinstance(bound, int | float)]
    same_sign = all(number >= 0 for number in numbers) or all(number < 0 for number in numbers)
    return "overlap" if len(numbers) == len(bounds) and same_sign else "unknown"


def _below(high: Bound, low: Bound) -> bool:
    if isinstance(high, int | float) and isinstance(low, int | float):
        return high <= low and (high >= 0) == (low >= 0)
    # dates written year first are in order as texts
    return isinstance(high, str) and isinstance(low, str) and high[:4].isdigit() and low[:4].isdigit() and high <= low


def overlap(one: Rows, other: Rows) -> Relation:
    """Whether two row sets share rows: surely, surely not, or not known."""
    answer: Relation = "disjoint"
    for first in one:
        for second in other:
            relation = relate(first, second)
            if relation == "overlap":
                return "overlap"
            if relation == "unknown":
                answer = "unknown"
    return answer


def share(one: Rows, other: Rows) -> bool:
    return overlap(one, other) == "overlap"


def within(inner: Rows, outer: Rows) -> bool:
    """Whether each piece of the inner set lies in one piece of the outer."""
    return bool(inner) and all(
        any(small.source == large.source and large.cuts <= small.cuts for large in outer) for small in inner
    )


def separating(one: Rows, other: Rows) -> frozenset[Key]:
    """The partitions that keep two row sets apart."""
    keys = set()
    for first in one:
        for second in other:
            if first.source == second.source:
                parts = {cut.key: cut.part for cut in second.cuts}
                keys |= {key for key, part in first.cuts if key in parts and _compare(part, parts[key]) == "disjoint"}
    return frozenset(keys)


def sources(rows: Rows) -> set[object]:
    return {piece.source for piece in rows}


def pooled(rows: Rows) -> bool:
    """Whether rows of several sources lie together; where a branch has read one table or another, they do not."""
    return any(one.source != other.source and not _either_or(one, other) for one in rows for other in rows)


def _either_or(one: Piece, other: Piece) -> bool:
    branches = {cut.key: cut.part for cut in other.cuts if cut.key.kind == "branch"}
    return any(cut.key in branches and branches[cut.key] != cut.part for cut in one.cuts)


def made_up(rows: Rows) -> bool:
    """Whether rows were typed in or drawn at random, every one of them."""
    return all(isinstance(source, tuple) and source[0] == "made" for source in sources(rows))


def keys(rows: Rows) -> set[Key]:
    return {cut.key for piece in rows for cut in piece.cuts}
