"""What both forms of the EDA report say, worded once."""

from dataclasses import dataclass
from pathlib import PurePath

from markupsafe import Markup

from mlwright.reports.derived import (
    gappy_columns,
    kind_counts,
    labelled_rows,
    listed_columns,
    part_of,
    present,
    severity_counts,
    telling_links,
)
from mlwright.reports.drawing import spark
from mlwright.reports.eda.figures import said_of
from mlwright.reports.eda.steps import next_steps
from mlwright.reports.eda.strength import strength_of, strength_said
from mlwright.reports.eda.texts import blocks, close_pairs, text_pictures
from mlwright.reports.eda.troubles import troubles
from mlwright.reports.wording import number, plural, share, shown
from mlwright.specs import Column, Profile, Value


@dataclass(frozen=True)
class ColumnRow:
    """One line of the table of columns, already worded."""

    column: Column
    missing: str
    distinct: str
    range: str
    typical: str
    spark: Markup
    blocks: str
    severity: str | None
    """The gravest finding about it."""


def facts(profile: Profile, workspace: str | None = None) -> dict[str, object]:
    """Everything a template asks for, by name; commands name the workspace where it is known."""
    counts = severity_counts(profile)
    graver = [item for item in troubles(profile) if item.severity != "info"]
    return {
        "profile": profile,
        "name": PurePath(profile.source.path.replace("\\", "/")).name,
        "kinds": ", ".join(f"{count:,} {kind}" for kind, count in kind_counts(profile).items()),
        "gappy": gappy_columns(profile),
        "labelled": labelled_rows(profile),
        "classes": _classes(profile),
        "links": [(link.column, strength_of(link)) for link in telling_links(profile)],
        "strength": strength_said(profile),
        "counts": ", ".join(
            f"{count} info" if name == "info" else plural(count, name) for name, count in counts.items()
        ),
        "troubles": graver,
        "asides": [item for item in troubles(profile) if item.severity == "info"],
        "asides_count": counts.get("info", 0),
        "measured": measured(profile),
        "rows": [_row(profile, column) for column in listed_columns(profile)],
        "texts": text_pictures(profile),
        "pairs": close_pairs(profile),
        "said": said_of(profile),
        "reading": reading(profile),
        "steps": next_steps(profile, workspace),
    }


def measured(profile: Profile) -> str:
    """One sentence on how sure the figures are."""
    sure, part = profile.figures, profile.figures.sampled_rows < profile.rows
    looked = f"findings look at up to {plural(sure.sampled_rows, 'row')}" if part else ""
    figures = [name for name in sure.sampled if name not in _BESIDE_COLUMNS]
    if not figures and not sure.approximate:
        return f"Figures of columns are exact; {looked}." if part else "Every figure is exact, from all rows."
    parts = [f"exact over all rows: {_listed(sure.exact)}"] if sure.exact else []
    if sure.approximate:
        within = f" (within {share(sure.distinct_error)})" if sure.distinct_error else ""
        parts.append(f"approximate{within}: {_listed(sure.approximate)}")
    if sure.sampled:
        off = f", quantiles off by at most {share(sure.quantile_error)} of the rows" if sure.quantile_error else ""
        parts.append(f"from {plural(sure.sampled_rows, 'sampled row')}{off}: {_listed(sure.sampled)}")
    said = "; ".join([*parts, looked] if looked else parts)
    return f"{said[:1].upper()}{said[1:]}."


_BESIDE_COLUMNS = ("links", "pictures")
"""What a profile looks at the sample for even where the figures of its columns are exact."""


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(shown(name, 40).replace("_", " ") for name in names)


def reading(profile: Profile) -> list[tuple[str, str]]:
    """How the file was read, in pairs of a word and what it was."""
    source = profile.source
    pairs = [("File", shown(source.path, 80)), ("Format", source.format)]
    if source.format == "csv":
        pairs += [
            ("Encoding", source.encoding),
            ("Separator", {"\t": "tab", " ": "space"}.get(source.separator, source.separator)),
            ("Decimal mark", source.decimal),
        ]
        pairs += [("Thousands mark", source.thousands)] if source.thousands else []
        pairs += [("Lines above the header", number(source.skip_rows))] if source.skip_rows else []
    pairs += [("Compression", source.compression)] if source.compression else []
    pairs += [("Files", number(len(source.files)))] if source.files else []
    pairs += [("Table", shown(source.table, 80))] if source.table else []
    if profile.time_ordered_by:
        pairs.append(("Order of rows", f"by {shown(profile.time_ordered_by, 40)}, never back in time"))
    return [*pairs, ("SHA-256", source.sha256)]


def _classes(profile: Profile) -> list[tuple[Value, float | None]]:
    classes = profile.target.classes[:12] if profile.target else ()
    return [(value, part_of(value.count, labelled_rows(profile))) for value in classes]


def _row(profile: Profile, column: Column) -> ColumnRow:
    missing = share(column.missing_share) if column.missing else "none"
    grave = [item.severity for item in profile.findings if column.name in item.columns and item.severity != "info"]
    counts = column.histogram.counts if column.histogram else tuple(value.count for value in column.top[:12])
    return ColumnRow(
        column=column,
        missing=missing,
        distinct=_about(column),
        range=_range(column),
        typical=_typical(profile, column),
        spark=spark(counts, split=column.histogram is None),
        blocks=blocks(counts),
        severity=min(grave) if grave else None,
    )


def _range(column: Column) -> str:
    if column.number:
        unit = f" {shown(column.unit, 20)}" if column.unit else ""
        return f"{number(column.number.min)} to {number(column.number.max)}{unit}"
    if column.earliest and column.latest:
        return f"{shown(column.earliest, 40)} to {shown(column.latest, 40)}"
    return f"{_about(column)} {'value' if column.distinct == 1 else 'values'}"


def _about(column: Column) -> str:
    """How many different values there are, with a sign where that is not exact."""
    return number(column.distinct) if column.distinct_is == "exact" else f"≈ {number(column.distinct)}"


def _typical(profile: Profile, column: Column) -> str:
    if column.number:
        found = column.number
        return f"median {number(found.median)}, mean {number(found.mean)}, sd {number(found.sd)}"
    if column.kind == "date":
        return f"{_about(column)} {'moment' if column.distinct == 1 else 'moments'}"
    if column.kind == "text":
        return f"up to {plural(column.longest, 'character')}"
    held = present(profile, column)
    named = [f"{shown(value.value, 40)} ({share(part_of(value.count, held))})" for value in column.top[:3]]
    return ", ".join(named) or "–"
