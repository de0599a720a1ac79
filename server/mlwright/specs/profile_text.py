"""A profile as text: small enough to be read whole, one line for each column and finding, and back again."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mlwright.errors import PaperError
from mlwright.specs.profile import Column, Family, Finding, Profile

PROFILE_FILE = "data/profile.json"
COLUMNS_FILE = "data/columns.json"
"""The whole profile of a wide table, of which `PROFILE_FILE` then is the summary."""
MOST_COLUMNS = 100
"""Tables with more are summarised."""
_MOST_NAMED, _MOST_FINDINGS, _MOST_LINKS, _COLUMNS_OF_ONE = 30, 40, 20, 8
_LISTS = ("columns", "families", "findings")
_HIDDEN = re.compile("[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_NUMBERED = re.compile(r"^(.*?)(\d+)(\D*)$", re.DOTALL)


def profile_json(profile: Profile) -> str:
    """The profile as JSON: no defaults, a line for each column and finding; `Profile.model_validate_json` reads it."""
    fields: dict[str, Any] = {"schema_version": profile.schema_version}
    fields.update(profile.model_dump(mode="json", exclude_defaults=True))
    lines = ",\n".join(f"{_compact(name)}:{_field(name, value)}" for name, value in fields.items())
    # signs that hide or turn text could make a terminal show something else than what stands there
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", f"{{\n{lines}\n}}\n")


def split_paper(profile: Profile) -> dict[str, str]:
    """The files of a profile: one, or for a wide table its summary and the whole."""
    if len(profile.columns) <= MOST_COLUMNS:
        return {PROFILE_FILE: profile_json(profile)}
    return {PROFILE_FILE: profile_json(_summary(profile)), COLUMNS_FILE: profile_json(profile)}


def join_paper(read: Callable[[str], str]) -> Profile:
    """The whole profile from its files; `read` gives a file's text.

    Raises:
        PaperError: the summary and the whole are of two tables.
    """
    profile = Profile.model_validate_json(read(PROFILE_FILE))
    if not profile.families:
        return profile
    whole = Profile.model_validate_json(read(COLUMNS_FILE))
    if _summary(whole) != profile:
        raise PaperError(f"{COLUMNS_FILE} does not belong to {PROFILE_FILE}.", "Run `mlwright profile` again.")
    return whole


def families(columns: Sequence[Column]) -> tuple[Family, ...]:
    """Columns whose names differ in a number and that are of one kind, in the order of their first members."""
    groups: dict[tuple[str, str, str], list[Column]] = {}
    for column in columns:
        match = _NUMBERED.match(column.name)
        key = (match[1], match[3], column.kind) if match else (column.name, "", column.kind)
        groups.setdefault(key, []).append(column)
    found = [_family(members) for members in groups.values()]
    return (*found[: _MOST_NAMED - 1], *_rest(groups, found))


def _rest(groups: dict[tuple[str, str, str], list[Column]], found: list[Family]) -> Iterator[Family]:
    """Families beyond those that are listed, as one."""
    beyond = [column for members in list(groups.values())[_MOST_NAMED - 1 :] for column in members]
    if len(found) >= _MOST_NAMED:
        yield _family(beyond)


def _family(members: Sequence[Column]) -> Family:
    lows = [column.number.min for column in members if column.number and column.number.min is not None]
    highs = [column.number.max for column in members if column.number and column.number.max is not None]
    missing, distinct = [column.missing_share for column in members], [column.distinct for column in members]
    return Family(
        first=members[0].name,
        last=members[-1].name,
        count=len(members),
        kinds=tuple(sorted({column.kind for column in members})),
        missing_share=(min(missing), max(missing)),
        distinct=(min(distinct), max(distinct)),
        min=min(lows, default=None),
        max=max(highs, default=None),
    )


def _summary(profile: Profile) -> Profile:
    """A wide table's profile without the columns that no finding names; every list is capped."""
    findings = tuple(map(_few_columns, profile.findings[:_MOST_FINDINGS]))
    asked = [name for name in (profile.target and profile.target.name, profile.group, profile.time) if name]
    named = list(dict.fromkeys([*asked, *(name for item in findings for name in item.columns)]))[:_MOST_NAMED]
    kept = tuple(column for column in profile.columns if column.name in set(named))
    target = profile.target and profile.target.model_copy(update={"links": profile.target.links[:_MOST_LINKS]})
    return profile.model_copy(
        update={
            "columns": kept,
            "families": families([column for column in profile.columns if column.name not in set(named)]),
            "findings": findings,
            "left_out": len(profile.findings) - len(findings),
            "target": target,
        }
    )


def _few_columns(item: Finding) -> Finding:
    return item.model_copy(update={"columns": item.columns[:_COLUMNS_OF_ONE]})


def _field(name: str, value: Any) -> str:
    if name == "target":
        inner = ",\n".join(f" {_compact(key)}:{_rows(part, key == 'links')}" for key, part in value.items())
        return f"{{\n{inner}\n}}"
    return _rows(value, name in _LISTS)


def _rows(value: Any, listed: bool) -> str:
    if not listed or not value:
        return _compact(value)
    return "[\n" + ",\n".join(f"  {_compact(item)}" for item in value) + "\n]"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
