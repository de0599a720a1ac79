"""One feature beside the target: stacked by class, or shaded by the target's mean, from the sampled rows."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from mlwright.reports.drawing.labels import label
from mlwright.reports.pictures.bars import compact, few_ticks
from mlwright.reports.pictures.canvas import INK, SERIES, SMALL, Margins, Picture, label_points, picture
from mlwright.reports.wording import plural, score
from mlwright.specs import Column, FeatureSpec, Profile

MOST_LEVELS = 7
MOST_STACKED = 5
"""Classes drawn in colours of their own; the others share the last one."""

Stack = tuple[list[np.ndarray], list[str], list[float]]
"""Heights per layer, colour per layer, opacity per bar."""


def feature_picture(
    key: str, profile: Profile, spec: FeatureSpec, name: str, strength: float | None, sample: pd.DataFrame | None
) -> Picture:
    """Histogram or level counts of one feature, coloured by the target where sampled rows are at hand."""
    column = profile.column(name)
    paired = _paired(profile, spec, column, sample)
    caption = f"Link to the target {score(strength)}." if strength is not None else ""
    if paired is not None:
        caption += f" {plural(len(paired), 'sampled row')}."
    if column.histogram is not None:
        return _numeric(key, column, spec, paired, caption.strip())
    return _levels(key, column, spec, paired, caption.strip())


def color_note(spec: FeatureSpec) -> str:
    """What the colours of the feature pictures mean, in one sentence."""
    if spec.task == "binary" and spec.positive is not None:
        return f"Orange: rows of the class {spec.positive!r}."
    if spec.classes:
        return "Colours: the classes, most frequent first (blue, orange, green, purple, red; the others grey)."
    return "Darker bars: a higher mean of the target."


def _paired(profile: Profile, spec: FeatureSpec, column: Column, sample: pd.DataFrame | None) -> pd.DataFrame | None:
    """`value` and `target` of the sampled rows where both are known; None when they cannot be read."""
    if sample is None or column.name not in sample.columns or spec.target not in sample.columns:
        return None
    value = sample[column.name].astype("string").str.strip()
    value = value.mask(value.isin(["", *column.missing_codes]))
    target = sample[spec.target].astype("string").str.strip()
    target = target.mask(target.isin(["", *spec.target_missing_codes]))
    if column.histogram is not None:
        value = as_numbers(value, profile)
    if not spec.classes:
        target = as_numbers(target, profile)
    paired = pd.DataFrame({"value": value, "target": target}).dropna()
    return paired if len(paired) else None


def as_numbers(text: pd.Series, profile: Profile) -> pd.Series:
    """The leading number of each text, read with the table's decimal and thousands marks; others missing."""
    plain = text.astype("string")
    if profile.source.thousands:
        plain = plain.str.replace(profile.source.thousands, "", regex=False)
    plain = plain.str.replace(profile.source.decimal, ".", regex=False)
    leading = plain.str.extract(r"^\s*[^\d+.-]{0,3}\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)", expand=False)
    return pd.to_numeric(leading, errors="coerce").astype("float64")


def _stack(spec: FeatureSpec, paired: pd.DataFrame, bars: int, place: Callable[[pd.Series], np.ndarray]) -> Stack:
    """Counts per bar, in layers by class; one layer shaded by the mean target without classes."""
    places = place(paired["value"])
    inside = places >= 0
    if spec.classes:
        return _by_class(spec, paired["target"].to_numpy()[inside], places[inside], bars)
    counts = np.bincount(places[inside], minlength=bars).astype(float)
    sums = np.bincount(places[inside], weights=paired["target"].to_numpy(dtype=float)[inside], minlength=bars)
    means = np.divide(sums, counts, out=np.full(bars, np.nan), where=counts > 0)
    low, high = (np.nanmin(means), np.nanmax(means)) if np.isfinite(means).any() else (0.0, 0.0)
    shade = np.nan_to_num((means - low) / (high - low) if high > low else np.ones(bars), nan=0.0)
    return [counts], [SERIES[0]], list(0.25 + 0.75 * shade)


