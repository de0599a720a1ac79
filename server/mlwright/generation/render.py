"""Templates become files: values turn into Python literals, and what comes out is parsed before anyone sees it."""

import ast
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined

from mlwright.assets import asset
from mlwright.generation.imports import import_block

LONGEST_LINE = 100
IMPORTS = "# imports\n"
"""The line in a template where the import statements go."""


class Code(str):
    """Text that already is code and is written as it stands."""


def literal(value: Any) -> str:
    """A value from a paper as a Python literal, spread over lines where it is long."""
    short = repr(value)
    if len(short) <= LONGEST_LINE or not isinstance(value, list | dict) or not value:
        return short
    if isinstance(value, dict):
        lines = [f"    {key!r}: {item!r}," for key, item in value.items()]
        return "\n".join(["{", *lines, "}"])
    return "\n".join(["[", *[f"    {item!r}," for item in value], "]"])


def _finalize(value: Any) -> Any:
    # an undefined value passes untouched, or StrictUndefined could not complain
    if isinstance(value, Code | Undefined):
        return value
    return literal(value)


def _comment(text: str) -> Code:
    """Text for a comment: one line, nothing that could end it."""
    return Code(" ".join("".join(c if c.isprintable() else " " for c in text).split()))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(asset("templates")),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # the output is Python, and every value is written as a literal
    )
    environment.filters["code"] = Code
    environment.filters["comment"] = _comment
    return environment


def render_python(template: str, context: dict[str, Any]) -> str:
    """A Python file from `templates/<template>`; SyntaxError if the result does not parse."""
    text = _environment().get_template(template).render(context)
    head, body = text.split(IMPORTS, maxsplit=1)
    text = head + import_block(body) + "\n" + body
    ast.parse(text)
    return text
