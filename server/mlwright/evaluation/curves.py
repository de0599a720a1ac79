"""Learning curves: does training get anywhere, and does it keep what it got?"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from mlwright.errors import InputError

Shape = Literal["healthy", "diverging", "plateau", "oscillating", "overfitting"]

SHORTEST = 5  # epochs: below that no shape can be told from noise
REST = 0.25  # the last quarter of a curve is where it has come to rest
GAIN = 0.02  # a loss that falls by less than this share of its start has learned nothing
SWING = 0.5  # steps up that undo more than this share of the steps down are no noise
REBOUND = 0.2  # a validation loss that gives back this share of its gain has passed its best


class CurveVerdict(NamedTuple):
    """What a learning curve looks like, why, and the epoch (from 0) with the best loss."""

    shape: Shape
    reason: str
    best_epoch: int


def learning_curve(train: Sequence[float], valid: Sequence[float] = ()) -> CurveVerdict:
    """Judge the losses of training, and of validation where there are any; smaller is better.

    Raises:
        InputError: fewer than five epochs, or lists of different length.
    """
    losses = _checked(train, "train")
    watched = _checked(valid, "valid") if len(valid) else losses
    if len(watched) != len(losses):
        raise InputError(
            f"{len(losses)} training losses but {len(watched)} validation losses",
            hint="give one loss of each kind for every epoch",
        )
    best = _best(watched)
    for judge in (_diverges, _oscillates, _stands_still):
        for name, curve in (("training", losses), ("validation", watched)):
            if (found := judge(curve, name)) is not None:
                return CurveVerdict(found[0], found[1], best)
    if (rebound := _rebounds(losses, watched)) is not None:
        return CurveVerdict("overfitting", rebound, best)
    return CurveVerdict("healthy", f"the loss falls from {watched[0]:.3g} to {watched[-1]:.3g} and comes to rest", best)


def _checked(values: Sequence[float], name: str) -> np.ndarray:
    losses = np.asarray(values, dtype=float)
    if losses.ndim != 1 or len(losses) < SHORTEST:
        raise InputError(
            f"the {name} losses have the shape {losses.shape}, which is no curve",
            hint=f"give one loss per epoch, at least {SHORTEST}",
        )
    return losses


def _best(losses: np.ndarray) -> int:
    finite = np.where(np.isfinite(losses), losses, np.inf)
    return int(np.argmin(finite))


def _tail(losses: np.ndarray) -> np.ndarray:
    return losses[-max(3, int(len(losses) * REST)) :]


def _diverges(losses: np.ndarray, name: str) -> tuple[Shape, str] | None:
    if not np.isfinite(losses).all():
        epoch = int(np.argmin(np.isfinite(losses)))
        return (
            "diverging",
            f"the {name} loss is {losses[epoch]} in epoch {epoch}: lower the learning rate or clip the gradients",
        )
    rise = float(np.median(_tail(losses)) - losses[0])
    if name == "training" and rise > GAIN * abs(losses[0]) and losses[-1] > losses[0]:
        return (
            "diverging",
            f"the {name} loss ends at {losses[-1]:.3g}, above its start {losses[0]:.3g}: lower the learning rate",
        )
    return None


def _oscillates(losses: np.ndarray, name: str) -> tuple[Shape, str] | None:
    steps = np.diff(losses[len(losses) // 4 :])
    up, down = float(steps[steps > 0].sum()), float(-steps[steps < 0].sum())
    span = float(losses.max() - losses.min())
    turns = int(np.sum(np.sign(steps[1:]) * np.sign(steps[:-1]) < 0))
    swings = float(np.abs(steps).mean()) > 0.1 * span > 0
    if swings and down > 0 and up / down > SWING and turns >= len(steps) / 2 and span > GAIN * abs(losses[0]):
        return (
            "oscillating",
            f"the {name} loss turns {turns} times without coming to rest: lower the learning rate or enlarge the batch",
        )
    return None


def _stands_still(losses: np.ndarray, name: str) -> tuple[Shape, str] | None:
    gain = float(losses[0] - np.median(_tail(losses)))
    if gain < GAIN * abs(losses[0]) and (name == "training" or losses.min() > losses[0] * (1 - GAIN)):
        return (
            "plateau",
            f"the {name} loss hardly leaves its start {losses[0]:.3g}: check labels, features and learning rate",
        )
    return None


def _rebounds(losses: np.ndarray, watched: np.ndarray) -> str | None:
    if watched is losses:
        return None
    best = _best(watched)
    gain, lost = float(watched[0] - watched[best]), float(np.median(_tail(watched)) - watched[best])
    if gain > 0 and lost > REBOUND * gain and losses[-1] <= losses[best]:
        return f"the validation loss is best in epoch {best} and then rises while the training loss falls: stop there"
    return None
