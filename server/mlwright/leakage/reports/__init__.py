"""A review as text, lines, JSON, SARIF, GitHub annotations or Markdown; only the asked-for writer is loaded."""

from importlib import import_module

from mlwright.leakage.review import Review

FORMATS = ("text", "concise", "json", "sarif", "github", "markdown")


def render(review: Review, form: str = "text", *, color: bool = False) -> str:
    """The whole report, ending in a newline; `color` counts for text alone."""
    # a review in text must not wait for what the other forms need
    writer = import_module(f"mlwright.leakage.reports.{form}")
    return str(writer.render(review, color) if form == "text" else writer.render(review))


def statistics(review: Review) -> str:
    """How often each rule was broken, the most frequent first."""
    counts: dict[tuple[str, str], int] = {}
    for finding in review.findings:
        counts[finding.code, finding.name] = counts.get((finding.code, finding.name), 0) + 1
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{count:6}  {code}  {name}\n" for (code, name), count in rows)
