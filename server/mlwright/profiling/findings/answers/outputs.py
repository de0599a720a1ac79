"""Another model's output among the columns: by its name and its values, or because it is calibrated."""

import numpy as np

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.findings.answers.certain import ENOUGH_ROWS, PERFECT
from mlwright.profiling.findings.answers.evidence import Evidence, Said
from mlwright.profiling.findings.names import word_set, words

_OUTPUT = word_set(
    "proba probability probabilities prob prediction predictions predicted pred preds yhat logit logits propensity"
)
_MAYBE = word_set("score scores likelihood risk confidence forecast estimate estimated")
_TRACKS, _TRACKS_WELL, _CALIBRATED, _BINS = 0.3, 0.6, 0.05, 10


def sure_output(evidence: Evidence) -> Said | None:
    """Named as a model's output, and nearly the answer."""
    least = 0.999 if evidence.numeric else PERFECT
    rows = int((evidence.outcome.known & ~evidence.view.missing).sum())
    named = evidence.strength >= least and rows >= ENOUGH_ROWS and evidence.view.values is not None
    return likely_output(evidence) if named else None


def likely_output(evidence: Evidence) -> Said | None:
    """Named as a model's output and in step with the target, or calibrated to it as only such an output is."""
    name, target = evidence.names
    if _named(evidence):
        how = f"{name} is named as a model's output and follows {target} ({evidence.measured})"
        return Said("model_output", how)
    off = _calibration(evidence)
    if off is None:
        return None
    how = f"{name} lies in 0 to 1 and is off the share of {target} by {off:.3f} on average ({evidence.measured})"
    return Said("model_output", how)


def _named(evidence: Evidence) -> bool:
    said = words(evidence.view.name)
    glued = "".join(said)
    strong = bool(_OUTPUT & set(said)) or glued in ("p0", "p1", "yhat", "ypred")
    if evidence.view.values is None:
        labels = set(evidence.view.levels)
        same = len(labels) >= 2 and labels <= set(evidence.target.levels)
        return strong and same and evidence.strength >= _TRACKS
    if strong:
        return evidence.strength >= _TRACKS
    return bool(_MAYBE & set(said)) and evidence.strength >= _TRACKS_WELL and _fits(evidence)


def _fits(evidence: Evidence) -> bool:
    """Values of the form that an output has: shares for classes, the target's own scale for amounts."""
    values = evidence.view.values
    if values is None:
        return False
    both = np.isfinite(values) & np.isfinite(evidence.outcome.values)
    if evidence.numeric:
        apart = float(np.abs(values[both] - evidence.outcome.values[both]).mean())
        return apart < 0.5 * float(evidence.outcome.values[both].std())
    return _shares(evidence)


def _shares(evidence: Evidence) -> bool:
    number = evidence.view.column.number
    if number is None or number.integer or evidence.view.values is None:
        return False
    present = evidence.view.values[np.isfinite(evidence.view.values)]
    return bool(len(present) and present.min() >= 0 and present.max() <= 1)


def _calibration(evidence: Evidence) -> float | None:
    """Mean distance of values from the share of the positive class in bins; None where it says nothing.

    Reliability in equal-count bins as of DeGroot and Fienberg 1983. Only a strong column with many values can be
    calibrated by more than chance.
    """
    values = evidence.view.values
    if evidence.outcome.task != "binary" or values is None or evidence.strength < _TRACKS_WELL or not _shares(evidence):
        return None
    known = np.isfinite(values) & evidence.outcome.known
    if known.sum() < 10 * ENOUGH_ROWS or len(np.unique(values[known])) < 5 * _BINS:
        return None
    order = np.argsort(values[known], kind="stable")
    positive = np.equal(evidence.outcome.values[known], evidence.outcome.values[known].max())[order]
    best = min(_off(values[known][order], shares.astype(np.float64)) for shares in (positive, ~positive))
    return best if best <= _CALIBRATED else None


def _off(values: Floats, hits: Floats) -> float:
    parts = zip(np.array_split(values, _BINS), np.array_split(hits, _BINS), strict=True)
    return float(np.mean([abs(part.mean() - share.mean()) for part, share in parts]))
