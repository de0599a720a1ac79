"""What findings leave to a person: one question each, or one for all columns that many would ask about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mlwright.errors import quoted
from mlwright.specs import Feature, Finding, Profile, Question, Split
from mlwright.specs.vocabulary import VOCABULARY

LEAVE_OUT = "under `features`, delete the entry with `name: {column}`."
_ENTRY = "in the entry with `name: {column}` under `features`,"
_MOST_ASKED = 5
"""Above this many columns with the same doubt, one question serves them all."""


@dataclass(frozen=True)
class Doubt:
    """What is asked about a finding, what happens when nobody answers, and the line for the other answer."""

    ask: str
    default: str
    change: str = ""


_KNOWN = "Is {column} known at the moment of predicting, before the target is?"
_READ_MISSING = Doubt(
    'Do they stand for "not known" in {column}?',
    "By default they are read as missing.",
    f"If not: {_ENTRY} take them out of `missing_codes`.",
)
_PERSONAL = Doubt(
    "May a model learn from {column}?",
    "By default the column is kept, encoded as {encode}.",
    f"If not: {LEAVE_OUT}",
)
DOUBTS: dict[str, Doubt] = {
    "ambiguous_date": Doubt(
        "Is that read rightly?",
        "By default it is left as read.",
        f"If not: {_ENTRY} write the other `date_format`.",
    ),
    "case_variants": Doubt("Do they mean the same?", "By default each spelling is a level of its own."),
    "sentinel_number": _READ_MISSING,
    "sentinel_date": _READ_MISSING,
    "suspicious_power": Doubt(_KNOWN, "By default the column is kept.", f"If not: {LEAVE_OUT}"),
    "known_at_prediction": Doubt(_KNOWN, "By default the column is kept.", f"If not: {LEAVE_OUT}"),
    "missing_tells_target": Doubt(
        "Will {column} be blank for the same rows at the moment of predicting, or is it filled in after the target?",
        "By default the column is kept, and its blanks with it.",
        f"If it is filled in later: {LEAVE_OUT}",
    ),
    "blank_means_none": Doubt(
        "Does a blank say that there is none, rather than that it is not known?",
        "By default it counts as a value: in words a level of its own, in numbers a flag beside the median.",
        f"If it is not known and says nothing: {LEAVE_OUT}",
    ),
    "numeric_codes": Doubt(
        "Are the numbers of {column} codes, so that 3 is not more than 2?",
        "By default they are read as amounts.",
        f"If they are codes: {_ENTRY} write `kind: category` and `encode: {{levels}}`.",
    ),
}
"""Name of a finding → its doubt; findings that are not here describe the table or are acted on."""
_ON_AVAILABILITY = frozenset({"suspicious_power", "known_at_prediction"})


def doubt_of(name: str) -> Doubt | None:
    """The doubt that a finding of that name leaves."""
    return _PERSONAL if name.startswith("pii_") else DOUBTS.get(name)


def about_findings(
    profile: Profile, features: Sequence[Feature], split: Split, asked: frozenset[str], most_levels: int
) -> Iterator[Question]:
    """Questions about columns that stay; `asked` are those whose moment of being known is asked about already."""
    used = {item.name: item for item in features}
    by_name: dict[str, list[tuple[Finding, str]]] = {}
    for item in profile.findings:
        for column in _columns(item, used, asked, by_name):
            by_name.setdefault(item.name, []).append((item, column))
    for found in by_name.values():
        gathered = len({id(item) for item, _ in found}) < len(found)
        if len(found) > _MOST_ASKED or gathered:
            yield _of_many(found[0][0].name, [column for _, column in found])
        else:
            yield from (_of_one(item, profile, used[column], split, most_levels) for item, column in found)


def _columns(
    item: Finding, used: dict[str, Feature], asked: frozenset[str], before: dict[str, list[tuple[Finding, str]]]
) -> Iterator[str]:
    if doubt_of(item.name) is None or item.sure is not None:
        return
    if item.severity == "info" and item.name in ("ambiguous_date", "case_variants", "missing_tells_target"):
        return
    told = {column for name in _ON_AVAILABILITY for _, column in before.get(name, ())} | asked
    for column in item.columns:
        if column not in used or (item.name in _ON_AVAILABILITY and column in told):
            continue
        if item.name == "numeric_codes" and used[column].encode != "number":
            continue
        if column not in {name for _, name in before.get(item.name, ())}:
            yield column


def _of_one(item: Finding, profile: Profile, feature: Feature, split: Split, most_levels: int) -> Question:
    doubt = doubt_of(item.name)
    assert doubt is not None, "asked only where there is a doubt"
    levels = "levels" if profile.column(feature.name).distinct <= most_levels else "many_levels"
    if item.name == "sentinel_date" and not feature.missing_codes:
        doubt = Doubt(doubt.ask, "By default they are read as words.")
    ask = doubt.ask.format(column=quoted(feature.name))
    default = doubt.default.format(encode=feature.encode)
    change = doubt.change.format(column=quoted(feature.name), levels=levels)
    if item.name == "sentinel_date" and feature.name == split.column:
        change += " Take them out under `split`, too."
    return Question(about=feature.name, text=f"{item.evidence.rstrip('. ')}. {ask} {default}", change=change)


def _of_many(name: str, columns: Sequence[str]) -> Question:
    doubt = doubt_of(name)
    assert doubt is not None, "asked only where there is a doubt"
    shown = ", ".join(quoted(column, 40) for column in columns[:_MOST_ASKED])
    ask = doubt.ask.format(column="each of them")
    default = doubt.default.format(encode="the table above says")
    change = doubt.change.format(column="...", levels="levels").replace("the entry with `name: ...`", "their entries")
    more = f" and {len(columns) - _MOST_ASKED:,} more" if len(columns) > _MOST_ASKED else ""
    text = f"{VOCABULARY[name].title}: {shown}{more}. {ask} {default}"
    return Question(text=text, change=change)
