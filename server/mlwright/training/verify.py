"""What a run claims is checked against the data, the split rule, and its own model in fresh processes."""

import math
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from mlwright import plain_yaml
from mlwright.errors import MlwrightError, TrainingError, quoted
from mlwright.specs import Check, ExperimentConfig, Interval
from mlwright.tabular.bundle import read_parquet
from mlwright.tabular.forecasting import naive_error
from mlwright.tabular.table import sha256_of
from mlwright.training.rows import Rows
from mlwright.training.runner import Watch, execute, python
from mlwright.training.scoring import fresh_predictions

Recompute = Callable[
    [pd.DataFrame, np.ndarray | None, float | None], tuple[dict[str, float | None], dict[str, Interval]]
]
"""(predictions, group per row, scale of MASE) → metrics and intervals."""

TOLERANCE = 1e-6
MOST_ROWS = 5_000
"""Rows on which the two models of the last check are compared, of each part."""


def verify(
    box: Path,
    code: Path,
    config: ExperimentConfig,
    rows: Rows,
    report: Mapping[str, Any],
    recompute: Recompute,
    *,
    watch: Watch,
) -> tuple[tuple[Check, ...], dict[str, float | None], dict[str, Interval]]:
    """Every check of a finished run, the metrics as recomputed, and their intervals.

    A check that fails stops those that rest on it. Raises TrainingError when files of the run are missing.
    """
    try:
        predictions = read_parquet(box / "predictions.parquet")
        split = read_parquet(box / "split.parquet")
    except Exception as error:
        raise TrainingError(f"the run left no readable predictions and split: {quoted(error)}") from None
    checks = [_split_follows_config(split, rows), _test_rows_are_the_test(predictions, rows, config)]
    if not all(check.passed for check in checks):
        return tuple(checks), {}, {}
    checks.append(_predictions_are_numbers(predictions, config))
    if not checks[-1].passed:
        return tuple(checks), {}, {}
    season = config.split.season or 1
    scale = naive_error(rows.target.loc[rows.train], season) if config.task == "forecasting" else None
    groups = _groups(predictions, rows, config)
    metrics, intervals = recompute(predictions, groups, scale)
    checks.append(_metrics_agree(report["metrics"], metrics, config.metrics.primary))
    checks.append(_constant_baseline_agrees(report, predictions, rows, config, recompute, scale))
    checks.append(_model_repeats_predictions(box, code, predictions, rows, config, watch))
    if all(check.passed for check in checks):
        checks.append(_test_rows_do_not_matter(box, code, rows, config, watch))
    return tuple(checks), metrics, intervals


def _split_follows_config(split: pd.DataFrame, rows: Rows) -> Check:
    name = "split follows the config"
    if list(split.columns) != ["row", "fold"] or split["row"].duplicated().any():
        return Check(name=name, passed=False, detail="split.parquet must hold one (row, fold) per row")
    theirs = split.set_index("row")["fold"].reindex(rows.cells.index)
    wrong = int((theirs.to_numpy() != rows.folds).sum()) + abs(len(split) - len(rows.cells))
    if wrong:
        return Check(
            name=name, passed=False, detail=f"{wrong} rows stand in another part than the config's rule puts them"
        )
    return Check(
        name=name, passed=True, detail=f"{len(rows.train)} training rows and {len(rows.test)} test rows, rebuilt"
    )


def _test_rows_are_the_test(predictions: pd.DataFrame, rows: Rows, config: ExperimentConfig) -> Check:
    name = "predictions cover the test rows"
    if not {"row", "y_true", "prediction"} <= set(predictions.columns):
        return Check(name=name, passed=False, detail="predictions.parquet needs the columns row, y_true and prediction")
    if sorted(predictions["row"]) != sorted(rows.test):
        return Check(name=name, passed=False, detail="the rows predicted are not the test rows")
    truth = rows.target.loc[predictions["row"]]
    theirs = predictions["y_true"]
    if config.classes:
        wrong = int((theirs.astype("str").to_numpy() != truth.astype("str").to_numpy()).sum())
    else:
        wrong = int((~np.isclose(pd.to_numeric(theirs, errors="coerce"), truth, equal_nan=False)).sum())
    if wrong:
        return Check(name=name, passed=False, detail=f"y_true differs from the table in {wrong} rows")
    return Check(name=name, passed=True, detail=f"{len(predictions)} rows, truth as in the table")


