"""Baselines that scikit-learn does not have."""

from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin


class RandomDraw(RegressorMixin, BaseEstimator):
    """Predicts a value drawn at random from the training targets: what chance alone achieves."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, X: Any, y: Any) -> Self:
        """Remember the targets, shape (n,)."""
        del X
        self.values_ = np.asarray(y, dtype="float64")
        return self

    def predict(self, X: Any) -> np.ndarray:
        """One drawn value per row of `X`."""
        return np.random.default_rng(self.seed).choice(self.values_, size=len(X))
