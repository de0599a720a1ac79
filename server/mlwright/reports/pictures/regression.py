"""Pictures of predicted numbers: against the truth, what is left over, and along a series."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from mlwright.reports.drawing.labels import label
from mlwright.reports.pictures.bars import few_ticks
from mlwright.reports.pictures.canvas import PLAIN, SERIES, SOFT, WIDE, Margins, Picture, picture
from mlwright.reports.pictures.features import as_numbers
from mlwright.reports.wording import plural
from mlwright.specs import FeatureSpec, Profile

MOST_POINTS = 800
HISTORY = 6
"""Seasons (or test lengths) of history drawn before the forecast."""


def number_pictures(predictions: pd.DataFrame) -> list[Picture]:
    """Predicted against actual, and residuals against predicted; at most 800 rows, evenly spaced."""
    known = _numbers(predictions)
    if known.empty:
        return []
    kept = np.unique(np.linspace(0, len(known) - 1, min(len(known), MOST_POINTS)).round().astype(int))
    truth = known["y_true"].to_numpy()[kept]
    predicted = known["prediction"].to_numpy()[kept]
    size = f"{plural(len(kept), 'row')} of the test part" + (f", of {len(known):,}" if len(kept) < len(known) else "")
    return [_against(truth, predicted, size), _residuals(truth, predicted, size)]


def _numbers(predictions: pd.DataFrame) -> pd.DataFrame:
    columns = predictions[["row", "y_true", "prediction"]].apply(pd.to_numeric, errors="coerce")
    finite = columns[np.isfinite(columns.to_numpy(dtype=float)).all(axis=1)]
    return finite.sort_values("row", kind="stable")


def _against(truth: np.ndarray, predicted: np.ndarray, size: str) -> Picture:
    ends = [min(truth.min(), predicted.min()), max(truth.max(), predicted.max())]

    def paint(axes: Axes) -> None:
        axes.plot(ends, ends, color=SOFT, linewidth=1, linestyle=(0, (4, 3)))
        axes.scatter(truth, predicted, s=13, color=SERIES[0], alpha=0.45, linewidth=0)
        axes.set(xlabel="actual", ylabel="predicted")
        few_ticks(axes)

    caption = f"{size}. On the dashed line the prediction is exact."
    return picture("against", "Predicted against actual", caption, paint, PLAIN, Margins(left=58))


def _residuals(truth: np.ndarray, predicted: np.ndarray, size: str) -> Picture:
    def paint(axes: Axes) -> None:
        axes.axhline(0, color=SOFT, linewidth=1, linestyle=(0, (4, 3)))
        axes.scatter(predicted, truth - predicted, s=13, color=SERIES[2], alpha=0.45, linewidth=0)
        axes.set(xlabel="predicted", ylabel="actual − predicted")
        few_ticks(axes)

    caption = f"{size}. A pattern along the line is something the model has not learned."
    return picture("residuals", "Residuals", caption, paint, PLAIN, Margins(left=58))


def forecast_pictures(
    profile: Profile, spec: FeatureSpec, predictions: pd.DataFrame, sample: pd.DataFrame | None
) -> list[Picture]:
    """The series with its forecast, the truth, and the seasonal naive forecast, in row order."""
    known = _numbers(predictions)
    if known.empty:
        return []
    rows = known["row"].to_numpy(dtype=float)
    season = spec.split.season or 1
    past = _history(profile, spec, sample, rows.min(), HISTORY * max(season, len(known) // 2 or 1))
    naive = _seasonal_naive(past, season, len(known))

    def paint(axes: Axes) -> None:
        if past is not None:
            axes.plot(past.index, past.to_numpy(), color=SOFT, linewidth=1.2, label="history")
        axes.plot(rows, known["y_true"], color=SERIES[2], linewidth=1.8, label="actual")
        axes.plot(rows, known["prediction"], color=SERIES[0], linewidth=2, label="forecast")
        if naive is not None:
            axes.plot(rows, naive, color=SERIES[1], linewidth=1.3, linestyle=(0, (4, 3)), label="seasonal naive")
        axes.axvspan(rows.min(), rows.max(), color=SERIES[0], alpha=0.06, linewidth=0)
        _dates(axes, spec, sample)
        axes.grid(False, axis="x")
        axes.legend(loc="upper left", ncols=4, handlelength=1.6)
        axes.margins(y=0.16)

    caption = "Shaded: the test part, forecast from the last training row on." + (
        " Dashed: the last season repeated." if naive is not None else ""
    )
    return [picture("series", f"Forecast of {spec.target}", caption, paint, WIDE, Margins(left=50))]


def _history(
    profile: Profile, spec: FeatureSpec, sample: pd.DataFrame | None, start: float, length: int
) -> pd.Series | None:
    """The target before the test part; None unless the sample holds every row (a gap would bend the line)."""
    if sample is None or spec.target not in sample.columns or len(sample) != profile.rows:
        return None
    values = as_numbers(sample[spec.target], profile)
    past = values.reset_index(drop=True).iloc[: int(start)].dropna().tail(length)
    return past if len(past) else None


def _seasonal_naive(past: pd.Series | None, season: int, periods: int) -> np.ndarray | None:
    if past is None or len(past) < season:
        return None
    return np.resize(past.to_numpy()[-season:], periods)


def _dates(axes: Axes, spec: FeatureSpec, sample: pd.DataFrame | None) -> None:
    """Row numbers on the axis as the dates that stand in those rows."""
    few_ticks(axes, 8)
    column = spec.split.column
    if sample is None or column is None or column not in sample.columns:
        axes.set_xlabel("row")
        return
    low, high = axes.get_xlim()
    ticks = [int(tick) for tick in axes.get_xticks() if low <= tick <= high and 0 <= tick < len(sample)]
    ticks = list(dict.fromkeys(ticks))
    axes.set_xticks(ticks, [label(sample[column].iloc[tick], 12) for tick in ticks])
