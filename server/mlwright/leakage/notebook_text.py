"""Where the sources of a notebook's cells stand in its JSON text: one is replaced, and nothing else moves."""

import json
import re
from collections.abc import Iterator
from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]  # there, but not in the stubs
from typing import Any, NamedTuple

DECODER = JSONDecoder()
SPACE = re.compile(r"[ \t\n\r]*")


class CellText(NamedTuple):
    """One cell's source: its text, and the stretch of the file that says it."""

    text: str
    start: int
    end: int


def cell_texts(text: str) -> list[CellText | None]:
    """The source of each cell in order, None for a cell without one; ValueError when the text is no notebook."""
    found: list[CellText | None] = []
    starts = {key: start for key, start, _ in _members(text, _skip(text, 1 if text.startswith("\ufeff") else 0))}
    if "cells" in starts:
        return list(_of_list(text, starts["cells"]))
    for sheet, _ in _items(text, starts["worksheets"]) if "worksheets" in starts else ():
        cells = {key: start for key, start, _ in _members(text, sheet)}
        found += _of_list(text, cells["cells"]) if "cells" in cells else ()
    return found


def _of_list(text: str, start: int) -> Iterator[CellText | None]:
    for cell, _ in _items(text, start):
        spans = {name: (first, last) for name, first, last in _members(text, cell)}
        span = spans.get("source") or spans.get("input")  # `input` before nbformat 4
        yield None if span is None else _cell(text, *span)


def replaced(text: str, cell: CellText, lines: list[str]) -> str:
    """The notebook's text with other lines (with their ends) in one cell, written as the cell was written."""
    old = text[cell.start : cell.end]
    ascii_only = text.isascii()
    if old.startswith('"'):
        new = json.dumps("".join(lines), ensure_ascii=ascii_only)
    else:
        parts = [json.dumps(line, ensure_ascii=ascii_only) for line in lines]
        opening = re.match(r"\[(\s*)", old)
        closing = re.search(r"(\s*)\]$", old)
        before, after = opening[1] if opening else "", closing[1] if closing else ""
        between = "," + before if "\n" in before else ", "
        new = f"[{before}{between.join(parts)}{after}]" if parts else "[]"
    return text[: cell.start] + new + text[cell.end :]


def _cell(text: str, start: int, end: int) -> CellText | None:
    value = json.loads(text[start:end])
    if isinstance(value, list):
        value = "".join(map(str, value))
    return CellText(value, start, end) if isinstance(value, str) else None


def _skip(text: str, position: int) -> int:
    space = SPACE.match(text, position)
    return space.end() if space else position


def _members(text: str, position: int) -> Iterator[tuple[str, int, int]]:
    """Key, start and end of the value of each member of the object at a position."""
    _expect(text, position, "{")
    position = _skip(text, position + 1)
    while text[position : position + 1] == '"':
        key, position = scanstring(text, position + 1)
        position = _skip(text, position)
        _expect(text, position, ":")
        start = _skip(text, position + 1)
        end = _value_end(text, start)
        yield key, start, end
        position = _skip(text, end)
        if text[position : position + 1] != ",":
            break
        position = _skip(text, position + 1)
    _expect(text, position, "}")


def _items(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Start and end of each item of the array at a position."""
    _expect(text, position, "[")
    position = _skip(text, position + 1)
    while text[position : position + 1] not in ("]", ""):
        end = _value_end(text, position)
        yield position, end
        position = _skip(text, end)
        if text[position : position + 1] != ",":
            break
        position = _skip(text, position + 1)
    _expect(text, position, "]")


def _value_end(text: str, start: int) -> int:
    value: tuple[Any, int] = DECODER.raw_decode(text, start)
    return value[1]


def _expect(text: str, position: int, sign: str) -> None:
    if text[position : position + 1] != sign:
        raise ValueError(f"{sign!r} expected at {position}")
