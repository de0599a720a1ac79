"""The few numbers that reports work out from a profile: counts of what it lists, shares of its rows."""

from collections import Counter

from mlwright.specs import Column, Link, Profile

MOST_LISTED, MOST_LINKS = 100, 10
TELLING = 0.1
"""Links weaker than this say little; listing them would bury the others."""


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


def severity_counts(profile: Profile) -> dict[str, int]:
    """How many findings there are of each severity, the gravest first."""
    counts = Counter(item.severity for item in profile.findings)
    return {severity: counts[severity] for severity in ("error", "warning", "info") if counts[severity]}


def telling_links(profile: Profile) -> tuple[Link, ...]:
    """The columns that say most about the target, by their values or by being blank; the strongest first."""
    links = profile.target.links if profile.target else ()
    strong = [link for link in links if link.strongest >= TELLING]
    return tuple(sorted(strong, key=lambda link: -link.strongest)[:MOST_LINKS])


def listed_columns(profile: Profile) -> tuple[Column, ...]:
    """The columns that a report tells one by one: all, or of a wide table the target, the troubled and the first."""
    if len(profile.columns) <= MOST_LISTED:
        return profile.columns
    troubled = [name for item in profile.findings if item.severity != "info" for name in item.columns]
    kept = set(troubled[:MOST_LISTED])
    kept |= set(profile.names[:MOST_LISTED]) | ({profile.target.name} if profile.target else set())
    return tuple(column for column in profile.columns if column.name in kept)


def derived_counts(profile: Profile) -> set[int]:
    """Every count that a narrative may state although the profile does not spell it out."""
    hints = (*profile.hints, *profile.leaks)
    kinds = Counter((item.severity, item.name) for item in profile.findings)
    counts = {
        len(profile.columns),
        len(listed_columns(profile)),
        len(gappy_columns(profile)),
        len(profile.findings),
        len(hints),
        len(profile.target_candidates),
        len(profile.source.files),
        labelled_rows(profile),
        len(profile.target.classes) if profile.target else 0,
        len(profile.columns) - (1 if profile.target else 0),
    }
    counts |= set(severity_counts(profile).values()) | set(kinds.values())
    counts |= {sum(bin_) for item in profile.pictures.by_target for bin_ in zip(*item.counts, strict=True)}
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
    for item in profile.pictures.by_target:
        pairs += [(count, sum(bin_)) for bin_ in zip(*item.counts, strict=True) for count in bin_]
    return {value for value in (part_of(*pair) for pair in pairs) if value is not None}
