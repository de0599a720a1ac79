"""Specs become files: the training script, what lies beside it, and the experiment config."""

from mlwright.generation.config import check_candidates, check_config, default_config, read_config, render_config
from mlwright.generation.script import training_files

__all__ = ["check_candidates", "check_config", "default_config", "read_config", "render_config", "training_files"]
