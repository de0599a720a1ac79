"""The few numbers that reports work out from a profile: counts of what it lists, shares of its rows."""

from collections import Counter

from mlwright.specs import Column, Profile


def present(profile: Profile, column: Column) -> int:
    """Rows that hold a value in this column."""
    return profile.rows - column.missing


def part_of(count: int, whole: int) -> float | None:
    """A count as a share of a whole; None when there is no whole."""
    return count / whole if whole else None


def labelled_rows(profile: Profile) -> int:
    """Rows whose target is known; all rows when there is no target."""
    return profile.rows - (profile.target.missing if profile.target else 0)


def kind_counts(profile: Profile) -> dict[str, int]:
    """How many columns there are of each kind, most frequent first."""
    return dict(Counter(column.kind for column in profile.columns).most_common())


def gappy_columns(profile: Profile) -> tuple[Column, ...]:
    """Columns with missing values, the emptiest first."""
    gappy = [column for column in profile.columns if column.missing]
    return tuple(sorted(gappy, key=lambda column: (-column.missing_share, column.position)))


def derived_counts(profile: Profile) -> set[int]:
    """Every count that a narrative may state although the profile does not spell it out."""
    hints = (*profile.hints, *profile.leaks)
    counts = {
        len(profile.columns),
        len(gappy_columns(profile)),
        len(profile.findings),
        len(hints),
        len(profile.target_candidates),
        labelled_rows(profile),
        len(profile.target.classes) if profile.target else 0,
        len(profile.columns) - (1 if profile.target else 0),
    }
    return counts | set(kind_counts(profile).values()) | {present(profile, column) for column in profile.columns}


def derived_shares(profile: Profile) -> set[float]:
    """Every share that follows from counts in the profile, complements of missing shares included."""
    pairs = [(profile.duplicate_rows, profile.rows), (profile.figures.sampled_rows, profile.rows)]
    for column in profile.columns:
        held = present(profile, column)
        pairs += [(column.missing, profile.rows), (held, profile.rows), (column.distinct, held)]
        pairs += [(value.count, whole) for value in column.top for whole in (held, profile.rows)]
        pairs += [(column.number.zeros, whole) for whole in (held, profile.rows) if column.number]
    if profile.target:
        pairs += [(value.count, labelled_rows(profile)) for value in profile.target.classes]
    return {value for value in (part_of(*pair) for pair in pairs) if value is not None}
