"""What was counted, judged by the rule's limit, in sentences."""

from datetime import datetime, timedelta

from mlwright.errors import quoted
from mlwright.profiling.checking.conditions import future
from mlwright.profiling.checking.counting import FEWEST_WORDS, Counted
from mlwright.specs.contract import Breach, ContractRule, DataContract

_ALL_NUMBERS = 0.95
_MOST_VALUES = 5
_HINTS = {
    "type": "Mend the column where it is made, or change its logicalType, dateFormat or missingCodes.",
    "words": "The column holds numbers now: is it another one, or are the levels coded?",
    "required": "Find out why it is blank; if it may be, take `required` out and bound nullValues.",
    "null_share": "Find out why more is missing, or raise the bound.",
    "range": "Look for another unit or a code for “not known”, or widen minimum and maximum.",
    "valid_values": "Add the new level to validValues if it is right; a model has never seen it.",
    "unique": "Drop the copies, or find the second key.",
    "not_in_future": "Check the clock and the date format.",
    "point_in_time": "The feature was not known yet: join it as of the cut-off.",
    "freshness": "Fetch newer data, or allow more.",
    "row_count": "Is the file complete?",
    "duplicate_rows": "Drop the copies, or raise mostPercent.",
    "missing_values": "Read these texts as missing, or mend them where they are made.",
}


def broken(counted: Counted, as_of: datetime) -> bool:
    """Whether the rule does not hold."""
    rule = counted.rule
    if rule.kind == "words":
        return counted.of >= FEWEST_WORDS and counted.rows > _ALL_NUMBERS * counted.of
    if rule.kind == "freshness":
        return counted.moment is not None and (as_of - counted.moment).total_seconds() > (rule.seconds or 0)
    return not rule.limit.holds(figure(counted))


def figure(counted: Counted) -> float:
    """What the limit is about: rows, or percent of all rows."""
    if not counted.rule.percent:
        return counted.rows
    return 100 * counted.rows / counted.of if counted.of else 0.0


def breach(counted: Counted, contract: DataContract, as_of: datetime) -> Breach:
    """The sentence about a rule that does not hold."""
    rule = counted.rule
    expected, found = _sentence(counted, contract, as_of)
    return Breach(
        kind=rule.kind,
        columns=rule.columns,
        severity=rule.severity,
        expected=expected,
        found=found,
        rows=counted.rows,
        place=rule.place,
        hint=_HINTS.get(rule.kind, ""),
    )


def _sentence(counted: Counted, contract: DataContract, as_of: datetime) -> tuple[str, str]:
    rule, rows = counted.rule, f"{counted.rows:,} of {counted.of:,} rows"
    if rule.kind == "words":
        return "words", f"{counted.rows:,} of {counted.of:,} values are numbers"
    if rule.kind == "freshness":
        newest = counted.moment or as_of
        return f"a newest row of at most {_age(rule.seconds or 0)}", f"{_age((as_of - newest).total_seconds())}"
    if rule.kind == "row_count":
        return f"rows {rule.limit.text}", f"{counted.rows:,} rows"
    share = f" ({figure(counted):.3g} %)" if rule.percent else ""
    return f"{_what(rule, contract, as_of)}{_limit(rule)}", f"{rows}{share}"


def _limit(rule: ContractRule) -> str:
    """Said only where it is not the plain "no row may"."""
    plain = rule.limit.operator == "mustBe" and rule.limit.values == (0.0,) and not rule.percent
    return "" if plain else f"; rows that differ {rule.limit.text}{' %' if rule.percent else ''}"


def _what(rule: ContractRule, contract: DataContract, as_of: datetime) -> str:
    if rule.kind == "type":
        column = contract.column(rule.columns[0])
        form = f" in the format {quoted(column.date_format, 60)}" if column.logical == "date" else ""
        unit = f" with the unit {quoted(column.unit, 40)}" if column.unit else ""
        return f"{column.logical}{form}{unit}"
    if rule.kind == "range":
        return f"values {_between(rule)}"
    if rule.kind == "length":
        return f"texts of {rule.minimum or 0} to {rule.maximum or 'any number of'} characters"
    if rule.kind == "valid_values":
        shown = ", ".join(quoted(value, 40) for value in rule.values[:_MOST_VALUES])
        return f"one of {shown}{', …' if len(rule.values) > _MOST_VALUES else ''}"
    if rule.kind == "not_in_future":
        return f"no date after {future(as_of, rule.moment)}"
    if rule.kind == "point_in_time":
        limit = quoted(rule.columns[1], 60) if len(rule.columns) > 1 else rule.moment
        return f"no date after the label's cut-off ({limit})"
    fixed = {
        "required": "a value in every row",
        "null_share": "values that are not missing",
        "pattern": "texts of the pattern",
        "missing_values": "none of the listed texts",
        "unique": "every value once",
        "duplicate_rows": "no row twice",
    }
    return fixed[rule.kind]


def _between(rule: ContractRule) -> str:
    low = f"{'above' if rule.open_minimum else 'from'} {_end(rule.minimum)}" if rule.minimum is not None else ""
    high = f"{'below' if rule.open_maximum else 'up to'} {_end(rule.maximum)}" if rule.maximum is not None else ""
    return f"{low} {high}".strip()


def _end(text: str) -> str:
    """A number without needless digits, or a moment as it is."""
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text


def _age(seconds: float) -> str:
    """An age in days, or in hours below two days."""
    days = timedelta(seconds=seconds).total_seconds() / 86400
    return f"{days:,.4g} days" if abs(days) >= 2 else f"{24 * days:.3g} hours"
