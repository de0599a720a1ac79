"""The table of a config, read without the script: what the truth is, and which rows are the test."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from mlwright.errors import PaperError, quoted
from mlwright.specs import ExperimentConfig
from mlwright.tabular.folds import TEST, assign_folds
from mlwright.tabular.table import as_label, as_number, read_table, sha256_of


@dataclass(frozen=True)
class Rows:
    """Usable rows of a table (index = row number in the file), their target and their fold (-1 = test)."""

    cells: pd.DataFrame
    whole: pd.DataFrame
    target: pd.Series
    folds: np.ndarray

    @property
    def test(self) -> pd.Index:
        """Row numbers of the test part."""
        return self.cells.index[self.folds == TEST]

    @property
    def train(self) -> pd.Index:
        """Row numbers of the training part."""
        return self.cells.index[self.folds != TEST]


def read_rows(
    config: ExperimentConfig, target_missing_codes: Iterable[str] = (), target_unit: str | None = None
) -> Rows:
    """Read and split the config's table. Raises PaperError when the data changed or cannot be split as asked."""
    path = Path(config.data.path)
    if not path.is_absolute():
        raise PaperError(f"data.path in the config is {quoted(path)}, expected an absolute path")
    if path.exists() and not path.is_file():  # a pipe would be waited for
        raise PaperError(f"data.path in the config is {quoted(path)}, which is not a regular file")
    try:
        if sha256_of(path) != config.data.sha256:
            raise PaperError(
                f"{quoted(path)} has changed since it was profiled", "profile it again with `mlwright run`"
            )
    except OSError as error:
        raise PaperError(f"cannot read {quoted(path)}: {error.strerror}") from None
    whole = read_table(path, config.data.model_dump())
    if config.target not in whole:
        raise PaperError(f"the target {quoted(config.target)} is not a column of {quoted(path)}")
    codes = list(target_missing_codes)
    if config.task in ("regression", "forecasting"):
        target = as_number(whole[config.target], codes, target_unit, config.data.decimal, config.data.thousands)
        usable = target.notna()
    else:
        target = as_label(whole[config.target], codes)
        usable = target != ""
    try:
        folds = assign_folds(whole[usable], target[usable], config.split.model_dump(mode="json"), config.training.seed)
    except (ValueError, KeyError) as error:
        raise PaperError(
            f"the rows cannot be split as the config asks: {error}", "change `split` in the config"
        ) from None
    return Rows(whole[usable], whole, target[usable], folds)


def code_hash(folder: Path) -> str:
    """One SHA-256 over the script and the module beside it."""
    files = [folder / "training_script.py", *sorted((folder / "tabular").glob("*.py"))]
    parts = {path.relative_to(folder).as_posix(): sha256_of(path) for path in files if path.is_file()}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
