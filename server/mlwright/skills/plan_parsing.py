"""A production plan's Markdown read back, strictly: what is missing is named."""

import re
from collections.abc import Mapping

from pydantic import ValidationError

from mlwright.errors import PaperError, quoted
from mlwright.skills.escaping import unescaped
from mlwright.skills.production import DUTIES, owner_unknown
from mlwright.specs.production_plan import Owner, ProductionPlan

SECTIONS = ("Overview", "Architecture", "Deployment and safety", "Ownership", "Unknowns")
PARTS = ("Thresholds", "Before any traffic", "Rollout", "Stop conditions")
FACTS = ("Model", "Runtime target", "Interfaces")
LARGEST = 256 * 1024


def parse_plan(text: str) -> ProductionPlan:
    """A plan from its Markdown; PaperError names the section, fact or owner that is missing."""
    if len(text) > LARGEST:
        raise PaperError(f"the plan has {len(text)} characters", f"{LARGEST} are allowed")
    sections = _sections(text)
    parts = _parts(sections["Deployment and safety"])
    facts = _facts(sections["Overview"])
    unknowns = [unescaped(item) for item in _items(sections["Unknowns"], "- ")]
    rollout, steps = parts["Rollout"]
    if not steps or not steps[-1].startswith("Roll back: "):
        raise PaperError("the plan's rollout does not end with a step that begins with `Roll back: `")
    try:
        return ProductionPlan.model_validate(
            {
                "model_name": facts["Model"],
                "runtime_target": facts["Runtime target"],
                "interfaces": tuple(_plain(item) for item in facts["Interfaces"].split(", ")),
                "thresholds": _thresholds(parts["Thresholds"][1]),
                "strategy": None if rollout == "not chosen" else rollout,
                "steps": steps,
                "stops": tuple(unescaped(item) for item in parts["Stop conditions"][1]),
                "owners": _owners(sections["Ownership"], unknowns),
                "unknowns": tuple(unknowns),
            }
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PaperError(f"the plan's {where} is {quoted(first['input'], 60)}: {first['msg']}") from None


def _sections(text: str) -> dict[str, str]:
    pieces = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    found = [title.strip() for title in pieces[1::2]]
    if missing := [title for title in SECTIONS if title not in found]:
        raise PaperError(f"the plan has no section {', '.join(missing)}", f"sections: {', '.join(SECTIONS)}")
    if found != list(SECTIONS):
        raise PaperError(f"the plan's sections are {quoted(', '.join(found))}", f"in order: {', '.join(SECTIONS)}")
    sections = dict(zip(found, pieces[2::2], strict=True))
    if empty := [title for title in SECTIONS[:-1] if not sections[title].strip()]:
        raise PaperError(f"the plan's section {', '.join(empty)} is empty", "fill it in, or say what is unknown")
    return sections


def _parts(text: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Heading → what stands behind its colon, and its list or table."""
    pieces = re.split(r"^### (.+)$", text, flags=re.MULTILINE)
    parts = {}
    for title, body in zip(pieces[1::2], pieces[2::2], strict=True):
        name, _, tail = title.strip().partition(": ")
        parts[name] = (tail, tuple(_items(body, "| ") or _items(body, r"\d+\. ") or _items(body, "- ")))
    if missing := [name for name in PARTS if name not in parts]:
        raise PaperError(f"the plan's section Deployment and safety has no part {', '.join(missing)}")
    return parts


def _items(text: str, mark: str) -> list[str]:
    pattern = re.escape(mark) if not mark.startswith("\\") else mark
    return [line[match.end() :].strip() for line in text.splitlines() if (match := re.match(pattern, line))]


def _facts(text: str) -> Mapping[str, str]:
    pairs = [item.partition(": ") for item in _items(text, "- ")]
    facts = {name: value if name == "Interfaces" else _plain(value) for name, _, value in pairs if value.strip()}
    if missing := [name for name in FACTS if name not in facts]:
        raise PaperError(f"the plan's section Overview does not say: {', '.join(missing)}", "write `- Model: NAME`")
    return facts


def _plain(text: str) -> str:
    return text[1:-1] if re.fullmatch(r"`[^`]+`", text) else unescaped(text)


def _cells(row: str) -> list[str]:
    return [_plain(cell.strip()) for cell in re.split(r"(?<!\\)\|", row.removesuffix("|"))]


def _thresholds(rows: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    tables = [_cells(row) for row in rows[1:]]
    if wrong := [row for row in tables if len(row) != 3]:
        raise PaperError(f"the plan's threshold {quoted(' | '.join(wrong[0]))} has {len(wrong[0])} cells, not 3")
    return tuple({"measure": measure, "bound": bound, "value": value} for measure, bound, value in tables)


def _owners(text: str, unknowns: list[str]) -> tuple[Owner, ...]:
    rows = dict([*_cells(row), ""][:2] for row in _items(text, "| ")[1:])
    if missing := [duty for duty in DUTIES if duty not in rows]:
        raise PaperError(f"the plan's section Ownership has no row for {', '.join(missing)}")
    names = {duty: None if name.casefold() in ("", "unknown") else name for duty, name in rows.items()}
    unsaid = [duty for duty, name in names.items() if name is None and owner_unknown(duty) not in unknowns]
    if unsaid:
        raise PaperError(
            f"nobody owns {', '.join(unsaid)}, and the section Unknowns does not say so",
            f"name an owner, or add `- {owner_unknown(unsaid[0])}` to Unknowns",
        )
    return tuple(Owner(duty=duty, name=name) for duty, name in names.items())
