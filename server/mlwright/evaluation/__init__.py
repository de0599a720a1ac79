"""The evaluation room: predictions → metrics with intervals."""

from mlwright.evaluation.bootstrap import intervals
from mlwright.evaluation.scoring import score

__all__ = ["intervals", "score"]
