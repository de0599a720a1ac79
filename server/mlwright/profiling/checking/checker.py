"""A table held against a contract, step by step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePath

import duckdb

from mlwright.errors import PaperError, quoted
from mlwright.profiling.checking.conditions import condition
from mlwright.profiling.checking.counting import Counted, batched, count, repeated, repeated_rows, unbroken
from mlwright.profiling.checking.examples import examples
from mlwright.profiling.checking.judging import breach, broken
from mlwright.profiling.checking.names import extra_columns, missing_columns
from mlwright.profiling.checking.population import gaps
from mlwright.profiling.checking.relation import Relation
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.reader import read_table
from mlwright.specs.contract import Breach, ContractReport, ContractRule, DataContract, GroupGap

_AS_FOUND = ReadOptions()
_MOST_SHOWN = 40
"""Breaches with examples; each costs a look at the table."""


def check_table(
    contract: DataContract,
    data: Path | Sequence[str | Path],
    as_of: datetime,
    *,
    options: ReadOptions = _AS_FOUND,
    follow_links: bool = True,
) -> ContractReport:
    """Hold a table against a contract: every rule counted over all rows, the breached ones with examples.

    Args:
        contract: whose rules are executed.
        data: a table as `profile_table` reads it.
        as_of: the moment of the check, for freshness and future dates.
        options: how to read the table where its bytes leave it open.
        follow_links: whether parts of the path may be links.

    Raises:
        TableError: the data is not a table.
        PaperError: a pattern of the contract is no regular expression.
    """
    named = [data] if isinstance(data, Path) else data
    with read_table(named, options, least=1, follow_links=follow_links) as table:
        relation = Relation(table, contract)
        found = _Found()
        _check(relation, as_of, found)
        found.breaches = [_with_examples(relation, item, as_of, found) for item in found.breaches]
        return ContractReport(
            contract=contract.title,
            version=contract.version,
            data=table.source.path,
            sha256=table.source.sha256,
            bytes=table.source.bytes,
            rows=table.rows,
            as_of=as_of.isoformat(sep=" ", timespec="seconds"),
            holds=all(item.severity != "error" for item in found.breaches),
            checked=found.checked,
            breaches=tuple(found.breaches),
            gaps=tuple(found.gaps),
            notes=tuple(_notes(contract, PurePath(table.source.path).name, table.source.sha256, found)),
            not_executed=contract.not_executed,
            unknown_keys=contract.unknown_keys,
            to_fill=contract.to_fill,
        )


@dataclass
class _Found:
    """What has been seen so far; `rules` leads from the place of a breach to its rule."""

    checked: int = 0
    unchecked: int = 0
    breaches: list[Breach] = field(default_factory=list)
    gaps: list[GroupGap] = field(default_factory=list)
    rules: dict[tuple[str, str], ContractRule] = field(default_factory=dict)
    shown: int = 0


def _check(relation: Relation, as_of: datetime, found: _Found) -> None:
    rules = relation.contract.rules
    _try_patterns(relation, rules)
    about_rows = [rule for rule in rules if rule.kind not in ("missing_column", "extra_columns")]
    able = [rule for rule in about_rows if relation.has(rule.columns)]
    found.unchecked = len(about_rows) - len(able)
    found.checked = len(rules) - found.unchecked
    found.breaches += missing_columns(relation, rules)
    found.breaches += [
        item for rule in rules if rule.kind == "extra_columns" and (item := extra_columns(relation, rule))
    ]
    for counted in _counted(relation, able, as_of):
        if broken(counted, as_of):
            found.breaches.append(breach(counted, relation.contract, as_of))
            found.rules[counted.rule.kind, counted.rule.place] = counted.rule
    for rule in able:
        if rule.kind == "population":
            every, item = gaps(relation, rule)
            found.gaps += every
            found.breaches += [item] if item else []


def _counted(relation: Relation, rules: list[ContractRule], as_of: datetime) -> Iterator[Counted]:
    rows, apart = relation.table.rows, False
    for rule in rules:
        if rule.kind == "row_count":
            yield Counted(rule, rows, rows)
        elif rule.kind == "unique":
            copies = repeated(relation, rule.columns)
            apart = apart or (copies == 0 and unbroken(relation, rule.columns))
            yield Counted(rule, copies, rows)
    for rule in rules:
        if rule.kind == "duplicate_rows":
            # rows that differ in their key differ
            yield Counted(rule, 0 if apart else repeated_rows(relation), rows)
    yield from count(relation, [rule for rule in rules if batched(rule)], as_of)


def _try_patterns(relation: Relation, rules: tuple[ContractRule, ...]) -> None:
    """A pattern is checked before it meets a row: the engine takes linear time for any that it accepts."""
    for rule in rules:
        if rule.kind == "pattern" and relation.has(rule.columns):
            try:
                relation.ask(
                    f"SELECT {condition(relation, rule, datetime.min)} FROM (SELECT '' AS {_text(relation, rule)})"
                )
            except duckdb.Error:
                raise PaperError(
                    f"The contract is broken at {rule.place}: {quoted(rule.pattern or '', 60)} is no pattern.",
                    "Expected a regular expression without look-around or back-references (RE2).",
                ) from None


def _text(relation: Relation, rule: ContractRule) -> str:
    return relation.present(rule.columns[0])


def _with_examples(relation: Relation, item: Breach, as_of: datetime, found: _Found) -> Breach:
    rule = found.rules.get((item.kind, item.place))
    if rule is None or found.shown >= _MOST_SHOWN:
        return item
    found.shown += 1
    return item.model_copy(update={"examples": examples(relation, rule, as_of)})


def _notes(contract: DataContract, name: str, sha256: str, found: _Found) -> Iterator[str]:
    snapshot = contract.snapshot
    if snapshot.sha256 == sha256:
        yield "These are the bytes of the contract's snapshot."
    elif snapshot.sha256 and snapshot.file == name:
        yield f"The snapshot differs: {quoted(name, 60)} had sha256 {snapshot.sha256[:16]}…, now {sha256[:16]}…."
    if found.unchecked:
        yield f"{found.unchecked:,} rules were not checked, because their columns are not there."
