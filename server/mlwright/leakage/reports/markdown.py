"""A review as a comment on a pull request."""

import re

from mlwright.leakage.findings import Finding
from mlwright.leakage.reports.escaping import visible
from mlwright.leakage.review import Review, by_level

LONGEST_COMMENT = 60_000
"""Characters; GitHub refuses comments above 65,536."""
MOST_NOTES = 20
MARKUP = re.compile(r"[\\`*_#\[\]~!{}()<>&|@$^\"'=]|:(?=/)|(?<=www)\.", re.IGNORECASE)
MARKS = re.compile(r"([\\*_#\[\]~!{}()+=|-])")


def render(review: Review) -> str:
    """Verdict, table, details; what does not fit in a comment is counted."""
    verdict = review.verdict
    parts = [f"## Leakage review: {verdict.decision}", "", _prose(verdict.reason), ""]
    if review.scope:
        parts += [f"Scope: {_prose(review.scope)}", ""]
    notes = _notes(review)
    room = LONGEST_COMMENT - sum(map(len, [*parts, *notes])) - 500
    rows, details, shown = [], [], 0
    for finding in review.findings:
        row, detail = _row(finding), _detail(finding)
        room -= len(row) + len(detail) + 3
        if room < 0:
            break
        rows.append(row)
        details.append(detail)
        shown += 1
    if rows:
        parts += ["| place | rule | severity | confidence |", "|---|---|---|---|", *rows, "", *details]
    if shown < len(review.findings):
        parts += [f"{len(review.findings) - shown} more findings do not fit here.", ""]
    counts = ", ".join(f"{count} {level}" for level, count in by_level(review.findings).items() if count)
    parts += [f"By severity: {counts}.", ""] if counts else []
    return "\n".join([*parts, *notes]).rstrip("\n") + "\n"


def _row(finding: Finding) -> str:
    return (
        f"| {_code(str(finding.place))} | {finding.code} {_prose(finding.name)} "
        f"| {finding.severity} | {finding.confidence} |"
    )


def _detail(finding: Finding) -> str:
    lines = [
        f"<details><summary>{finding.code} at {_code(str(finding.place))}</summary>",
        "",
        _prose(finding.message),
        "",
    ]
    if finding.context:
        lines += [f"<pre>{_html(visible(finding.context, 200))}</pre>", ""]
    lines += [
        f"{number}. {_code(str(step.place))}: {_prose(step.what)}" for number, step in enumerate(finding.chain, 1)
    ]
    lines += ["", f"**Remedy:** {_prose(finding.remedy)}"] if finding.remedy else []
    return "\n".join([*lines, "", "</details>", ""])


def _notes(review: Review) -> list[str]:
    lines = [f"- {_code(str(note.place))}: {_prose(note.what)}" for note in review.notes[:MOST_NOTES]]
    if len(review.notes) > MOST_NOTES:
        lines.append(f"- and {len(review.notes) - MOST_NOTES} more")
    if review.stale:
        lines.append(f"- {len(review.stale)} baseline entries fit nothing any more")
    known = [f"- {_prose(remark.what)}" for remark in review.remarks[:MOST_NOTES]]
    parts = ["### Not analysed", "", *lines, ""] if lines else []
    return [*parts, *(["### Good to know", "", *known, ""] if known else [])]


def _prose(text: str) -> str:
    """A sentence in which nothing is markup; names between backticks become code."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:  # an odd backtick out is a sign like any other
        parts[-2:] = ["'".join(parts[-2:])]
    return "".join(_code(part) if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    # neither a mention of a person nor a link is made from a repository's text
    safe = MARKS.sub(r"\\\1", _html(text))
    return safe.replace("@", "@&#8203;").replace("://", "&#58;//").replace("www.", "www&#46;")


def _code(text: str) -> str:
    # inside of <code>, too, signs are read as markup; a character reference never is
    safe = MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", visible(text, 300))
    return f"<code>{safe.replace('&#64;', '&#64;&#8203;')}</code>"


def _html(text: str) -> str:
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "&#124;"), ("`", "&#96;")):
        text = text.replace(sign, entity)
    return text
