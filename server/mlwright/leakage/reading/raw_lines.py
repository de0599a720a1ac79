"""Where the lines of a notebook's cells stand in its JSON text, when it is laid out as Jupyter writes it."""

import json
import re
from typing import NamedTuple

# A list that holds such a list again would be read over and over: only so many times the text in all.
MOST_READ = 3
# Outputs may hold a `"source": [` too; so many of them may stand between two cells.
MOST_SKIPPED = 50


class Listed(NamedTuple):
    """A list in the JSON text, and the line of its first item if each item has a line of its own."""

    line: int | None
    items: object


def raw_firsts(text: str, sources: list[object]) -> tuple[int | None, ...]:
    """For each cell the line of the JSON text that holds its first source line, where each has a line of its own."""
    listed = _lists(text)
    position = 0
    firsts: list[int | None] = []
    for source in sources:
        near = range(position, min(position + MOST_SKIPPED, len(listed))) if isinstance(source, list) else ()
        match = next((index for index in near if listed[index].items == source), None)
        firsts.append(None if match is None else listed[match].line)
        position = position if match is None else match + 1
    return tuple(firsts)


def _lists(text: str) -> list[Listed]:
    """What stands in the text after `"source": [` at the end of a line."""
    decoder = json.JSONDecoder()
    allowance = MOST_READ * len(text)
    line, counted = 1, 0
    listed: list[Listed] = []
    for mark in re.finditer(r'"(?:source|input)": ?(?=\[\n)', text):
        start = mark.end()
        line += text.count("\n", counted, start)
        counted = start
        try:
            items, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            break
        spread = text.count("\n", start, end) == len(items) + 1 and _one_line_each(items)
        listed.append(Listed(line + 1 if spread else None, items))
        allowance -= end - start
        if allowance < 0:
            break
    return listed


def _one_line_each(items: list[object]) -> bool:
    texts = [item for item in items if isinstance(item, str)]
    if not texts or len(texts) != len(items) or any("\r" in item for item in texts):
        return False
    whole = all(item.endswith("\n") and item.count("\n") == 1 for item in texts[:-1])
    return whole and "\n" not in texts[-1][:-1]
