"""A rule in words: what it finds, why the score lies, what to do, and code that has and has not the fault."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Protocol, cast

from mlwright import leakage
from mlwright.errors import InputError, quoted
from mlwright.leakage import compact, data_rules, suppressions
from mlwright.leakage.settings import ABOUT_SUPPRESSIONS, SELECTED

MENDED = frozenset(("LK101", "LK104", "LK105", "LK106", "LK108", "LK109", "LK403", "LK404", "HY702", "HY703"))
"""Codes of the rules that name an edit, which is offered where it is provably what was meant."""

IN_TABLES = {
    "LK110": "rows of a later part that the training part holds too",
    "LK301": "columns that are a copy of the target",
    "LK302": "columns that the target is a function of",
    "LK303": "columns written after the outcome, and counters that know it",
    "LK403": "times of a later part that begin before the training part ends",
    "LK501": "persons or things with rows in both parts; in a table that is not split yet, as a question",
    "HY706": "parts and classes of few rows",
}
"""What `review --data` looks for under these codes."""


class RuleText(Protocol):
    """What a rule says of itself."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def doc(self) -> str: ...
    @property
    def bad(self) -> tuple[str, ...]: ...
    @property
    def good(self) -> tuple[str, ...]: ...
    @property
    def severity(self) -> str: ...


def rules() -> dict[str, RuleText]:
    """Every rule by its code, those about changes and suppressing comments among them."""
    known = {**cast(Mapping[str, RuleText], leakage.RULES), **compact.RULES, **data_rules.RULES, **suppressions.RULES}
    return dict(sorted(known.items()))


def find(word: str) -> RuleText:
    """The rule of a code or a name; InputError with the nearest ones when there is none."""
    known = rules()
    wanted = word.strip()
    for code, rule in known.items():
        if wanted.upper() == code or wanted.lower().replace("-", "_") == rule.name:
            return rule
    from difflib import get_close_matches  # only for the way out

    names = {rule.name: code for code, rule in known.items()}
    near = get_close_matches(wanted.upper(), known, 3) or get_close_matches(wanted.lower(), names, 3)
    hint = f"did you mean {', '.join(near)}?" if near else f"rules: {', '.join(known)}"
    raise InputError(f"there is no rule {quoted(wanted, 60)}", hint)


def pages(word: str) -> str:
    """A rule's page, or the table of those whose codes begin with the word, such as LK1."""
    begun = [rule for code, rule in rules().items() if code.startswith(word.strip().upper()) and word.strip()]
    return table(begun) if len(begun) > 1 else explain(find(word))


def explain(rule: RuleText) -> str:
    """The rule's page in Markdown."""
    parts = [f"# {rule.code} {rule.name}", "", f"Severity: {rule.severity}.", "", rule.doc.strip(), ""]
    for title, snippets in (("Found", rule.bad), ("Not found", rule.good)):
        for snippet in snippets:
            parts += [f"{title}:", "", "```python", textwrap.dedent(snippet).strip("\n"), "```", ""]
    if rule.code in IN_TABLES:
        parts += [f"In tables, `mlwright review --data FILE` finds {IN_TABLES[rule.code]}.", ""]
    parts += [f"Allow it where it is meant: `# mlwright: allow {rule.code} - why this is meant`"]
    return "\n".join(parts)


def table(some: Iterable[RuleText] | None = None) -> str:
    """All rules, or some, one a line, in Markdown; which are on by default, and which can offer an edit."""
    rows = [
        f"| {rule.code} | {rule.name} | {rule.severity} | {'on' if _by_default(rule.code) else 'off'} "
        f"| {'yes' if rule.code in MENDED else 'no'} | {rule.summary} |"
        for rule in (rules().values() if some is None else some)
    ]
    return "\n".join(["| code | name | severity | by default | edit | finds |", "|---|---|---|---|---|---|", *rows])


def _by_default(code: str) -> bool:
    return code in ABOUT_SUPPRESSIONS or code.startswith(SELECTED)
