"""Quality rules of a contract: which are executed, and with what limit. Queries in a contract never are."""

from datetime import datetime
from typing import Any, Literal

from mlwright.contracts.draft import Draft
from mlwright.contracts.keys import OPERATORS, QUALITY
from mlwright.contracts.nodes import Node
from mlwright.contracts.properties import ENGINE
from mlwright.errors import quoted
from mlwright.specs.contract import Limit

METRICS = ("rowCount", "duplicateValues", "nullValues", "missingValues", "invalidValues")
_MOST_VALUES = 10_000


def read_quality(draft: Draft, owner: Node, column: str | None) -> None:
    """The rules of a table (`column` None) or of a column."""
    for rule in owner.get("quality").items():
        rule.expect(QUALITY)
        kind = _type(rule)
        if kind == "library":
            _library(draft, rule, column)
        elif kind == "custom" and rule.get("engine").text("") == ENGINE:
            _own(draft, rule, column)
        else:
            name = rule.get("name").text("") or rule.get("description").text("") or rule.get("id").text("")
            draft.skip(rule, f"a rule of type {quoted(kind, 30)}{f' ({quoted(name, 80)})' if name else ''}")


def _type(rule: Node) -> str:
    default = "library" if _metric(rule).value is not None else "sql" if rule.get("query").value else "text"
    return rule.get("type").text(default)


def _metric(rule: Node) -> Node:
    """`rule` is the older word for `metric`."""
    return rule.get("metric") if rule.get("metric").value is not None else rule.get("rule")


def _library(draft: Draft, rule: Node, column: str | None) -> None:
    metric = _metric(rule).text()
    if metric not in METRICS:
        raise _metric(rule).broken(f"found {quoted(metric, 60)}", f"one of {', '.join(METRICS)}")
    if (column is None) != (metric == "rowCount" or (metric == "duplicateValues" and column is None)):
        draft.skip(rule, f"{metric} means nothing at this level")
        return
    shared: dict[str, Any] = {
        "limit": read_limit(rule),
        "percent": rule.get("unit").text("rows") in ("percent", "%"),
        "severity": _severity(rule),
    }
    columns = () if column is None else (column,)
    arguments = rule.get("arguments")
    if metric == "rowCount":
        draft.add("row_count", rule, (), **shared | {"percent": False})
    elif metric == "nullValues":
        draft.add("null_share", rule, columns, **shared)
    elif metric == "missingValues":
        draft.add("missing_values", rule, columns, values=_values(arguments.get("missingValues")), **shared)
    elif metric == "duplicateValues":
        named = tuple(draft.known(item) for item in arguments.get("properties").items())
        if not (columns or named):
            raise rule.broken("found no columns", "arguments: {properties: [names of columns]}")
        draft.add("unique", rule, columns or named, **shared)
    else:
        _invalid(draft, rule, columns, shared)


def _invalid(draft: Draft, rule: Node, columns: tuple[str, ...], shared: dict[str, Any]) -> None:
    arguments = rule.get("arguments")
    if arguments.get("validValues").value is not None:
        draft.add("valid_values", rule, columns, values=_values(arguments.get("validValues")), **shared)
    elif arguments.get("pattern").value is not None:
        draft.add("pattern", rule, columns, pattern=arguments.get("pattern").text(), **shared)
    else:
        raise rule.broken("found neither validValues nor pattern", "one of them in `arguments`")


def _own(draft: Draft, rule: Node, column: str | None) -> None:
    made = rule.get("implementation")
    name = made.get("rule").text("")
    if name == "duplicateRows" and column is None:
        most = made.get("mostPercent").number()
        limit = Limit(operator="mustBeLessOrEqualTo", values=(most,))
        draft.add("duplicate_rows", rule, (), limit=limit, percent=True, severity=_severity(rule))
    elif name == "notInFuture" and column is not None:
        latest = made.get("latestInSnapshot")
        moment = read_moment(latest) if latest.value is not None else None
        draft.add("not_in_future", rule, (column,), moment=moment, severity=_severity(rule))
    else:
        draft.skip(rule, f"no rule {quoted(name, 60)} of ours at this level")


def read_limit(rule: Node) -> Limit:
    """The one operator of a rule; PaperError for none, several, or a limit that is no number."""
    found = [key for key in rule.mapping() if key in OPERATORS]
    if len(found) != 1:
        raise rule.broken(f"found {len(found)} limits", "exactly one, such as mustBeLessOrEqualTo: 5")
    value = rule.get(found[0])
    if not found[0].endswith("Between"):
        return Limit.model_validate({"operator": found[0], "values": (value.number(),)})
    numbers = tuple(item.number() for item in value.items())
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        raise value.broken(f"found {quoted(value.value, 60)}", "two numbers, the smaller first")
    return Limit.model_validate({"operator": found[0], "values": numbers})


def _severity(rule: Node) -> Literal["error", "warning"]:
    return "warning" if rule.get("severity").text("error").casefold() in ("warning", "info") else "error"


def _values(at: Node) -> tuple[str, ...]:
    values = at.texts()
    if len(values) > _MOST_VALUES:
        raise at.broken(f"found {len(values):,} values", f"at most {_MOST_VALUES:,}")
    return values


def read_moment(at: Node) -> str:
    """An ISO date or moment, as DuckDB reads it; PaperError for anything else."""
    text = at.text()
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None).isoformat(sep=" ")
    except ValueError:
        raise at.broken(f"found {quoted(text, 60)}", "a date such as 2026-01-31 or 2026-01-31T12:00:00") from None
