"""Logical lines of text that may not be Python: which physical lines belong to one statement."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

# Strings, comments and brackets; an unclosed string of one line ends with the line.
TOKEN = r"'''|\"\"\"|'(?:[^'\\]|\\.)*'?|\"(?:[^\"\\]|\\.)*\"?|#|[(\[{]|[)\]}]"
END_OF_TRIPLE = {"'''": r"(?:[^'\\]|\\.|'(?!''))*'''", '"""': r'(?:[^"\\]|\\.|"(?!""))*"""'}
# At the margin, these open a statement even though a bracket above was never closed.
OPENERS = r"(?:import|def|class|while|try|with|assert|del|raise|return)\b|from [\w.]+ import\b|@\w|\w+ = "


class Logical(NamedTuple):
    """Physical lines first..last (indices) that make one logical line; `comment` is a column of the last one."""

    first: int
    last: int
    comment: int | None = None
    closed: bool = True


def logical_lines(lines: list[str], is_whole: Callable[[str], bool] | None = None) -> Iterator[Logical]:
    """Group lines by open strings, brackets and backslashes; lines that `is_whole` accepts stand for themselves."""
    first, depth, quote = 0, 0, ""
    for index, line in enumerate(lines):
        if depth > 0 and not quote and index > first and re.match(OPENERS, line):
            yield Logical(first, index - 1, closed=False)
            first, depth = index, 0
        if index == first and is_whole is not None and is_whole(line):
            comment: int | None = None
        else:
            depth, quote, comment = scan(line, depth, quote)
        if not quote and depth <= 0 and (comment is not None or not line.endswith("\\")):
            yield Logical(first, index, comment)
            first, depth = index + 1, 0
    if first < len(lines):
        yield Logical(first, len(lines) - 1, closed=False)


def scan(line: str, depth: int, quote: str) -> tuple[int, str, int | None]:
    """The bracket depth and open triple quote after a line, and where its comment starts."""
    position = 0
    if quote:
        end = re.match(END_OF_TRIPLE[quote], line)
        if end is None:
            return depth, quote, None
        position = end.end()
    while token := _token(line, position):
        text, position = token[0], token.end()
        if text == "#":
            return depth, "", token.start()
        if text in END_OF_TRIPLE:
            end = re.compile(END_OF_TRIPLE[text]).match(line, position)
            if end is None:
                return depth, text, None
            position = end.end()
        elif len(text) == 1 and text in "([{":
            depth += 1
        elif len(text) == 1 and text in ")]}":
            depth -= 1
    return depth, "", None


def _token(line: str, position: int) -> re.Match[str] | None:
    return re.compile(TOKEN).search(line, position)


def code_pieces(text: str, change: Callable[[str], str]) -> str:
    """Apply `change` to what lies outside strings and comments."""
    pieces: list[str] = []
    position = 0
    strings = r"'''(?s:.)*?(?:'''|\Z)|\"\"\"(?s:.)*?(?:\"\"\"|\Z)|'(?:[^'\\\n]|\\.)*'?|\"(?:[^\"\\\n]|\\.)*\"?|#.*"
    for token in re.finditer(strings, text):
        pieces += [change(text[position : token.start()]), token[0]]
        position = token.end()
    return "".join([*pieces, change(text[position:])])
