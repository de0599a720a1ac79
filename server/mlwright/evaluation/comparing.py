"""Which of two scores is better, and how much of the way to perfect a model covers."""

import math
from difflib import get_close_matches
from typing import Literal

from mlwright.errors import PaperError, quoted
from mlwright.specs.experiment import METRICS


def is_better(metric: str, a: float | None, b: float | None) -> bool:
    """Whether score `a` beats score `b`; a score that is no finite number beats nothing."""
    direction, _ = _known(metric)
    if a is None or not math.isfinite(a):
        return False
    if b is None or not math.isfinite(b):
        return True
    return a > b if direction == "higher" else a < b


def skill(metric: str, value: float | None, baseline: float | None) -> float | None:
    """Share of the way from the baseline (0) to a perfect score (1) that a value covers; negative when it is worse.

    None when a score is no finite number or the baseline is perfect already. Source: the skill score of forecast
    verification, (score - reference) / (perfect - reference).
    """
    _, perfect = _known(metric)
    if value is None or baseline is None or not (math.isfinite(value) and math.isfinite(baseline)):
        return None
    if math.isclose(baseline, perfect, abs_tol=1e-12):
        return None
    share = (value - baseline) / (perfect - baseline)
    return share if math.isfinite(share) else None


def _known(metric: str) -> tuple[Literal["higher", "lower"], float]:
    if metric not in METRICS:
        near = get_close_matches(metric, METRICS, n=1)
        raise PaperError(f"no metric is called {quoted(metric)}", f"choose from {', '.join(near or METRICS)}")
    return METRICS[metric]
