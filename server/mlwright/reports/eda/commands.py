"""Words of commands that a reader can copy: quoted for a shell, a placeholder where nothing safe is known."""

import shlex

from mlwright.reports.wording import shown
from mlwright.specs import Profile

_LONGEST, _UNSAFE = 240, frozenset("`|\\")
"""Signs that a Markdown code span would have to change."""


def data_of(profile: Profile) -> str:
    """The table as a shell takes it, or DATA."""
    source = profile.source
    table = f" --table {word(source.table, 'NAME')}" if source.table and "table=" not in source.path else ""
    return word(source.path, "DATA") + table


def word(text: str | None, otherwise: str) -> str:
    """Text as one word of a shell; the placeholder where it is no plain line, or looks like an option."""
    if not text or shown(text, _LONGEST) != text or text.startswith("-") or set(text) & _UNSAFE:
        return otherwise
    return shlex.quote(text)
