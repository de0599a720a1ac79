"""Edits that mend a fault. The door: propose, trial.

Rules name the kind of edit that mends what they found; whether it can be made is decided here, from the syntax tree of
the statements around it (rules may not look at it, this room must). An edit is proposed only where nobody else can see
the difference: the names are used nowhere else, nothing between is changed, the lines are the author's own and of one
cell. `trial` says what the file would be with it, so that the analysis can tell whether the fault is gone.
"""

from collections.abc import Callable
from typing import Any

from mlwright.leakage.edits.evaluation_part import left_alone, transform_only
from mlwright.leakage.edits.moved import learn_after, resample_after
from mlwright.leakage.edits.places import exchanged, in_order
from mlwright.leakage.edits.time_order import unshuffled
from mlwright.leakage.edits.trial import mends, trial
from mlwright.leakage.edits.wrapped import into_pipeline
from mlwright.leakage.facts import Facts
from mlwright.leakage.findings import Edit
from mlwright.leakage.rule import Hit

KINDS: dict[str, Callable[[Hit, Facts], Edit | None]] = {
    "learn after the split": learn_after,
    "resample after the split": resample_after,
    "transform only": transform_only,
    "into a pipeline": into_pipeline,
    "leave as it is": left_alone,
    "exchange": exchanged,
    "unpack in order": in_order,
    "keep the order": unshuffled,
}


def propose(hit: Hit, facts: Facts) -> Edit | None:
    """The edit that mends a finding, or None where it is not provably what was meant."""
    node: Any = hit.node
    if not hit.fix or hit.source is not facts.source or not hasattr(node, "lineno"):
        return None
    try:
        made = (KINDS[fix](hit, facts) for fix in hit.fix.split(" | "))
        return next((edit for edit in made if edit is not None), None)
    except (RecursionError, UnicodeError):  # nested too deeply, or text that cannot be written
        return None


__all__ = ["KINDS", "mends", "propose", "trial"]
