"""The user's own skills, below `.mlwright/skills/` of their repository: the plain form, or everything in one header."""

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from mlwright.errors import PaperError, quoted
from mlwright.skills.bundle import read_bundle
from mlwright.skills.header import LONGEST_NAME, NAME, check_description, check_name, parted
from mlwright.skills.overriding import HOME, inside
from mlwright.skills.reading import PAGE, Skill, check_template, declaration_of, find_skill, page_of
from mlwright.skills.variables import Declaration, declared

PLAIN = ("name", "description", "license", "compatibility", "metadata", "allowed-tools")
RICH = ("name", "description", "phase", "roles", "variables", "outputs", "template")
LONGEST_HEADER = 64 * 1024


def all_skills(shipped: Sequence[Skill], root: Path) -> tuple[Skill, ...]:
    """The shipped skills and those of the user's own; PaperError when one of these breaks the rules."""
    return (*shipped, *own_skills(shipped, root))


def own_skills(shipped: Sequence[Skill], root: Path) -> tuple[Skill, ...]:
    """The skills in a root's `.mlwright/skills/`; a folder may hold the template for a shipped one instead."""
    home = root / HOME
    if not home.is_dir():
        return ()
    found: list[Skill] = []
    for folder in sorted(inside(root, home).iterdir()):
        if folder.name.startswith(".") or _overrides(folder, shipped):
            continue
        skill = read_own(folder)
        taken = {name for other in (*shipped, *found) for name in (other.prompt, other.dotted)}
        if both := {skill.prompt, skill.dotted} & taken:
            raise PaperError(f"{quoted(folder)}: the name {quoted(sorted(both)[0])} is taken", "choose another")
        found.append(skill)
    return tuple(found)


def named_skill(name: str, shipped: Sequence[Skill], root: Path) -> Skill:
    """A shipped skill or one of the user's own; InputError names the nearest."""
    return find_skill(name, all_skills(shipped, root))


def read_own(folder: Path) -> Skill:
    """One skill of the user's own; PaperError says what is wrong with its header."""
    where = quoted(folder / PAGE)
    files = read_bundle(folder)
    text = page_of(files, folder / PAGE)
    lines, body = parted(text, where)
    head = _yaml(lines, where)
    rich = "phase" in head or "." in str(head.get("name", ""))
    if unknown := [str(key) for key in head if key not in (RICH if rich else PLAIN)]:
        raise PaperError(
            f"{where}: {quoted(unknown[0], 60)} is no key of a skill", f"keys: {', '.join(RICH if rich else PLAIN)}"
        )
    description = head.get("description")
    check_description(description if isinstance(description, str) else "", where)
    if rich:
        declaration: Declaration | None = _declared(head, where)
        name = folder.name.replace("_", "-")
        if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            raise PaperError(f"{quoted(folder)} is no name of a skill", "lower case letters, digits, single hyphens")
    else:
        declaration, name = declaration_of(files, folder), str(head.get("name", ""))
        check_name(name, folder.name, where)
    if declaration is not None:
        check_template(declaration, files, folder)
    return Skill(name, str(description), body.strip(), text, MappingProxyType(files), head, declaration)


def _overrides(folder: Path, shipped: Sequence[Skill]) -> bool:
    if (folder / PAGE).exists():
        return False
    return any(skill.name == folder.name and skill.declaration and skill.declaration.template for skill in shipped)


def _yaml(lines: str, where: str) -> dict[str, Any]:
    if len(lines) > LONGEST_HEADER:
        raise PaperError(f"{where}: the header has {len(lines)} characters", f"{LONGEST_HEADER} are allowed")
    try:
        # a name for a node lets a few lines stand for millions
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(lines, yaml.SafeLoader)):
            raise PaperError(f"{where}: the header uses an alias", "write the value out")
        head = yaml.safe_load(lines)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PaperError(f"{where}: the header is no YAML: {quoted(error)}") from None
    if not isinstance(head, dict):
        raise PaperError(f"{where}: the header is no mapping", "write `key: value` lines")
    return {str(key): value for key, value in head.items()}


def _declared(head: dict[str, Any], where: str) -> Declaration:
    keys = {key: value for key, value in head.items() if key != "description"}
    return declared({**keys, "variables": _variables(head.get("variables") or [], where)}, where)


def _variables(found: Any, where: str) -> list[Any]:
    """A list of variables as it stands, or the variables in a mapping of `required` and `optional` ones."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict) or set(found) - {"required", "optional"}:
        raise PaperError(f"{where}: variables is no list", "a list, or a mapping of required: and optional: lists")
    return [_short(item, kind == "required", where) for kind, items in found.items() for item in _listed(items, where)]


def _listed(items: Any, where: str) -> list[Any]:
    if isinstance(items, dict):
        return [{name: text} for name, text in items.items()]
    if isinstance(items, list):
        return items
    raise PaperError(f"{where}: required and optional are lists", "names, or `name: description`")


def _short(item: Any, required: bool, where: str) -> dict[str, Any]:
    """A name, `name: description`, or the keys of a variable."""
    if isinstance(item, str):
        return {"name": item, "description": item, "required": required}
    if isinstance(item, dict) and "name" in item:
        return {"description": item["name"], **item, "required": required}
    if isinstance(item, dict) and len(item) == 1:
        name, text = next(iter(item.items()))
        if isinstance(text, str):
            return {"name": name, "description": text, "required": required}
    raise PaperError(f"{where}: cannot read the variable {quoted(item, 80)}", "a name, or `name: description`")
