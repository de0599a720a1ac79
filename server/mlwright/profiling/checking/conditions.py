"""Rules about single rows, as SQL conditions that hold where a row breaks the rule."""

from datetime import datetime, timedelta

from mlwright.profiling.checking.relation import Relation
from mlwright.profiling.reading.loading import literal
from mlwright.specs.contract import ContractRule

KINDS = frozenset(
    {
        "type",
        "required",
        "null_share",
        "range",
        "valid_values",
        "pattern",
        "length",
        "missing_values",
        "not_in_future",
        "point_in_time",
    }
)
_TRUTHS = ("true", "false", "t", "f", "yes", "no", "y", "n", "1", "0")


def condition(relation: Relation, rule: ContractRule, as_of: datetime) -> str:
    """The condition under which a row breaks the rule; never NULL counts, since NULL is not counted."""
    name = rule.columns[0]
    text, value = relation.present(name), relation.value(name)
    if rule.kind in ("required", "null_share"):
        return f"{text} IS NULL"
    if rule.kind == "type":
        return _type(relation, name)
    if rule.kind == "range":
        return _range(relation, rule)
    if rule.kind == "valid_values":
        return _invalid(relation, rule)
    if rule.kind == "pattern":
        return f"NOT regexp_matches({text}, {literal(rule.pattern or '')})"
    if rule.kind == "length":
        return _outside(f"length({text})", rule.minimum, rule.maximum)
    if rule.kind == "missing_values":
        return f"{relation.text(name)} IN ({_texts(rule.values or ('',))})"
    if rule.kind == "not_in_future":
        return f"{value} > {_moment(future(as_of, rule.moment))}"
    limit = relation.value(rule.columns[1]) if len(rule.columns) > 1 else _moment(str(rule.moment))
    return f"{value} > {limit}"


def future(as_of: datetime, latest: str | None) -> str:
    """The first moment that lies in the future: a day is left for time zones and for days without a clock."""
    limit = (as_of + timedelta(days=1)).isoformat(sep=" ")
    return max(limit, latest) if latest else limit


def _type(relation: Relation, name: str) -> str:
    text, value = relation.present(name), relation.value(name)
    logical = relation.column(name).logical
    if logical == "boolean":
        return f"lower({text}) NOT IN ({_texts(_TRUTHS)})"
    fraction = f" OR {value} <> floor({value})" if logical == "integer" else ""
    return f"({text} IS NOT NULL AND {value} IS NULL){fraction}"


def _range(relation: Relation, rule: ContractRule) -> str:
    name = rule.columns[0]
    dated = relation.column(name).logical == "date"
    ends = [None if end is None else _moment(end) if dated else _number(end) for end in (rule.minimum, rule.maximum)]
    return _outside(relation.value(name), *ends, open_low=rule.open_minimum, open_high=rule.open_maximum)


def _outside(value: str, low: str | None, high: str | None, *, open_low: bool = False, open_high: bool = False) -> str:
    below = [f"{value} {'<=' if open_low else '<'} {low}"] if low is not None else []
    above = [f"{value} {'>=' if open_high else '>'} {high}"] if high is not None else []
    return " OR ".join([*below, *above])


def _invalid(relation: Relation, rule: ContractRule) -> str:
    """Numbers are compared as numbers, so that `1` and `1.0` are one value."""
    name = rule.columns[0]
    if relation.column(name).logical not in ("number", "integer"):
        return f"{relation.present(name)} NOT IN ({_texts(rule.values)})"
    readings = relation.readings[name]
    numbers = [number for number in readings.read(rule.values).tolist() if number == number]
    valid = ", ".join(_number(repr(number)) for number in numbers) or "NULL"
    return f"{relation.value(name)} NOT IN ({valid})"


def _number(text: str) -> str:
    return f"CAST({literal(text)} AS DOUBLE)"


def _moment(text: str) -> str:
    return f"CAST({literal(text)} AS TIMESTAMP)"


def _texts(texts: tuple[str, ...]) -> str:
    return ", ".join(literal(text) for text in texts) or "NULL"
