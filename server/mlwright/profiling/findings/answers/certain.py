"""What gives the answer away beyond doubt: the target in another form, or filled in after the fact."""

from math import lgamma, log

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.findings.answers.evidence import Evidence, Said
from mlwright.profiling.findings.links import rank_correlation
from mlwright.profiling.findings.names import word_set, words

TELLING_GAP, LUCK = 0.85, 1e-12
PERFECT, COPY, _LIKELY = 0.998, 0.9999, 0.99
"""`PERFECT` in strength is an AUC of 0.999."""
ENOUGH_ROWS, _FEWEST_PRESENT, _MOST_BANDS, _STRAYS = 100, 30, 50, 0.002
_EARLIER = word_set("lag prev previous last prior yesterday shift history rolling ago past baseline initial before")


def copies_target(evidence: Evidence) -> Said | None:
    """Levels one to one with the target's, or the same order as its numbers."""
    known = evidence.outcome.known & ~evidence.view.missing
    if known.sum() < max(_FEWEST_PRESENT, 0.5 * evidence.outcome.known.sum()):
        return None
    name, target = evidence.names
    if not evidence.numeric:
        why = f"each value of {name} stands for one class of {target} and the reverse"
        return Said("label_among_features", why) if _one_to_one(evidence, known) else None
    if evidence.view.values is None or evidence.strength < 0.5:
        return None
    order = _order(evidence.view.values[known], evidence.outcome.values[known])
    if abs(order) < COPY or len(np.unique(evidence.view.values[known])) < 20:
        return None
    why = f"{name} orders the rows as {target} does (rank correlation {order:.4f})"
    return Said("label_among_features", why)


def _order(one: Floats, other: Floats) -> float:
    """Rank correlation without the few rows that are furthest off: codes for "not known", slips."""
    order = rank_correlation(one, other)
    few = int(_STRAYS * len(one))
    if few == 0 or abs(order) >= COPY or abs(order) < _LIKELY:
        return order
    ranks = [np.argsort(np.argsort(side, kind="stable"), kind="stable") for side in (one, np.sign(order) * other)]
    near = np.argpartition(np.abs(ranks[0] - ranks[1]), len(one) - few)[: len(one) - few]
    return rank_correlation(one[near], other[near])


def _one_to_one(evidence: Evidence, known: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    one, other = evidence.view.codes[known], evidence.target.codes[known]
    sides = {int(np.count_nonzero(np.bincount(codes))) for codes in (one, other)}
    # most columns have another number of levels, which is cheaper to see than pairs
    return len(sides) == 1 and sides == {len(np.unique(one * (int(other.max()) + 1) + other))}


def band_of_target(evidence: Evidence) -> Said | None:
    """Few levels, each of which is one stretch of the target's numbers: grades made from points."""
    if not evidence.numeric or len(evidence.view.shown) > _MOST_BANDS or evidence.strength < 0.5:
        return None
    known = evidence.outcome.known & ~evidence.view.missing
    bands = evidence.view.codes[known].astype(np.float64)
    if known.sum() < ENOUGH_ROWS or len(np.unique(bands)) < 2:
        return None
    if not _cut_exactly(evidence.outcome.values[known], bands):
        return None
    name, target = evidence.names
    return Said(
        "label_among_features", f"{target} cut at the right places gives {name} in {evidence.all_of(int(known.sum()))}"
    )


def gap_tells(evidence: Evidence) -> Said | None:
    """That a value is missing (or present) nearly tells the outcome: it is filled in after the fact."""
    rows = int((evidence.view.missing & evidence.outcome.known).sum())
    if evidence.gap < TELLING_GAP or min(rows, int(evidence.outcome.known.sum()) - rows) < 10:
        return None
    name, target = evidence.names
    why = f"whether {name} is filled in nearly tells {target} (strength {evidence.gap:.2f} of 1): written down later"
    return Said("known_after_outcome", why)


def one_class_only(evidence: Evidence) -> Said | None:
    """The few rows that have a value are all of one class, beyond luck."""
    known, missing = evidence.outcome.known, evidence.view.missing
    present = known & ~missing
    rows = int(present.sum())
    if evidence.numeric or rows < _FEWEST_PRESENT or rows > 0.5 * known.sum():
        return None
    only = np.unique(evidence.outcome.values[present])
    if len(only) != 1:
        return None
    base = float((evidence.outcome.values[known] == only[0]).mean())
    if base**rows > LUCK:
        return None
    name, target = evidence.names
    label = quoted(evidence.target.levels[int(evidence.target.codes[np.flatnonzero(present)[0]])], 30)
    why = (
        f"{target} is {label} in {evidence.all_of(rows)} where {name} has a value, but in {base:.0%} of the whole table"
    )
    return Said("known_after_outcome", why)


def same_thing(evidence: Evidence) -> Said | None:
    """Shares a telling word with the target and moves with it: another form or part of the same measure."""
    order = evidence.order()
    if order is None or _EARLIER & set(words(evidence.view.name)):
        return None
    return another_form(evidence, order)


def another_form(evidence: Evidence, order: float) -> Said:
    """The words for a like-named column that moves with the target."""
    word = quoted(sorted(evidence.shared_words)[0], 30)
    name, target = evidence.names
    why = f"{name} shares {word} with {target} by name and moves with it (rank correlation {order:.2f})"
    return Said("label_among_features", why)


def perfect(evidence: Evidence) -> Said | None:
    """Alone it gives the answer: a threshold of it is the target, or it is a perfect proxy."""
    present = evidence.outcome.known & ~evidence.view.missing
    least = 0.999 if evidence.numeric else PERFECT
    if evidence.strength < least or evidence.view.values is None or present.sum() < ENOUGH_ROWS:
        return None
    name, target = evidence.names
    if not evidence.numeric and _cut_exactly(evidence.view.values[present], evidence.outcome.values[present]):
        every = evidence.all_of(int(present.sum()))
        return Said("label_among_features", f"cut at the right places, {name} gives {target} in {every}")
    return Said("suspicious_power", f"{name} alone nearly gives {target} ({evidence.measured})")


def _cut_exactly(values: Floats, classes: Floats) -> bool:
    """In the order of the values every class stands in one stretch, beyond luck, and no value has two classes."""
    order = np.lexsort((classes, values))
    ordered, kinds = values[order], classes[order]
    changes = np.diff(kinds) != 0
    sizes = np.unique(kinds, return_counts=True)[1]
    if changes.sum() != len(sizes) - 1 or bool((np.diff(ordered)[changes] == 0).any()):
        return False
    ways = lgamma(len(kinds) + 1) - sum(lgamma(size + 1) for size in sizes.tolist())
    return ways - lgamma(len(sizes) + 1) > -log(LUCK)
