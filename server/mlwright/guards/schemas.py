"""JSON schemas in few tokens: every session pays for what a server publishes."""

import types
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

NAMES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


UNSAID = ("title", "propertyNames", "maxProperties", "minLength")
"""Keywords that a published schema leaves out; the tool checks them all the same."""
EVERYWHERE = ("left_out", "caution", "next", "files")
"""Fields of many answers, which explain themselves."""


def lean(schema: Any) -> Any:
    """A schema without what pydantic adds from names, and without defaults that say nothing."""
    if isinstance(schema, list):
        return [lean(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    schema = _merged(schema)
    # a property may bear the same name as a keyword; its value is then a schema
    return {
        key: lean(value)
        for key, value in schema.items()
        if (key not in UNSAID or (isinstance(value, dict) and "type" in value))
        and not (key == "default" and value in ("", None, {}))
    }


def _merged(schema: dict[str, Any]) -> dict[str, Any]:
    """`anyOf` of one type and null as that type: what is not set is left out, and not every host knows null."""
    kinds = schema.get("anyOf", [])
    if len(kinds) != 2 or kinds[1] != {"type": "null"}:
        return schema
    return {**kinds[0], **{key: value for key, value in schema.items() if key != "anyOf"}}


def outline(model: type[BaseModel]) -> dict[str, Any]:
    """What an answer holds, one level deep: its fields and their JSON types."""
    fields = {name: field for name, field in model.model_fields.items() if name not in EVERYWHERE}
    return {"type": "object", "properties": {name: _outlined(field.annotation) for name, field in fields.items()}}


def _outlined(annotation: Any) -> dict[str, Any]:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _outlined(parts[0])
    if origin in (Union, types.UnionType):
        kinds = [_outlined(part).get("type") for part in parts]
        return {"type": kinds} if all(isinstance(kind, str) for kind in kinds) else {}
    if origin is list:
        return {"type": "array", "items": _outlined(parts[0])}
    if isinstance(annotation, type) and annotation in NAMES:
        return {"type": NAMES[annotation]}
    if origin is dict or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return {"type": "object"}
    return {}
