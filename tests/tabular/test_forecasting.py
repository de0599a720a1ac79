import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingRegressor

from mlwright.tabular.bundle import load_model, save_model
from mlwright.tabular.forecasting import LagForecaster, SeasonalNaive, TrendSeason, naive_error


def series(months=72, start="2015-01"):
    dates = pd.period_range(start, periods=months, freq="M").strftime("%Y-%m")
    place = np.arange(months)
    values = (100 + 2 * place) * (1 + 0.3 * np.sin(place * 2 * np.pi / 12))
    return pd.DataFrame({"m": dates}), values


SETTINGS = {"date_column": "m", "date_format": "%Y-%m"}


def test_the_seasonal_naive_repeats_the_last_cycle():
    X, y = series(24)
    future = pd.DataFrame({"m": ["2017-02", "2017-01", "2018-01"]})
    assert SeasonalNaive(**SETTINGS, season=12).fit(X, y).predict(future).tolist() == [y[13], y[12], y[12]]


@pytest.mark.parametrize("model", [TrendSeason(**SETTINGS, season=12), LagForecaster(**SETTINGS, season=12)])
def test_models_that_know_trend_and_season_beat_the_seasonal_naive(model):
    X, y = series(72)
    scale = naive_error(y[:60], 12)
    guess = model.fit(X[:60], y[:60]).predict(X[60:])
    naive = SeasonalNaive(**SETTINGS, season=12).fit(X[:60], y[:60]).predict(X[60:])

    assert np.abs(guess - y[60:]).mean() / scale < 0.6 * np.abs(naive - y[60:]).mean() / scale


def test_known_dates_give_their_value_and_unreadable_ones_nothing():
    X, y = series(24)
    model = TrendSeason(**SETTINGS, season=12).fit(X, y)
    result = model.predict(pd.DataFrame({"m": ["2015-03", "", "2014-12"]}))

    assert result[0] == y[2]
    assert np.isnan(result[1:]).all()


def test_rows_out_of_order_and_gaps_do_not_matter():
    X, y = series(36)
    keep = [place for place in range(36) if place != 17]
    order = np.random.default_rng(0).permutation(keep)
    shuffled = SeasonalNaive(**SETTINGS, season=12).fit(X.iloc[order], y[order]).predict(series(40)[0][36:])

    assert shuffled.tolist() == y[24:28].tolist()


def test_daily_series_lie_on_a_grid_of_days():
    dates = pd.DataFrame({"m": pd.date_range("2024-01-29", periods=14).strftime("%Y-%m-%d")})
    model = SeasonalNaive("m", "%Y-%m-%d", season=7).fit(dates, np.arange(14.0))
    assert model.predict(pd.DataFrame({"m": ["2024-02-12", "2024-02-20"]})).tolist() == [7.0, 8.0]


def test_a_saved_forecaster_forecasts_the_same(tmp_path):
    X, y = series(60)
    trees = HistGradientBoostingRegressor(max_iter=5, min_samples_leaf=5)
    model = LagForecaster(trees, **SETTINGS, season=12).fit(X, y)
    trusted = ["mlwright.tabular.forecasting.LagForecaster", *TRUSTED_TREES]
    from skops import io

    io.dump(model, tmp_path / "m.skops")
    again = load_model(tmp_path / "m.skops", trusted)
    assert again.predict(series(66)[0]).tolist() == model.predict(series(66)[0]).tolist()
    with pytest.raises(ValueError, match="not on the list"):
        save_model(model, tmp_path / "n.skops")  # under this module name the type is unknown


TRUSTED_TREES = [
    "numpy.dtype",
    "sklearn._loss.link.IdentityLink",
    "sklearn._loss.link.Interval",
    "sklearn._loss.loss.HalfSquaredError",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
]


def test_the_scale_of_mase_is_the_error_of_the_naive_forecast():
    assert naive_error([1, 2, 3, 4, 6, 8], 2) == np.mean([2, 2, 3, 4])
