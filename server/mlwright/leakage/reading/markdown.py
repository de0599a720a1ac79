"""Markdown: the fenced blocks that say they are Python; everything else is blank, so flat lines are the file's."""

import re

from mlwright.leakage.findings import Note, Place
from mlwright.leakage.reading.decoding import NotTextError, decode
from mlwright.leakage.reading.notes import gap_notes
from mlwright.leakage.reading.parsing import Unparsed, parse
from mlwright.leakage.reading.prompts import has_prompts, strip_prompts
from mlwright.leakage.reading.repair import mend
from mlwright.leakage.reading.salvage import Gap
from mlwright.leakage.reading.scripts import changed_lines
from mlwright.leakage.reading.source import Cell, Source, unread

LARGEST_MARKDOWN = 5_000_000
TAGS = frozenset({"python", "py", "python3", "py3", "ipython", "ipython3", "pycon", "code-cell"})
FENCE = r"([ \t>]{0,20})(`{3,}|~{3,})[ \t]*([^`\n]*)$"


def read_markdown(path: str, data: bytes) -> Source:
    """Read the Python blocks of a Markdown file; each block is a cell."""
    if len(data) > LARGEST_MARKDOWN:
        return unread(path, "markdown", f"the file is larger than {LARGEST_MARKDOWN // 1_000_000} MB")
    try:
        text, remarks = decode(data)
    except NotTextError as error:
        return unread(path, "markdown", str(error))
    written = text.split("\n")
    blocks = python_blocks(written)
    flat = [""] * len(written)
    for cell, lines in blocks:
        flat[cell.first - 1 : cell.last] = lines
    before = "\n".join(flat)
    cells = tuple(cell for cell, _ in blocks)
    tree = parse(before)
    gaps: list[Gap] = []
    magics: set[str] = set()
    if isinstance(tree, Unparsed):
        for cell, lines in blocks:
            mended = mend(_without_ellipsis("\n".join(lines)), magics)
            flat[cell.first - 1 : cell.last] = mended.text.split("\n")
            gaps += [Gap(gap.first + cell.first - 1, gap.last + cell.first - 1, gap.reason) for gap in mended.gaps]
    whole = mend("\n".join(flat), magics)
    gaps += whole.gaps
    repaired = changed_lines(_as_written(written, cells), whole.text)
    source = Source(path, "markdown", whole.text, whole.tree, cells, magics=frozenset(magics), repaired=repaired)
    source.notes = (*(Note(Place(path, 1), remark) for remark in remarks), *gap_notes(source, tuple(gaps)))
    return source


def python_blocks(lines: list[str]) -> list[tuple[Cell, list[str]]]:
    """The Python blocks with their lines, shifted to the margin and without prompts."""
    blocks: list[tuple[Cell, list[str]]] = []
    index = 0
    while index < len(lines):
        fence = re.match(FENCE, lines[index]) if "```" in lines[index] or "~~~" in lines[index] else None
        index += 1
        if fence is None:
            continue
        end = _end_of_block(lines, index, fence[2])
        tag = _tag(fence[3])
        if tag in TAGS and end > index:
            body = [_unquoted(line, fence[1]) for line in lines[index:end]]
            if tag == "code-cell":
                body = _without_options(body)
            elif tag == "pycon" or has_prompts(body):
                body = strip_prompts(body, is_session=True)
            blocks.append((Cell(len(blocks) + 1, index + 1, end), body))
        index = end + 1
    return blocks


def _end_of_block(lines: list[str], start: int, fence: str) -> int:
    """Index of the closing fence, or the end of the text."""
    for index in range(start, len(lines)):
        text = lines[index].lstrip(" \t>").rstrip()
        if text.startswith(fence) and not text.strip(fence[0]):
            return index
    return len(lines)


def _tag(info: str) -> str:
    words = re.split(r"[\s,;:{}]+", info.strip().strip("{").lstrip("."))
    return words[0].lower() if words else ""


def _unquoted(line: str, indent: str) -> str:
    width = len(indent)
    if line.startswith(indent):
        return line[width:]
    return line.lstrip(" \t>") if not line[:width].strip(" \t>") else line


def _without_options(lines: list[str]) -> list[str]:
    kept = list(lines)
    for index, line in enumerate(lines):
        if line.strip() and not line.startswith(":"):
            break
        kept[index] = ""
    return kept


def _without_ellipsis(text: str) -> str:
    # documentation writes f(a=1, ...) for "and so on", which is no Python
    if isinstance(parse(text), Unparsed):
        return re.sub(r",([ \t]*)\.\.\.([ \t]*)\)", r" \1   \2)", text)
    return text


def _as_written(lines: list[str], cells: tuple[Cell, ...]) -> str:
    kept = [""] * len(lines)
    for cell in cells:
        kept[cell.first - 1 : cell.last] = lines[cell.first - 1 : cell.last]
    return "\n".join(kept)
