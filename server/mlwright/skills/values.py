"""The values given to a skill's variables: read from a command line, and checked without conversion."""

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from mlwright.errors import InputError, quoted
from mlwright.skills.reading import Skill
from mlwright.skills.variables import Variable

PAIR = re.compile(
    r"""\s*([A-Za-z_][\w.-]*)=(?:"([^"]*)"|'([^']*)'|(.*?))(?=\s+[A-Za-z_][\w.-]*=|\s*$)""", flags=re.DOTALL
)


def pairs_of(texts: Iterable[str]) -> list[tuple[str, str]]:
    """`name=value` pairs, several in one text where a space and the next `name=` part them; InputError otherwise."""
    pairs = []
    for text in texts:
        at = 0
        while at < len(text.rstrip()):
            match = PAIR.match(text, at)
            if match is None:
                raise InputError(f"cannot read {quoted(text[at:], 80)}", "write --vars name=value")
            pairs.append((match[1], next((part for part in match.groups()[1:] if part is not None), "")))
            at = match.end()
    return pairs


def from_text(skill: Skill, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Values of the declared types from a command line; what does not fit its type stays as it is, for the check."""
    declared = {item.name: item for item in skill.arguments}
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        given.setdefault(name, []).append(text)
    return {name: _converted(declared[name], texts) if name in declared else texts[0] for name, texts in given.items()}


def checked(skill: Skill, values: Mapping[str, Any]) -> dict[str, Any]:
    """Every declared variable with its value or default, None where neither is there.

    InputError names all unknown, missing and unfit ones.
    """
    declared = {item.name: item for item in skill.arguments}
    faults = [_unknown(str(name), list(declared)) for name in values if name not in declared]
    for name, item in declared.items():
        if values.get(name) is None:
            faults += [f"{name} is missing ({item.description})"] if item.required else []
        elif fault := item.fault(values[name]):
            faults.append(f"{name} {fault}")
    if faults:
        raise InputError(f"{skill.name}: {'; '.join(faults)}", _asked(skill))
    return {name: item.default if values.get(name) is None else values[name] for name, item in declared.items()}


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"{quoted(name, 60)} is unknown" + (f" (did you mean {near[0]}?)" if near else "")


def _asked(skill: Skill) -> str:
    parts = [f"{item.name}{'' if item.required else ' (optional)'}" for item in skill.arguments]
    return f"it asks for {', '.join(parts)}" if parts else "it asks for nothing"


def _converted(variable: Variable, texts: list[str]) -> Any:
    if variable.type == "list":
        return [part.strip() for text in texts for part in _items(text)]
    if variable.type == "mapping":
        return _mapping(texts)
    if len(texts) > 1:
        return texts  # a list, which the check refuses by name
    return _scalar(variable.type, texts[0])


def _scalar(kind: str, text: str) -> Any:
    if kind == "integer" and re.fullmatch(r"[+-]?\d{1,18}", text):
        return int(text)
    if kind == "number" and (number := _number(text)) is not None:
        return number
    if kind == "boolean" and text.casefold() in ("true", "false"):
        return text.casefold() == "true"
    return text


def _number(text: str) -> int | float | None:
    if not re.fullmatch(r"[+-]?(\d{1,18}|\d*\.\d+|\d+\.\d*)([eE][+-]?\d{1,2})?", text):
        return None
    return int(text) if re.fullmatch(r"[+-]?\d+", text) else float(text)


def _items(text: str) -> list[str]:
    found = _json(text, list)
    return found if found is not None and all(isinstance(item, str) for item in found) else text.split(",")


def _mapping(texts: list[str]) -> Any:
    if len(texts) == 1 and (found := _json(texts[0], dict)) is not None:
        return found
    parts = [part for text in texts for part in re.split(r"[,;\s]+", text.strip())]
    pairs = [part.partition("=") for part in parts if part]
    if any(not sign for _, sign, _ in pairs) or len({name for name, _, _ in pairs}) < len(pairs):
        return texts[0]
    return {name: value if (number := _number(value)) is None else number for name, _, value in pairs}


def _json(text: str, kind: type) -> Any:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, kind) else None
