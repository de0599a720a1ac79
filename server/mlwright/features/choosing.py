"""How each column that stays is read and encoded, and why it is there."""

import re

from mlwright.specs import Column, Feature, Link, Profile, Split, TargetProfile
from mlwright.specs.feature_spec import Encode

MOST_LEVELS = 30
"""Above this many levels one column per level grows faster than what it tells."""
CODE_WORDS = frozenset({"code", "codes", "type", "class", "zone", "id"})
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def choose_features(
    profile: Profile, target: TargetProfile, split: Split, dropped: frozenset[str]
) -> tuple[Feature, ...]:
    """Every column that is neither dropped nor the target, in file order."""
    links = {link.column: link for link in target.links}
    doubts = {hint.column for hint in profile.leaks if not hint.sure}
    return tuple(
        _feature(column, links.get(column.name), split, column.name in doubts)
        for column in profile.columns
        if column.name not in dropped and column.name != target.name
    )


def _feature(column: Column, link: Link | None, split: Split, doubted: bool) -> Feature:
    encode = choose_encode(column)
    return Feature(
        name=column.name,
        kind="category" if encode == "levels" else column.kind,
        encode=encode,
        why=_why(column, link, encode, split, doubted),
        unit=column.unit,
        date_format=column.date_format,
        missing_codes=column.missing_codes,
    )


def choose_encode(column: Column) -> Encode:
    """The encoding that fits what the column holds."""
    if column.kind == "date":
        return "date_parts"
    if column.kind == "text":
        return "text"
    if column.kind == "number" and not is_code(column):
        return "number"
    return "levels" if column.distinct <= MOST_LEVELS else "many_levels"


def is_code(column: Column) -> bool:
    """Whether whole numbers are labels rather than amounts, as in "MS SubClass" or "zone_id"."""
    few = column.number is not None and column.number.integer and column.distinct <= MOST_LEVELS
    return few and not CODE_WORDS.isdisjoint(word.lower() for word in WORD.findall(column.name))


def _why(column: Column, link: Link | None, encode: Encode, split: Split, doubted: bool) -> str:
    parts = [_strength(link)]
    if column.missing:
        parts.append(f"{_percent(column.missing_share)} missing")
    if encode in ("levels", "many_levels"):
        parts.append(f"{column.distinct} levels")
    if column.kind == "number" and encode == "levels":
        parts.append("whole numbers that name something, so they are read as levels")
    if column.name == split.column and split.strategy == "time":
        parts.append("orders the rows, so only its seasonal parts are used: later rows lie beyond every date seen")
    if column.name == split.column and split.strategy == "forecast":
        parts.append("orders the series; its calendar parts are known ahead")
    parts.append("could hold the answer, see the questions" if doubted else "no sign in the table that it leaks")
    return "; ".join(parts)


def _strength(link: Link | None) -> str:
    if link is None or link.strength is None:
        return "strength alone not measured"
    if link.missing_strength is not None and link.missing_strength >= 0.1:
        return f"strength {link.strength:.2f} alone, {link.missing_strength:.2f} by being missing or not"
    return f"strength {link.strength:.2f} alone"


def _percent(share: float) -> str:
    return "under 1 %" if share < 0.01 else f"{share:.0%}".replace("%", " %")
