"""What curves are made of: fewer points, and probabilities against what happened."""

import numpy as np

MOST_POINTS = 300
BINS = 10


def thinned(x: np.ndarray, y: np.ndarray, most: int = MOST_POINTS) -> tuple[np.ndarray, np.ndarray]:
    """At most `most` points of a curve, evenly spaced by rank, both ends kept."""
    if len(x) <= most:
        return x, y
    kept = np.unique(np.linspace(0, len(x) - 1, most).round().astype(int))
    return x[kept], y[kept]


def reliability(
    hit: np.ndarray, probability: np.ndarray, bins: int = BINS
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean probability, observed share and rows in up to `bins` groups of about equal size, ties kept together.

    Equal-frequency reliability diagram as in Niculescu-Mizil and Caruana (2005) and Nixon et al. (2019).
    """
    edges = np.unique(np.quantile(probability, np.linspace(0, 1, bins + 1)))
    group = np.clip(np.searchsorted(edges, probability, side="right") - 1, 0, max(len(edges) - 2, 0))
    counts = np.bincount(group).astype(float)
    held = counts > 0
    said = np.bincount(group, weights=probability)[held] / counts[held]
    seen = np.bincount(group, weights=hit.astype(float))[held] / counts[held]
    return said, seen, counts[held]
