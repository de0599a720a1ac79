"""A skill's variables filled in: its template, or its text with the values below."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mlwright.errors import InputError, PaperError, quoted
from mlwright.skills.escaping import Shown, as_code, escaped
from mlwright.skills.overriding import template_of
from mlwright.skills.production import production_values
from mlwright.skills.reading import Skill
from mlwright.skills.template_rules import FILTERS, TESTS, check_template_tree
from mlwright.skills.values import checked

LONGEST_TEMPLATE = 64 * 1024
LONGEST_TEXT = 64 * 1024
DERIVED = {"model-productionizer": production_values}
"""Skill → what its template sees besides the declared variables."""


def render(skill: Skill, values: Mapping[str, Any], root: Path | None = None) -> str:
    """A skill's text for these values; `root` is the folder that may hold a template of the user's own.

    Raises InputError for values that do not fit, PaperError for a template that is not allowed.
    """
    fit = checked(skill, values)
    given = {name: value for name, value in fit.items() if value is not None}
    if skill.declaration is None or not skill.declaration.template:
        return skill.rendered(given)
    text, file = template_of(skill, root)
    derive = DERIVED.get(skill.name)
    many = [item.name for item in skill.arguments if item.type in ("list", "mapping")]
    seen = {**fit, **{name: () for name in many if fit[name] is None}, **(derive(fit) if derive else {})}
    return fill_in(text, file, seen, [*many, *(name for name in seen if name not in fit)])


def fill_in(text: str, file: str, values: Mapping[str, Any], lists: list[str]) -> str:
    """A checked template with values as escaped data; PaperError names file, line and what is allowed."""
    if len(text) > LONGEST_TEMPLATE:
        raise PaperError(f"{file} has {len(text)} characters", f"{LONGEST_TEMPLATE} are allowed")
    environment = _Environment()
    try:
        check_template_tree(environment.parse(text), values, lists, file)
        # what the optimizer would compute beforehand is a template's own literals: nothing large can come of them
        return _joined(environment.from_string(text).generate(dict(values)), file)
    except TemplateSyntaxError as error:
        raise PaperError(f"{file}, line {error.lineno}: {error.message}") from None
    except (RecursionError, SyntaxError, MemoryError):
        raise PaperError(f"{file} is nested too deeply", "write it flatter") from None
    except (TemplateError, TypeError, ValueError) as error:
        raise PaperError(f"{file}: {quoted(error)}", "compare it with the template that is shipped") from None


def _joined(parts: Any, file: str) -> str:
    written, size = [], 0
    for part in parts:
        written.append(part)
        size += len(part.encode())
        if size > LONGEST_TEXT:
            raise InputError(f"{file} makes more than {LONGEST_TEXT} bytes", "give it less, or loop less")
    return "".join(written)


class _Environment(ImmutableSandboxedEnvironment):
    """Reads keys of mappings and a loop's counters, and no attribute of any object."""

    def __init__(self) -> None:
        super().__init__(
            undefined=StrictUndefined, finalize=_shown, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
        )
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS if name in self.filters} | {"code": as_code}
        self.tests = {name: self.tests[name] for name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of a mapping, or one of a loop's counters."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in ("index", "first", "last"):
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def _shown(value: Any) -> Any:
    # an undefined value passes untouched, or StrictUndefined could not complain
    if isinstance(value, Shown | Undefined):
        return value
    if isinstance(value, list | tuple):
        return Shown(", ".join(escaped(item) for item in value))
    return escaped(value)
