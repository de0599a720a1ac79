"""What findings say of the role of columns."""

from collections.abc import Iterable

from mlwright.specs import Finding, Hint
from mlwright.specs.vocabulary import VOCABULARY


def roles_of(findings: Iterable[Finding]) -> tuple[Hint, ...]:
    """One hint for each finding that says what a column is, in their order."""
    hints = []
    for item in findings:
        role = VOCABULARY[item.name].role
        if role is not None and item.sure is not None and item.columns:
            hints.append(Hint(code=role, column=item.columns[0], sure=item.sure, why=item.evidence, of=item.of))
    return tuple(hints)
