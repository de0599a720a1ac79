"""The numbers behind the pictures: the target by columns, gaps along the file, correlations, rows over time."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from mlwright.profiling.binning import Binned, bin_view, by_outcome, showable
from mlwright.profiling.columns.views import View
from mlwright.profiling.correlating import correlate
from mlwright.profiling.seriating import series
from mlwright.specs import TargetProfile
from mlwright.specs.profile import Coverage, Distribution, MissingMap, Pictures

_MOST_PARTED, _MOST_GAPPY, _STRETCHES, _MOST_DATES, _MOST_MOMENTS, _FAINT = 6, 12, 20, 2, 24, 0.005
Codes = npt.NDArray[np.int64]


def picture(views: Sequence[View], target: TargetProfile | None, aside: frozenset[str] = frozenset()) -> Pictures:
    """What the report draws, from the sampled rows.

    Args:
        views: the sampled columns, rows in file order.
        target: the target; without it nothing is parted by it.
        aside: columns that say nothing to the eye (ids, running numbers, constants).
    """
    by_name = {looked.name: looked for looked in views}
    return Pictures(
        by_target=_by_target(by_name, target, aside) if target else (),
        missing=_missing(views),
        correlations=correlate(by_name, target, aside),
        coverage=_coverage(views),
        series=series(views, target) if target else None,
    )


def _by_target(views: Mapping[str, View], target: TargetProfile, aside: frozenset[str]) -> tuple[Distribution, ...]:
    parted = by_outcome(views[target.name], target) if views[target.name].column.personal is None else None
    if parted is None:
        return ()
    telling = [
        link.column
        for link in sorted(target.links, key=lambda link: -link.strongest)
        if link.strongest > _FAINT and link.column not in aside
    ]
    drawn = [views[name] for name in telling if name in views and showable(views[name])]
    return tuple(_parted(looked, parted) for looked in drawn[:_MOST_PARTED])


def _parted(looked: View, parted: Binned) -> Distribution:
    binned = bin_view(looked)
    known = (parted.codes >= 0) & (binned.codes >= 0)
    width = len(binned.labels)
    cells = parted.codes[known] * width + binned.codes[known]
    counts = np.bincount(cells, minlength=len(parted.labels) * width).reshape(len(parted.labels), width)
    return Distribution(
        column=looked.name,
        bins=binned.labels,
        by=parted.labels,
        counts=tuple(tuple(row) for row in counts.tolist()),
    )


def _missing(views: Sequence[View]) -> MissingMap | None:
    gappy = sorted((looked for looked in views if looked.missing.any()), key=lambda looked: -looked.missing.mean())
    gappy = [looked for looked in gappy if not looked.missing.all()][:_MOST_GAPPY]
    if not gappy:
        return None
    stretch = np.minimum(len(gappy[0].codes), _STRETCHES)
    starts = np.linspace(0, len(gappy[0].codes), int(stretch) + 1).astype(np.int64)[:-1]
    rows = np.diff([*starts, len(gappy[0].codes)])
    return MissingMap(
        columns=tuple(looked.name for looked in gappy),
        percent=tuple(_percent(np.add.reduceat(looked.missing, starts, dtype=np.int64), rows) for looked in gappy),
    )


def _percent(gone: Codes, rows: Codes) -> tuple[int, ...]:
    """Rounded, but never 0 where something is missing nor 100 where something is there."""
    whole = np.rint(100 * gone / rows).astype(np.int64)
    whole = np.where(gone > 0, np.maximum(whole, 1), whole)
    return tuple(np.where(gone < rows, np.minimum(whole, 99), whole).tolist())


def _coverage(views: Sequence[View]) -> tuple[Coverage, ...]:
    dates = [looked for looked in views if looked.column.kind == "date" and looked.values is not None]
    found = (_covered(looked) for looked in sorted(dates, key=lambda looked: -len(looked.levels)))
    return tuple(item for item in found if item is not None)[:_MOST_DATES]


_UNITS = (
    *((unit, step) for unit, steps in (("m", (1, 5, 15)), ("h", (1, 3, 6)), ("D", (1, 2, 7))) for step in steps),
    *(("M", step) for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200)),
)


def _covered(looked: View) -> Coverage | None:
    """Rows per stretch of the calendar, in the finest unit that needs few stretches."""
    values = np.asarray(looked.values)
    values = values[np.isfinite(values)]
    if len(values) < 2 or values.min() == values.max():
        return None
    moments = np.floor(values).astype("datetime64[s]")
    for unit, step in _UNITS:
        places = moments.astype(f"datetime64[{unit}]").astype(np.int64)
        first = int(places.min()) // step
        counts = (int(places.max()) // step) - first + 1
        if counts <= _MOST_MOMENTS:
            break
    else:
        return None
    return Coverage(
        column=looked.name,
        start=_moment(moments.min(), unit),
        end=_moment(moments.max(), unit),
        counts=tuple(np.bincount(places // step - first, minlength=counts).tolist()),
    )


def _moment(moment: np.datetime64, unit: str) -> str:
    return str(moment.astype(f"datetime64[{unit}]")).replace("T", " ")
