"""The Iteration Compact as Markdown: template, writing, reading, checking, and a first draft from a plan."""

import difflib
import re
from pathlib import Path

from pydantic import ValidationError

from mlwright.errors import InputError, PaperError, quoted
from mlwright.framing.questions import NO_LABELS
from mlwright.specs.compact import Compact, CompactReport
from mlwright.specs.plan import Plan

TITLE = "# Iteration Compact"
READABLE = 4_000
"""Characters beyond which nobody reads it through; the review says so, too (HY723)."""
LARGEST = 1 << 20
UNKNOWN = "unknown"
NOTHING = frozenset({"none", "none.", "nothing"})
LISTS = ("questions",)
"""Fields with one thing a line; of the others a line break is a space."""
TITLES = {name: str(field.title) for name, field in Compact.model_fields.items() if field.title}
"""Field → heading, in the order of the paper."""
QUESTIONS = {name: str(Compact.model_fields[name].description) for name in TITLES}
_NAMES = {title.casefold(): name for name, title in TITLES.items()}
_HEADING = re.compile(r"^##\s+(.+?)\s*#*\s*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
FROM_PLAN = {
    "problem": "problem",
    "decision": "decision",
    "target": "target",
    "moment": "moment",
    "unit": "grain",
    "data": "data",
    "labels": "labels",
    "mistakes": "mistakes",
    "measure": "metric",
    "baseline": "baseline",
    "slices": "slices",
    "owner": "owner",
    "rollback": "rollback",
}
"""Question of a plan → field of the compact that its answer fills."""


def compact_template() -> str:
    """An empty compact: every heading with its question."""
    parts = [f"## {TITLES[name]}\n\n<!-- {QUESTIONS[name]} -->\n" for name in TITLES]
    return f"{TITLE}\n\n" + "\n".join(parts)


def render_compact(compact: Compact) -> str:
    """A compact as Markdown; `parse_compact` gives the same compact back."""
    parts = [f"## {TITLES[name]}\n\n{_escaped(getattr(compact, name))}\n" for name in TITLES]
    return f"{TITLE}\n\n" + "\n".join(parts)


def parse_compact(text: str, name: str = "compact.md") -> Compact:
    """The compact that a Markdown text holds; PaperError names what is missing or wrong."""
    fields, problems = _fields(text)
    missing = _missing(fields)
    problems += [] if missing else _faults(fields)
    if missing or problems:
        said = [f"missing: {', '.join(missing)}"] if missing else []
        raise PaperError(f"{quoted(name)}: {'; '.join([*said, *problems])}", "`mlwright compact` prints the template")
    return Compact(**fields)  # type: ignore[arg-type]  # texts alone; what is wrong was found above


def check_compact(path: Path) -> CompactReport:
    """What a compact lacks and what it leaves open. Raises InputError when it cannot be read."""
    text = _read(path)
    fields, problems = _fields(text)
    missing = _missing(fields)
    problems += _faults(fields)
    if len(text) > READABLE:
        problems.append(f"{len(text):,} characters, more than {READABLE:,}: nobody reads it through (HY723)")
    open_ = _open(fields)
    return CompactReport(
        path=str(path),
        characters=len(text),
        missing=tuple(missing),
        problems=tuple(problems),
        open=tuple(open_),
        ready=not (missing or problems or open_),
    )


def draft_compact(plan: Plan) -> Compact:
    """A first compact from a plan: what the brief says in its words, `unknown` for the rest; nothing is invented."""
    said = {
        FROM_PLAN[item.name]: item.answer.quote.removeprefix(f"{item.name}=" if item.answer.source == "fact" else "")
        for item in plan.known
        if item.name in FROM_PLAN
    }
    # what a field asks that says `unknown` is not asked twice
    besides = [item.question for item in plan.unknowns if item.name not in FROM_PLAN or item.question == NO_LABELS]
    fields = {name: _plain(said.get(name, UNKNOWN)) for name in TITLES}
    fields["questions"] = "\n".join(f"- {_plain(question)}" for question in besides) or "none"
    return Compact(**fields)  # type: ignore[arg-type]  # texts alone


def _plain(text: str) -> str:
    return text.replace("<!--", "< !--")[:1000]


def _read(path: Path) -> str:
    try:
        if not path.is_file():
            raise InputError(f"{quoted(path)} is no file", "name a compact, or print the template: mlwright compact")
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"cannot read {quoted(path)}: {error.strerror}", "name a text file") from None
    if len(raw) > LARGEST:
        raise InputError(f"{quoted(path)} is larger than {LARGEST:,} bytes", "a compact fits on a page")
    return raw.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _fields(text: str) -> tuple[dict[str, str], list[str]]:
    """Field → text below its heading, and which headings are unknown or stand twice."""
    found: dict[str, list[str]] = {}
    problems: list[str] = []
    current: list[str] = []
    for line in _COMMENT.sub("", text).split("\n"):
        heading = _HEADING.match(line)
        if heading is None:
            current.append(line)
            continue
        current = []
        name = _NAMES.get(heading[1].casefold())
        if name is None:
            problems.append(f"there is no field {quoted(heading[1], 60)}{_nearest(heading[1])}")
        elif name in found:
            problems.append(f"{TITLES[name]} stands twice")
        else:
            found[name] = current
    return {name: _unescaped(_body(name, lines)) for name, lines in found.items()}, problems


def _body(name: str, lines: list[str]) -> str:
    if name in LISTS:
        return "\n".join(text for line in lines if (text := " ".join(line.split())))
    return " ".join(" ".join(lines).split())


def _nearest(title: str) -> str:
    near = difflib.get_close_matches(title.casefold(), _NAMES, 1)
    return f": did you mean {TITLES[_NAMES[near[0]]]}?" if near else ""


def _missing(fields: dict[str, str]) -> list[str]:
    return [title for name, title in TITLES.items() if not fields.get(name)]


def _faults(fields: dict[str, str]) -> list[str]:
    """What is wrong with the fields that are there."""
    filler = {name: fields.get(name) or UNKNOWN for name in TITLES}
    try:
        Compact(**filler)  # type: ignore[arg-type]  # texts alone
    except ValidationError as error:
        return [f"{TITLES.get(str(item['loc'][0]), 'field')}: {item['msg']}" for item in error.errors()]
    return []


def _open(fields: dict[str, str]) -> list[str]:
    unknown = [f"{TITLES[name]}: {QUESTIONS[name]}" for name, text in fields.items() if _is_unknown(text)]
    asked = fields.get("questions", "")
    if asked.casefold() in NOTHING or _is_unknown(asked):
        return unknown
    return unknown + [line.removeprefix("- ") for line in asked.split("\n") if line]


def _is_unknown(text: str) -> bool:
    return re.match(r"unknown\b", text, re.IGNORECASE) is not None


def _escaped(text: str) -> str:
    return "\n".join(f"\\{line}" if line[:1] in ("#", "\\") else line for line in text.split("\n"))


def _unescaped(text: str) -> str:
    return "\n".join(line[1:] if line[:2] in ("\\#", "\\\\") else line for line in text.split("\n"))
