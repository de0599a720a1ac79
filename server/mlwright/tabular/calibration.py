"""How far predicted probabilities are from observed frequencies."""

from typing import Any

import numpy as np


def calibration_error(hit: Any, proba: Any, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins of `proba`; 0 is perfect.

    `hit` (n,) is 1 where the event came true, `proba` (n,) its predicted probability.
    Source: Naeini, Cooper and Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, AAAI 2015.
    """
    hit, proba = np.asarray(hit, dtype=float), np.asarray(proba, dtype=float)
    place = np.minimum((proba * bins).astype(int), bins - 1)
    gap = np.bincount(place, weights=hit - proba, minlength=bins)
    return float(np.abs(gap).sum() / len(hit))
