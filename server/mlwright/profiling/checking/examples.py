"""A few rows that break a rule; personal data is masked."""

import re
from collections.abc import Sequence
from datetime import datetime

from mlwright.errors import quoted
from mlwright.personal import KINDS, mask, mask_within
from mlwright.profiling.checking.conditions import KINDS as CONDITIONS
from mlwright.profiling.checking.conditions import condition
from mlwright.profiling.checking.relation import Relation
from mlwright.specs.contract import ContractRule, Example

MOST = 3
_LONGEST = 60
_READ = 1000
_SIGN = re.compile(r"[^\W_]")


def examples(relation: Relation, rule: ContractRule, as_of: datetime) -> tuple[Example, ...]:
    """The first rows that break the rule, with their values."""
    if rule.kind in CONDITIONS:
        where = condition(relation, rule, as_of)
    elif rule.kind == "words":
        where = f"TRY_CAST({relation.present(rule.columns[0])} AS DOUBLE) IS NOT NULL"
    elif rule.kind == "unique":
        return _repeated(relation, rule.columns)
    else:
        return ()
    shown = ", ".join(f"left({relation.text(name)}, {_READ})" for name in rule.columns)
    query = f"SELECT r, {shown} FROM {relation.rows_with(rule.columns)} WHERE {where} ORDER BY r LIMIT {MOST}"
    return tuple(_example(relation, rule.columns, row) for row in relation.ask(query))


def _repeated(relation: Relation, columns: Sequence[str]) -> tuple[Example, ...]:
    """Rows that repeat an earlier one, in file order."""
    keys = ", ".join(relation.value(name) for name in columns)
    some = " OR ".join(f"{relation.present(name)} IS NOT NULL" for name in columns)
    texts = ", ".join(f"left({relation.text(name)}, {_READ})" for name in columns)
    query = f"""
        SELECT r, {texts} FROM {relation.rows_with(columns)} WHERE {some}
        QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY r) > 1 ORDER BY r LIMIT {MOST}"""
    return tuple(_example(relation, columns, row) for row in relation.ask(query))


def _example(relation: Relation, columns: Sequence[str], row: tuple[object, ...]) -> Example:
    texts = [_shown(relation, name, str(text)) for name, text in zip(columns, row[1:], strict=True)]
    return Example(row=int(str(row[0])) + 1, value=" / ".join(texts))


def _shown(relation: Relation, name: str, text: str) -> str:
    """The value, safe to show; what the contract calls personal, and what looks so by itself, is masked."""
    kind = relation.column(name).personal
    if kind is None:
        masked = mask_within(text)[0]
    elif kind in KINDS:
        masked = mask(text, kind)
    else:
        masked = _SIGN.sub("*", text)
    return quoted(masked, _LONGEST)
