"""A profile for the terminal: what will ruin the model in a few lines, where the page is, and what comes next."""

from pathlib import PurePath

from mlwright.reports.derived import labelled_rows, part_of
from mlwright.reports.eda.commands import data_of, word
from mlwright.reports.eda.troubles import Trouble, troubles
from mlwright.reports.wording import plural, share, shown
from mlwright.specs import Profile

_MOST_TOLD, _MOST_CLASSES, _WIDEST = 12, 3, 160


def eda_summary(profile: Profile, where: str) -> str:
    """At most 25 lines, free of control characters; `where` is the workspace as the user can type it."""
    grave = [item for item in troubles(profile) if item.severity != "info"]
    told = [_line(item) for item in grave[:_MOST_TOLD]] or ["Nothing that is grave was found."]
    rest = sum(len(item.told) + len(item.folded) for item in grave[_MOST_TOLD:])
    more = [f"and {rest:,} more"] if rest else []
    notes = sum(item.severity == "info" for item in profile.findings)
    told += [", ".join([*more, *([plural(notes, "note")] if notes else [])])] if more or notes else []
    page = shown(f"{where.rstrip('/')}/data/eda-report.html", 2 * _WIDEST)
    last = [_target(profile), f"page: {page}", f"next: {_next(profile, where)}"]
    return "\n".join([_headline(profile), "", *told, "", *last])


def _headline(profile: Profile) -> str:
    name = shown(PurePath(profile.source.path.replace("\\", "/")).name, 80)
    columns = plural(len(profile.columns), "column")
    copies = plural(profile.duplicate_rows, "exact copy of a row", "exact copies of rows")
    return f"{name}: {plural(profile.rows, 'row')}, {columns}, {copies}"


def _line(item: Trouble) -> str:
    """A kind of finding on one line: the first of them, and how many more there are."""
    others = len(item.told) + len(item.folded) - 1
    more = f" (and {others:,} more)" if others else ""
    head = f"{item.severity:<8}{item.code:<6} {item.title}: "
    first = item.told[0]
    unnamed = [shown(name, 40) for name in first.columns[:3] if name not in first.evidence]
    said = f"{', '.join(unnamed)}: {first.evidence}" if unnamed else first.evidence
    return head + shown(said, max(_WIDEST - len(head) - len(more), 40)) + more


def _target(profile: Profile) -> str:
    target = profile.target
    if target is None:
        likely = ", ".join(shown(candidate.name, 40) for candidate in profile.target_candidates[:_MOST_CLASSES])
        return f"target: not named; likely {likely}" if likely else "target: not named"
    whole = labelled_rows(profile)
    classes = [f"{shown(value.value, 24)} {share(part_of(value.count, whole))}" for value in target.classes]
    said = f"target: {shown(target.name, 60)}, {target.task}"
    said += f" ({', '.join(classes[:_MOST_CLASSES])}{', …' if len(classes) > _MOST_CLASSES else ''})" if classes else ""
    return said + (f", missing in {plural(target.missing, 'row')}" if target.missing else "")


def _next(profile: Profile, where: str) -> str:
    if profile.target is not None:
        return f"mlwright spec {word(where, 'WORKSPACE')}"
    likely = word(profile.target_candidates[0].name, "NAME") if profile.target_candidates else "NAME"
    return f"mlwright profile {data_of(profile)} --target {likely}"
