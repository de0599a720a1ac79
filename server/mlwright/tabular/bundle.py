"""Saving a model so that loading it again can run nothing but the types listed here."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

import numpy as np
import pandas as pd
from skops import io

TRUSTED = (
    "tabular.columns.TypedColumns",
    "tabular.forecasting.LagForecaster",
    "tabular.forecasting.SeasonalNaive",
    "tabular.forecasting.TrendSeason",
    "collections.OrderedDict",
    "functools.partial",
    "lightgbm.basic.Booster",
    "lightgbm.sklearn.LGBMClassifier",
    "lightgbm.sklearn.LGBMRegressor",
    "numpy.dtype",
    "pandas.Series",
    "sklearn._loss.link.IdentityLink",
    "sklearn._loss.link.LogitLink",
    "sklearn._loss.link.MultinomialLogit",
    "sklearn._loss.link.Interval",
    "sklearn._loss.loss.HalfBinomialLoss",
    "sklearn._loss.loss.HalfMultinomialLoss",
    "sklearn._loss.loss.HalfSquaredError",
    "sklearn.compose._column_transformer._RemainderColsList",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.model_selection._split.KFold",
    "sklearn.model_selection._split.StratifiedKFold",
    "sklearn.tree._tree.Tree",
    "sklearn.utils._bunch.Bunch",
    "sklearn.utils.validation.check_array",
)
"""Types that may stand in a saved model beside those skops knows to be safe. Extend it with care: each of them is
built from the file's content when the file is loaded."""


class UntrustedModelError(ValueError):
    """The file holds types that are not on the list."""


def load_model(path: Path, trusted: Iterable[str] = TRUSTED) -> Any:
    """A model from a skops file. Raises UntrustedModelError when it holds a type that is not on the list."""
    allowed = set(trusted)
    refused = sorted(set(io.get_untrusted_types(file=path)) - allowed)
    if refused:
        raise UntrustedModelError(f"{path.name} holds types that are not on the list: {', '.join(refused)}")
    return io.load(path, trusted=sorted(allowed))


def save_model(model: Any, path: Path, rows: pd.DataFrame | None = None) -> None:
    """Write a model, read it back, and compare its predictions on `rows` before the file counts."""
    io.dump(model, path, compression=ZIP_DEFLATED)
    again = load_model(path)
    if rows is not None:
        how = "predict_proba" if hasattr(model, "predict_proba") else "predict"
        np.testing.assert_allclose(getattr(again, how)(rows), getattr(model, how)(rows), rtol=1e-9, atol=1e-9)


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """A frame as a Parquet file."""
    import duckdb

    with duckdb.connect() as connection:
        connection.register("frame", frame)
        target = str(path).replace("'", "''")
        connection.execute(f"COPY frame TO '{target}' (FORMAT parquet)")


def read_parquet(path: Path) -> pd.DataFrame:
    """A Parquet file as a frame."""
    import duckdb

    with duckdb.connect() as connection:
        return connection.execute("SELECT * FROM read_parquet($file)", {"file": str(path)}).df()
