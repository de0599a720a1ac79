"""Columns that hold the answer: filled in after the outcome, computed from it, or another form of it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.links import Outcome, rank_correlation
from mlwright.profiling.findings.names import word_set, words
from mlwright.profiling.findings.relations import Numeric, find_relation
from mlwright.specs import Hint, Link

_TELLING_GAP, _LUCK = 0.85, 1e-12
_PERFECT, _COPY, _STRONG, _NOTABLE, _SAME_THING = 0.998, 0.9999, 0.95, 0.3, 0.9
"""`_PERFECT` in strength is an AUC of 0.999."""
_ENOUGH_ROWS, _FEWEST_PRESENT = 100, 30
_AFTER = word_set(
    """
    outcome result after post final closed closing discharge discharged refund refunded cancellation cancelled
    canceled resolution resolved actual settled settlement paid recovered recovery prediction predicted proba
    probability exit termination"""
)
_EARLIER = word_set("lag prev previous last prior yesterday shift history rolling ago past baseline initial before")
_COMMON = word_set(
    """
    total mean average avg max min sum number num count cnt rate value score price cost amount the of in per time
    date day month year size level index id ratio percent pct number std sd median"""
)


@dataclass(frozen=True)
class Evidence:
    """Everything a rule may look at: one column beside the target."""

    view: View
    target: View
    outcome: Outcome
    link: Link
    shared_words: frozenset[str]
    """Telling words in both names that few other columns have."""

    @property
    def strength(self) -> float:
        """What the present values say, 0 where that is unknown."""
        return self.link.strength or 0.0

    @property
    def numeric(self) -> bool:
        """Whether the target is an amount."""
        return self.outcome.task in ("regression", "forecasting")


def find_leaks(
    views: Sequence[View], outcome: Outcome, links: Mapping[str, Link], settled: frozenset[str]
) -> tuple[Hint, ...]:
    """One leak hint per column at most, sure ones first; `settled` columns are left out for other sure reasons."""
    target = next(view for view in views if view.name == outcome.name)
    others = [view for view in views if view is not target and view.name not in settled]
    parts = _relation(target, others, outcome)
    shared = _shared_words(views, outcome.name)
    found = []
    for view in others:
        evidence = Evidence(view, target, outcome, links[view.name], shared.get(view.name, frozenset()))
        why = parts.get(view.name) or _first(_SURE, evidence)
        doubt = None if why else _first(_DOUBTFUL, evidence)
        if why or doubt:
            found.append(Hint(code="leak", column=view.name, sure=why is not None, why=str(why or doubt)))
    return tuple(sorted(found, key=lambda hint: not hint.sure))


def _first(rules: Sequence[Callable[[Evidence], str | None]], evidence: Evidence) -> str | None:
    return next((why for rule in rules if (why := rule(evidence))), None)


def _relation(target: View, others: Sequence[View], outcome: Outcome) -> dict[str, str]:
    if outcome.task not in ("regression", "forecasting") or target.values is None:
        return {}
    columns = [
        Numeric(view.name, view.values, view.decimals)
        for view in others
        if view.values is not None and view.column.kind == "number"
    ]
    relation = find_relation(Numeric(target.name, outcome.values, target.decimals), columns)
    return dict.fromkeys(relation[0], relation[1]) if relation else {}


def _gap_tells(evidence: Evidence) -> str | None:
    """That a value is missing (or present) nearly tells the outcome: it is filled in after the fact."""
    gap = evidence.link.missing_strength or 0.0
    rows = int((evidence.view.missing & evidence.outcome.known).sum())
    if gap < _TELLING_GAP or min(rows, int(evidence.outcome.known.sum()) - rows) < 10:
        return None
    return (
        f"whether {quoted(evidence.view.name)} is filled in nearly tells {quoted(evidence.target.name)} "
        f"(strength {gap:.2f} of 1), so it is written down after the outcome"
    )


def _one_class_only(evidence: Evidence) -> str | None:
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
    if base**rows > _LUCK:
        return None
    label = evidence.target.levels[int(evidence.target.codes[np.flatnonzero(present)[0]])]
    return (
        f"all {rows:,} rows with a value in {quoted(evidence.view.name)} have {quoted(evidence.target.name)} "
        f"{quoted(label, 60)}, though only {base:.0%} of all rows do, so it is written down after the outcome"
    )


def _copies_target(evidence: Evidence) -> str | None:
    """Levels one to one with the target's, or the same order as its numbers."""
    known = evidence.outcome.known & ~evidence.view.missing
    if known.sum() < max(_FEWEST_PRESENT, 0.5 * evidence.outcome.known.sum()):
        return None
    name, target = quoted(evidence.view.name), quoted(evidence.target.name)
    if not evidence.numeric:
        pairs = len(np.unique(np.stack([evidence.view.codes[known], evidence.target.codes[known]]), axis=1).T)
        sides = {len(np.unique(evidence.view.codes[known])), len(np.unique(evidence.target.codes[known]))}
        return f"each value of {name} stands for one class of {target} and the reverse" if sides == {pairs} else None
    if evidence.view.values is None or evidence.strength < 0.5:
        return None
    order = rank_correlation(np.where(known, evidence.view.values, np.nan), evidence.outcome.values)
    if abs(order) < _COPY or len(np.unique(evidence.view.values[known])) < 20:
        return None
    return (
        f"{name} orders the rows as {target} does (rank correlation {order:.4f}), so it is the target in another form"
    )


