"""The header of a SKILL.md, read without a YAML library, which the server would have to load.

So it is a small part of YAML: one `key: text` on a line, the text plain or in double quotes.
"""

import json
import re

from mlwright.errors import PaperError, quoted

KEYS = ("name", "description", "license", "compatibility", "metadata", "allowed-tools")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_NAME = 64
LONGEST_DESCRIPTION = 1024


def parted(text: str, where: str) -> tuple[str, str]:
    """The lines between the two lines of three hyphens, and what follows; PaperError without them."""
    match = re.match(r"---\n(.*?)\n---\n(.*)", text, flags=re.DOTALL)
    if match is None:
        raise PaperError(f"{where} has no header between lines of three hyphens")
    return match[1], match[2]


def read_header(lines: str, folder: str, where: str) -> dict[str, str]:
    """The header as a mapping; PaperError says which rule of the Agent Skills specification it breaks."""
    head = _mapping(lines, where)
    for key in head:
        if key not in KEYS:
            raise PaperError(f"{where}: {quoted(key)} is no key of a skill", f"keys: {', '.join(KEYS)}")
    check_name(head.get("name", ""), folder, where)
    check_description(head.get("description", ""), where)
    return head


def check_name(name: str, folder: str, where: str) -> None:
    """PaperError unless the name is a skill's and the folder's."""
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME or name != folder:
        raise PaperError(
            f"{where}: name is {quoted(name)}",
            f"it must be the folder's, {quoted(folder)}, of lower case letters, digits and single hyphens",
        )


def check_description(description: str, where: str) -> None:
    """PaperError unless the description is there and short enough for every host."""
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise PaperError(
            f"{where}: description has {len(description)} characters", f"1 to {LONGEST_DESCRIPTION} are allowed"
        )


def _mapping(lines: str, where: str) -> dict[str, str]:
    head: dict[str, str] = {}
    for line in lines.split("\n"):
        key, colon, value = line.partition(": ")
        value = value.strip()
        plain = not re.search(r"^[\[\]{}&*!|>%@`'#?-]|: | #|:$", value)
        if not colon or not re.fullmatch(r"[a-z-]+", key) or not (plain or value.startswith('"')):
            raise PaperError(f"{where}: cannot read {quoted(line, 80)}", 'write `key: text` or `key: "text"`')
        if key in head:
            raise PaperError(f"{where}: {quoted(key)} stands twice", "keep one of the lines")
        head[key] = _unquoted(value, where) if value.startswith('"') else value
    return head


def _unquoted(value: str, where: str) -> str:
    try:
        return str(json.loads(value))
    except ValueError:
        raise PaperError(f"{where}: cannot read {quoted(value, 80)}", "close the double quotes") from None
