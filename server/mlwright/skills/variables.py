"""What a skill declares beside its text: dotted name, phase, roles, variables, outputs, template."""

import json
import math
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any, Literal, Self, TypeGuard, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from mlwright.errors import PaperError, quoted

Phase = Literal["frame", "data", "features", "train", "evaluate", "review", "deploy", "operate", "report"]
PHASES: tuple[str, ...] = get_args(Phase)
Type = Literal["string", "integer", "number", "boolean", "path", "list", "mapping"]
DOTTED = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
VARIABLE = re.compile(r"[a-z][a-z0-9_]{0,63}")
LONGEST_ARGUMENT = 2000
MOST_ITEMS = 100


def is_number(value: object) -> TypeGuard[float]:
    """Whether a value is a finite number; truth values are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= LONGEST_ARGUMENT


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple) and 0 < len(value) <= MOST_ITEMS and all(map(_is_text, value))


def _is_mapping(value: object) -> bool:
    if not isinstance(value, Mapping) or not 0 < len(value) <= MOST_ITEMS:
        return False
    return all(_is_text(name) and (_is_text(item) or is_number(item)) for name, item in value.items())


FITS: Mapping[str, Callable[[object], bool]] = {
    "string": _is_text,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": is_number,
    "boolean": lambda value: isinstance(value, bool),
    "path": lambda value: _is_text(value) and "\0" not in str(value),
    "list": _is_list,
    "mapping": _is_mapping,
}
"""Type → whether a value is of it, without any conversion."""
MEANINGS: Mapping[str, str] = {
    "string": f"text of 1 to {LONGEST_ARGUMENT} characters",
    "integer": "a whole number",
    "number": "a finite number",
    "boolean": "true or false",
    "path": "a path",
    "list": f"a list of 1 to {MOST_ITEMS} texts",
    "mapping": f"a mapping of 1 to {MOST_ITEMS} names to numbers or texts",
}


class _Declared(BaseModel):
    """Frozen and closed as the papers are; their package is not loaded for it, since every server starts by this."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Variable(_Declared):
    """Something a skill asks for."""

    name: str
    description: str = Field(min_length=1, max_length=300)
    type: Type = "string"
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    """What a text, or every item of a list, must be one of; empty: anything."""

    @field_validator("name")
    @classmethod
    def _plain(cls, name: str) -> str:
        if not VARIABLE.fullmatch(name):
            raise ValueError(f"{quoted(name, 80)} is no name of lower case letters, digits and underscores")
        return name

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.choices and self.type not in ("string", "list"):
            raise ValueError(f"{self.name}: only a string or a list has choices, this is of type {self.type}")
        if self.required and self.default is not None:
            raise ValueError(f"{self.name} is required and has a default: it can be only one of them")
        if self.default is not None and (fault := self.fault(self.default)):
            raise ValueError(f"the default of {self.name} {fault}")
        return self

    def fault(self, value: object) -> str:
        """Why a value is none of this variable's, or an empty text."""
        if not FITS[self.type](value):
            return f"is {quoted(value, 60)}, expected {MEANINGS[self.type]}"
        items = list(value) if isinstance(value, list | tuple) else [value]
        wrong = [item for item in items if self.choices and item not in self.choices]
        return f"is {quoted(wrong[0], 60)}, expected one of {', '.join(self.choices)}" if wrong else ""


class Declaration(_Declared):
    """A skill's `assets/variables.json`, or the same keys in the header of a skill of the user's own."""

    model_config = ConfigDict(strict=False)

    name: str
    """Dotted, such as `data.ml_engineer`."""
    phase: Phase
    roles: tuple[str, ...] = ()
    """The agents that do it."""
    variables: tuple[Variable, ...] = ()
    outputs: tuple[str, ...] = ()
    """Files it writes."""
    template: str = ""
    """A file in `assets/` that `run` fills in."""

    @field_validator("name")
    @classmethod
    def _dotted(cls, name: str) -> str:
        if not DOTTED.fullmatch(name):
            raise ValueError(f"{quoted(name, 80)} is no dotted name such as data.ml_engineer")
        return name

    @field_validator("template")
    @classmethod
    def _file_name(cls, name: str) -> str:
        if name and (PurePosixPath(name).name != name or not name.endswith(".jinja")):
            raise ValueError(f"{quoted(name, 80)} is no file name that ends in .jinja")
        return name

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [item.name for item in self.variables]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"variables declared twice: {', '.join(twice)}")
        return self


def read_declaration(text: str | bytes, where: str) -> Declaration:
    """The declaration in a `variables.json`; PaperError names the key that is wrong."""
    try:
        return declared(json.loads(text), where)
    except (ValueError, RecursionError):
        raise PaperError(f"{where} is no JSON", "write one object") from None


def declared(found: object, where: str) -> Declaration:
    """A declaration from parsed keys; PaperError names the key that is wrong and what is allowed."""
    try:
        return Declaration.model_validate(found)
    except ValidationError as error:
        said = []
        for item in error.errors()[:5]:
            key = ".".join(str(part) for part in item["loc"])
            if item["loc"] == ("phase",) and item["type"] != "missing":
                said.append(f"phase is {quoted(item['input'], 40)}, expected one of {', '.join(PHASES)}")
            else:
                said.append(f"{quoted(key, 80)}: {item['msg'].removeprefix('Value error, ')}")
        raise PaperError(f"{where}: {'; '.join(said)}") from None
