"""How the power of single columns compares: one far above the others, or none above chance; and blanks that tell."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import NormalDist

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.links import Outcome
from mlwright.specs import Finding, Link, found

_ALONE, _TIMES_CLOSER = 0.85, 5.0
_BLANK_TELLS, _Z, _MOST_LEVELS = 0.15, 5.0, 50
_MOST_TOLD, _MOST_REASONS = 20, 200
_FAINT = 0.02
"""A strength below this is of no use even where many rows make it more than chance."""


def far_above(links: Mapping[str, Link]) -> Iterator[Finding]:
    """A single column that leaves a fifth or less of what the next best leaves unexplained."""
    ranked = sorted(links.values(), key=lambda link: -(link.strength or 0.0))
    if len(ranked) < 3:
        return
    best, second = (link.strength or 0.0 for link in ranked[:2])
    if best >= _ALONE and 1 - best <= (1 - second) / _TIMES_CLOSER:
        name = ranked[0].column
        why = f"{quoted(name, 40)} alone reaches {best:.2f} of 1, the next best column {second:.2f}"
        yield found("suspicious_power", why, (name,), severity="warning")


def no_power(outcome: Outcome, links: Mapping[str, Link]) -> Iterator[Finding]:
    """No column says more than the luckiest of as many columns of noise would."""
    rows = int(outcome.known.sum())
    strengths = [max(link.strength or 0.0, link.missing_strength or 0.0) for link in links.values()]
    if not strengths or rows < 100:
        return
    # two readings a column, both sides of chance; Bonferroni at one table in a hundred
    z = NormalDist().inv_cdf(1 - 0.01 / (4 * len(strengths)))
    chance = max(_null(outcome, rows, z), _FAINT)
    if max(strengths) <= chance:
        why = (
            f"the strongest of {len(strengths)} columns reaches {max(strengths):.3f} of 1; chance reaches {chance:.3f}"
        )
        yield found("weak_signal", why, (outcome.name,))


def _null(outcome: Outcome, rows: int, z: float) -> float:
    """What noise reaches: of 2·AUC−1 by the variance of Mann and Whitney 1947, of r² by that of a correlation."""
    if outcome.task in ("regression", "forecasting"):
        return z**2 / rows
    shares = np.unique(outcome.values[outcome.known], return_counts=True)[1] / rows
    spread = np.sqrt((rows + 1) / (12 * rows**2 * shares * (1 - shares)))
    return float(2 * z * spread.mean())


def blanks_tell(
    views: Sequence[View], outcome: Outcome, links: Mapping[str, Link], classes: Sequence[str]
) -> Iterator[Finding]:
    """Columns whose being missing goes with the target, apart from what their values say; the strongest first.

    `classes` are the target's labels by their number.
    """
    rows = int(outcome.known.sum())
    telling = [view for view in views if _tells(view, outcome, links[view.name], rows)]
    telling.sort(key=lambda view: -(links[view.name].missing_strength or 0.0))
    complete = [view for view in views if 2 <= len(view.shown) <= _MOST_LEVELS and not view.missing.any()]
    for view in telling[:_MOST_TOLD]:
        name, target = quoted(view.name, 40), quoted(outcome.name, 40)
        reason = _because_of(view, complete[:_MOST_REASONS])
        if reason:
            why = f"{name} is blank exactly by the value of {quoted(reason, 40)}, so the blank is a value, too"
            yield found("missing_tells_target", why, (view.name,), severity="info")
        else:
            why = f"{name} blank or not goes with {target}: {_shown(view.missing & outcome.known, outcome, classes)}"
            yield found("missing_tells_target", why, (view.name,))


def _tells(view: View, outcome: Outcome, link: Link, rows: int) -> bool:
    strength = link.missing_strength or 0.0
    if strength < _BLANK_TELLS or strength * np.sqrt(rows) < _Z:
        return False
    blank = int((view.missing & outcome.known).sum())
    return min(blank, rows - blank) >= 10


def _because_of(view: View, complete: Sequence[View]) -> str | None:
    """A complete column each of whose levels is either always blank here or never."""
    for other in complete:
        rows = np.bincount(other.codes)
        blank = np.bincount(other.codes, weights=view.missing)
        if bool(((blank == 0) | (blank == rows)).all()):
            return other.name
    return None


def _shown(gone: np.ndarray[tuple[int], np.dtype[np.bool_]], outcome: Outcome, classes: Sequence[str]) -> str:
    """The measured difference, in words."""
    there = outcome.known & ~gone
    if outcome.task in ("regression", "forecasting"):
        return f"mean {outcome.values[gone].mean():.4g} where blank, {outcome.values[there].mean():.4g} elsewhere"
    values, counts = np.unique(outcome.values[outcome.known], return_counts=True)
    rarest = values[int(np.argmin(counts))]
    inside = float((gone & (outcome.values == rarest)).sum() / max(1, counts.min()))
    outside = float((gone & (outcome.values != rarest)).sum() / max(1, counts.sum() - counts.min()))
    label = quoted(classes[int(rarest)], 20)
    rest = quoted(classes[int(values[int(np.argmax(counts))])], 20) if len(values) == 2 else "the other classes"
    return f"blank in {inside:.0%} of the rows with {label}, in {outside:.0%} of those with {rest}"
