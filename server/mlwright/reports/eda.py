"""The EDA report: a profile told to people, as Markdown and as a page, with numbers from the profile only."""

from dataclasses import dataclass
from pathlib import PurePath

from mlwright.reports import rendering
from mlwright.reports.derived import gappy_columns, kind_counts, labelled_rows, part_of, present
from mlwright.reports.patterns import patterns
from mlwright.reports.wording import number, plural, share, shown
from mlwright.specs import Column, Hint, Profile, Value

HINT_TITLES = {
    "leak": "Seems to know the answer (leak)",
    "id": "Identifies the row",
    "counter": "Counts the rows",
    "group": "Binds rows together",
    "time": "Orders the rows in time",
    "constant": "Never varies",
    "empty": "Holds nothing",
    "duplicate": "Repeats another column",
}
"""Hint codes in the order in which they matter."""


@dataclass(frozen=True)
class ColumnRow:
    """One line of the per-column table, already worded."""

    column: Column
    missing: str
    range: str
    typical: str
    bars: tuple[float, ...]
    """Heights between 0 and 1: the histogram of a number, the counts of the most frequent values otherwise."""


def eda_markdown(profile: Profile) -> str:
    """data/eda-report.md: overview, columns, patterns, target, hints, flags, and what to do next."""
    return rendering.markdown("data/eda-report.md.jinja", **_facts(profile))


def eda_html(profile: Profile) -> str:
    """data/eda-report.html: the same as one self-contained page without scripts."""
    return rendering.html("data/eda-report.html.jinja", **_facts(profile))


def _facts(profile: Profile) -> dict[str, object]:
    return {
        "profile": profile,
        "name": PurePath(profile.source.path.replace("\\", "/")).name,
        "kinds": ", ".join(f"{count:,} {kind}" for kind, count in kind_counts(profile).items()),
        "rows": [_row(profile, column) for column in profile.columns],
        "gappy": gappy_columns(profile),
        "labelled": labelled_rows(profile),
        "classes": _classes(profile),
        "patterns": patterns(profile),
        "hints": hints_by_weight(profile),
        "hint_titles": HINT_TITLES,
        "steps": next_steps(profile),
    }


def hints_by_weight(profile: Profile) -> tuple[Hint, ...]:
    """All hints, leaks first, sure ones before the others."""
    order = list(HINT_TITLES)
    hints = (*profile.leaks, *profile.hints)
    return tuple(sorted(hints, key=lambda hint: (order.index(hint.code), not hint.sure)))


def next_steps(profile: Profile) -> list[str]:
    """What a person should do with this profile, the most urgent first; free of numbers."""
    hints = hints_by_weight(profile)
    unsure = any(not hint.sure for hint in hints)
    leaks = any(hint.code == "leak" for hint in hints)
    steps = []
    if profile.target is None:
        steps.append("Name the column to predict; the candidates are listed under Target.")
    if leaks:
        steps.append("Check the columns marked as leaks: is their value known at the moment of prediction?")
    if unsure:
        steps.append("Answer the open hints; an unsure one is never acted on without you.")
    if any(hint.code in ("group", "time") for hint in hints) or profile.time_ordered_by:
        steps.append(
            "Confirm how rows are split: rows of one group, or of the future, must not reach the training part."
        )
    if profile.duplicate_rows:
        steps.append(
            "Decide whether exact copies of a row are real repeats; copies must stay on one side of the split."
        )
    if any(item.severity != "info" and item.sure is None for item in profile.findings):
        steps.append("Read the warnings above before trusting any score.")
    if profile.target is not None:
        steps.append("Go on to the feature spec: what the model may see, what it may not, and why.")
    return steps


def _classes(profile: Profile) -> list[tuple[Value, float | None]]:
    classes = profile.target.classes if profile.target else ()
    return [(value, part_of(value.count, labelled_rows(profile))) for value in classes]


def _row(profile: Profile, column: Column) -> ColumnRow:
    missing = share(column.missing_share) if column.missing else "none"
    return ColumnRow(column, missing, _range(column), _typical(profile, column), _bars(column))


def _range(column: Column) -> str:
    if column.number:
        unit = f" {shown(column.unit, 20)}" if column.unit else ""
        return f"{number(column.number.min)} to {number(column.number.max)}{unit}"
    if column.earliest and column.latest:
        return f"{shown(column.earliest, 40)} to {shown(column.latest, 40)}"
    return f"{plural(column.distinct, 'value')}"


def _typical(profile: Profile, column: Column) -> str:
    if column.number:
        return (
            f"median {number(column.number.median)}, mean {number(column.number.mean)}, sd {number(column.number.sd)}"
        )
    held = present(profile, column)
    if column.kind == "text":
        return f"up to {plural(column.longest, 'character')}"
    named = [f"{shown(value.value, 40)} ({share(part_of(value.count, held))})" for value in column.top[:3]]
    return ", ".join(named) or "–"


def _bars(column: Column) -> tuple[float, ...]:
    counts = column.histogram.counts if column.histogram else tuple(value.count for value in column.top[:12])
    highest = max(counts, default=0)
    return tuple(round(count / highest, 3) for count in counts) if highest else ()
