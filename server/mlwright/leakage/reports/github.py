"""A review as GitHub workflow commands: each finding becomes an annotation of its line."""

from mlwright.leakage.findings import Finding
from mlwright.leakage.reports.escaping import LONGEST_PATH, file_line, shown_place, visible
from mlwright.leakage.review import Review

LEVELS = {"high": "error", "medium": "warning", "low": "notice"}


def render(review: Review) -> str:
    """One command a line; GitHub shows the first ten of each level and step."""
    lines = [_command(finding) for finding in sorted(review.findings, key=lambda item: LEVELS[item.severity])]
    lines += [
        f"::notice file={_property(visible(note.place.path, LONGEST_PATH))},line={file_line(note.place)},"
        f"title=not analysed::{_data(note.what)}"
        for note in review.notes
    ]
    lines.append(f"mlwright review: {review.verdict.decision}: {visible(review.verdict.reason)}")
    return "\n".join(lines) + "\n"


def _command(finding: Finding) -> str:
    place = finding.place
    where = [f"file={_property(visible(place.path, LONGEST_PATH))}", f"line={file_line(place)}"]
    if place.cell is None and place.end_line:
        where.append(f"endLine={place.end_line}")
    if place.cell is None and place.end_line in (None, place.line):
        where += [f"col={place.column}", *([f"endColumn={place.end_column}"] if place.end_column else [])]
    where.append(f"title={_property(visible(f'{finding.code} {finding.name}'))}")
    cell = f"cell {place.cell}, line {place.line}: " if place.cell is not None else ""
    parts = [cell + visible(finding.message)]
    parts += [f"{shown_place(step.place)}: {visible(step.what)}" for step in finding.chain]
    parts += [f"remedy: {visible(finding.remedy)}"] if finding.remedy else []
    return f"::{LEVELS[finding.severity]} {','.join(where)}::{_escaped(chr(10).join(parts))}"


def _data(text: str) -> str:
    return _escaped(visible(text))


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
