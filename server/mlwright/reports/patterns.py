"""What stands out in a profile beside its hints: strong links, telling gaps, skew, zeros, dominance."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mlwright.reports.derived import part_of, present
from mlwright.reports.wording import number, share, shown
from mlwright.specs import Column, Profile

MOST_ITEMS = 8
TELLING = 0.1
"""Links weaker than this say little; listing them would bury the others."""
SKEWED = 2.0
MOSTLY = 0.5
DOMINANT = 0.95


@dataclass(frozen=True)
class Pattern:
    """One observation about several columns; `items` are (column name, what was measured)."""

    title: str
    note: str
    items: tuple[tuple[str, str], ...]
    more: bool = False


def patterns(profile: Profile) -> tuple[Pattern, ...]:
    """The observations that hold for this profile, each with its strongest columns first."""
    finders: tuple[Callable[[Profile], Pattern], ...] = (_links, _gaps, _skew, _zeros, _dominant, _spans)
    return tuple(found for found in (finder(profile) for finder in finders) if found.items)


def _links(profile: Profile) -> Pattern:
    links = profile.target.links if profile.target else ()
    strong = [(link.strength, link.column) for link in links if (link.strength or 0) >= TELLING]
    return _pattern(
        "Says most about the target, taken alone",
        "From nothing to everything; a very strong link may be a leak.",
        [(strength, column, number(strength)) for strength, column in strong if strength is not None],
    )


def _gaps(profile: Profile) -> Pattern:
    links = profile.target.links if profile.target else ()
    telling = [(link.missing_strength, link.column) for link in links if (link.missing_strength or 0) >= TELLING]
    return _pattern(
        "Being missing says something about the target",
        "Ask why the value is missing: a gap filled in after the outcome is a leak.",
        [(strength, column, number(strength)) for strength, column in telling if strength is not None],
    )


def _skew(profile: Profile) -> Pattern:
    found = [(column, column.number.skew) for column in profile.columns if column.number and column.number.skew]
    return _pattern(
        "Strongly skewed",
        "A few large values decide the mean; medians and ranks are safer.",
        [(abs(skew), column.name, f"skew {number(skew)}") for column, skew in found if abs(skew) >= SKEWED],
    )


def _zeros(profile: Profile) -> Pattern:
    return _pattern(
        "Mostly zero",
        "Zero may mean none, or not measured.",
        [(portion, column.name, share(portion)) for column, portion in _zero_shares(profile) if portion >= MOSTLY],
    )


def _zero_shares(profile: Profile) -> Iterator[tuple[Column, float]]:
    for column in profile.columns:
        if column.number and column.distinct > 2:
            yield column, part_of(column.number.zeros, present(profile, column)) or 0.0


def _dominant(profile: Profile) -> Pattern:
    found = []
    for column in profile.columns:
        portion = part_of(column.top[0].count, present(profile, column)) if column.top else None
        if portion and portion >= DOMINANT and column.distinct > 1:
            found.append((portion, column.name, f"{shown(column.top[0].value, 40)} in {share(portion)}"))
    return _pattern("Nearly always the same value", "Little to learn from unless the rest is special.", found)


def _spans(profile: Profile) -> Pattern:
    dates = [column for column in profile.columns if column.earliest and column.latest]
    spans = [f"{shown(column.earliest, 40)} to {shown(column.latest, 40)}" for column in dates]
    return _pattern(
        "Dates",
        "A model used in the future should be tested on its own future.",
        [(0.0, column.name, span) for column, span in zip(dates, spans, strict=True)],
    )


def _pattern(title: str, note: str, found: list[tuple[float, str, str]]) -> Pattern:
    ranked = sorted(found, key=lambda item: -item[0])
    items = tuple((name, measured) for _, name, measured in ranked[:MOST_ITEMS])
    return Pattern(title, note, items, more=len(ranked) > MOST_ITEMS)
