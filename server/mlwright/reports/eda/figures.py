"""The drawings of the page, each with one sentence that says how to read it."""

from mlwright.reports.drawing import (
    Drawing,
    Parts,
    correlation_drawing,
    coverage_drawing,
    histogram_drawing,
    line_drawing,
    missing_drawing,
    part_colors,
    parted_drawing,
)
from mlwright.reports.eda.strength import strength_of
from mlwright.reports.wording import number, shown
from mlwright.specs import Link, Profile, TargetProfile

_ORDERED = ("regression", "forecasting")


def figures(profile: Profile) -> dict[str, object]:
    """Drawings by their place on the page."""
    told = said_of(profile)
    pictures, parts = profile.pictures, parted_by(profile)
    links = {link.column: link for link in profile.target.links} if profile.target else {}
    parted = [
        parted_drawing(item, parts, _strength(links.get(item.column)))
        for item in pictures.by_target
        if parts is not None and len(item.by) == len(parts.names)
    ]
    shares = {column.name: column.missing_share for column in profile.columns}
    whole: list[Drawing] = []
    if pictures.missing:
        whole.append(missing_drawing(pictures.missing, shares, told["missing"]))
    if pictures.correlations:
        whole.append(correlation_drawing(pictures.correlations, told["correlations"]))
    whole += [coverage_drawing(item, told["coverage"]) for item in pictures.coverage]
    keys = list(zip(parts.names, parts.colors, strict=True)) if parts else []
    line = line_drawing(pictures.series, told["series"]) if pictures.series else None
    return {"target": _target(profile), "line": line, "parted": parted, "legend": keys, "whole": whole}


def parted_by(profile: Profile) -> Parts | None:
    """How the target parts the rows of every distribution; None where nothing is parted."""
    if profile.target is None or not profile.pictures.by_target:
        return None
    names = profile.pictures.by_target[0].by
    return part_colors(names, profile.target.positive, profile.target.task in _ORDERED)


def said_of(profile: Profile) -> dict[str, str]:
    """One sentence on each kind of picture; free of numbers but for the sampled rows."""
    part = profile.figures.sampled_rows < profile.rows
    rows = f" Counted on {number(profile.figures.sampled_rows)} sampled rows." if part else ""
    how = _how(profile.target) if profile.target else ""
    return {
        "parted": f"{how} A bin whose bar looks unlike the others tells something about the target; "
        f"the strongest column comes first.{rows}",
        "missing": "The darker, the more is missing there; shares count all rows. "
        f"A block means that something changed on the way.{rows}",
        "correlations": "Spearman’s rank correlation: the fuller the colour, the closer; "
        f"a minus means against each other.{rows}",
        "series": f"The mean of each of equal stretches of time; a gap holds no row.{rows}",
        "coverage": f"A model meets later rows than it has seen: test it on the latest ones.{rows}",
    }


def _how(target: TargetProfile) -> str:
    name = shown(target.name, 60)
    if target.task in _ORDERED:
        return f"Each bar shows how the rows of a bin spread over the fifths of {name}."
    return f"Each bar shows how the rows of a bin spread over the classes of {name}."


def _strength(link: Link | None) -> str:
    return f"Strength, taken alone: {strength_of(link)}" if link is not None and link.strongest else ""


def _target(profile: Profile) -> Drawing | None:
    target = profile.target
    if target is None or target.task not in _ORDERED or target.name not in profile.names:
        return None
    column = profile.column(target.name)
    caption = ""
    if column.number:
        caption = f"Median {number(column.number.median)}, mean {number(column.number.mean)}."
    return histogram_drawing(column, caption)
