"""A review for people at a terminal."""

from collections.abc import Callable, Iterator

from mlwright.leakage.findings import Finding, Place
from mlwright.leakage.reports.escaping import shown_place, visible
from mlwright.leakage.review import Review, by_level

COLORS = {
    "high": "31",
    "medium": "33",
    "low": "36",
    "approve": "32",
    "nothing to review": "36",
    "warn": "33",
    "block": "31",
}
MOST_NOTES = 50
WIDEST_LINE = 140
Paint = Callable[[str, str], str]


def render(review: Review, color: bool = False) -> str:
    """Findings with their lines, chains and remedies; then what was not analysed; then the verdict."""
    paint = _painted if color else _plain
    lines: list[str] = []
    for finding in review.findings:
        lines += [*_finding(finding, review, paint), ""]
    lines += [*_notes(review, paint), *_summary(review, paint)]
    return "\n".join(lines) + "\n"


def _plain(text: str, _: str) -> str:
    return text


def _painted(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"


def _finding(finding: Finding, review: Review, paint: Paint) -> Iterator[str]:
    place = finding.place
    code = paint(finding.code, f"1;{COLORS[finding.severity]}")
    sure = f"severity {finding.severity}, confidence {finding.confidence}"
    yield f"{paint(shown_place(place), '1')}:{place.column}: {code} {visible(finding.name)} ({sure})"
    yield f"  {visible(finding.message)}"
    yield from _excerpt(finding, review)
    for number, step in enumerate(finding.chain, start=1):
        yield f"  {number}. {_near(step.place, place)}: {visible(step.what)}"
    if finding.remedy:
        yield f"  remedy: {visible(finding.remedy)}"
    if finding.edit is not None and finding.edit.safe:
        yield f"  --fix can do this: {visible(finding.edit.what)}"


def _near(place: Place, other: Place) -> str:
    if place.path != other.path:
        return shown_place(place)
    return f"line {place.line}" if place.cell == other.cell else f"cell {place.cell}, line {place.line}"


def _excerpt(finding: Finding, review: Review) -> Iterator[str]:
    place = finding.place
    line = review.lines.get((place.path, place.cell, place.line))
    if line is None:
        if finding.context:
            yield f"  {place.line:>5} | {visible(finding.context, WIDEST_LINE)}"
        return
    indent = len(line) - len(line.lstrip())
    yield f"  {place.line:>5} | {visible(line.strip(), WIDEST_LINE)}"
    start = place.column - 1 - indent
    end = place.end_column if place.end_line in (None, place.line) and place.end_column else len(line.rstrip()) + 1
    width = min(end - 1 - indent, WIDEST_LINE) - start
    if 0 <= start < WIDEST_LINE and width > 0 and line.isprintable():
        yield f"        | {' ' * start}{'^' * width}"


def _notes(review: Review, paint: Paint) -> Iterator[str]:
    if review.notes:
        yield paint(f"Not analysed ({len(review.notes)}):", "1")
        for note in review.notes[:MOST_NOTES]:
            yield f"  {shown_place(note.place)}: {visible(note.what)}"
        if len(review.notes) > MOST_NOTES:
            yield f"  and {len(review.notes) - MOST_NOTES} more; --format json has all of them"
        yield ""
    if review.remarks:
        yield paint("Good to know:", "1")
        for remark in review.remarks[:MOST_NOTES]:
            yield f"  {visible(remark.what)}"
        yield ""
    if review.stale:
        yield paint(f"In the baseline but gone ({len(review.stale)}); --write-baseline drops them:", "1")
        for entry in review.stale[:MOST_NOTES]:
            yield f"  {visible(entry.path)}: {visible(entry.code)} {visible(entry.context, 100)}"
        yield ""


def _summary(review: Review, paint: Paint) -> Iterator[str]:
    if review.scope:
        yield f"Scope: {visible(review.scope)}"
    counts = [f"{count} {level}" for level, count in by_level(review.findings).items() if count]
    left = {
        "suppressed": review.suppressed,
        "in the baseline": review.known,
        "less sure": review.hidden,
        "of rules not selected": review.unselected,
    }
    aside = [f"{count} {what}" for what, count in left.items() if count]
    if counts or aside:
        yield "Findings by severity: " + (", ".join(counts) or "none") + (f" ({', '.join(aside)})" if aside else "")
    decision, reason = review.verdict
    yield f"Verdict: {paint(decision, COLORS[decision])}: {visible(reason)}"
