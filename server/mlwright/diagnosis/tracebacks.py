"""Python tracebacks in a log: the exception, and the innermost line that is the user's own."""

import re
from collections.abc import Sequence
from typing import NamedTuple

START = "Traceback (most recent call last):"
FRAME = re.compile(r'^\s*File "(?P<path>[^"]{1,500})", line \d+')
EXCEPTION = re.compile(r"^(?P<name>[A-Za-z_][\w.]{0,120})(?::|$)")
FOREIGN = re.compile(r"(?:site|dist)-packages[/\\]|[/\\]lib(?:64)?[/\\]python\d|[/\\]Lib[/\\](?!site)|^<")
MOST_FRAMES = 3_000


class Traceback(NamedTuple):
    """The exception's name, its line, and the line of the user's own innermost frame; lines count from 1."""

    name: str
    line: int
    frame: int | None


def last_traceback(lines: Sequence[str]) -> Traceback | None:
    """The last traceback that ends in an exception: of chained ones, the one that stopped the program."""
    starts = [number for number, line in enumerate(lines) if START in line]
    for start in reversed(starts):
        found = _read(lines, start)
        if found is not None:
            return found
    return None


def _read(lines: Sequence[str], start: int) -> Traceback | None:
    margin = lines[start].index(START)
    own = last = None
    for number in range(start + 1, min(len(lines), start + MOST_FRAMES)):
        line = lines[number][margin:]
        frame = FRAME.match(line)
        if frame is not None:
            last = number + 1
            own = last if FOREIGN.search(frame["path"]) is None else own
        elif line and not line[0].isspace():
            ended = EXCEPTION.match(line)
            return Traceback(ended["name"].rpartition(".")[2], number + 1, own or last) if ended else None
    return None
