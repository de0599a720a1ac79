"""What a run leaves on disk, and the rows it works on."""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .bundle import read_parquet, write_parquet
from .search import Result


def some_rows(count: int, most: int, strategy: str, seed: int) -> np.ndarray:
    """Positions of at most `most` of `count` training rows, in order: the latest ones in time order, else at random."""
    if count <= most:
        return np.arange(count)
    if strategy == "time":
        return np.arange(count - most, count)
    return np.sort(np.random.default_rng(seed).permutation(count)[:most])


def read_split(run: Path, rows: pd.Index) -> np.ndarray:
    """Fold numbers of an earlier run for these row numbers."""
    saved = read_parquet(run / "split.parquet").set_index("row")["fold"]
    return saved.loc[rows].to_numpy()


def predictions_frame(y: pd.Series, prediction: np.ndarray, classes: Sequence[str] | None) -> pd.DataFrame:
    """One line per test row: row number, truth, prediction, and for classes a `proba_<label>` column each."""
    frame = pd.DataFrame({"row": y.index, "y_true": y.to_numpy()})
    if classes is None:
        return frame.assign(prediction=prediction)
    frame["prediction"] = np.asarray(classes)[prediction.argmax(axis=1)]
    proba = pd.DataFrame(prediction, columns=[f"proba_{label}" for label in classes])
    return pd.concat([frame, proba], axis=1)


def write_run(
    folder: Path,
    *,
    predictions: pd.DataFrame,
    folds: pd.DataFrame,
    choice: Mapping[str, Any],
    metrics: Mapping[str, float],
    baselines: Mapping[str, Mapping[str, float]],
    results: Sequence[Result],
) -> None:
    """predictions.parquet, split.parquet, params.json and, last, metrics.json."""
    folder.mkdir(parents=True, exist_ok=True)
    write_parquet(predictions, folder / "predictions.parquet")
    write_parquet(folds, folder / "split.parquet")
    _write_json(folder / "params.json", choice)
    candidates = [
        {
            "name": result.name,
            "role": result.role,
            "cv_mean": result.mean,
            "cv_sd": result.sd,
            "cv_train": result.train,
            "folds": result.scores,
            "seconds": result.seconds,
            "note": result.note,
        }
        for result in results
    ]
    report = {"winner": choice["winner"], "metrics": metrics, "baselines": baselines, "candidates": candidates}
    _write_json(folder / "metrics.json", report)


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(_plain(value), indent=2, ensure_ascii=False), encoding="utf-8")


def _plain(value: Any) -> Any:
    """Plain Python values; NaN and infinity become null, which JSON has a word for."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [_plain(item) for item in value]
    if isinstance(value, (np.generic,)):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
