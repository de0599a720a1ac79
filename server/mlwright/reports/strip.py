"""The hero's strip: baseline, score and interval on one line, as percentages of its width."""

from dataclasses import dataclass

from mlwright.reports.results import Headline
from mlwright.specs.metrics import METRICS


@dataclass(frozen=True)
class Strip:
    """Positions in percent of the strip's width; better is to the right."""

    score: float
    low: float
    width: float
    baseline: float | None


def score_strip(head: Headline) -> Strip | None:
    """Where to draw the score on a line from a bit worse than everything shown to perfect; None without a score."""
    if head.score is None:
        return None
    baseline = head.baseline.test if head.baseline else None
    bounds = [head.interval.low, head.interval.high] if head.interval else []
    ends = [bound for bound in bounds if bound is not None] or [head.score]
    perfect = METRICS.get(head.primary, ("higher", 1.0))[1]
    values = [head.score, *ends, *([] if baseline is None else [baseline]), perfect]
    worst = min(values) if head.higher_is_better else max(values)
    best = max(values) if head.higher_is_better else min(values)
    start = worst - 0.08 * (best - worst)

    def at(value: float) -> float:
        return round(100 * (value - start) / (best - start), 2) if best != start else 50.0

    low, high = sorted((at(min(ends)), at(max(ends))))
    return Strip(at(head.score), low, round(high - low, 2), None if baseline is None else at(baseline))
