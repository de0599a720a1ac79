"""contract.yaml in the Open Data Contract Standard (bitol-io/open-data-contract-standard, v3.1.0), from a profile."""

import re
import uuid
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from mlwright.contracts.dumping import dump
from mlwright.contracts.headroom import duplicate_bound
from mlwright.contracts.properties import ENGINE, key_of, property_of, roles_of
from mlwright.specs import Column, Profile
from mlwright.specs.contract import UNKNOWN
from mlwright.specs.metrics import TASK_METRICS
from mlwright.specs.profile import Value

API_VERSION = "v3.1.0"
_LONGEST_NAME = 80
_HEAD = """\
# What data must be like to be used; `mlwright profile --check contract.yaml NEW` holds a table against it.
# Bounds come from one snapshot: tighten or loosen them. Fill in what says "unknown: to fill".
"""


def data_contract(profile: Profile, levels: Mapping[str, tuple[Value, ...]] | None = None) -> str:
    """The contract that a table's own profile keeps.

    Args:
        profile: of the table as it stands now.
        levels: column → all its values, for columns with more levels than a profile lists.
    """
    stem = PurePath(profile.source.path).name.split(".")[0]
    name = re.sub(r"[^\w-]+", "_", stem)[:_LONGEST_NAME].strip("_") or "table"
    paper = {
        "apiVersion": API_VERSION,
        "kind": "DataContract",
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"mlwright/{stem}")),
        "name": name,
        "version": "1.0.0",
        "status": "draft",
        "description": {
            "purpose": profile.goal or UNKNOWN,
            "usage": UNKNOWN,
            "limitations": UNKNOWN,
        },
        "schema": [_object(profile, name, levels or {})],
        "slaProperties": _service(profile, name),
        "customProperties": _custom(profile),
    }
    return _HEAD + dump(paper)


def _object(profile: Profile, name: str, levels: Mapping[str, tuple[Value, ...]]) -> dict[str, Any]:
    key, roles = key_of(profile), roles_of(profile)
    return {
        "name": name,
        "physicalName": PurePath(profile.source.path).name,
        "physicalType": "file",
        "logicalType": "object",
        "dataGranularityDescription": f"One row for each {key}." if key else UNKNOWN,
        "properties": [
            property_of(
                profile, column, _levels(column, levels), roles.get(column.name, "feature"), key=column.name == key
            )
            for column in profile.columns
        ],
        "quality": [
            {"type": "library", "metric": "rowCount", "mustBeGreaterThan": 0, "unit": "rows"},
            {
                "type": "custom",
                "engine": ENGINE,
                "implementation": {
                    "rule": "duplicateRows",
                    "mostPercent": duplicate_bound(profile.duplicate_rows, profile.rows),
                },
                "description": f"{profile.duplicate_rows:,} of {profile.rows:,} rows repeat an earlier one in the "
                "snapshot; twice that and a point of room.",
            },
        ],
    }


def _levels(column: Column, levels: Mapping[str, tuple[Value, ...]]) -> tuple[Value, ...]:
    """All values of a column, or none."""
    return next((every for every in (levels.get(column.name, ()), column.top) if len(every) == column.distinct), ())


def _service(profile: Profile, name: str) -> list[dict[str, Any]]:
    time = _time(profile)
    element = {"element": f"{name}.{time}"} if time else {}
    return [
        {
            "property": "freshness",
            "value": None,
            "unit": "d",
            **element,
            "description": f"Age of the newest row in days; {UNKNOWN}.",
        },
        {"property": "frequency", "value": None, "unit": "d", "description": f"Days between deliveries; {UNKNOWN}."},
        {"property": "retention", "value": None, "unit": "d", "description": f"How long rows are kept; {UNKNOWN}."},
    ]


def _time(profile: Profile) -> str | None:
    sure = [hint.column for hint in profile.hints if hint.code == "time"]
    dates = [column.name for column in profile.columns if column.kind == "date"]
    return next((name for name in (profile.time, profile.time_ordered_by, *sure, *dates) if name), None)


def _custom(profile: Profile) -> list[dict[str, Any]]:
    source = profile.source.model_dump(mode="json", exclude={"path", "sha256", "bytes"}, exclude_none=True)
    entries = {
        "snapshot": {
            "file": PurePath(profile.source.path).name,
            "sha256": profile.source.sha256,
            "bytes": profile.source.bytes,
            "rows": profile.rows,
        },
        "reading": source,
        "additionalColumns": "reported",
        "grain": {"rowIs": UNKNOWN, "key": key_of(profile) or UNKNOWN},
        "label": _label(profile),
        "featureTiming": {
            "knownAt": UNKNOWN,
            "timeColumns": _moments(profile),
            "labelCutOff": UNKNOWN,
            "joins": UNKNOWN,
        },
        "split": _split(profile),
        "metric": TASK_METRICS[profile.target.task][0] if profile.target else UNKNOWN,
        "population": [],
    }
    return [{"property": name, "value": value, **_about(name)} for name, value in entries.items()]


_ABOUT = {
    "additionalColumns": "`reported` or `refused`.",
    "label": "When the label becomes known, how late it may come, and how sure it is.",
    "featureTiming": "Columns that say when a row's features were known; none may lie after labelCutOff, "
    "which is a column or a date. Joins: which are made as of that moment.",
    "population": "Shares that groups have where the model is used: column, shares (level: share), bound.",
}


def _about(name: str) -> dict[str, str]:
    return {"description": _ABOUT[name]} if name in _ABOUT else {}


def _moments(profile: Profile) -> list[str]:
    target = profile.target.name if profile.target else None
    return [column.name for column in profile.columns if column.kind == "date" and column.name != target]


def _label(profile: Profile) -> dict[str, Any]:
    unknown = {"event": UNKNOWN, "knownAt": UNKNOWN, "delay": UNKNOWN, "confidence": UNKNOWN}
    if profile.target is None:
        return {"column": UNKNOWN, **unknown}
    known = {"column": profile.target.name, "task": profile.target.task, "positive": profile.target.positive}
    return {**{name: value for name, value in known.items() if value is not None}, **unknown}


def _split(profile: Profile) -> dict[str, Any]:
    """The split the table asks for, as far as it says; how far back to test is for a person to say."""
    groups = [hint.column for hint in profile.hints if hint.code == "group" and hint.sure]
    group = profile.group or (groups[0] if groups else None)
    time = profile.time or profile.time_ordered_by
    by = {"group": group, "time": time}
    strategy = "group" if group else "time" if time else UNKNOWN
    return {
        "strategy": strategy,
        **{name: value for name, value in by.items() if value},
        "basis": "suggested by the profile",
        "backtest": UNKNOWN,
    }
