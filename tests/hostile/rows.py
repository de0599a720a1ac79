"""What each tool's arguments are. A tool or an argument without a row here fails the tests: it has not been tried."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

READ_PATH, NEW_PATH, SCAN_PATH, TEXT = "path of a file that exists", "path to be written", "path to look at", "text"
PATH_KINDS = (READ_PATH, NEW_PATH, SCAN_PATH)
MUST_EXIST = (READ_PATH,)


@dataclass(frozen=True)
class Row:
    """A tool: arguments of a call that does little, and what the arguments that take text mean."""

    base: Mapping[str, Any]
    kinds: Mapping[str, str] = field(default_factory=dict)


WORKSPACE = {"workspace": READ_PATH}
HOME = {"workspace": "output/people"}
"""A workspace with nothing but a profile: whatever needs more ends early."""

ROWS: dict[str, Row] = {
    "profile_data": Row({"data": "people.csv"}, {"data": READ_PATH, "out": NEW_PATH, "target": TEXT, "goal": TEXT}),
    "data_sample": Row({"data": "people.csv"}, {"data": READ_PATH}),
    "write_feature_spec": Row(HOME, {**WORKSPACE, "target": TEXT, "goal": TEXT}),
    "generate_training_script": Row({"workspace": "output/bare"}, WORKSPACE),
    "write_experiment_config": Row({"workspace": "output/bare"}, WORKSPACE),
    "run_training": Row({"workspace": "output/bare"}, WORKSPACE),
    "check_gates": Row(HOME, {**WORKSPACE, "run": TEXT}),
    "workspace_status": Row(HOME, WORKSPACE),
    "approve_stage": Row(
        {**HOME, "by": "Ada", "stage": "profile"}, {**WORKSPACE, "by": TEXT, "note": TEXT, "stage": TEXT}
    ),
    "review_leakage": Row(
        {"paths": ["train.py"]}, {"paths": SCAN_PATH, "change": TEXT, "select": TEXT, "min_confidence": TEXT}
    ),
    "plan_lanes": Row({"brief": "Predict which customers leave."}, {"brief": TEXT, "facts": TEXT}),
    "read_skill": Row({"name": "mlops"}, {"name": TEXT, "file": TEXT}),
    "run_skill": Row({"name": "mlops", "variables": {"workspace": "output/people"}}, {"name": TEXT, "variables": TEXT}),
}


def textual(schema: Mapping[str, Any]) -> bool:
    """Whether a property can take text: itself, as an item, or as a value."""
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    inner = [item for key in ("anyOf", "oneOf", "allOf") for item in schema.get(key, ())]
    return (
        "enum" in schema
        or any(kind in kinds for kind in ("string", "object"))
        or any(
            textual(item) for item in [*inner, *([schema["items"]] if isinstance(schema.get("items"), dict) else [])]
        )
    )


def shaped(schema: Mapping[str, Any], text: str) -> Any:
    """The text in the shape that a property wants: alone, in a list, or as key and value of a mapping."""
    kinds = schema.get("type", "string")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "array" in kinds:
        return [text]
    return {"workspace": text, text: text} if "object" in kinds else text
