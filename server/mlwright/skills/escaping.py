"""Values inside Markdown: shown as they are, unable to become structure."""

import re

LONGEST_SHOWN = 2000
MARKS = re.compile(r"[\\`*_{}\[\]<>#|~&!]")
FIRST = re.compile(r"[-+=:]|\d+(?=[.)](\s|$))")
"""What opens a list, a rule, a heading or a table where a line begins with it."""
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _./:=<>%,+@-]*")


class Shown(str):
    """Text that is Markdown already."""


def visible(value: object) -> str:
    """A value on one line, its control and direction characters shown as escapes, capped."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text).strip()


def escaped(value: object) -> Shown:
    """A value as Markdown text that opens no heading, list, table cell, fence, HTML or link."""
    text = MARKS.sub(lambda match: "\\" + match[0], visible(value)).replace("://", "\\://")
    first = FIRST.match(text)
    if first is None:
        return Shown(text)
    at = first.end() if first[0][0].isdigit() else 0
    return Shown(text[:at] + "\\" + text[at:])


def unescaped(text: str) -> str:
    """The text that `escaped` was given, apart from escapes of control characters."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def as_code(value: object) -> Shown:
    """A value as inline code where it is of plain signs, else escaped."""
    text = visible(value)
    return Shown(f"`{text}`") if PLAIN.fullmatch(text) else escaped(text)
