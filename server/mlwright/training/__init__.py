"""Script + config → a verified run: executed in a process of its own, then checked without trusting it."""

from mlwright.training.experiment import Job, run_experiment
from mlwright.training.ledger import looks_at
from mlwright.training.rows import code_hash, read_rows
from mlwright.training.runner import Watch
from mlwright.training.scoring import predict_rows

__all__ = ["Job", "Watch", "code_hash", "looks_at", "predict_rows", "read_rows", "run_experiment"]
