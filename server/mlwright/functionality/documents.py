"""The commands that README, docs and skills show: where they stand, and what is said of their outcome."""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PATTERNS = ("README.md", "docs/*.md", "skills/*/SKILL.md")
GENERATED = frozenset({"cli.md", "rules.md", "tools.md"})
"""Pages made from the code: they hold no commands that a person wrote."""
SHELLS = frozenset({"sh", "bash", "console", "shell", "yaml"})
FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*(\w*)")
MARK = re.compile(r"audit:\s*(?:skip\s*[-–:]?\s*(?P<reason>[^>)]*?)|exit\s+(?P<exit>\d+))\s*(?:-->|\)|$)")
INLINE = re.compile(r"`(mlwright [^`]+)`")
LEADS = re.compile(r"^\s*(?:\$\s+|-\s+run:\s+)?(mlwright\s.+)$")


class Shown(NamedTuple):
    """A command in a paper, the exit code that is to be expected, and why it is not run where it is not."""

    path: str
    line: int
    text: str
    exit: int = 0
    skip: str = ""

    @property
    def place(self) -> str:
        """Paper and line."""
        return f"{self.path}:{self.line}"


def papers(root: Path) -> list[Path]:
    """The papers below a folder, those for people first."""
    found = [path for pattern in PATTERNS for path in sorted(root.glob(pattern))]
    return [path for path in found if path.name not in GENERATED]


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
    for number, line in enumerate(text.split("\n"), 1):
        found = FENCE.match(line)
        if found and (not fence or line.strip().startswith(fence)):
            fence, language = ("", "") if fence else (found[1], found[2])
            mark = mark if fence else None
            continue
        here = MARK.search(line)
        said = here or mark
        for command in _of_line(line, fence, language):
            yield _shown(path, number, command, said)
        if not fence:
            mark = here if here and line.strip().startswith("<!--") else None


def _of_line(line: str, fence: str, language: str) -> Sequence[str]:
    if not fence:
        return INLINE.findall(line)
    led = LEADS.match(line) if language in SHELLS else None
    return [_bare(led[1])] if led else []


def _bare(command: str) -> str:
    """The command without its trailing comment."""
    return shlex.join(shlex.split(command, comments=True))


def _shown(path: str, line: int, command: str, mark: re.Match[str] | None) -> Shown:
    if mark is None:
        return Shown(path, line, command)
    if mark["exit"]:
        return Shown(path, line, command, int(mark["exit"]))
    return Shown(path, line, command, skip=(mark["reason"] or "").strip() or "no reason given")