def _by_class(spec: FeatureSpec, targets: np.ndarray, places: np.ndarray, bars: int) -> Stack:
    # The positive class wears the second colour here and in the target picture.
    ordered = sorted(spec.classes, key=lambda name: name == spec.positive)
    palette = [*SERIES[:1], *SERIES[2 : len(ordered)], SERIES[1]] if spec.positive in ordered else list(SERIES)
    layers: list[np.ndarray] = []
    colors: list[str] = []
    for rank, name in enumerate(ordered):
        heights = np.bincount(places[targets == name.strip()], minlength=bars).astype(float)
        if rank > MOST_STACKED:
            layers[-1] = layers[-1] + heights
            continue
        layers.append(heights)
        colors.append(palette[rank])
    return layers, colors, [1.0] * bars


def _numeric(key: str, column: Column, spec: FeatureSpec, paired: pd.DataFrame | None, caption: str) -> Picture:
    assert column.histogram is not None
    edges = np.asarray(column.histogram.edges, dtype=float)
    bars = len(edges) - 1
    counts = np.asarray(column.histogram.counts, dtype=float)

    def place(values: pd.Series) -> np.ndarray:
        found = np.clip(np.searchsorted(edges, values.to_numpy(dtype=float), side="right") - 1, -1, bars - 1)
        return np.where(values.to_numpy(dtype=float) > edges[-1], -1, found)

    layers, colors, opacity = _stack(spec, paired, bars, place) if paired is not None else _plain(counts)

    def paint(axes: Axes) -> None:
        base = np.zeros(bars)
        for heights, color in zip(layers, colors, strict=True):
            for bar in np.flatnonzero(heights):
                width = (edges[bar + 1] - edges[bar]) * 0.94
                axes.bar(
                    edges[bar],
                    heights[bar],
                    width=width,
                    bottom=base[bar],
                    align="edge",
                    color=color,
                    alpha=opacity[bar],
                )
            base += heights
        axes.grid(False, axis="x")
        few_ticks(axes, 4)

    return picture(key, column.name, caption, paint, size=SMALL, margins=Margins(34, 8, 6, 20))


def _plain(counts: np.ndarray) -> Stack:
    return [counts], [SERIES[0]], [1.0] * len(counts)


def _levels(key: str, column: Column, spec: FeatureSpec, paired: pd.DataFrame | None, caption: str) -> Picture:
    names = [value.value for value in column.top[:MOST_LEVELS]]
    labels = [label(name, 16) for name in names]
    counts = np.asarray([value.count for value in column.top[:MOST_LEVELS]], dtype=float)
    if column.distinct > len(names):
        caption += f" {plural(column.distinct - len(names), 'rarer level')} not drawn."

    def place(values: pd.Series) -> np.ndarray:
        order: Sequence[str] = [name.strip() for name in names]
        return np.asarray([order.index(text) if text in order else -1 for text in values], dtype=int)

    layers, colors, opacity = _stack(spec, paired, len(names), place) if paired is not None else _plain(counts)

    def paint(axes: Axes) -> None:
        base = np.zeros(len(names))
        for heights, color in zip(layers, colors, strict=True):
            for bar in np.flatnonzero(heights):
                axes.barh(bar, heights[bar], left=base[bar], height=0.68, color=color, alpha=opacity[bar])
            base += heights
        axes.set_yticks(range(len(labels)), labels, color=INK)
        axes.set_ylim(max(len(labels), 3) - 0.4, -0.6)
        axes.grid(False, axis="y")
        axes.locator_params(axis="x", nbins=3)
        axes.xaxis.set_major_formatter(compact)

    return picture(key, column.name, caption.strip(), paint, SMALL, Margins(label_points(labels), 10, 6, 20))
