"""The evaluation room: predictions → metrics with intervals, skill over a baseline, and curves for reports."""

from mlwright.evaluation.bootstrap import intervals
from mlwright.evaluation.comparing import is_better, skill
from mlwright.evaluation.curves import (
    CalibrationBin,
    ConfusionMatrix,
    calibration_bins,
    confusion_matrix,
    precision_recall_points,
    residual_quantiles,
    roc_points,
    scatter_points,
)
from mlwright.evaluation.predictions import Predictions, read_predictions
from mlwright.evaluation.scoring import score

__all__ = [
    "CalibrationBin",
    "ConfusionMatrix",
    "Predictions",
    "calibration_bins",
    "confusion_matrix",
    "intervals",
    "is_better",
    "precision_recall_points",
    "read_predictions",
    "residual_quantiles",
    "roc_points",
    "scatter_points",
    "score",
    "skill",
]
