"""Columns of a profile as properties of a contract."""

from collections.abc import Iterator
from typing import Any

from mlwright.contracts.headroom import HEAD_ROOM, null_bound, range_bound
from mlwright.specs import Column, Profile
from mlwright.specs.contract import UNKNOWN
from mlwright.specs.profile import Value

ENGINE = "mlwright"
"""Engine of those rules for which the standard has no metric of its own."""

MOST_LEVELS = 200
_EXAMPLES, _LONGEST_EXAMPLE, _LONGEST_LEVEL = 3, 60, 200
_WORDS = ("true", "false")
_JAVA = {
    "%Y": "yyyy",
    "%y": "yy",
    "%m": "MM",
    "%d": "dd",
    "%H": "HH",
    "%M": "mm",
    "%S": "ss",
    "%f": "SSSSSS",
    "%b": "MMM",
    "%B": "MMMM",
}


def property_of(profile: Profile, column: Column, levels: tuple[Value, ...], role: str, *, key: bool) -> dict[str, Any]:
    """One column as an ODCS property; `levels` are all its values, or none where there are too many."""
    valid = _valid_values(column, levels, role, profile.rows - column.missing)
    entry: dict[str, Any] = {
        "name": column.name,
        **_types(column, valid),
        "description": _description(profile, column),
        "required": column.missing == 0 and profile.rows > 0,
    }
    if role in ("id", "counter") and _unbroken(profile, column) and not column.personal:
        entry["unique"] = True
    if key:
        entry |= {"primaryKey": True, "primaryKeyPosition": 1}
    if role == "target":
        entry["criticalDataElement"] = True
    if column.personal:
        entry |= {"classification": "personal", "tags": ["pii", f"pii:{column.personal}"]}
    options = _options(column, valid, role)
    entry |= {"logicalTypeOptions": options} if options else {}
    examples = _examples(column, role)
    entry |= {"examples": examples} if examples else {}
    quality = list(_quality(profile, column, valid))
    entry |= {"quality": quality} if quality else {}
    return entry | {"customProperties": _custom(column, role)}


def key_of(profile: Profile) -> str | None:
    """The first column that surely identifies the row."""
    columns = {column.name: column for column in profile.columns}
    sure = (hint.column for hint in profile.hints if hint.code == "id" and hint.sure)
    return next((name for name in sure if _unbroken(profile, columns[name])), None)


def roles_of(profile: Profile) -> dict[str, str]:
    """Column → what it surely is; every other one is a feature."""
    found: dict[str, str] = {}
    for hint in (*profile.leaks, *profile.hints):
        if hint.sure:
            found.setdefault(hint.column, hint.code)
    said = {profile.time: "time", profile.group: "group", profile.target.name if profile.target else None: "target"}
    return found | {name: role for name, role in said.items() if name is not None}


def _unbroken(profile: Profile, column: Column) -> bool:
    return column.missing == 0 and column.distinct == profile.rows


def _types(column: Column, valid: list[str] | None) -> dict[str, str]:
    if column.kind == "number":
        whole = bool(column.number and column.number.integer)
        return {"logicalType": "integer", "physicalType": "BIGINT"} if whole else _typed("number", "DOUBLE")
    if column.kind == "date":
        clock = "%H" in (column.date_format or "") or any(
            "T" in (end or "") for end in (column.earliest, column.latest)
        )
        return _typed("timestamp", "TIMESTAMP") if clock else _typed("date", "DATE")
    if valid and {text.casefold() for text in valid} == set(_WORDS):
        return _typed("boolean", "BOOLEAN")
    return {"physicalType": "VARCHAR"} if column.kind == "empty" else _typed("string", "VARCHAR")


def _typed(logical: str, physical: str) -> dict[str, str]:
    return {"logicalType": logical, "physicalType": physical}


