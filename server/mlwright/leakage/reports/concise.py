"""A review with one line a finding, as editors and `grep` want it."""

from mlwright.leakage.reports.escaping import shown_place, visible
from mlwright.leakage.review import Review


def render(review: Review) -> str:
    """`path:line:column: code message` for each finding, the same for what was not analysed, then the verdict."""
    lines = [
        f"{shown_place(item.place)}:{item.place.column}: {item.code} {visible(item.message)}"
        for item in review.findings
    ]
    lines += [f"{shown_place(note.place)}:{note.place.column}: note: {visible(note.what)}" for note in review.notes]
    lines.append(f"Verdict: {review.verdict.decision}: {visible(review.verdict.reason)}")
    return "\n".join(lines) + "\n"
