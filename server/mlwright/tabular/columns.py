"""From cells as text to typed columns: the first step of every model, so that a saved model reads raw rows."""

from typing import Any, Self

import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin

from .table import as_date, as_number, as_text

DATE_PARTS = ("elapsed", "year", "month", "day", "weekday", "hour")


class TypedColumns(TransformerMixin, BaseEstimator):
    """Picks the model's columns out of a frame and types them.

    Nothing is learned: each cell is read by itself, so train and new rows are read alike. A column that is absent
    or blank comes out as missing; columns that the model does not know are passed over.

    Parameters are the names per way of encoding, and per name what is needed to read it: `missing_codes`
    (list of texts), `units` (text around numbers), `dates` (name → strptime format).
    Output: a frame with `numbers` and date parts as float64, `levels` and `texts` as text with "" for missing.
    """

    def __init__(
        self,
        numbers: list[str] | None = None,
        levels: list[str] | None = None,
        texts: list[str] | None = None,
        dates: dict[str, str] | None = None,
        missing_codes: dict[str, list[str]] | None = None,
        units: dict[str, str] | None = None,
        decimal: str = ".",
        thousands: str | None = None,
    ) -> None:
        self.numbers = numbers
        self.levels = levels
        self.texts = texts
        self.dates = dates
        self.missing_codes = missing_codes
        self.units = units
        self.decimal = decimal
        self.thousands = thousands

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Learn nothing; remember the width, as scikit-learn asks."""
        del y
        self.n_features_in_ = X.shape[1]
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        """Typed columns for `X` (n rows, any columns) → frame (n rows, one column per number, level, text, part)."""
        codes, units = self.missing_codes or {}, self.units or {}
        typed: dict[str, Any] = {}
        for name in self.numbers or []:
            column = self._column(X, name)
            typed[name] = as_number(column, codes.get(name, []), units.get(name), self.decimal, self.thousands)
        for name in [*(self.levels or []), *(self.texts or [])]:
            text = as_text(self._column(X, name))
            typed[name] = text.mask(text.isin(codes.get(name, [])), "").astype(object)
        for name, date_format in (self.dates or {}).items():
            date = as_date(self._column(X, name), date_format, codes.get(name, []))
            typed |= {date_part(name, part): values for part, values in _parts(date).items()}
        return pd.DataFrame(typed, index=X.index)

    @staticmethod
    def _column(X: pd.DataFrame, name: str) -> pd.Series:
        return X[name] if name in X.columns else pd.Series("", index=X.index, dtype="str")


def date_part(name: str, part: str) -> str:
    """The name of a column made from a date."""
    return f"{name} [{part}]"


def _parts(date: pd.Series) -> dict[str, Any]:
    """Calendar parts as float64, NaN where the date is missing; `elapsed` counts days since 1970."""
    elapsed = (date - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)
    return {
        "elapsed": elapsed.astype("float64"),
        "year": date.dt.year.astype("float64"),
        "month": date.dt.month.astype("float64"),
        "day": date.dt.day.astype("float64"),
        "weekday": date.dt.day_of_week.astype("float64"),
        "hour": date.dt.hour.astype("float64"),
    }
