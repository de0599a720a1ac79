"""What a Markdown paper claims: names between backticks, commands of shell blocks, files of trees, links."""

import re
import shlex
from collections.abc import Iterator
from typing import Literal, NamedTuple

from mlwright.functionality.documents import joined

Kind = Literal["name", "command", "file", "link"]
FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*(\w*)")
INLINE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
SHELLS = frozenset({"sh", "bash", "console", "shell"})
PROGRAMS = ("mlwright", "make")
TREE_FILE = re.compile(
    r"(?:[\w-]+(?:[./][\w-]+)*\.(?:py|md|json|jsonl|yaml|html|txt|parquet|skops|toml)|(?:[\w-]+/)+)(?!\S)"
)


class Claim(NamedTuple):
    """Something that a paper names, and where."""

    path: str
    line: int
    kind: Kind
    text: str

    @property
    def place(self) -> str:
        """Paper and line."""
        return f"{self.path}:{self.line}"


def claims(path: str, text: str) -> Iterator[Claim]:
    """Every claim of one paper, in order."""
    fence, language = "", ""
    for number, line in joined(text):
        found = FENCE.match(line)
        if found and (not fence or line.strip().startswith(fence)):
            fence, language = ("", "") if fence else (found[1], found[2])
        elif fence:
            yield from (Claim(path, number, kind, said) for kind, said in _in_block(line, language))
        else:
            yield from (Claim(path, number, "name", said) for said in INLINE.findall(line))
            bare = INLINE.sub("", line)
            yield from (Claim(path, number, "link", one or other) for one, other in LINK.findall(bare))


def _in_block(line: str, language: str) -> Iterator[tuple[Kind, str]]:
    if language in SHELLS:
        words = line.strip().removeprefix("$ ")
        if words.split(" ")[0] in PROGRAMS:
            yield "command", shlex.join(shlex.split(words, comments=True))
    elif language == "":
        for said in TREE_FILE.finditer(re.sub(r"[{}]", " ", line)):
            yield "file", said[0]


def prose(text: str) -> str:
    """A paper without its header, its blocks and what stands between backticks; lines stay where they are."""
    body = re.sub(r"\A---\n.*?\n---\n", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)
    kept, fence = [], ""
    for line in body.split("\n"):
        found = FENCE.match(line)
        if found and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else found[1]
            kept.append("")
        else:
            kept.append("" if fence else LINK.sub("", INLINE.sub("", line)))
    return "\n".join(kept)


def passages(text: str) -> list[str]:
    """The paragraphs of a paper; in tables each row, in lists each item stands alone."""
    rough = re.split(r"\n\s*\n|\n(?=\s*\|)|\n(?=\s*(?:[-*]|\d+\.)\s)", text)
    return [" ".join(part.split()) for part in rough if part.strip()]
