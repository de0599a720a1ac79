"""Columns that are missing from a table, and those it has beside the contract's."""

import difflib
from collections.abc import Sequence

from mlwright.errors import quoted
from mlwright.profiling.checking.relation import Relation
from mlwright.specs.contract import Breach, ContractRule

_MOST_COMPARED = 200
_CLOSE = 0.75
_MOST_LISTED = 10


def missing_columns(relation: Relation, rules: Sequence[ContractRule]) -> list[Breach]:
    """A breach for each column that is not there, with the name it may have now."""
    gone = [rule for rule in rules if rule.kind == "missing_column" and not relation.has(rule.columns)]
    extra = _extra(relation)
    return [
        Breach(
            kind="missing_column",
            columns=rule.columns,
            severity="error",
            expected="the column in the table",
            found="no such column" + (_nearest(rule.columns[0], extra) if at < _MOST_COMPARED else ""),
            rows=0,
            place=rule.place,
            hint="Rename it back, or change the contract.",
        )
        for at, rule in enumerate(gone)
    ]


def extra_columns(relation: Relation, rule: ContractRule) -> Breach | None:
    """The columns that the contract does not have."""
    extra = _extra(relation)
    if not extra:
        return None
    more = f" and {len(extra) - _MOST_LISTED:,} more" if len(extra) > _MOST_LISTED else ""
    return Breach(
        kind="extra_columns",
        columns=tuple(extra[:_MOST_LISTED]),
        severity=rule.severity,
        expected="the columns of the contract only",
        found=", ".join(quoted(name, 60) for name in extra[:_MOST_LISTED]) + more,
        rows=0,
        place=rule.place,
        hint="A model does not use them; add them to the contract if they are to stay.",
    )


def _extra(relation: Relation) -> list[str]:
    known = {column.name for column in relation.contract.columns}
    return [name for name in relation.table.names.values() if name not in known]


def _nearest(name: str, extra: Sequence[str]) -> str:
    plain = {_plain(other): other for other in extra[:_MOST_COMPARED]}
    close = difflib.get_close_matches(_plain(name), list(plain), 1, _CLOSE)
    return f"; the nearest is {quoted(plain[close[0]], 60)}" if close else ""


def _plain(name: str) -> str:
    """The name without case, spaces and signs between its words."""
    return "".join(sign for sign in name[:100].casefold() if sign.isalnum())
