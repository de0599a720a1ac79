"""What pasting leaves in code: prompts of a console, a uniform indentation, mixed tabs."""

import re

PROMPT = r"[ \t]*(?:>>>(?: |$)|In ?\[[\d ]*\]: ?)"
CONTINUED = r"[ \t]*(?:\.\.\.+:?(?: |$))"
ANSWER = r"[ \t]*Out ?\[[\d ]*\]:"
LONGEST_INDENT = 200


def has_prompts(lines: list[str]) -> bool:
    """Whether the first line with text wears a prompt."""
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    return re.match(PROMPT, first) is not None


def strip_prompts(lines: list[str], is_session: bool = False) -> list[str]:
    """Take prompts away; in a session, lines without a prompt are answers and go too."""
    result: list[str] = []
    inside = False
    for line in lines:
        if found := re.match(PROMPT, line):
            inside = True
            result.append(line[found.end() :])
        elif inside and (found := re.match(CONTINUED, line)):
            result.append(line[found.end() :])
        else:
            inside = inside and bool(line.strip()) and not is_session
            result.append("" if is_session or re.match(ANSWER, line) else line)
    return result


def dedent(lines: list[str]) -> list[str]:
    """Take away the indentation of the first statement where every other line has it."""
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    width = len(first) - len(first.lstrip())
    indent = first[:width]
    if not 0 < width <= LONGEST_INDENT:
        return lines
    if not all(line.startswith(indent) for line in lines if line.strip() and not line.lstrip().startswith("#")):
        return lines
    return [line[width:] if line.startswith(indent) else line.lstrip() for line in lines]


def expand_tabs(lines: list[str]) -> list[str]:
    """Leading tabs as Python 2 counted them: to the next multiple of eight."""
    if not any("\t" in _indent(line) for line in lines) or not any(" " in _indent(line) for line in lines):
        return lines
    return [_indent(line).expandtabs(8)[:10_000] + line.lstrip(" \t") for line in lines]


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]
