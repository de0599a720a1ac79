"""Which columns the model must not see, one reason each."""

from collections.abc import Iterator

from mlwright.errors import quoted
from mlwright.features.splitting import known_ahead
from mlwright.specs import Dropped, Profile, Split, TargetProfile
from mlwright.specs.feature_spec import DropReason

PRIORITY: tuple[DropReason, ...] = ("leak", "empty", "constant", "duplicate", "counter", "id", "group", "time")
"""Where a column earns several reasons, the first of these is told."""

NAME_A_PERSON = {
    "email": "e-mail addresses",
    "phone": "telephone numbers",
    "account": "bank account numbers",
    "card": "payment card numbers",
    "national_id": "national ids",
}
"""Kinds of personal data that never become a feature by default; names and streets may tell a title or a district."""
FEWEST_PERSONS = 2
"""A column of no more values than this is a flag, whatever its name says."""


def choose_dropped(profile: Profile, target: TargetProfile, split: Split) -> tuple[Dropped, ...]:
    """Every column with a sure reason against it, in file order, never the target."""
    best: dict[str, Dropped] = {}
    for item in _reasons(profile, target, split):
        known = best.get(item.name)
        if known is None or PRIORITY.index(item.reason) < PRIORITY.index(known.reason):
            best[item.name] = item
    return tuple(best[name] for name in profile.names if name in best and name != target.name)


def _reasons(profile: Profile, target: TargetProfile, split: Split) -> Iterator[Dropped]:
    for hint in (*profile.hints, *profile.leaks):
        orders_series = split.strategy == "forecast" and hint.column == split.column
        if not hint.sure or hint.code == "time" or orders_series:
            continue
        pair = {hint.column, hint.of}
        if hint.code == "duplicate" and target.name in pair:
            # a copy of the target is the answer itself, whichever of the two the profile calls the copy
            for name in pair - {target.name, None}:
                yield Dropped(name=str(name), reason="leak", why=f"copies the target {quoted(target.name)}")
        else:
            yield Dropped(name=hint.column, reason=hint.code, why=hint.why)
    for column in profile.columns:
        if column.kind == "empty":
            yield Dropped(name=column.name, reason="empty", why="holds no value")
        elif column.personal in NAME_A_PERSON and column.distinct > FEWEST_PERSONS:
            why = f"{NAME_A_PERSON[column.personal]} name one person and teach nothing about the next"
            yield Dropped(name=column.name, reason="id", why=why)
        elif split.strategy == "forecast" and not known_ahead(column, split):
            why = "its values for the periods to forecast are not in the table, so they may not be known by then"
            yield Dropped(name=column.name, reason="time", why=why)
    if split.strategy == "group" and split.column is not None:
        why = "the rows are split by it; models meet only new ones, so its values teach nothing that carries over"
        yield Dropped(name=split.column, reason="group", why=why)
