"""Pictures of the table: the target, the gaps, the features that say most."""

from collections.abc import Sequence

import pandas as pd

from mlwright.reports.derived import gappy_columns, labelled_rows
from mlwright.reports.pictures.bars import bar_picture, histogram_picture
from mlwright.reports.pictures.canvas import SERIES, Picture
from mlwright.reports.pictures.features import feature_picture
from mlwright.reports.wording import plural, share
from mlwright.specs import FeatureSpec, Profile

MOST_FEATURES = 12
MOST_GAPS = 18
MOST_CLASSES = 15


def target_picture(profile: Profile) -> Picture | None:
    """How often each class occurs, or how the numbers are spread; None without a target."""
    target = profile.target
    if target is None:
        return None
    if target.classes:
        whole = labelled_rows(profile) or 1
        drawn = target.classes[:MOST_CLASSES]
        rest = len(target.classes) - len(drawn)
        return bar_picture(
            "target",
            f"Target: {target.name}",
            "Rows per class." + (f" {plural(rest, 'rarer class', 'rarer classes')} not drawn." if rest else ""),
            names=[value.value for value in drawn],
            lengths=[value.count for value in drawn],
            notes=[f"{value.count:,} ({share(value.count / whole)})" for value in drawn],
            color=[SERIES[1] if value.value == target.positive else SERIES[0] for value in drawn],
        )
    histogram = profile.column(target.name).histogram if target.name in profile.names else None
    if histogram is None:
        return None
    return histogram_picture("target", f"Target: {target.name}", "Rows per interval of the target.", histogram)


def missing_picture(profile: Profile) -> Picture | None:
    """Share of missing values per column, the emptiest first; None when nothing is missing."""
    gappy = gappy_columns(profile)
    drawn = gappy[:MOST_GAPS]
    if not drawn:
        return None
    complete = len(profile.columns) - len(gappy)
    caption = f"Share of rows without a value. {plural(complete, 'column')} without gaps"
    caption += f", {plural(len(gappy) - len(drawn), 'column')} with fewer gaps not drawn." if gappy != drawn else "."
    return bar_picture(
        "missing",
        "Missing values",
        caption,
        names=[column.name for column in drawn],
        lengths=[column.missing_share for column in drawn],
        notes=[share(column.missing_share) for column in drawn],
        color=[SERIES[1]] * len(drawn),
        whole=1.0,
    )


def feature_pictures(profile: Profile, spec: FeatureSpec, sample: pd.DataFrame | None) -> list[Picture]:
    """At most twelve features, those that say most about the target first."""
    strengths = {link.column: link.strength or 0.0 for link in (profile.target.links if profile.target else ())}
    names = [feature.name for feature in spec.features if feature.name in profile.names]
    ranked = sorted(names, key=lambda name: -strengths.get(name, 0.0))
    drawable = [name for name in ranked if _drawable(profile, name)]
    found = _with_samples(profile, spec, sample, drawable[:MOST_FEATURES], strengths)
    return [drawn for drawn in found if drawn is not None]


def _drawable(profile: Profile, name: str) -> bool:
    column = profile.column(name)
    return column.histogram is not None or (column.kind == "category" and bool(column.top))


def _with_samples(
    profile: Profile, spec: FeatureSpec, sample: pd.DataFrame | None, names: Sequence[str], strengths: dict[str, float]
) -> list[Picture | None]:
    return [
        feature_picture(f"feature{place}", profile, spec, name, strengths.get(name), sample)
        for place, name in enumerate(names)
    ]
