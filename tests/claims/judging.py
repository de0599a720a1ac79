"""Whether what a paper names exists; what it takes for an answer, by the form of the name."""

import re
import shlex
from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

import click

from mlwright.functionality.placeholders import (
    BY_COMMAND,
    BY_OPTION,
    GROUPS,
    PLACEHOLDER,
    STANDS_FOR,
    concrete,
    split,
)
from tests.claims.extraction import Claim, claims
from tests.claims.registry import TOP, Registry, options

PLACEHOLDERS = {word for _, word in [*BY_COMMAND, *BY_OPTION]} | set(STANDS_FOR) | {"PORT"}
CODE = re.compile(r"(?:LK|HY|SC)\d{0,3}(?:x+)?")
FOR_DEVELOPERS = ("CONTRIBUTING.md", "AGENTS.md", "docs/decisions/")
OPEN = re.compile(r"<[^>]*>|exp-NNN|\bN(?:NN|AME)\b|\*+")
"""What stands for any name in a path."""


def strangers(path: str, text: str, known: Registry, words: Collection[str] = ()) -> list[str]:
    """What a paper names that is not there, each with its place."""
    found = list(claims(path, text))
    given = {word for claim in found if not judged(claim, known) for word in _given(claim.text)}
    return [
        f"{claim.place}: `{claim.text}` {problem}"
        for claim in found
        if claim.text not in words and claim.text not in given and (problem := judged(claim, known))
    ]


def _given(text: str) -> list[str]:
    """The files that a command of a paper is told to write or read: the paper may speak of them."""
    try:
        words = [*shlex.split(text), *concrete(text)] if text.startswith("mlwright ") else []
    except ValueError:
        return []
    return [word for word in words if re.fullmatch(r"[\w./-]+\.\w+", word)]


def judged(claim: Claim, known: Registry) -> str:
    """What is wrong with a claim; empty when nothing is."""
    if claim.kind == "link":
        return link_problem(claim, known.files)
    if claim.kind == "file":
        return "" if _is_file(claim, known) else "is no file of the checkout or of a workspace"
    if claim.text.startswith("mlwright ") or claim.text == "mlwright":
        return command_problem(claim.text, known)
    if claim.text.startswith("make ") and claim.text.split()[1] not in known.targets:
        return "is no target of the Makefile"
    return "" if claim.kind == "command" or is_known(claim, known) else "is nothing that exists"


def is_known(claim: Claim, known: Registry) -> bool:
    """Whether a name is one of a tool, option, file, field and so on."""
    text = claim.text
    return (
        text in _names(known)
        or text.split()[0] == "make"
        or _is_install(text, known)
        or text in known.functions
        or _is_run_by_python(text, known)
        or _is_test(text, known)
        or _is_option(text, known)
        or _is_slash(text, known)
        or _is_codes(text, known)
        or text in PLACEHOLDERS
        or text in known.variables
        or _is_file(claim, known)
        or _is_field(text, known)
        or (claim.path.startswith(FOR_DEVELOPERS) and _is_identifier(text, known))
    )


def _names(known: Registry) -> frozenset[str]:
    within = {name.split()[-1] for name in known.commands}
    return known.tools | known.prompts | known.skills | known.agents | known.values | set(known.commands) | within


def command_problem(text: str, known: Registry) -> str:
    """What is wrong with a command of mlwright: its name, an option, a word too many, a placeholder nobody knows."""
    try:
        words = split(text)[1:]
    except ValueError as error:
        return f"cannot be read: {error}"
    if not words or words[0] in ("--version", "--help"):
        return ""
    name = " ".join(words[:2]) if words[0] in GROUPS and len(words) > 1 else words[0]
    command = known.commands.get(name)
    if command is None:
        return f"names no command: {name}"
    return _arguments_problem(words[len(name.split()) :], command, name)


def _arguments_problem(words: list[str], command: click.Command, name: str) -> str:
    takes = {opt: item for item in command.params if isinstance(item, click.Option) for opt in item.opts}
    places = [item.nargs for item in command.params if isinstance(item, click.Argument)]
    free, skip = 0, False
    for word in words:
        if word.startswith("--") and word.split("=")[0] not in options(command):
            return f"names no option of {name}: {word}"
        if PLACEHOLDER.fullmatch(word) and word not in PLACEHOLDERS:
            return f"holds a placeholder that the audit does not know: {word}"
        free += not word.startswith("--") and not skip and word != "-"
        option = takes.get(word)
        skip = option is not None and not option.is_flag
    if -1 not in places and free > sum(places):
        return f"has more words than {name} takes"
    return ""


def _is_option(text: str, known: Registry) -> bool:
    words = text.split()
    if not words[0].startswith("--"):
        leads = [command for name, command in known.commands.items() if text.startswith(f"{name} ")]
        return any(not command_problem(f"mlwright {text}", known) for command in leads)
    return all(word.split("=")[0] in known.options for word in words if word.startswith("--"))


