"""How rows part into training and test: the first rule that fits the table and the goal."""

import re

from mlwright.errors import quoted
from mlwright.features.calendar import Period, asked_periods, find_period
from mlwright.specs import Column, Hint, Profile, Split, TargetProfile

MANY_ROWS = 10_000
TEST_SIZE, TIME_TEST_SIZE = 0.25, 0.2
FEWEST_GROUPS = 4
"""Below this many groups or dates no test part and two folds can be cut from them."""
MOST_UNDATED = 0.05
NEW_ONES = re.compile(
    r"\b(?:unseen|(?:never|not)[- ](?:yet )?(?:been )?(?:seen|met)(?: before)?|unknown|unfamiliar"
    r"|new(?! (?:york|zealand|jersey|england|mexico|orleans|delhi|hampshire|south)\b))\b",
    re.IGNORECASE,
)
LATER = re.compile(r"\b(?:next|coming|future|forecast\w*|upcoming|tomorrow|ahead)\b", re.IGNORECASE)


def choose_split(profile: Profile, target: TargetProfile) -> Split:
    """The split whose test part is most like the rows the model will meet; `reason` names what was seen."""
    if target.task == "forecasting":
        return _forecast(profile)
    if told := _as_told(profile, target):
        return told
    group, dates = _group_hint(profile, target), _date_column(profile, target)
    new_ones = NEW_ONES.search(profile.goal)
    if group is not None and new_ones:
        return _by_group(profile, group, f"the goal says {quoted(new_ones[0])}")
    later = LATER.search(profile.goal)
    if dates is not None and dates.name == profile.time_ordered_by:
        return _by_time(profile, dates, f"rows are ordered by {quoted(dates.name)}, which never goes back")
    if dates is not None and later:
        return _by_time(profile, dates, f"the goal says {quoted(later[0])} and {quoted(dates.name)} dates every row")
    if group is not None and group.sure:
        return _by_group(profile, group, group.why)
    return _by_row(profile, target)


def _as_told(profile: Profile, target: TargetProfile) -> Split | None:
    """The split by the column that the user named; a group first, since later rows of known groups are no new ones."""
    if profile.group not in (None, target.name):
        hint = next(hint for hint in profile.hints if hint.column == profile.group and hint.code == "group")
        return _by_group(profile, hint, f"you named {quoted(profile.group)} as the group")
    column = profile.column(profile.time) if profile.time not in (None, target.name) else None
    if column is not None and column.kind == "date":
        return _by_time(profile, column, f"you named {quoted(column.name)} as the time")
    return None


def known_ahead(column: Column, split: Split) -> bool:
    """Whether a forecast can count on a column: only on the dates of the series."""
    return column.name == split.column


def _forecast(profile: Profile) -> Split:
    column = _date_column(profile, profile.target)
    period = find_period(column, profile.rows) if column else None
    # two folds and a training part of the horizon's length have to fit before the test part
    longest = max(1, profile.rows // 4)
    season = period.season if period and 2 * period.season <= profile.rows else 1
    horizon, why = _horizon(profile, period, season)
    if horizon > longest:
        horizon, why = longest, f"{why}; cut to {longest}, a quarter of the {profile.rows} rows"
    fit = (profile.rows - horizon - max(2 * season, horizon)) // horizon
    spacing = f"the dates are {period.name}" if period else "the dates have no usual spacing"
    return Split(
        strategy="forecast",
        reason=f"a series is forecast from its own past: the last {horizon} periods are the test ({why}); {spacing}, "
        f"season {season}",
        column=column.name if column else None,
        date_format=column.date_format if column else None,
        missing_codes=column.missing_codes if column else (),
        test_size=TIME_TEST_SIZE,
        folds=_folds(profile, fit),
        horizon=horizon,
        season=season,
    )


def _horizon(profile: Profile, period: Period | None, season: int) -> tuple[int, str]:
    asked = asked_periods(profile.goal, period)
    if asked is not None:
        return asked, "as the goal asks"
    if season > 1:
        return season, "the goal names no number, so one season"
    return max(1, profile.rows // 10), "the goal names no number, so a tenth of the rows"


def _by_time(profile: Profile, column: Column, seen: str) -> Split:
    return Split(
        strategy="time",
        reason=f"{seen}: the model is trained on earlier rows and tested on the last {TIME_TEST_SIZE:.0%}",
        column=column.name,
        date_format=column.date_format,
        missing_codes=column.missing_codes,
        test_size=TIME_TEST_SIZE,
        folds=_folds(profile, int(column.distinct * (1 - TIME_TEST_SIZE)) - 1),
    )


def _by_group(profile: Profile, hint: Hint, seen: str) -> Split:
    groups = profile.column(hint.column).distinct
    return Split(
        strategy="group",
        reason=f"{seen}: all rows of one of the {groups} values of {quoted(hint.column)} stay on one side, or the "
        "model is tested on what it has already met",
        column=hint.column,
        test_size=TEST_SIZE,
        folds=_folds(profile, int(groups * (1 - TEST_SIZE))),
    )


def _by_row(profile: Profile, target: TargetProfile) -> Split:
    rarest = min((item.count for item in target.classes), default=profile.rows)
    folds = _folds(profile, int(rarest * (1 - TEST_SIZE)))
    if profile.duplicate_rows > 0:
        reason = f"{profile.duplicate_rows} rows are exact copies of another: copies stay on one side"
        return Split(strategy="duplicates", reason=reason, test_size=TEST_SIZE, folds=folds)
    nothing = "no group, no order in time and no copied rows were found"
    if target.classes:
        reason = f"{nothing}: rows are drawn at random with every class in proportion, the rarest has {rarest} rows"
        return Split(strategy="stratified", reason=reason, test_size=TEST_SIZE, folds=folds)
    return Split(strategy="random", reason=f"{nothing}: rows are drawn at random", test_size=TEST_SIZE, folds=folds)


def _folds(profile: Profile, most: int) -> int:
    return max(2, min(5 if profile.rows <= MANY_ROWS else 3, most))


def _group_hint(profile: Profile, target: TargetProfile) -> Hint | None:
    """The group column, a sure one first."""
    found = [
        hint
        for hint in profile.hints
        if hint.code == "group" and hint.column != target.name and profile.column(hint.column).distinct >= FEWEST_GROUPS
    ]
    return next((hint for hint in found if hint.sure), found[0] if found else None)


def _date_column(profile: Profile, target: TargetProfile | None) -> Column | None:
    """The date column that orders rows: the one that never goes back, else a time hint's, else the fullest one."""
    hints = (*profile.hints, *profile.leaks)
    barred = {hint.column for hint in hints if hint.sure and hint.code in ("leak", "constant", "empty")}
    barred |= {target.name} if target else set()
    timed = {hint.column for hint in hints if hint.code == "time"}
    dates = [
        column
        for column in profile.columns
        if column.kind == "date"
        and column.name not in barred
        and column.distinct >= FEWEST_GROUPS
        and column.missing_share <= MOST_UNDATED
    ]
    rank = {True: 0, False: 1}
    dates.sort(
        key=lambda column: (
            rank[column.name == profile.time_ordered_by],
            rank[column.name in timed],
            column.missing,
            -column.distinct,
        )
    )
    return dates[0] if dates else None
