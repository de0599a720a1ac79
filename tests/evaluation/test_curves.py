"""Curves for reports are short, start and end where they should, and count every row."""

import numpy as np
import pytest
from mlwright.evaluation import (
    CalibrationBin,
    calibration_bins,
    confusion_matrix,
    precision_recall_points,
    residual_quantiles,
    roc_points,
    scatter_points,
)
from sklearn import metrics as sk

RNG = np.random.default_rng(0)
CHANCE = RNG.random(3000)
HIT = RNG.random(3000) < CHANCE


def test_a_long_roc_curve_is_thinned_without_losing_its_ends_or_area():
    points = roc_points(HIT, CHANCE)
    across, up = zip(*points, strict=True)

    assert points[0] == (0.0, 0.0)
    assert points[-1] == (1.0, 1.0)
    assert len(points) <= 200
    assert pytest.approx(sk.roc_auc_score(HIT, CHANCE), abs=0.005) == np.trapezoid(up, across)


def test_a_short_roc_curve_is_whole():
    assert roc_points([1, 0, 1, 0], [0.9, 0.8, 0.7, 0.1]) == (
        (0.0, 0.0),
        (0.0, 0.5),
        (0.5, 0.5),
        (0.5, 1.0),
        (1.0, 1.0),
    )


def test_precision_recall_runs_from_low_to_full_recall():
    points = precision_recall_points(HIT, CHANCE)

    assert (points[0][0], points[-1][0]) == (0.0, 1.0)
    assert len(points) <= 200


def test_curves_that_do_not_exist_are_empty():
    assert roc_points([1, 1], [0.5, 0.6]) == ()
    assert precision_recall_points([0, 0], [0.5, 0.6]) == ()
    assert residual_quantiles([], []) == ()


def test_calibration_bins_hold_every_row_and_the_ends():
    found = calibration_bins([1, 0, 1], [1.0, 0.0, 0.05])

    assert (CalibrationBin(0.0, 0.1, 2, 0.025, 0.5), CalibrationBin(0.9, 1.0, 1, 1.0, 1.0)) == found


def test_a_confusion_matrix_counts_by_truth_then_prediction():
    found = confusion_matrix(["a", "a", "b"], ["a", "b", "b"], ["b", "a"])

    assert (found.labels, found.counts) == (("b", "a"), ((1, 0), (1, 1)))


def test_very_many_classes_are_pooled_without_losing_rows():
    names = [str(place) for place in range(100)]
    found = confusion_matrix(names, names, names)

    assert len(found.labels) == 30
    assert found.counts[-1][-1] == 71
    assert sum(map(sum, found.counts)) == 100


def test_residuals_are_predictions_minus_truths():
    assert residual_quantiles([1, 1, 1], [0, 2, 4])[::5] == ((0.0, -1.0), (0.5, 1.0), (1.0, 3.0))


def test_the_scatter_spans_the_truths():
    points = scatter_points(np.arange(1000), np.arange(1000) + 1)

    assert (len(points), points[0], points[-1]) == (200, (0.0, 1.0), (999.0, 1000.0))
