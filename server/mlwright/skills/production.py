"""What a production plan derives from its variables: thresholds, stop conditions, and what is not known."""

import difflib
from collections.abc import Mapping
from typing import Any

from mlwright.errors import InputError, quoted
from mlwright.skills.variables import is_number
from mlwright.specs.production_plan import Threshold

MEASURES: Mapping[str, tuple[str, float | None]] = {
    "p50_ms": ("at most", None),
    "p95_ms": ("at most", None),
    "p99_ms": ("at most", None),
    "error_rate": ("at most", 1),
    "availability": ("at least", 1),
    "throughput_rps": ("at least", None),
}
"""Measure → which side is the good one, and its largest possible value."""
DUTIES = ("Maintenance", "Retraining cadence", "Incidents")
NO_OBJECTIVE = "Performance objective: no bound is agreed, so no number can stop the rollout"
NO_STRATEGY = "Rollout strategy: nobody has chosen between canary, shadow and ab"


def owner_unknown(duty: str) -> str:
    """How a plan says that nobody is named for a duty."""
    return f"Owner of {duty.casefold()}"


def thresholds_of(objective: Mapping[str, Any]) -> tuple[Threshold, ...]:
    """The bounds in a performance objective; InputError names all that cannot be one."""
    faults = [fault for name, value in objective.items() if (fault := _fault(name, value))]
    if faults:
        raise InputError(f"performance_slo: {'; '.join(faults)}", f"measures: {', '.join(MEASURES)}")
    return tuple(
        Threshold.model_validate({"measure": name, "bound": MEASURES[name][0], "value": value})
        for name, value in objective.items()
    )


def stop_of(threshold: Threshold) -> str:
    """When a bound is broken."""
    return f"{threshold.measure} {'above' if threshold.bound == 'at most' else 'below'} {threshold.value:g}"


def production_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the plan's template sees besides its variables."""
    thresholds = thresholds_of(values["performance_slo"] or {})
    unknowns = [owner_unknown(duty) for duty in DUTIES]
    unknowns += [] if thresholds else [NO_OBJECTIVE]
    unknowns += [] if values["rollout_strategy"] else [NO_STRATEGY]
    return {
        "thresholds": tuple(
            {"measure": item.measure, "bound": item.bound, "value": f"{item.value:g}"} for item in thresholds
        ),
        "stops": tuple(stop_of(item) for item in thresholds),
        "duties": DUTIES,
        "unknowns": tuple(unknowns),
    }


def _fault(name: str, value: object) -> str:
    if name not in MEASURES:
        near = difflib.get_close_matches(name, MEASURES, 1)
        return f"{quoted(name, 60)} is no measure" + (f" (did you mean {near[0]}?)" if near else "")
    most = MEASURES[name][1]
    if not is_number(value) or value <= 0 or (most is not None and value > most):
        return f"{name} is {quoted(value, 40)}, expected a number above 0" + (f", at most {most:g}" if most else "")
    return ""