def _description(profile: Profile, column: Column) -> str:
    parts = [f"In the snapshot: {100 * column.missing_share:.3g} % missing, {column.distinct:,} distinct."]
    if column.number and column.number.min is not None and column.number.max is not None:
        parts.append(f"Seen {column.number.min:.12g} to {column.number.max:.12g}; the range adds {HEAD_ROOM}.")
    if column.earliest and column.latest:
        parts.append(f"Seen {column.earliest} to {column.latest}.")
    if profile.target and profile.target.name == column.name:
        parts.append(f"The target ({profile.target.task}).")
    return " ".join([*parts, f"Meaning: {UNKNOWN}."])


def _valid_values(column: Column, levels: tuple[Value, ...], role: str, present: int) -> list[str] | None:
    """Every level, where they are few and known to the last; never of ids or personal data."""
    if column.personal or role in ("id", "counter", "group", "time", "empty") or not 0 < len(levels) <= MOST_LEVELS:
        return None
    if sum(level.count for level in levels) != present or any(_altered(level.value) for level in levels):
        return None
    whole = role == "target" or column.distinct == 1
    if column.kind == "category" or (column.kind == "number" and whole):
        return sorted(level.value for level in levels)
    return None


def _altered(text: str) -> bool:
    """Whether a profile may show a level otherwise than it stands in the file: masked, or too long to list."""
    return len(text) > _LONGEST_LEVEL or "**" in text


def _options(column: Column, valid: list[str] | None, role: str) -> dict[str, Any]:
    if column.kind == "date" and column.date_format:
        return {"format": _java(column.date_format)} if column.date_format != "ISO8601" else {}
    if column.number is None or valid or role in ("id", "counter"):
        return {}
    low, high = column.number.min, column.number.max
    bound = range_bound(low, high, column.number.integer) if low is not None and high is not None else None
    return {"minimum": bound[0], "maximum": bound[1]} if bound else {}


def _java(form: str) -> str:
    """A strptime format as the standard wants it; letters between the parts are quoted."""
    shown = form.replace("T%H", "'T'%H")
    for mark, letters in _JAVA.items():
        shown = shown.replace(mark, letters)
    return shown


def _examples(column: Column, role: str) -> list[str]:
    if column.personal or role in ("id", "counter", "group") or column.kind not in ("number", "category", "date"):
        return []
    return [text for text in column.samples if len(text) <= _LONGEST_EXAMPLE][:_EXAMPLES]


def _quality(profile: Profile, column: Column, valid: list[str] | None) -> Iterator[dict[str, Any]]:
    if 0 < column.missing_share < 1 and (bound := null_bound(column.missing_share, profile.rows)) < 100:
        yield {
            "type": "library",
            "metric": "nullValues",
            "mustBeLessOrEqualTo": bound,
            "unit": "percent",
            "description": f"{100 * column.missing_share:.3g} % in the snapshot; five points and three standard errors "
            "of room.",
        }
    if valid:
        yield {
            "type": "library",
            "metric": "invalidValues",
            "arguments": {"validValues": valid},
            "mustBe": 0,
            "unit": "rows",
        }
    if column.kind == "date" and column.latest:
        yield {
            "type": "custom",
            "engine": ENGINE,
            "implementation": {"rule": "notInFuture", "latestInSnapshot": column.latest},
            "description": "No date after the moment of the check, or after the latest of the snapshot.",
        }


def _custom(column: Column, role: str) -> list[dict[str, Any]]:
    optional = {
        "kind": column.kind,
        "role": role,
        "unit": column.unit,
        "dateFormat": column.date_format,
        "missingCodes": list(column.missing_codes),
        "words": _are_words(column),
        "knownAt": UNKNOWN if role in ("feature", "leak") else None,
    }
    return [{"property": name, "value": value} for name, value in optional.items() if value]


def _are_words(column: Column) -> bool:
    """Whether no value looks like a number: if all of them do one day, the column has changed."""
    texts = (*(value.value for value in column.top), *column.samples)
    enough = column.kind in ("category", "text") and not column.personal and bool(texts)
    return enough and not any(any(sign.isdigit() for sign in text) for text in texts)
