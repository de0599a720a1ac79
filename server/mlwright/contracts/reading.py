"""contract.yaml as rules to execute. Nothing in it is evaluated: rules are chosen from a fixed list."""

import re
from typing import Any

from mlwright.contracts.columns import read_columns
from mlwright.contracts.draft import Draft, custom_properties
from mlwright.contracts.keys import CONTRACT, OBJECT, SERVICE
from mlwright.contracts.nodes import Node, read_nodes
from mlwright.contracts.quality import read_moment, read_quality
from mlwright.errors import quoted
from mlwright.specs.contract import UNKNOWN, DataContract, Snapshot

_SECONDS = {"d": 86400, "day": 86400, "days": 86400, "h": 3600, "hr": 3600, "hour": 3600, "hours": 3600}
_SECONDS |= {"m": 60, "min": 60, "minute": 60, "minutes": 60, "y": 31557600, "yr": 31557600, "years": 31557600}
_THOUSANDS = (",", ".", " ", "\u00a0", "\u202f")
_LONGEST_TITLE = 200


def parse_contract(text: str) -> DataContract:
    """The rules of a contract in the Open Data Contract Standard, version 3.

    Raises:
        PaperError: naming the line and the field where it is broken.
    """
    unknown: list[str] = []
    root = read_nodes(text, unknown)
    root.expect(CONTRACT)
    _check_head(root)
    table = _table(root)
    draft = Draft()
    read_columns(draft, table)
    read_quality(draft, table, None)
    custom = custom_properties(root)
    draft.add("extra_columns", root.get("customProperties"), severity=_additional(custom))
    _service(draft, root, table.get("name").text())
    _timing(draft, custom)
    _population(draft, custom)
    _unfilled(draft, [root.get("description"), table.get("dataGranularityDescription"), *custom.values()])
    return DataContract.model_validate(
        {
            "id": root.get("id").text()[:_LONGEST_TITLE],
            "version": root.get("version").text()[:_LONGEST_TITLE],
            "title": (root.get("name").text("") or table.get("name").text())[:_LONGEST_TITLE],
            "columns": draft.columns,
            "rules": draft.rules,
            "label": _label(draft, custom),
            "snapshot": _snapshot(custom),
            **_numbers(custom),
            "not_executed": draft.not_executed,
            "unknown_keys": unknown,
            "to_fill": draft.to_fill,
        }
    )


def _check_head(root: Node) -> None:
    if root.get("kind").text("") != "DataContract":
        raise root.get("kind").broken(f"found {quoted(root.get('kind').value, 40)}", "kind: DataContract")
    version = root.get("apiVersion")
    if not re.fullmatch(r"v3\.\d{1,3}\.\d{1,3}", version.text("")):
        raise version.broken(f"found {quoted(version.value, 40)}", "apiVersion: v3.1.0")


def _table(root: Node) -> Node:
    tables = list(root.get("schema").items())
    if len(tables) != 1:
        raise root.get("schema").broken(f"found {len(tables)} tables", "exactly one, which NEW is held against")
    tables[0].expect(OBJECT)
    return tables[0]


def _additional(custom: dict[str, Node]) -> str:
    at = custom.get("additionalColumns")
    if at is None or at.text("") == "reported":
        return "warning"
    if at.text("") != "refused":
        raise at.broken(f"found {quoted(at.value, 40)}", "`reported` or `refused`")
    return "error"


def _service(draft: Draft, root: Node, table: str) -> None:
    for level in root.get("slaProperties").items():
        level.expect(SERVICE)
        value = level.get("value")
        if value.value is None or value.value == UNKNOWN:
            draft.ask(Node(None, f"slaProperties.{level.get('property').text()}", level.line, level.unknown))
        elif level.get("property").text() != "freshness":
            draft.skip(level, f"the service level {quoted(level.get('property').text(), 40)}")
        else:
            _freshness(draft, level, table)


def _freshness(draft: Draft, level: Node, table: str) -> None:
    unit, element = level.get("unit").text("d").casefold(), level.get("element")
    if unit not in _SECONDS:
        raise level.get("unit").broken(f"found {quoted(unit, 40)}", "d, h or m")
    if not element.text("").startswith(f"{table}."):
        raise element.broken(f"found {quoted(element.value, 60)}", f"{table}.<the column of the moment>")
    name = Node(element.text().removeprefix(f"{table}."), element.path, element.line, element.unknown)
    column = _date_column(draft, name)
    draft.add("freshness", level, (column,), seconds=level.get("value").number() * _SECONDS[unit])


def _date_column(draft: Draft, at: Node) -> str:
    column = draft.known(at)
    if column not in draft.dates:
        raise at.broken(f"found {quoted(column, 60)}", "a column with logicalType date or timestamp")
    return column


def _label(draft: Draft, custom: dict[str, Node]) -> str | None:
    """The column to predict, where the contract names one of its own."""
    column = custom["label"].get("column") if "label" in custom else None
    return column.text("") if column is not None and column.value in draft.names else None


def _timing(draft: Draft, custom: dict[str, Node]) -> None:
    timing = custom.get("featureTiming")
    cut = timing.get("labelCutOff") if timing else None
    if timing is None or cut is None or cut.value in (None, UNKNOWN):
        return
    by_column = cut.text() in draft.names
    cut_off = _date_column(draft, cut) if by_column else None
    moment = None if by_column else read_moment(cut)
    for item in timing.get("timeColumns").items():
        column = _date_column(draft, item)
        if column != cut_off:
            draft.add("point_in_time", item, (column, cut_off) if cut_off else (column,), moment=moment)


def _population(draft: Draft, custom: dict[str, Node]) -> None:
    if "population" not in custom or custom["population"].value == UNKNOWN:
        return
    for group in custom["population"].items():
        column = draft.known(group.get("column"))
        levels = group.get("shares")
        shares = tuple((level, levels.get(level).number()) for level in levels.mapping())
        if not shares or not all(0 <= share <= 1 for _, share in shares) or sum(share for _, share in shares) > 1.001:
            raise levels.broken("found shares that are no parts of a whole", "level: share, from 0 to 1, together 1")
        draft.add("population", group, (column,), shares=shares, bound=group.get("bound").number())


def _unfilled(draft: Draft, places: list[Node]) -> None:
    """Fields that still say that a person has to fill them."""
    for at in places:
        if isinstance(at.value, str) and at.value == UNKNOWN:
            draft.ask(at)
        elif isinstance(at.value, dict):
            _unfilled(draft, [at.get(key) for key in at.mapping()])


def _snapshot(custom: dict[str, Node]) -> Snapshot:
    if "snapshot" not in custom:
        return Snapshot()
    at = custom["snapshot"]
    texts = {name: at.get(name).text() for name in ("file", "sha256") if at.get(name).value is not None}
    counts = {name: int(at.get(name).number()) for name in ("bytes", "rows") if at.get(name).value is not None}
    return Snapshot.model_validate(texts | counts)


def _numbers(custom: dict[str, Node]) -> dict[str, Any]:
    """How numbers are written; the marks become part of a query, so only known ones may stand there."""
    if "reading" not in custom:
        return {}
    decimal, thousands = custom["reading"].get("decimal"), custom["reading"].get("thousands")
    if decimal.text(".") not in (".", ","):
        raise decimal.broken(f"found {quoted(decimal.value, 20)}", "a point or a comma")
    if thousands.value is not None and thousands.text() not in _THOUSANDS:
        raise thousands.broken(f"found {quoted(thousands.value, 20)}", "a comma, a point or a space")
    return {"decimal": decimal.text("."), "thousands": thousands.text() if thousands.value is not None else None}
