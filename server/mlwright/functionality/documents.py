"""The commands that README, docs and skills show: where they stand, and what is said of their outcome."""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PATTERNS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/*.md",
    "skills/ml-engineer/SKILL.md",
    "skills/*/SKILL.md",
    "skills/*/references/*.md",
    "agents/*.md",
    "commands/*.md",
)
"""In the order in which their commands run: the whole chain comes before the skills that take its papers for given."""
GENERATED = frozenset({"docs/cli.md", "docs/rules.md", "docs/tools.md"})
"""Pages made from the code: they hold no commands that a person wrote."""
SHELLS = frozenset({"sh", "bash", "console", "shell", "yaml"})
FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*(\w*)")
MARK = re.compile(r"audit:\s*(?:skip\s*[-–:]?\s*(?P<reason>[^>)]*?)|exit\s+(?P<exit>\d+))\s*(?:-->|\)|$)")
INLINE = re.compile(r"`(mlwright [^`]+)`")
LEADS = re.compile(r"^\s*(?:\$\s+|-\s+run:\s+)?(mlwright\s.+)$")
COMMENT = re.compile(r"\s#\s+(?:writes\s+)?(?P<names>[\w./-]+(?:,\s*[\w./-]+)*)(?::|$)")
"""What a comment says is written: names of files, at its beginning."""
FILE = re.compile(r"(?=.*[/.])[\w-]+(?:[./-]+\w+)*/?")
WRITES = "writes"
"""The heading of a table's column that names what the command of a row writes."""


class Shown(NamedTuple):
    """A command in a paper, the exit code to expect, why it is not run where it is not, and the files it writes."""

    path: str
    line: int
    text: str
    exit: int = 0
    skip: str = ""
    writes: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Paper and line."""
        return f"{self.path}:{self.line}"


def papers(root: Path) -> list[Path]:
    """The papers below a folder, those for people first."""
    found = dict.fromkeys(path for pattern in PATTERNS for path in sorted(root.glob(pattern)))
    return [path for path in found if path.relative_to(root).as_posix() not in GENERATED]


def shown_in(root: Path) -> list[Shown]:
    """Every command of mlwright in the papers below a folder, in their order."""
    return [
        item
        for path in papers(root)
        for item in commands(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
    ]


def commands(path: str, text: str) -> Iterator[Shown]:
    """The commands of one paper: lines of shell blocks, and what stands between backticks.

    A marker says what is special, as a comment of Markdown or of the shell: `audit: exit 1` and
    `audit: skip - reason` on the command's line or on the one above the block or paragraph line.
    """
    fence, language, mark = "", "", None
    column = -1
    for number, line in joined(text):
        found = FENCE.match(line)
        if found and (not fence or line.strip().startswith(fence)):
            fence, language = ("", "") if fence else (found[1], found[2])
            mark = mark if fence else None
            continue
        here = MARK.search(line)
        said = here or mark
        column = _writes_column(line, column)
        for command in _of_line(line, fence, language):
            written = _commented(line) if fence else _in_cell(line, column)
            yield _shown(path, number, command, said)._replace(writes=written)
        if not fence:
            mark = here if here and line.strip().startswith("<!--") else None


def joined(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; one that ends in a backslash takes in those that it goes on with."""
    begun, held = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        begun = begun or number
        if line.endswith("\\"):
            held += line.removesuffix("\\")
            continue
        yield begun, held + line
        begun, held = 0, ""
    if begun:
        yield begun, held


def _of_line(line: str, fence: str, language: str) -> Sequence[str]:
    if not fence:
        return INLINE.findall(line)
    led = LEADS.match(line) if language in SHELLS else None
    return [_bare(led[1])] if led else []


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.lstrip().startswith("|") else []


def _writes_column(line: str, before: int) -> int:
    """Which column of the table that a line belongs to says what is written; -1 for none."""
    cells = _cells(line)
    if WRITES in cells:
        return cells.index(WRITES)
    return before if cells else -1


def _in_cell(line: str, column: int) -> tuple[str, ...]:
    cells = _cells(line)
    names = re.findall(r"`([^`]+)`", cells[column]) if 0 <= column < len(cells) else []
    return tuple(name for name in names if FILE.fullmatch(name))


def _commented(line: str) -> tuple[str, ...]:
    found = COMMENT.search(line)
    names = re.split(r",\s*", found["names"]) if found else []
    return tuple(names) if all(FILE.fullmatch(name) for name in names) else ()


def _bare(command: str) -> str:
    """The command without its trailing comment."""
    return shlex.join(shlex.split(command, comments=True))


def _shown(path: str, line: int, command: str, mark: re.Match[str] | None) -> Shown:
    if mark is None:
        return Shown(path, line, command)
    if mark["exit"]:
        return Shown(path, line, command, int(mark["exit"]))
    return Shown(path, line, command, skip=(mark["reason"] or "").strip() or "no reason given")
