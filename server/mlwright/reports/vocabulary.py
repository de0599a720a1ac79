"""A finding of the profile in words, as `mlwright explain` and docs/findings.md tell it."""

from mlwright.specs.vocabulary import VOCABULARY, Entry

OWN = ("DQ", "SC816", "SC817", "SC818", "SC819")
"""Beginnings of the codes that no other catalogue has."""


def find(word: str) -> Entry | None:
    """The entry of a code or a name that only a profile reports; None for what the review or the scan explain."""
    wanted = word.strip()
    named = VOCABULARY.get(wanted.lower().replace("-", "_"))
    coded = next((entry for entry in VOCABULARY.values() if entry.code == wanted.upper()), None)
    entry = named or coded
    return entry if entry is not None and entry.code.startswith(OWN) else None


def explain(entry: Entry) -> str:
    """The entry's page in Markdown."""
    parts = [
        f"# {entry.code} {entry.name}",
        f"Severity: {entry.severity}. Found by `mlwright profile`.",
        f"{entry.title}.",
        f"What to do: {entry.advice}",
    ]
    if entry.rule:
        parts.append(f"Ignored, it becomes {entry.rule}: `mlwright explain {entry.rule}`.")
    return "\n\n".join(parts)


def table() -> str:
    """All entries, one a line, in Markdown."""
    rows = [
        f"| {entry.code} | {entry.name} | {entry.severity} | {entry.title} | {entry.advice} | {entry.rule or ''} |"
        for entry in sorted(VOCABULARY.values(), key=lambda entry: entry.code)
    ]
    head = "| code | name | severity | says | what to do | leads to |"
    return "\n".join([head, "|---|---|---|---|---|---|", *rows])