def _same_thing(evidence: Evidence) -> str | None:
    """Shares a telling word with the target and moves with it: another form or part of the same measure."""
    order = _shared_order(evidence)
    if order is None or _EARLIER & set(words(evidence.view.name)):
        return None
    return _same_why(evidence, order)


def _perfect(evidence: Evidence) -> str | None:
    """Alone it gives the answer: a perfect proxy, or another model's output."""
    rows = int((evidence.outcome.known & ~evidence.view.missing).sum())
    least = 0.999 if evidence.numeric else _PERFECT
    if evidence.strength < least or evidence.view.values is None or rows < _ENOUGH_ROWS:
        return None
    return _alone(evidence)


def _strong(evidence: Evidence) -> str | None:
    return _alone(evidence) if evidence.strength >= _STRONG else None


def _after_by_name(evidence: Evidence) -> str | None:
    said = sorted(_AFTER & set(words(evidence.view.name)))
    gap = evidence.link.missing_strength or 0.0
    if not said or max(evidence.strength, gap) < _NOTABLE:
        return None
    return (
        f"the word {quoted(said[0])} in its name suggests a time after the outcome, and it is linked to "
        f"{quoted(evidence.target.name)} (strength {max(evidence.strength, gap):.2f} of 1)"
    )


def _same_but_earlier(evidence: Evidence) -> str | None:
    order = _shared_order(evidence)
    return _same_why(evidence, order) if order is not None else None


_SURE = (_copies_target, _gap_tells, _one_class_only, _same_thing, _perfect)
_DOUBTFUL = (_same_but_earlier, _strong, _after_by_name)


def _alone(evidence: Evidence) -> str:
    measure = "explained variance" if evidence.numeric else "2·AUC−1"
    name, target = quoted(evidence.view.name), quoted(evidence.target.name)
    return f"{name} alone nearly gives {target} ({measure} {evidence.strength:.3f})"


def _shared_order(evidence: Evidence) -> float | None:
    """Rank correlation with a numeric target of a like-named column, where it is close."""
    if not evidence.numeric or not evidence.shared_words or evidence.view.values is None:
        return None
    order = rank_correlation(evidence.view.values, evidence.outcome.values)
    return order if abs(order) >= _SAME_THING else None


def _same_why(evidence: Evidence, order: float) -> str:
    word = sorted(evidence.shared_words)[0]
    return (
        f"its name shares {quoted(word)} with {quoted(evidence.target.name)} and its values move with it "
        f"(rank correlation {order:.2f}), so it looks like another form of the target"
    )


def _shared_words(views: Sequence[View], target: str) -> dict[str, frozenset[str]]:
    """Per column, the words it shares with the target's name, if at most three columns have them."""
    spoken = {view.name: frozenset(words(view.name)) for view in views}
    often = Counter(word for found in spoken.values() for word in found)
    telling = {
        word for word in spoken[target] - _COMMON if 2 <= often[word] <= 3 and len(word) >= 3 and not word.isdigit()
    }
    return {name: found & telling for name, found in spoken.items()}
