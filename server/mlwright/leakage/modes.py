"""Whether a network was told that it is judged, not trained."""

from typing import TYPE_CHECKING

from mlwright.leakage.domain.rows import share
from mlwright.leakage.domain.values import Estimator
from mlwright.leakage.events import Predict, Score
from mlwright.leakage.scoring import held_out

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts

MOODY = ("Dropout", "BatchNorm", "AlphaDropout", "InstanceNorm", "SyncBatchNorm")


def in_training_mode(facts: "Facts", score: Score) -> bool:
    """Whether held-out rows are scored by a network whose layers behave otherwise in training, without eval()."""
    if not held_out(score):
        return False
    for fit in score.fits:
        network = fit.estimator
        if network.role != "network" or "lightning" in network.flags or not moody(network):
            continue
        before = [
            event
            for event in facts.of(Predict)
            if event.estimator is network and event.at < score.at and share(event.data.rows, score.data.rows)
        ]
        if (
            before
            and getattr(before[-1], "mode", "eval") != "eval"
            and hasattr(fit.node, "lineno")
            and _by_hand(fit.node)
        ):
            return True
    return False


def _by_hand(node: object) -> bool:
    """Whether the fit is a step of a training loop; a framework that fits by one call sets the mode itself."""
    return getattr(getattr(node, "func", None), "attr", "") == "backward"


def moody(network: Estimator, depth: int = 5) -> bool:
    if network.klass.startswith(MOODY):
        return True
    return bool(depth) and any(moody(step, depth - 1) for step in network.steps)
