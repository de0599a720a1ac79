"""Pictures of class predictions: ROC, precision and recall, calibration, confusion, recall per class."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from sklearn.metrics import confusion_matrix, precision_recall_curve, roc_curve

from mlwright.reports.drawing.labels import label
from mlwright.reports.pictures.bars import bar_picture
from mlwright.reports.pictures.canvas import (
    GROUND,
    INK,
    PLAIN,
    SERIES,
    SOFT,
    Margins,
    Picture,
    label_points,
    picture,
)
from mlwright.reports.pictures.curves import reliability, thinned
from mlwright.reports.wording import share, shown
from mlwright.specs import FeatureSpec

MOST_CLASSES = 12
PLAIN_POINTS = 250.0
"""Room for class names side by side below the matrix."""


def class_pictures(spec: FeatureSpec, predictions: pd.DataFrame) -> list[Picture]:
    """What the predictions of the test part allow: curves need probabilities, and two classes to compare."""
    truth = predictions["y_true"].astype(str)
    found = [_confusion(spec, truth, predictions["prediction"].astype(str))]
    if spec.task == "binary":
        return [*_binary(spec, truth, predictions), *found]
    return [
        _recalls(spec, truth, predictions["prediction"].astype(str)),
        *_confidence(spec, truth, predictions),
        *found,
    ]


def _binary(spec: FeatureSpec, truth: pd.Series, predictions: pd.DataFrame) -> list[Picture]:
    column = f"proba_{spec.positive}"
    hit = (truth == spec.positive).to_numpy()
    if column not in predictions or not 0 < hit.sum() < len(hit):
        return []
    probability = predictions[column].to_numpy(dtype=float)
    if not np.isfinite(probability).all():
        return []
    return [_roc(hit, probability), _precision_recall(hit, probability), _calibration(hit, probability, spec.positive)]


def _roc(hit: np.ndarray, probability: np.ndarray) -> Picture:
    fall_out, recall, _ = roc_curve(hit, probability)
    x, y = thinned(fall_out, recall)

    def paint(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=SOFT, linewidth=1, linestyle=(0, (4, 3)))
        axes.fill_between(x, y, color=SERIES[0], alpha=0.1, linewidth=0)
        axes.plot(x, y, color=SERIES[0], linewidth=2)
        axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel="false positive rate", ylabel="true positive rate")

    return picture("roc", "ROC curve", "Test part. Dashed: guessing.", paint, PLAIN)


def _precision_recall(hit: np.ndarray, probability: np.ndarray) -> Picture:
    precision, recall, _ = precision_recall_curve(hit, probability)
    x, y = thinned(recall, precision)
    prevalence = float(hit.mean())

    def paint(axes: Axes) -> None:
        axes.axhline(prevalence, color=SOFT, linewidth=1, linestyle=(0, (4, 3)))
        axes.plot(x, y, color=SERIES[0], linewidth=2)
        axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel="recall", ylabel="precision")

    caption = f"Test part. Dashed: guessing, {share(prevalence)} of the rows are positive."
    return picture("pr", "Precision and recall", caption, paint, PLAIN)


def _calibration(hit: np.ndarray, probability: np.ndarray, what: str | None) -> Picture:
    said, seen, counts = reliability(hit, probability)

    def paint(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=SOFT, linewidth=1, linestyle=(0, (4, 3)))
        axes.plot(said, seen, color=SERIES[0], linewidth=1.2, alpha=0.6)
        axes.scatter(said, seen, s=16 + 130 * counts / counts.sum(), color=SERIES[0], edgecolor=GROUND, zorder=3)
        axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.04), xlabel="predicted probability", ylabel="observed share")

    named = f" of {shown(what, 40)}" if what else ""
    caption = f"Test part, probability{named}. On the dashed line probabilities mean what they say."
    return picture("calibration", "Calibration", caption, paint, PLAIN)


def _confidence(spec: FeatureSpec, truth: pd.Series, predictions: pd.DataFrame) -> list[Picture]:
    """Calibration of the most likely class, for more than two classes."""
    columns = [f"proba_{name}" for name in spec.classes if f"proba_{name}" in predictions]
    if len(columns) < 2 or truth.empty:
        return []
    matrix = predictions[columns].to_numpy(dtype=float)
    if not np.isfinite(matrix).all():
        return []
    names = np.asarray([column.removeprefix("proba_") for column in columns])
    return [_calibration(names[matrix.argmax(axis=1)] == truth.to_numpy(), matrix.max(axis=1), "the likeliest class")]


def _grouped(spec: FeatureSpec, *labels: pd.Series) -> tuple[list[str], list[pd.Series]]:
    """Class names to draw, the rarer ones of many put together, and the labels in those names."""
    known = list(dict.fromkeys([*spec.classes, *(name for texts in labels for name in sorted(texts.unique()))]))
    if len(known) <= MOST_CLASSES:
        return known, list(labels)
    kept = known[: MOST_CLASSES - 1]
    rest = f"{len(known) - len(kept)} others"
    return [*kept, rest], [texts.where(texts.isin(kept), rest) for texts in labels]


def _recalls(spec: FeatureSpec, truth: pd.Series, prediction: pd.Series) -> Picture:
    names, (grouped,) = _grouped(spec, truth)
    right = (truth == prediction).groupby(grouped).agg(["sum", "count"])
    names = [name for name in names if name in right.index]
    sums, counts = right["sum"].reindex(names), right["count"].reindex(names)
    return bar_picture(
        "recall",
        "Recall per class",
        "Share of each class in the test part that was recognised.",
        names=names,
        lengths=[float(value) for value in sums / counts],
        notes=[f"{share(value / of)} of {of:,}" for value, of in zip(sums, counts, strict=True)],
        color=[SERIES[0]] * len(names),
        whole=1.0,
    )


def _confusion(spec: FeatureSpec, truth: pd.Series, prediction: pd.Series) -> Picture:
    names, (truth, prediction) = _grouped(spec, truth, prediction)
    counts = confusion_matrix(truth, prediction, labels=names)
    labels = [label(name, 18) for name in names]
    width = max(len(names), 3)
    crowded = label_points(labels) * len(names) > PLAIN_POINTS
    slanted: dict[str, Any] = {"rotation": 30, "ha": "right"} if crowded else {}

    def paint(axes: Axes) -> None:
        for row, line in enumerate(counts):
            for place, count in enumerate(line):
                portion = count / max(line.sum(), 1)
                axes.barh(row, 0.94, left=place - 0.47, height=0.9, color=SOFT, alpha=0.08)
                axes.barh(row, 0.94, left=place - 0.47, height=0.9, color=SERIES[0], alpha=0.55 * portion)
                axes.text(place, row, f"{count:,}", ha="center", va="center", color=INK, fontsize=9 if width < 8 else 7)
        axes.set_xticks(range(len(names)), labels, color=INK, **slanted)
        axes.set_yticks(range(len(names)), labels, color=INK)
        axes.set(xlim=(-0.55, len(names) - 0.45), ylim=(len(names) - 0.45, -0.55), xlabel="predicted", ylabel="actual")
        axes.grid(False)
        for spine in axes.spines.values():
            spine.set_visible(False)

    below = 36 + (label_points(labels) * 0.5 if crowded else 0)
    size = (PLAIN[0], (below + 12 + 34 * max(len(names), 4)) / 72)
    margins = Margins(left=label_points(labels) + 16, bottom=below)
    return picture(
        "confusion", "Confusion matrix", "Test part, rows. Shade: share of the actual class.", paint, size, margins
    )
