"""Calls of metric functions: which rows they judge, and whose predictions."""

from typing import Any

from .fitting import Fitting
from .rows import length
from .seen import View

_PREDICTIONS = ("y_pred", "y_score", "y_prob", "y_proba", "pred_decision")


def metric(fitting: Fitting, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Compute the metric and keep which rows it was computed on."""
    with fitting.recorder.inside():
        result = original(*args, **kwargs)
    with fitting.recorder.careful(original.__name__):
        truth = args[0] if args else kwargs.get("y_true")
        guess = args[1] if len(args) > 1 else next((kwargs[name] for name in _PREDICTIONS if name in kwargs), None)
        view = _judged(fitting, truth, guess)
        if view is not None:
            fitting.scored(original.__name__, view, view.made_by, "metric")
    return result


def _judged(fitting: Fitting, truth: Any, guess: Any) -> View | None:
    """The rows of the predictions; a threshold or rounding makes a new array, then the latest of that length."""
    known = fitting.rows.known(guess) if guess is not None else None
    if known is not None and known.made_by is not None:
        return known
    swapped = fitting.rows.known(truth)
    if swapped is not None and swapped.made_by is not None:
        return swapped
    latest = fitting.latest.get(length(guess) or -1)
    return latest._replace(how="content") if latest is not None else None