def _is_run_by_python(text: str, known: Registry) -> bool:
    """`python FILE` and `pytest FILE` with a file of this checkout."""
    program, *words = text.split()
    named = [word for word in words if not word.startswith("-")]
    folders = {parent.as_posix() for file in known.files for parent in PurePosixPath(file).parents}
    return program in ("python", "pytest") and bool(named) and set(named) <= known.files | folders


def _is_test(text: str, known: Registry) -> bool:
    """`tests/FILE.py::test_name` with a test of that name in that file."""
    file, _, name = text.partition("::")
    return bool(name) and file in known.files and f"def {name}(" in (TOP / file).read_text(encoding="utf-8")


def _is_install(text: str, known: Registry) -> bool:
    found = re.fullmatch(r"pip install '?(?:mlwright|\.)(?:\[(?P<extra>\w+)\])?'?", text)
    return bool(found) and (found["extra"] is None or found["extra"] in known.extras)


def _is_slash(text: str, known: Registry) -> bool:
    name = text.split()[0]
    if name.startswith("mlwright:"):
        return name.removeprefix("mlwright:") in known.skills | known.agents
    if name.startswith("/"):
        return name[1:] in known.aliases | known.prompts | known.skills
    return name.startswith("$") and name[1:] in known.skills


def _is_codes(text: str, known: Registry) -> bool:
    marks = re.fullmatch(r"# (?:mlwright: allow(?:-file)? )?(?P<code>[A-Z]+\d+)(?: - .+)?", text)
    codes = [marks["code"]] if marks else re.split(r",\s*", text)
    return all(
        CODE.fullmatch(code) and any(item.startswith(code.rstrip("x")) for item in known.codes) for code in codes
    )


def _is_field(text: str, known: Registry) -> bool:
    """A field of a paper or a parameter of a tool, also with a value: `policy.metric`, `approved: true`."""
    name = re.sub(r"(?:\s*[:=].*|\[\])$", "", text)
    return bool(re.fullmatch(r"[a-z_]\w*(?:\.[a-z_]\w*)*", name)) and set(name.split(".")) <= known.fields


def _is_identifier(text: str, known: Registry) -> bool:
    name = re.sub(r"[(\[].*$", "", text)
    return bool(re.fullmatch(r"[A-Za-z_]\w*(?:\.\w+)*", name)) and set(name.split(".")) <= known.identifiers


def _is_file(claim: Claim, known: Registry) -> bool:
    """A file or folder of the checkout or of a workspace, as seen from where it is named."""
    name = claim.text.removeprefix("./").removeprefix(".mlwright/")
    if not re.search(r"[./]", name) or " " in OPEN.sub("", name):
        return False
    inside = name.removeprefix("WORKSPACE/")
    inside = re.sub(r"^output/(?:<[^>]*>|[\w{}-]+)/", "", inside) or "handoff.json"
    if name == "SKILL.md" or any(_fits(inside, file) for file in known.written):
        return True
    here = PurePosixPath(claim.path).parent.as_posix()
    homes = [f"{home}/" for home in (here, "server/mlwright", "server") if home != "."]
    anywhere = claim.kind == "file" or claim.path.startswith(FOR_DEVELOPERS)
    return any(_fits(f"{home}{name}", file) for home in ["", *homes] for file in known.files) or (
        anywhere and any(f"/{name}" in f"/{file}/" for file in known.files)
    )


def _fits(name: str, file: str) -> bool:
    """The file itself, a folder above it, or its last part: `run.json` of `experiments/exp-001/run.json`."""
    pattern = OPEN.sub("*", name.replace("[", "[[]"))
    if pattern.endswith("/"):
        return fnmatchcase(file, f"{pattern}*") or fnmatchcase(file, f"*/{pattern}*")
    if "/" not in pattern and "/" in file and "*" not in pattern:
        return file.startswith(("data/", "ml/", "experiments/", "report/")) and file.endswith(f"/{pattern}")
    return fnmatchcase(file, pattern) or fnmatchcase(file, f"{pattern}/*") or file.endswith(f"/{pattern}")


def link_problem(claim: Claim, files: Iterable[str]) -> str:
    """What is wrong with a link to another paper of the checkout; those to the web are not looked at."""
    target = claim.text.partition("#")[0]
    if "://" in target or not target or target.startswith("mailto:"):
        return ""
    parts: list[str] = list(PurePosixPath(claim.path).parent.parts)
    for part in PurePosixPath(target).parts:
        if part == "..":
            if not parts:
                return "leads out of the checkout"
            parts.pop()
        elif part != ".":
            parts.append(part)
    place = "/".join(parts)
    return "" if any(file == place or file.startswith(f"{place}/") for file in files) else "is a link to nothing"
