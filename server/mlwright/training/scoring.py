"""Predictions of a saved model, made in a fresh process that can build nothing but trusted types."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from mlwright.errors import PaperError, TrainingError, quoted
from mlwright.specs import Run
from mlwright.tabular.bundle import TRUSTED, write_parquet
from mlwright.tabular.search import aligned
from mlwright.tabular.table import sha256_of
from mlwright.training import rescore
from mlwright.training.runner import Watch, execute, python


def predict_rows(run: Run, folder: Path, cells: pd.DataFrame, classes: Sequence[str]) -> np.ndarray:
    """Predictions for raw rows by the model of a verified run, after checking that its files are the recorded ones.

    Returns probabilities in the order of `classes`, shape (n, classes), or numbers, shape (n,).
    """
    if run.status != "verified":
        raise PaperError(f"{run.id} did not verify ({run.reason}); its model is not used")
    for name in ("model.skops", *[name for name in run.files if name.startswith("code/")]):
        if not (folder / name).is_file() or sha256_of(folder / name) != run.files.get(name):
            raise PaperError(f"{run.id}/{name} is not the file that was verified", "train again with `mlwright train`")
    return fresh_predictions(folder / "code", folder / "model.skops", cells, classes, watch=Watch(600.0))


def fresh_predictions(
    code: Path, model: Path, cells: pd.DataFrame, classes: Sequence[str], *, watch: Watch
) -> np.ndarray:
    """Predictions of one model file for `cells` (n rows of text), as `predict_rows` returns them."""
    with tempfile.TemporaryDirectory() as name:
        box = Path(name)
        write_parquet(cells.astype("str"), box / "rows.parquet")
        (box / "trusted.json").write_text(json.dumps(TRUSTED), encoding="utf-8")
        command = python(
            Path(rescore.__file__),
            *map(str, (code, model, box / "rows.parquet", box / "trusted.json", box / "out.npz")),
        )
        outcome = execute([command[0], "-I", "-B", *command[1:]], cwd=box, watch=watch)
        if outcome.returncode != 0 or not (box / "out.npz").is_file():
            raise TrainingError(f"the saved model could not be used: {quoted(outcome.last_words, 400)}")
        with np.load(box / "out.npz", allow_pickle=False) as saved:
            values, known = saved["values"], saved["classes"]
    return aligned(values, known, classes) if len(classes) else values
