"""Models of one regular series: each reads a frame with a date column and forecasts as far as the dates go."""

from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.linear_model import Ridge

from .table import as_date


class SeriesModel(RegressorMixin, BaseEstimator):
    """What the models share: dates become positions on a regular grid, gaps are filled by interpolation.

    `fit(X, y)` takes a frame with `date_column` (n rows) and the n values; `predict(X)` returns a value per row of
    `X`: the forecast for later dates, the value itself for dates of the training part.
    """

    date_column: str
    date_format: str | None

    def fit(self, X: pd.DataFrame, y: Any) -> Self:
        """Put the values on the grid and learn from them."""
        dates = as_date(X[self.date_column], self.date_format)
        self.start_ = str(dates.min())
        self.step_ = _step(dates)
        place = self._positions(dates)
        values = pd.Series(np.asarray(y, dtype="float64"), index=place)
        values = values.groupby(level=0).mean().reindex(range(int(place.max()) + 1)).interpolate()
        self.values_ = values.to_numpy()
        self._learn(self.values_)
        return self

    def predict(self, X: pd.DataFrame) -> np.ndarray:
        """One number per row of `X`; NaN where the date is missing or lies before the training part."""
        dates = as_date(X[self.date_column], self.date_format)
        known = dates.notna().to_numpy()
        result = np.full(len(X), np.nan)
        if not known.any():
            return result
        place = self._positions(dates[known])
        ahead = max(int(place.max()) - len(self.values_) + 1, 0)
        path = np.concatenate([self.values_, self._ahead(ahead)]) if ahead else self.values_
        result[known] = np.where(place >= 0, path[np.clip(place, 0, None)], np.nan)
        return result

    def _positions(self, dates: pd.Series) -> np.ndarray:
        start, (unit, size) = pd.Timestamp(self.start_), self.step_
        if unit == "months":
            months = (dates.dt.year - start.year) * 12 + dates.dt.month - start.month
            return np.rint(months.to_numpy() / size).astype(int)
        return np.rint(((dates - start) / pd.Timedelta(seconds=size)).to_numpy()).astype(int)

    def _learn(self, values: np.ndarray) -> None:
        """What a model takes from the whole series, shape (n,)."""
        raise TypeError(f"{type(self).__name__} does not learn from {len(values)} values")

    def _ahead(self, count: int) -> np.ndarray:
        """The next `count` values, shape (count,)."""
        raise TypeError(f"{type(self).__name__} does not forecast {count} values")


def _step(dates: pd.Series) -> tuple[str, float]:
    """The spacing of the grid: a number of months where dates fall on one day of the month, else seconds."""
    ordered = pd.Series(dates.dropna().unique()).sort_values()
    months = (ordered.dt.year * 12 + ordered.dt.month).diff().dropna()
    if ordered.dt.day.nunique() == 1 and len(months) and months.min() >= 1:
        return "months", float(np.gcd.reduce(months.astype(int)))
    gaps = np.diff(ordered.to_numpy()) / np.timedelta64(1, "s")
    return "seconds", float(np.median(gaps))


class SeasonalNaive(SeriesModel):
    """The value of the same season one cycle ago; with `season` 1 the last value."""

    def __init__(self, date_column: str = "", date_format: str | None = None, season: int = 1) -> None:
        self.date_column = date_column
        self.date_format = date_format
        self.season = season

    def _learn(self, values: np.ndarray) -> None:
        del values

    def _ahead(self, count: int) -> np.ndarray:
        cycle = self.values_[-self.season :]
        return np.resize(cycle, count)


class TrendSeason(SeriesModel):
    """A straight trend plus one level per season, on the logarithm where all values are positive."""

    def __init__(
        self, date_column: str = "", date_format: str | None = None, season: int = 1, alpha: float = 0.1
    ) -> None:
        self.date_column = date_column
        self.date_format = date_format
        self.season = season
        self.alpha = alpha

    def _learn(self, values: np.ndarray) -> None:
        self.log_ = bool(values.min() > 0)
        place = np.arange(len(values))
        self.model_ = Ridge(alpha=self.alpha).fit(self._inputs(place), np.log(values) if self.log_ else values)
        # the trend is anchored at the last cycle, which a straight line over many years may have left
        last = place[-max(self.season, 1) :]
        level = np.log(values[last]) if self.log_ else values[last]
        self.shift_ = float(np.mean(level - self.model_.predict(self._inputs(last))))

    def _inputs(self, place: np.ndarray) -> np.ndarray:
        return np.column_stack([place / 10.0, np.eye(self.season)[place % self.season]])

    def _ahead(self, count: int) -> np.ndarray:
        first = len(self.values_)
        level = self.model_.predict(self._inputs(np.arange(first, first + count))) + self.shift_
        return np.asarray(np.exp(level) if self.log_ else level)


class LagForecaster(SeriesModel):
    """A regression of each period's change on the changes before it, applied step by step.

    Changes (of the logarithm where all values are positive) have no trend left, so that also trees can follow.
    """

    def __init__(
        self,
        estimator: Any = None,
        date_column: str = "",
        date_format: str | None = None,
        season: int = 1,
        lags: int = 12,
    ) -> None:
        self.estimator = estimator
        self.date_column = date_column
        self.date_format = date_format
        self.season = season
        self.lags = lags

    def _learn(self, values: np.ndarray) -> None:
        self.log_ = bool(values.min() > 0)
        change = np.diff(np.log(values) if self.log_ else values)
        self.lags_ = max(1, min(self.lags, len(change) // 2))
        windows = np.lib.stride_tricks.sliding_window_view(change, self.lags_)[:-1]
        place = np.arange(self.lags_ + 1, len(values))
        self.model_ = clone(self.estimator or Ridge()).fit(self._inputs(windows, place), change[self.lags_ :])

    def _inputs(self, windows: np.ndarray, place: np.ndarray) -> np.ndarray:
        return np.column_stack([windows, np.eye(max(self.season, 1))[place % max(self.season, 1)]])

    def _ahead(self, count: int) -> np.ndarray:
        level = np.log(self.values_) if self.log_ else self.values_
        change, path = list(np.diff(level)), [float(level[-1])]
        for place in range(len(level), len(level) + count):
            window = np.asarray(change[-self.lags_ :])[None, :]
            change.append(float(self.model_.predict(self._inputs(window, np.asarray([place])))[0]))
            path.append(path[-1] + change[-1])
        return np.asarray(np.exp(path[1:]) if self.log_ else path[1:])


def naive_error(values: Any, season: int) -> float:
    """Mean absolute error of the seasonal naive forecast within `values` (n,): the scale of MASE.

    Source: Hyndman and Koehler, Another look at measures of forecast accuracy, International Journal of
    Forecasting 22, 2006.
    """
    values = np.asarray(values, dtype="float64")
    step = season if season < len(values) else 1
    return float(np.abs(values[step:] - values[:-step]).mean())
