"""Properties of a contract as columns and rules."""

from mlwright.contracts.draft import Draft, custom_properties, date_format
from mlwright.contracts.keys import LOGICAL, OPTIONS, PROPERTY
from mlwright.contracts.nodes import Node
from mlwright.contracts.quality import read_moment, read_quality
from mlwright.errors import quoted
from mlwright.specs.contract import ContractColumn

_PERSONAL = ("personal", "pii", "sensitive personal")


def read_columns(draft: Draft, table: Node) -> None:
    """Every property of the table; rules come after, since they name other columns."""
    entries, files = [], set[str]()
    for at in table.get("properties").items():
        at.expect(PROPERTY)
        column = _column(at)
        name = at.get("name").text()
        if name in draft.names or column.name in files:
            raise at.get("name").broken(f"found {quoted(name, 60)} a second time", "every column once")
        draft.names[name] = column.name
        files.add(column.name)
        if column.logical == "date":
            draft.dates.add(column.name)
        draft.columns.append(column)
        entries.append((at, column))
    if not entries:
        raise table.get("properties").broken("found no columns", "at least one property")
    for at, column in entries:
        _rules(draft, at, column)
    _key(draft, [(at, column) for at, column in entries if at.get("primaryKey").flag()])


def _column(at: Node) -> ContractColumn:
    custom = custom_properties(at)
    logical = at.get("logicalType").text("")
    if logical and logical not in LOGICAL:
        raise at.get("logicalType").broken(f"found {quoted(logical, 40)}", f"one of {', '.join(LOGICAL)}")
    options = at.get("logicalTypeOptions")
    options.expect(OPTIONS)
    name = at.get("name").text()
    return ContractColumn.model_validate(
        {
            "name": at.get("physicalName").text(name),
            "logical": LOGICAL.get(logical, "any"),
            "date_format": date_format(custom["dateFormat"]) if "dateFormat" in custom else "ISO8601",
            "unit": custom["unit"].text() if "unit" in custom else None,
            "missing_codes": custom["missingCodes"].texts() if "missingCodes" in custom else (),
            "personal": _personal(at),
        }
    )


def _personal(at: Node) -> str | None:
    tags = at.get("tags").texts()
    kinds = [tag.partition(":")[2] for tag in tags if tag.casefold().startswith("pii:")]
    said = at.get("classification").text("").casefold() in _PERSONAL
    if kinds:
        return kinds[0]
    return "personal" if said or "pii" in {tag.casefold() for tag in tags} else None


def _rules(draft: Draft, at: Node, column: ContractColumn) -> None:
    named = (column.name,)
    draft.add("missing_column", at, named)
    valid = any(rule.get("arguments").mapping().get("validValues") for rule in at.get("quality").items())
    if column.logical in ("number", "integer", "date") or (column.logical == "boolean" and not valid):
        draft.add("type", at.get("logicalType"), named)
    custom = custom_properties(at)
    if column.logical == "text" and "words" in custom and custom["words"].flag():
        draft.add("words", at.get("logicalType"), named)
    if at.get("required").flag() or at.get("primaryKey").flag():
        draft.add("required", at.get("required"), named)
    if at.get("unique").flag() and not at.get("primaryKey").flag():
        draft.add("unique", at.get("unique"), named)
    _options(draft, at.get("logicalTypeOptions"), column)
    read_quality(draft, at, column.name)


def _key(draft: Draft, parts: list[tuple[Node, ContractColumn]]) -> None:
    if parts:
        draft.add("unique", parts[0][0].get("primaryKey"), tuple(column.name for _, column in parts))


def _options(draft: Draft, options: Node, column: ContractColumn) -> None:
    if column.logical in ("number", "integer", "date"):
        _range(draft, options, column)
    if column.logical == "text":
        lengths = {"minimum": options.get("minLength"), "maximum": options.get("maxLength")}
        bounds = {name: f"{int(at.number())}" for name, at in lengths.items() if at.value is not None}
        if bounds:
            draft.add("length", options, (column.name,), **bounds)
        if options.get("pattern").value is not None:
            draft.add("pattern", options, (column.name,), pattern=options.get("pattern").text())
    if options.get("multipleOf").value is not None:
        draft.skip(options.get("multipleOf"), "multipleOf")


def _range(draft: Draft, options: Node, column: ContractColumn) -> None:
    low, open_low = _end(options, "minimum", "exclusiveMinimum", column)
    high, open_high = _end(options, "maximum", "exclusiveMaximum", column)
    if low is None and high is None:
        return
    if low is not None and high is not None and _later(low, high, column):
        raise options.broken(f"found a minimum of {quoted(low, 40)} above the maximum", "a minimum below the maximum")
    draft.add(
        "range",
        options,
        (column.name,),
        minimum=low,
        maximum=high,
        open_minimum=open_low,
        open_maximum=open_high,
    )


def _end(options: Node, closed: str, opened: str, column: ContractColumn) -> tuple[str | None, bool]:
    for name in (closed, opened):
        at = options.get(name)
        if at.value is not None:
            text = read_moment(at) if column.logical == "date" else repr(at.number())
            return text, name == opened
    return None, False


def _later(low: str, high: str, column: ContractColumn) -> bool:
    return low > high if column.logical == "date" else float(low) > float(high)
