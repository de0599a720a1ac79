"""Text and numbers on their way out: nothing invisible, nothing endless, nothing that JSON cannot hold."""

import math
from collections.abc import Collection
from typing import Any

from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS

from mlwright.errors import quoted

LONGEST_ERROR = 1_900
"""Bytes of an error's text: a caller's megabyte is not sent back to it."""
LONGEST_MESSAGE = 600
LONGEST_DATA = 300
LONGEST_ITEM = 240
LONGEST_KEY = 80
DEEPEST = 6
MOST_ITEMS = 60


def _escaped(text: str, kept: str = "") -> str:
    # a lone surrogate, such as a file name that is not UTF-8 holds, would end the connection
    return "".join(
        sign if sign.isprintable() or sign in kept else sign.encode("unicode_escape").decode() for sign in text
    )


def shown(text: object, longest: int = 160) -> str:
    """Text from data on one line: whatever is invisible is escaped, and the length is capped."""
    whole = str(text)
    safe = _escaped(whole[:longest])
    return safe if len(whole) <= longest and len(safe) <= longest else safe[: longest - 1] + "…"


def capped(text: str, longest: int = LONGEST_ERROR) -> str:
    """Text of several lines, cut to so many bytes of UTF-8; whatever is invisible is escaped."""
    raw = _escaped(text[:longest], "\n").encode()
    whole = len(text) <= longest and len(raw) <= longest
    return raw.decode() if whole else raw[: longest - 3].decode(errors="ignore") + "…"


def legible(text: str) -> str:
    """A text whose layout matters, such as a skill's: lines and tabs stay, whatever else is invisible is escaped."""
    return _escaped(text, "\n\t")


def presentable(value: Any, longest: int = LONGEST_ITEM, depth: int = 0) -> Any:
    """Plain values as an answer may hold them: finite, shown, bounded below the top; others as they are."""
    if isinstance(value, str):
        return shown(value, longest)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if not isinstance(value, dict | list | tuple):
        return value
    if depth == DEEPEST:
        return "…"
    most = MOST_ITEMS if depth else None
    if isinstance(value, dict):
        items = list(value.items())[:most]
        return {shown(key, LONGEST_KEY): presentable(item, longest, depth + 1) for key, item in items}
    return [presentable(item, longest, depth + 1) for item in value[:most]]


def unknown(kind: str, name: str, known: Collection[str] = ()) -> MCPError:
    """The protocol's error for a name that there is not; `known` are the names that there are."""
    there_are = f"; there are {', '.join(known)}" if known else ""
    data = {"uri": shown(name, LONGEST_DATA)} if "://" in name else None
    return MCPError(INVALID_PARAMS, capped(f"there is no {kind} {quoted(name, 60)}{there_are}", LONGEST_MESSAGE), data)
