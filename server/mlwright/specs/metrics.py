"""The metrics a run can be judged by: which way is better, what is perfect, which task has which."""

import math
from typing import Literal

from mlwright.specs.profile import Task

METRICS: dict[str, tuple[Literal["higher", "lower"], float]] = {
    "roc_auc": ("higher", 1.0),
    "average_precision": ("higher", 1.0),
    "accuracy": ("higher", 1.0),
    "balanced_accuracy": ("higher", 1.0),
    "precision": ("higher", 1.0),
    "recall": ("higher", 1.0),
    "f1": ("higher", 1.0),
    "log_loss": ("lower", 0.0),
    "brier": ("lower", 0.0),
    "calibration_error": ("lower", 0.0),
    "rmse": ("lower", 0.0),
    "mae": ("lower", 0.0),
    "r2": ("higher", 1.0),
    "mape": ("lower", 0.0),
    "mase": ("lower", 0.0),
}
"""Metric name → which direction is better, and the value of a perfect model."""

TASK_METRICS: dict[Task, tuple[str, ...]] = {
    "binary": (
        "roc_auc",
        "average_precision",
        "log_loss",
        "brier",
        "accuracy",
        "balanced_accuracy",
        "precision",
        "recall",
        "f1",
        "calibration_error",
    ),
    "multiclass": (
        "log_loss",
        "roc_auc",
        "accuracy",
        "balanced_accuracy",
        "precision",
        "recall",
        "f1",
        "calibration_error",
    ),
    "regression": ("rmse", "mae", "r2", "mape"),
    "forecasting": ("mase", "rmse", "mae", "mape"),
}
"""Task → the metrics that are defined for it, the default primary one first."""


def in_short(value: float | None, digits: int = 4) -> str:
    """A score in a few significant digits; a large one in full, with separators, never with an exponent."""
    if value is None:
        return "unknown"
    text = f"{value:.{digits}g}"
    return f"{float(text):,.0f}" if "e+" in text and abs(value) < 1e15 else text


def skill(metric: str, value: float | None, baseline: float | None) -> float | None:
    """Share of the way from the baseline (0) to a perfect score (1) that a value covers; negative when it is worse.

    None when a score is no finite number or the baseline is perfect already; KeyError for an unknown metric.
    Source: the skill score of forecast verification, (score - reference) / (perfect - reference).
    """
    perfect = METRICS[metric][1]
    if value is None or baseline is None or not (math.isfinite(value) and math.isfinite(baseline)):
        return None
    if math.isclose(baseline, perfect, abs_tol=1e-12):
        return None
    share = (value - baseline) / (perfect - baseline)
    return share if math.isfinite(share) else None
