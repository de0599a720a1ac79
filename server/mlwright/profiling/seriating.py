"""The line of a forecast's target over time, in few numbers."""

from collections.abc import Sequence

import numpy as np

from mlwright.profiling.columns.views import View
from mlwright.specs import TargetProfile
from mlwright.specs.profile import Series

_STRETCHES, _STEPS, _DAY = 48, 100, 86_400.0


def series(views: Sequence[View], target: TargetProfile) -> Series | None:
    """Means of a forecast's target in equal stretches of time; None for other tasks, or where nothing moves."""
    looked = next(view for view in views if view.name == target.name)
    if target.task != "forecasting" or looked.values is None or looked.column.personal is not None:
        return None
    time = next((view for view in views if _tells_time(view)), None)
    if time is None:
        return None
    moments, values = np.asarray(time.values), np.asarray(looked.values)
    known = np.isfinite(moments) & np.isfinite(values)
    moments, values = moments[known], values[known]
    if len(values) < 2 or moments.min() == moments.max():
        return None
    first, span = moments.min(), moments.max() - moments.min()
    stretches = min(_STRETCHES, len(np.unique(moments)))
    place = np.minimum((moments - first) / span * stretches, stretches - 1).astype(np.int64)
    rows = np.bincount(place, minlength=stretches)
    sums = np.bincount(place, weights=values, minlength=stretches)
    means = [
        float(total / count) if count and np.isfinite(total) else None for total, count in zip(sums, rows, strict=True)
    ]
    unit = "D" if span >= _STRETCHES * _DAY else "m"
    return Series(
        column=target.name,
        time=time.name,
        start=_moment(float(first), unit),
        end=_moment(float(first + span), unit),
        means=_short(means),
    )


def _tells_time(view: View) -> bool:
    return view.column.kind == "date" and not view.column.missing and view.column.personal is None


def _short(means: Sequence[float | None]) -> tuple[int | float | None, ...]:
    """As few digits as a line needs: about a hundred steps from the lowest to the highest."""
    known = [mean for mean in means if mean is not None]
    reach = (max(known) - min(known)) or max(map(abs, known)) or 1.0 if known else 1.0
    digits = -int(np.floor(np.log10(reach / _STEPS))) if np.isfinite(reach) else 0
    return tuple(mean if mean is None else round(mean, digits) if digits > 0 else round(mean) for mean in means)


def _moment(seconds: float, unit: str) -> str:
    moment = np.datetime64(int(np.floor(seconds)), "s").astype(f"datetime64[{unit}]")
    return str(moment).replace("T", " ")
