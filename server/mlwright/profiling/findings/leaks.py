"""Columns that hold the answer: filled in after the outcome, computed from it, or another form of it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.answers import certain, outputs
from mlwright.profiling.findings.answers.evidence import Evidence, Said, shared_words
from mlwright.profiling.findings.links import Outcome
from mlwright.profiling.findings.names import word_set, words
from mlwright.profiling.findings.relations import Numeric, find_relation
from mlwright.specs import Finding, Link, found

STRONG, NOTABLE = 0.95, 0.3
_MANY_THINGS, _SEVERAL, _FEW_ROWS = 50, 1.5, 20
_AFTER = word_set(
    """
    outcome result after post final closed closing discharge discharged refund refunded cancellation cancelled
    canceled resolution resolved actual settled settlement paid recovered recovery prediction predicted proba
    probability exit termination"""
)


def find_leaks(
    views: Sequence[View], outcome: Outcome, links: Mapping[str, Link], settled: frozenset[str], rows: int
) -> tuple[Finding, ...]:
    """One finding per column at most, sure ones first; `settled` columns are left out for other sure reasons."""
    target = next(view for view in views if view.name == outcome.name)
    others = [view for view in views if view is not target and view.name not in settled]
    parts = _relation(target, others, outcome, rows)
    shared = shared_words(views, outcome.name)
    out = []
    for view in others:
        evidence = Evidence(view, target, outcome, links[view.name], shared.get(view.name, frozenset()), rows)
        sure = parts.get(view.name) or _first(_SURE, evidence)
        said = sure or _first(_DOUBTFUL, evidence)
        if said:
            out.append(found(said.name, said.why, (view.name,), sure=sure is not None))
    return tuple(sorted(out, key=lambda item: not item.sure))


def _first(rules: Sequence[Callable[[Evidence], Said | None]], evidence: Evidence) -> Said | None:
    return next((said for rule in rules if (said := rule(evidence))), None)


def _relation(target: View, others: Sequence[View], outcome: Outcome, rows: int) -> dict[str, Said]:
    if outcome.task not in ("regression", "forecasting") or target.values is None:
        return {}
    columns = [
        Numeric(view.name, view.values, view.decimals)
        for view in others
        if view.values is not None and view.column.kind == "number"
    ]
    relation = find_relation(Numeric(target.name, outcome.values, target.decimals), columns)
    if relation is None:
        return {}
    why = f"{relation.formula} in {relation.share(len(target.codes), rows)}, but for rounding"
    return dict.fromkeys(relation.names, Said("label_among_features", why))


def _same_but_earlier(evidence: Evidence) -> Said | None:
    order = evidence.order()
    return certain.another_form(evidence, order) if order is not None else None


def _strong(evidence: Evidence) -> Said | None:
    if evidence.strength < STRONG:
        return None
    name, target = evidence.names
    if evidence.view.values is None and (rows := _rows_of_things(evidence)) is not None:
        why = f"all rows of one value of {name} ({rows:.1f} on average) have the same {target}: it belongs to the value"
        return Said("group_key", why)
    return Said("suspicious_power", f"{name} alone nearly gives {target} ({evidence.measured})")


def _rows_of_things(evidence: Evidence) -> float | None:
    """Rows per level of a column of many levels, of few rows each, that bear one label each; None for others."""
    known = evidence.outcome.known & ~evidence.view.missing
    codes, labels = evidence.view.codes[known], evidence.target.codes[known]
    sizes = np.bincount(codes)
    levels = int((sizes > 0).sum())
    if levels < _MANY_THINGS or not _SEVERAL <= len(codes) / levels <= _FEW_ROWS:
        return None
    pairs = len(np.unique(codes * (int(labels.max()) + 1) + labels))
    return len(codes) / levels if pairs <= 1.01 * levels else None


def _after_by_name(evidence: Evidence) -> Said | None:
    said = sorted(_AFTER & set(words(evidence.view.name)))
    most = max(evidence.strength, evidence.gap)
    if not said or most < NOTABLE:
        return None
    name, target = evidence.names
    why = f"{said[0]!r} in {name} means a time after the outcome; linked to {target} (strength {most:.2f} of 1)"
    return Said("known_after_outcome", why)


_SURE = (
    certain.copies_target,
    certain.band_of_target,
    certain.gap_tells,
    certain.one_class_only,
    certain.same_thing,
    outputs.sure_output,
    certain.perfect,
)
_DOUBTFUL = (_same_but_earlier, outputs.likely_output, _strong, _after_by_name)
