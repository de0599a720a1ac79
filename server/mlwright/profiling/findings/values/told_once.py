"""What a finding at least as grave already says of a column is not said again."""

from collections.abc import Iterable, Iterator, Sequence

from mlwright.specs import Finding

_SAID_BY = {
    "high_missing": frozenset(("known_after_outcome", "missing_tells_target")),
    "high_cardinality": frozenset(("group_key", "row_id")),
}
_GRAVEST = ("error", "warning", "info")


def told_once(findings: Iterable[Finding], told: Sequence[Finding]) -> Iterator[Finding]:
    """The findings about single columns that nothing in `told` makes needless, and all the others."""
    for item in findings:
        by = _SAID_BY.get(item.name, frozenset())
        about = [other for other in told if other.name in by and item.columns[:1] == other.columns[:1]]
        if not any(_as_grave(other, item) for other in about):
            yield item


def _as_grave(one: Finding, other: Finding) -> bool:
    return _GRAVEST.index(one.severity) <= _GRAVEST.index(other.severity)
