"""The user's own skills, below `.mlwright/skills/` of their repository: the plain form, or everything in one header."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from mlwright.errors import InputError, MlwrightError, PaperError, quoted
from mlwright.skills.bundle import read_bundle
from mlwright.skills.header import LONGEST_NAME, NAME, check_description, parted
from mlwright.skills.overriding import HOME, inside
from mlwright.skills.reading import PAGE, Skill, check_template, declaration_of, find_skill, page_of, spellings
from mlwright.skills.variables import Declaration, declared

PLAIN = ("name", "description", "license", "compatibility", "metadata", "allowed-tools")
RICH = ("name", "description", "phase", "roles", "variables", "outputs", "template")
LONGEST_HEADER = 64 * 1024
MOST_SKILLS = 100


@dataclass(frozen=True)
class Shelf:
    """The shipped skills, then the user's own; and what of the user's own cannot be used, with the reason."""

    skills: tuple[Skill, ...]
    own: frozenset[str] = frozenset()
    """The names of those that come from the user's repository."""
    faults: Mapping[str, MlwrightError] = field(default_factory=dict)
    """Folder → why it is left out. One bad folder must not take the other skills away."""

    def named(self, name: str) -> Skill:
        """The skill of that name; InputError names the nearest, a folder's own error says why it is left out."""
        try:
            return find_skill(name, self.skills)
        except InputError as error:
            meant = (self.faults[folder] for folder in self.faults if _corrected(folder) == _corrected(name))
            raise next(meant, self.faults.get(HOME.as_posix(), error)) from None


def read_shelf(shipped: Sequence[Skill], root: Path) -> Shelf:
    """The shipped skills and those in a root's `.mlwright/skills/`, where a folder may also hold only a template."""
    found: list[Skill] = []
    faults: dict[str, MlwrightError] = {}
    try:
        folders = _folders(root)
    except MlwrightError as error:
        return Shelf(tuple(shipped), faults={HOME.as_posix(): error})
    for folder in folders:
        if _overrides(folder, shipped):
            continue
        try:
            skill = read_own(folder)
            _expect_new(skill, (*shipped, *found), folder)
            found.append(skill)
        except MlwrightError as error:
            faults[folder.name] = error
    return Shelf((*shipped, *found), frozenset(skill.name for skill in found), faults)


def _folders(root: Path) -> list[Path]:
    home = root / HOME
    if not home.is_dir():
        return []
    # a link is no folder, and is told so when it is read
    found = sorted(path for path in inside(root, home).iterdir() if path.is_dir() and not path.name.startswith("."))
    if len(found) > MOST_SKILLS:
        raise PaperError(f"{quoted(home)} has {len(found)} folders", f"{MOST_SKILLS} are allowed")
    return found


def _expect_new(skill: Skill, others: Sequence[Skill], folder: Path) -> None:
    taken = {name for other in others for name in spellings(other)}
    if both := spellings(skill) & taken:
        raise PaperError(f"{quoted(folder)}: the name {quoted(sorted(both)[0])} is taken", "choose another")


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
        if not _is_name(name):
            raise PaperError(f"{quoted(folder)} is no name of a skill", f"rename the folder to {_corrected(name)}")
    else:
        declaration, name = declaration_of(files, folder), str(head.get("name", ""))
        if name != folder.name:
            right = name if _is_name(name) else _corrected(folder.name)
            raise PaperError(
                f"{where}: name is {quoted(name, 80)}, the folder's is {quoted(folder.name, 80)}",
                f"both must be the same: rename the folder to {right}"
                + ("" if _is_name(name) else f", and write `name: {right}`"),
            )
        if not _is_name(name):
            right = _corrected(name)
            raise PaperError(
                f"{quoted(folder)} is no name of a skill", f"rename the folder to {right}, and write `name: {right}`"
            )
    if declaration is not None:
        check_template(declaration, files, folder)
    return Skill(name, str(description), body.strip(), text, MappingProxyType(files), head, declaration)


def _is_name(name: str) -> bool:
    return NAME.fullmatch(name) is not None and len(name) <= LONGEST_NAME


def _corrected(name: str) -> str:
    """The nearest name that a skill's folder may have: lower case letters, digits, single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower())[:LONGEST_NAME].strip("-") or "my-skill"


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
