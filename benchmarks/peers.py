"""Our score beside the defaults of HistGradientBoosting and LightGBM, on the same rows, features and split.

    python benchmarks/end_to_end.py --keep FOLDER && python benchmarks/peers.py FOLDER

Each peer gets the split and the features that our run decided on (so it profits from the leaks that were found) and
its own library defaults with native categories. The ratio is skill / skill, with 0 = the constant baseline and
1 = a perfect score; above 1 we are ahead. "sd" is the bootstrap standard deviation of the difference in score, so that
chance can be told from quality.
"""

import argparse
import importlib.util
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from mlwright import evaluation, features, generation, steps, training
from mlwright.specs import ExperimentConfig, Run
from mlwright.specs.metrics import skill
from mlwright.tabular.bundle import read_parquet
from mlwright.tabular.columns import TypedColumns
from mlwright.tabular.search import predict
from mlwright.workspace import Workspace


def typed_frame(workspace: Workspace, config: ExperimentConfig, rows: Any) -> pd.DataFrame:
    """The run's features with their types; text and levels as categories."""
    spec = features.from_markdown(workspace.read_text(steps.SPEC))
    by = {encode: [item.name for item in spec.features if item.encode == encode] for encode in ("number", "text")}
    levels = [item.name for item in spec.features if item.encode in ("levels", "many_levels")]
    reader = TypedColumns(
        numbers=by["number"],
        levels=levels,
        texts=by["text"],
        dates={item.name: item.date_format for item in spec.features if item.encode == "date_parts"},
        missing_codes={item.name: list(item.missing_codes) for item in spec.features},
        units={item.name: item.unit for item in spec.features if item.unit},
        decimal=config.data.decimal,
        thousands=config.data.thousands,
    )
    frame = reader.fit_transform(rows.cells)
    for name in [*levels, *by["text"]]:
        frame[name] = frame[name].astype("category")
        if frame[name].nunique() > 200:  # beyond what the peers' native categories are meant for
            frame = frame.drop(columns=name)
    frame.columns = [f"f{place}" for place in range(frame.shape[1])]
    return frame


def peers(task: str) -> dict[str, Any]:
    """Library defaults."""
    regression = task == "regression"
    kind = HistGradientBoostingRegressor if regression else HistGradientBoostingClassifier
    models: dict[str, Any] = {"hgb": kind(categorical_features="from_dtype", random_state=0)}
    if importlib.util.find_spec("lightgbm"):
        from lightgbm import LGBMClassifier, LGBMRegressor

        models["lgbm"] = (LGBMRegressor if regression else LGBMClassifier)(verbose=-1, random_state=0, n_jobs=1)
    return models


def sd_of_difference(primary: str, frame: pd.DataFrame, ours: np.ndarray, theirs: np.ndarray, score: Any) -> float:
    """Bootstrap standard deviation of ours - theirs, 200 resamples of the test rows."""
    chance, gaps = np.random.default_rng(0), []
    for _ in range(200):
        rows = chance.integers(0, len(frame), len(frame))
        a, b = score(frame.iloc[rows], ours[rows])[primary], score(frame.iloc[rows], theirs[rows])[primary]
        if a is not None and b is not None:
            gaps.append(a - b)
    return float(np.std(gaps))


def compare(folder: Path) -> None:
    """One line per peer for one workspace."""
    workspace = Workspace.open(folder)
    run: Run = next(run for run in reversed(steps.runs(workspace)) if run.status == "verified")
    config = generation.read_config(workspace.read_text(steps.CONFIG))
    primary = config.metrics.primary
    ours_text = f"{folder.name:16} {primary:9} {run.winner:20} {run.metrics[primary]:10.4g}"
    if config.task == "forecasting":
        print(ours_text, " (no tabular peer)")
        return
    spec = features.from_markdown(workspace.read_text(steps.SPEC))
    rows = training.read_rows(config, spec.target_missing_codes)
    frame = typed_frame(workspace, config, rows)
    train, test = rows.folds != -1, rows.folds == -1
    classes = list(config.classes) or None
    truth = pd.DataFrame({"y_true": rows.target[test].to_numpy()})
    saved = read_parquet(workspace.path(f"experiments/{run.id}/predictions.parquet")).set_index("row")
    columns = [f"proba_{label}" for label in config.classes] or ["prediction"]
    ours = saved.loc[rows.test, columns].to_numpy()

    def score(part: pd.DataFrame, values: np.ndarray) -> dict[str, float | None]:
        if classes is None:
            return evaluation.score(config.task, part["y_true"], values.reshape(len(part)), None, (), None)
        guess = np.asarray(classes)[values.argmax(axis=1)]
        return evaluation.score(config.task, part["y_true"], guess, values, config.classes, config.positive)

    floor = next(item.test for item in run.candidates if item.name in ("prior", "mean"))
    own = skill(primary, run.metrics[primary], floor) or 0.0  # type: ignore[arg-type]  # a number here
    for name, model in peers(config.task).items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.fit(frame[train], rows.target[train])
            values = predict(model, frame[test], classes)
        value = score(truth, values)[primary]
        theirs = skill(primary, value, floor) or 0.0
        sd = sd_of_difference(primary, truth, ours.reshape(len(ours), -1), values.reshape(len(values), -1), score)
        ratio = own / theirs if theirs > 0 else float("nan")
        print(f"{ours_text}  {name:5} {value:10.4g}  ratio {ratio:6.3f}  sd {sd:.3g}", flush=True)


def main() -> None:
    """Compare every workspace in a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    for handoff in sorted(options.folder.glob("*/handoff.json")):
        compare(handoff.parent)


if __name__ == "__main__":
    main()
