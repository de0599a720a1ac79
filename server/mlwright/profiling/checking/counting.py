"""Figures of the rules: as many of them as possible in one query over the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from mlwright.profiling.checking.conditions import KINDS, condition
from mlwright.profiling.checking.relation import Relation
from mlwright.specs.contract import ContractRule

_AT_ONCE = 60
FEWEST_WORDS = 20


@dataclass(frozen=True)
class Counted:
    """A rule with what was counted; `moment` is the newest row's, for freshness."""

    rule: ContractRule
    rows: int = 0
    of: int = 0
    moment: datetime | None = None


def count(relation: Relation, rules: Sequence[ContractRule], as_of: datetime) -> Iterator[Counted]:
    """Every rule of which the columns are there, in the order of the contract within each pass."""
    for start in range(0, len(rules), _AT_ONCE):
        batch = rules[start : start + _AT_ONCE]
        names = [name for rule in batch for name in rule.columns]
        asked = ", ".join(f"{first}, {second}" for first, second in (_figures(relation, rule, as_of) for rule in batch))
        (found,) = relation.ask(f"SELECT {asked} FROM {relation.rows_with(names)}")
        for at, rule in enumerate(batch):
            yield _counted(rule, relation.table.rows, found[2 * at], found[2 * at + 1])


def batched(rule: ContractRule) -> bool:
    """Whether a rule is counted together with others."""
    return rule.kind in KINDS or rule.kind in ("words", "freshness")


def _figures(relation: Relation, rule: ContractRule, as_of: datetime) -> tuple[str, str]:
    name = rule.columns[0]
    text, value = relation.present(name), relation.value(name)
    if rule.kind == "words":
        return f"count(TRY_CAST({text} AS DOUBLE))", f"count({text})"
    if rule.kind == "freshness":
        return f"max({value})", "0"
    return f"count_if({condition(relation, rule, as_of)})", "0"


def _counted(rule: ContractRule, rows: int, first: object, second: object) -> Counted:
    if rule.kind == "freshness":
        return Counted(rule, 0, rows, first if isinstance(first, datetime) else None)
    return Counted(rule, int(str(first or 0)), int(str(second or 0)) if rule.kind == "words" else rows)


def repeated(relation: Relation, columns: Sequence[str]) -> int:
    """Rows that repeat an earlier one in these columns; rows in which all of them are missing are no key.

    Values are compared by their 64-bit hashes, which costs a fifth of comparing them beside other figures.
    """
    keys = ", ".join(relation.value(name) for name in columns)
    some = " OR ".join(f"{relation.present(name)} IS NOT NULL" for name in columns)
    query = f"SELECT count(*) - count(DISTINCT hash({keys})) FROM {relation.rows_with(columns)} WHERE {some}"
    return int(relation.ask(query)[0][0])


def shares(relation: Relation, column: str) -> dict[str, int]:
    """Rows of each level of a column."""
    text = relation.present(column)
    query = f"SELECT {text}, count(*) FROM {relation.rows_with([column])} WHERE {text} IS NOT NULL GROUP BY 1"
    return {str(level): int(rows) for level, rows in relation.ask(query)}


def unbroken(relation: Relation, columns: Sequence[str]) -> bool:
    """Whether every row has a value that can be read in all of these columns."""
    gaps = " OR ".join(f"{relation.value(name)} IS NULL" for name in columns)
    return not relation.ask(f"SELECT 1 FROM {relation.rows_with(columns)} WHERE {gaps} LIMIT 1")


def repeated_rows(relation: Relation) -> int:
    """Rows that repeat an earlier one exactly, by a 64-bit hash of all their cells."""
    columns = ", ".join(relation.table.names)
    query = f"SELECT count(*) - count(DISTINCT hash({columns})) FROM cells"
    return int(relation.ask(query)[0][0])