def _predictions_are_numbers(predictions: pd.DataFrame, config: ExperimentConfig) -> Check:
    name = "predictions are finite"
    columns = [f"proba_{label}" for label in config.classes] or ["prediction"]
    missing = [column for column in columns if column not in predictions]
    if missing:
        return Check(name=name, passed=False, detail=f"predictions.parquet has no column {quoted(missing[0])}")
    values = predictions[columns].apply(pd.to_numeric, errors="coerce").to_numpy(dtype="float64")
    bad = int((~np.isfinite(values)).any(axis=1).sum())
    if bad:
        return Check(name=name, passed=False, detail=f"{bad} of {len(values)} rows hold NaN or infinity")
    if config.classes and not (np.allclose(values.sum(axis=1), 1, atol=1e-4) and values.min() >= -1e-9):
        return Check(name=name, passed=False, detail="class probabilities are negative or do not add up to 1")
    if config.classes:
        likeliest = np.asarray(config.classes)[values.argmax(axis=1)]
        odd = int((predictions["prediction"].astype("str").to_numpy() != likeliest).sum())
        if odd:
            return Check(name=name, passed=False, detail=f"{odd} predicted labels are not the most probable class")
    return Check(name=name, passed=True, detail=f"{len(values)} rows")


def _metrics_agree(claimed: Mapping[str, Any], metrics: Mapping[str, float | None], primary: str) -> Check:
    name = "metrics follow from the predictions"
    if primary not in claimed:
        return Check(name=name, passed=False, detail=f"the script reported no {primary}")
    for metric, value in metrics.items():
        stated = claimed.get(metric)
        if metric not in claimed or (stated is None and value is None):
            continue
        same = (
            isinstance(stated, int | float)
            and not isinstance(stated, bool)
            and value is not None
            and math.isclose(stated, value, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
        )
        if not same:
            return Check(
                name=name, passed=False, detail=f"{metric}: reported {quoted(stated)}, predictions give {value}"
            )
    return Check(name=name, passed=True, detail=f"{len(metrics)} metrics recomputed")


def _constant_baseline_agrees(
    report: Mapping[str, Any],
    predictions: pd.DataFrame,
    rows: Rows,
    config: ExperimentConfig,
    recompute: Recompute,
    scale: float | None,
) -> Check:
    """The floor is recomputed too: a baseline made to look bad would flatter the model."""
    name, primary = "the constant baseline is honest", config.metrics.primary
    constant = "prior" if config.classes else "mean"
    flat = predictions[["row", "y_true"]].copy()
    train = rows.target.loc[rows.train]
    if config.classes:
        share = train.value_counts(normalize=True)
        for label in config.classes:
            flat[f"proba_{label}"] = float(share.get(label, 0.0))
        flat["prediction"] = max(config.classes, key=lambda label: float(share.get(label, 0.0)))
    else:
        flat["prediction"] = float(train.mean())
    value = recompute(flat, None, scale)[0].get(primary)
    stated = report.get("baselines", {}).get(constant, {}).get(primary)
    if (
        not isinstance(stated, int | float)
        or value is None
        or not math.isclose(stated, value, rel_tol=1e-5, abs_tol=1e-5)
    ):
        return Check(
            name=name, passed=False, detail=f"{constant} {primary}: reported {quoted(stated)}, recomputed {value}"
        )
    return Check(name=name, passed=True, detail=f"{constant} {primary} {value:.4g}, recomputed")


def _model_repeats_predictions(
    box: Path, code: Path, predictions: pd.DataFrame, rows: Rows, config: ExperimentConfig, watch: Watch
) -> Check:
    name = "the saved model repeats its predictions"
    try:
        cells = _inputs(rows, config).loc[predictions["row"]]
        again = fresh_predictions(code, box / "model.skops", cells, config.classes, watch=watch)
    except MlwrightError as error:
        return Check(name=name, passed=False, detail=error.message)
    columns = [f"proba_{label}" for label in config.classes] or ["prediction"]
    first = predictions[columns].to_numpy(dtype="float64").reshape(again.shape)
    gap = _gap(first, again)
    return Check(
        name=name, passed=gap <= TOLERANCE, detail=f"{len(first)} rows in a fresh process, largest difference {gap:.2g}"
    )


def _test_rows_do_not_matter(box: Path, code: Path, rows: Rows, config: ExperimentConfig, watch: Watch) -> Check:
    """Fit again on a copy whose test rows hold other values: a model that never saw them comes out the same.

    It also shows that the run repeats: same code, same seed, fresh process, same model.
    """
    name = "test rows do not influence the model"
    # far from the run, with nothing of it but the choice and the split: neither its model nor its table is at hand
    with_box = Path(tempfile.mkdtemp(prefix="mlwright-refit-"))
    try:
        chosen = with_box / "choice"
        chosen.mkdir()
        for file in ("params.json", "split.parquet"):
            shutil.copyfile(box / file, chosen / file)
        again = with_box / "code"
        shutil.copytree(code, again, ignore=shutil.ignore_patterns("__pycache__"))
        _displaced_copy(with_box / "table.csv", again / "experiment-config.yaml", rows, config)
        arguments = ("--refit", str(chosen), "--out", str(with_box))
        outcome = execute(python(again / "training_script.py", *arguments), cwd=again, watch=watch)
        if outcome.returncode != 0:
            return Check(name=name, passed=False, detail=f"fitting again failed: {quoted(outcome.last_words, 300)}")
        truth = [read_parquet(folder / "predictions.parquet")["y_true"] for folder in (box, with_box)]
        if truth[0].equals(truth[1]):
            return Check(name=name, passed=False, detail="the script did not read the table that its config names")
        cells = _inputs(rows, config).loc[_some(rows.train).union(_some(rows.test))]
        first, second = (
            fresh_predictions(folder, model / "model.skops", cells, config.classes, watch=watch)
            for folder, model in ((code, box), (again, with_box))
        )
    except MlwrightError as error:
        return Check(name=name, passed=False, detail=error.message)
    finally:
        shutil.rmtree(with_box, ignore_errors=True)
    gap = _gap(first, second)
    if gap > TOLERANCE:
        detail = f"with other test rows the fitted model predicts differently, by up to {gap:.2g}"
        return Check(name=name, passed=False, detail=detail)
    return Check(
        name=name, passed=True, detail=f"fitted again with other values in the test rows: the same on {len(cells)} rows"
    )


def _displaced_copy(table: Path, config_file: Path, rows: Rows, config: ExperimentConfig) -> None:
    """The table with other values in every test row, and a config that points to it.

    Values are moved out of their range, not only exchanged: a mean or a maximum learned over all rows changes too.
    """
    displaced = rows.whole.copy()
    chance = np.random.default_rng(20260101)
    for name in displaced.columns:
        if name == config.split.column and config.split.strategy == "forecast":
            continue  # a forecast is asked for by date
        if name == config.target and config.classes:
            displaced.loc[rows.test, name] = chance.choice(list(config.classes), size=len(rows.test))
        else:
            displaced.loc[rows.test, name] = _displaced(displaced[name], rows, chance)
    displaced.to_csv(table, index=False, encoding="utf-8")
    settings = plain_yaml.load(config_file.read_text(encoding="utf-8"))
    settings["data"] |= {"path": str(table), "sha256": sha256_of(table), "format": "csv", "encoding": "utf-8"}
    settings["data"] |= {"separator": ",", "quote": '"', "skip_rows": 0}
    config_file.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


def _displaced(column: pd.Series, rows: Rows, chance: np.random.Generator) -> np.ndarray:
    """New cells for the test rows: numbers beyond the training range, anything else one single training value."""
    test, train = column.loc[rows.test], column.loc[rows.train]
    number, known = pd.to_numeric(test, errors="coerce"), pd.to_numeric(train, errors="coerce")
    if number.notna().sum() == (test.str.strip() != "").sum() and known.notna().any():
        moved = number * 1.7 + (known.max() - known.min() + 1.0)
        return moved.map(lambda value: "" if pd.isna(value) else repr(float(value))).to_numpy()
    return np.full(len(test), chance.choice(train.to_numpy()), dtype=object)


def _inputs(rows: Rows, config: ExperimentConfig) -> pd.DataFrame:
    return rows.cells.drop(columns=config.target)


def _some(index: pd.Index) -> pd.Index:
    return index if len(index) <= MOST_ROWS else index[:: len(index) // MOST_ROWS + 1]


def _gap(first: np.ndarray, second: np.ndarray) -> float:
    """The largest difference, relative to the size of the numbers."""
    if first.shape != second.shape or not (np.isfinite(first).all() and np.isfinite(second).all()):
        return math.inf
    return float(np.max(np.abs(first - second) / np.maximum(1.0, np.abs(first)), initial=0.0))


def _groups(predictions: pd.DataFrame, rows: Rows, config: ExperimentConfig) -> np.ndarray | None:
    if config.split.strategy != "group" or config.split.column is None:
        return None
    return rows.cells.loc[predictions["row"], config.split.column].to_numpy()
