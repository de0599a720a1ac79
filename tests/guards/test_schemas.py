"""Schemas in few tokens that still say what they said."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from mlwright.guards.schemas import lean, outline


class Inner(BaseModel):
    deep: str


class Sample(BaseModel):
    title: str
    number: Annotated[float | None, Field(ge=1)] = None
    names: list[str]
    inner: list[Inner]
    one: Inner
    either: int | None
    anything: dict[str, Any]
    left_out: dict[str, int]


def test_a_field_may_be_called_like_a_keyword() -> None:
    assert lean(Sample.model_json_schema())["properties"]["title"] == {"type": "string"}


def test_a_number_that_may_be_left_out_is_a_number_with_its_bounds() -> None:
    assert lean(Sample.model_json_schema())["properties"]["number"] == {"type": "number", "minimum": 1}


def test_defaults_that_say_something_stay() -> None:
    assert lean({"type": "string", "default": "gate"}) == {"type": "string", "default": "gate"}
    assert lean({"type": "boolean", "default": False}) == {"type": "boolean", "default": False}
    assert lean({"type": "string", "default": ""}) == {"type": "string"}


def test_an_outline_names_every_field_and_its_type_once() -> None:
    assert outline(Sample) == {
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "number": {"type": ["number", "null"]},
            "names": {"type": "array", "items": {"type": "string"}},
            "inner": {"type": "array", "items": {"type": "object"}},
            "one": {"type": "object"},
            "either": {"type": ["integer", "null"]},
            "anything": {"type": "object"},
        },
    }
