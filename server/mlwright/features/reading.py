"""feature-spec.md → FeatureSpec, from the front matter alone; faults are named by field."""

import re
from collections.abc import Hashable
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mlwright import plain_yaml
from mlwright.errors import PaperError, quoted
from mlwright.specs import Dropped, Feature, FeatureSpec, Question, Source, Split

FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
PARTS: dict[str, type[BaseModel]] = {
    "features": Feature,
    "dropped": Dropped,
    "questions": Question,
    "split": Split,
    "source": Source,
}
AGAIN = "mend feature-spec.md, or write it anew, without its edits, with `mlwright spec --force`"


class _Loader(plain_yaml.PlainLoader):
    """Refuses a key given twice: YAML would keep the last and lose the first without a word."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    seen: set[Hashable] = set()
    for key in keys:
        if isinstance(key, Hashable) and key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"key {quoted(key)} is given twice", node.start_mark)
        if isinstance(key, Hashable):  # others are refused below
            seen.add(key)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def from_markdown(text: str) -> FeatureSpec:
    """The spec in a page's front matter; what stands below it is not read.

    Raises PaperError when there is no front matter, when it is not YAML, or when a field is unknown, missing or wrong.
    """
    found = FRONT.match(text)
    if found is None:
        raise PaperError(
            "feature-spec.md has no front matter: expected a first line ---, YAML, and a closing line ---", AGAIN
        )
    try:
        value = plain_yaml.load(found["yaml"], _Loader)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise PaperError(f"feature-spec.md: the front matter is not valid YAML: {_place(error)}", AGAIN) from None
    if not isinstance(value, dict):
        raise PaperError(f"feature-spec.md: the front matter holds {quoted(value)}, expected fields and values", AGAIN)
    try:
        return FeatureSpec.model_validate(value)
    except ValidationError as error:
        raise PaperError(*_explain(error, value)) from None


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    # the fence is line 1 of the file
    return f"line {mark.line + 2}: {problem}" if mark else problem


def _explain(error: ValidationError, value: dict[str, Any]) -> tuple[str, str]:
    first = error.errors()[0]
    path = ".".join(str(part) for part in first["loc"]) or "the front matter"
    message = f"feature-spec.md: field {quoted(path)}{_of_column(first, value)}: {_expected(first)}"
    return message, f"{error.error_count()} problem(s) in all; {AGAIN}"


def _of_column(first: ErrorDetails, value: dict[str, Any]) -> str:
    """The column an entry of a list is about, since people do not count entries."""
    match first["loc"]:
        case (str(part), int(place), *_) if part in ("features", "dropped"):
            entry = value[part][place]
            return f" (column {quoted(entry['name'])})" if isinstance(entry, dict) and "name" in entry else ""
    return ""


def _expected(first: ErrorDetails) -> str:
    found = quoted(first["input"], 60)
    match first["type"]:
        case "extra_forbidden":
            top = str(first["loc"][0])
            known = list((PARTS[top] if len(first["loc"]) > 1 and top in PARTS else FeatureSpec).model_fields)
            near = get_close_matches(str(first["loc"][-1]), known, n=1)
            return "unknown field" + (f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}")
        case "missing":
            return "missing, but required"
        case "string_type":
            return f"found {found}, expected text; write it in quotes, since YAML reads some words as other values"
    return f"found {found}. {first['msg']}"
