"""The verbs: each reads papers, calls the rooms, writes papers. The command line and the tools call these."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mlwright.steps.approving import approve, status
    from mlwright.steps.chain import Finished, run
    from mlwright.steps.checking import check_contract
    from mlwright.steps.commands import completed
    from mlwright.steps.planning import config, read_config, script, spec
    from mlwright.steps.predicting import predict, write_predictions
    from mlwright.steps.profiling import profile, read_profile
    from mlwright.steps.questions import no_target
    from mlwright.steps.reviewing import audit_run, review_data
    from mlwright.steps.running import gate, latest_run, report, runs, train
    from mlwright.steps.sampling import sample
    from mlwright.steps.splits import split_notes
    from mlwright.steps.stages import CONFIG, PROFILE, REPORT, SCRIPT, SPEC, STAGES
    from mlwright.steps.suggesting import suggest

_PLACES = {
    "approving": ("approve", "status"),
    "chain": ("Finished", "run"),
    "checking": ("check_contract",),
    "commands": ("completed",),
    "planning": ("config", "read_config", "script", "spec"),
    "predicting": ("predict", "write_predictions"),
    "profiling": ("profile", "read_profile"),
    "questions": ("no_target",),
    "reviewing": ("audit_run", "review_data"),
    "running": ("gate", "latest_run", "report", "runs", "train"),
    "sampling": ("sample",),
    "splits": ("split_notes",),
    "stages": ("CONFIG", "PROFILE", "REPORT", "SCRIPT", "SPEC", "STAGES"),
    "suggesting": ("suggest",),
}
"""Module → the names in it. A step's module is imported when the step is asked for: most load large libraries."""

_MODULE_OF = {name: module for module, names in _PLACES.items() for name in names}

__all__ = [
    "CONFIG",
    "PROFILE",
    "REPORT",
    "SCRIPT",
    "SPEC",
    "STAGES",
    "Finished",
    "approve",
    "audit_run",
    "check_contract",
    "completed",
    "config",
    "gate",
    "latest_run",
    "no_target",
    "predict",
    "profile",
    "read_config",
    "read_profile",
    "report",
    "review_data",
    "run",
    "runs",
    "sample",
    "script",
    "spec",
    "split_notes",
    "status",
    "suggest",
    "train",
    "write_predictions",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
