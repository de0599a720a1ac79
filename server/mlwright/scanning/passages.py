"""Bytes → passages: pieces of text with their kind, and where their lines lie in the file."""

import codecs
import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from mlwright.scanning.findings import Place

CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a]")
Nature = Literal["data", "config", "code", "prose", "prompt", "output", "script"]

DATA = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".sql", ".log", ".out", ".err", ".arff", ".psv", ".xml", ".txt")
CONFIG = (".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".properties", ".env", ".tf", ".tfvars", ".netrc")
PROSE = (".md", ".markdown", ".rst", ".adoc", ".html", ".tex")
SCRIPT = (".sh", ".bash", ".zsh", ".ps1", ".bat", ".mk", ".dockerfile")
PROMPT = (".prompt", ".jinja", ".j2", ".mustache")
PAPERS: tuple[str, ...] = (
    "license",
    "licence",
    "copying",
    "notice",
    "authors",
    "contributors",
    "codeowners",
    "maintainers",
    "readme",
)
PAPERS += ("changelog", "changes", "history", "citation", "security", "code_of_conduct", "package-lock", "poetry.lock")


class Passage(NamedTuple):
    """A text and its nature; `path` and `cell` say where its first line lies."""

    text: str
    nature: Nature
    path: str
    cell: str = ""
    member: str = ""

    def at(self, position: int) -> Place:
        """The place of a position in the text."""
        return Place(self.path, self.text.count("\n", 0, position) + 1, self.cell, None, self.member)

    def line(self, position: int, longest: int = 500) -> str:
        """The line around a position, cut on both sides where it is very long."""
        first = max(self.text.rfind("\n", 0, position) + 1, position - longest)
        last = self.text.find("\n", position, position + longest)
        return self.text[first : last if last >= 0 else position + longest]


class Lines:
    """Line numbers of many positions in one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: list[int] | None = None

    def at(self, position: int) -> int:
        """The line a position lies on, from 1."""
        if self._ends is None:
            self._ends = [found.start() for found in re.finditer("\n", self._text)]
        return bisect_right(self._ends, position - 1) + 1


def decoded(data: bytes) -> str | None:
    """A text, or None where the bytes are not one."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").replace("\r\n", "\n")
    head = data[:8192]
    if b"\0" in head:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # a cut through the last sign is our own doing; elsewhere it is another encoding, or no text
        strange = sum(byte < 9 or 13 < byte < 32 or byte > 126 for byte in head)
        if error.start < len(data) - 4 and strange > len(head) * 0.1:
            return None
        text = data.decode("utf-8", "replace") if error.start >= len(data) - 4 else data.decode("latin-1")
    controls = len(CONTROLS.findall(text[:8192]))
    return None if controls > len(text[:8192]) * 0.02 + 1 else text.replace("\r\n", "\n").replace("\r", "\n")


def nature_of(path: str) -> Nature:
    """What kind of text a file holds, by its name."""
    parts = path.lower().replace("\\", "/").split("/")
    name = parts[-1]
    if any("prompt" in part for part in parts[-2:]) and not name.endswith((".py", ".js", ".ts")):
        return "prompt"
    if name.startswith(PAPERS) and not name.endswith((".csv", ".tsv", ".jsonl")):
        return "prose"
    if name.startswith((".env", "env.")) or name in ("config", "credentials", ".netrc", ".pypirc", ".npmrc"):
        return "config"
    if name.startswith(("dockerfile", "containerfile", "makefile")) or name.endswith(SCRIPT):
        return "script"
    if name.startswith(("requirements", "constraints")) or name in ("package.json", "pipfile", "tox.ini"):
        return "config"
    table: tuple[tuple[tuple[str, ...], Nature], ...] = (
        (PROMPT, "prompt"),
        (DATA, "data"),
        (CONFIG, "config"),
        (PROSE, "prose"),
    )
    return next((nature for endings, nature in table if name.endswith(endings)), "code")


def passages(text: str, path: str, member: str = "") -> Iterator[Passage]:
    """The pieces of a file: a notebook's cells and outputs, else the whole."""
    if (member or path).lower().endswith(".ipynb"):
        cells = _cells(text)
        if cells is not None:
            yield from _notebook(cells, path, member)
            return
    yield Passage(text, nature_of(member or path), path, "", member)


def _cells(text: str) -> list[Any] | None:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict):
        return None
    found = whole.get("cells")
    if found is None and isinstance(whole.get("worksheets"), list):
        found = [cell for sheet in whole["worksheets"] if isinstance(sheet, dict) for cell in sheet.get("cells", ())]
    return found if isinstance(found, list) else None


def _notebook(cells: list[Any], path: str, member: str) -> Iterator[Passage]:
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict):
            continue
        source = _joined(cell.get("source", cell.get("input")))
        nature: Nature = "code" if cell.get("cell_type") == "code" else "prose"
        yield Passage(source, nature, path, f"cell {number}", member)
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else ():
            for text in _shown(output):
                yield Passage(text, "output", path, f"cell {number} output", member)


def _shown(output: Any) -> Iterator[str]:
    if not isinstance(output, dict):
        return
    yield _joined(output.get("text"))
    yield "\n".join(str(output[key]) for key in ("ename", "evalue") if key in output)
    yield _joined(output.get("traceback"), "\n")
    data = output.get("data")
    # the same table comes as text and as HTML: what the first shows, the second need not repeat
    for kind, value in data.items() if isinstance(data, dict) else ():
        if not str(kind).startswith(("image/", "audio/", "video/", "application/javascript")):
            yield _joined(value) if isinstance(value, str | list) else json.dumps(value, ensure_ascii=False)


def _joined(value: Any, between: str = "") -> str:
    return between.join(map(str, value)) if isinstance(value, list) else str(value or "")
