"""The verbs: each reads papers, calls the rooms, writes papers. The command line and the tools call these."""

from mlwright.steps.approving import approve, status
from mlwright.steps.chain import Finished, run
from mlwright.steps.commands import completed
from mlwright.steps.planning import config, no_target, profile, read_config, script, spec
from mlwright.steps.predicting import predict, write_predictions
from mlwright.steps.reviewing import audit_run, review_data
from mlwright.steps.running import gate, latest_run, report, runs, train
from mlwright.steps.splits import split_notes
from mlwright.steps.stages import CONFIG, PROFILE, REPORT, SCRIPT, SPEC, STAGES
from mlwright.steps.suggesting import suggest

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
    "completed",
    "config",
    "gate",
    "latest_run",
    "no_target",
    "predict",
    "profile",
    "read_config",
    "report",
    "review_data",
    "run",
    "runs",
    "script",
    "spec",
    "split_notes",
    "status",
    "suggest",
    "train",
    "write_predictions",
]
