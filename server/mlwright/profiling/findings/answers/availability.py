"""Columns that may be filled in later than the moment of predicting: questions, not verdicts."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.names import word_set, words
from mlwright.specs import Finding, Link, found

_LATER = word_set("last latest recent updated modified changed closed ytd cumulative lifetime status")
_ATTRIBUTE = word_set("name marital personal civil family employment housing smoking surname price period")
"""Beside these, `last` and `status` speak of a person or of the past."""
_LINKED, _NEARLY_ALL = 0.3, 0.99


def known_late(
    views: Sequence[View], links: Mapping[str, Link], target: str, time: str | None, aside: frozenset[str]
) -> Iterator[Finding]:
    """Columns whose names or dates speak of a time after the row's own; those in `aside` are told otherwise."""
    own = next((view for view in views if view.name == time), None)
    for view in views:
        if view.name in aside or view.name in (target, time) or view.column.kind == "empty":
            continue
        link = links.get(view.name)
        linked = max(link.strength or 0.0, link.missing_strength or 0.0) if link else 0.0
        said = sorted(_LATER & set(words(view.name)))
        name = quoted(view.name, 40)
        if said and linked >= _LINKED and not _ATTRIBUTE & set(words(view.name)):
            why = f"{said[0]!r} in {name} may be written down later; linked to the target ({linked:.2f} of 1)"
            yield found("known_at_prediction", why, (view.name,))
        elif own is not None and (days := _days_after(view, own)) is not None:
            why = f"{name} lies after {quoted(own.name, 40)} in the same row, by {days:,.1f} days in the middle"
            yield found("known_at_prediction", why, (view.name,), severity="warning" if linked >= _LINKED else "info")


def _days_after(view: View, own: View) -> float | None:
    """Median days by which a date follows the row's own, where it does so in nearly all rows."""
    if view.column.kind != "date" or view.values is None or own.values is None:
        return None
    days = (view.values - own.values) / 86_400
    days = days[np.isfinite(days)]
    if len(days) < 30 or (days > 0).mean() < _NEARLY_ALL:
        return None
    return float(np.median(days))
