"""IPython's own syntax, replaced line for line by Python of the same meaning for the data, or by nothing."""

import re

from mlwright.leakage.reading.layout import logical_lines

CANDIDATE = r"(?m)^[ \t]*(?:[%!?]|/\w|[,;]\w)|=[ \t]*[!%]|\?[ \t]*$"
SHELL = r"(?:pip3?|conda|mamba|apt|apt-get|sudo|cd|git|wget|curl|mkdir|cp|mv|rm|unzip|tar|cat|export|ls)[ \t]+[\w./~-]"
STATEMENT = frozenset({"time", "timeit", "prun", "memit", "lprun", "mprun", "snakeviz"})
HELP = r"[\w.*%\[\]'\"-]{1,300}\?{1,2}"
COMPOUND = r"(?:for|while|if|with|def|class|try|async|@)\b"
INSTALL = r"[ \t]*[!%]{0,2}[ \t]*(?:python3?[ \t]+-m[ \t]+)?(?:pip3?|uv[ \t]+pip|conda|mamba)[ \t]+install[ \t]"
MARKS = "!% \t\\"
OTHER_LANGUAGES = """
    bash sh script system sx cmd powershell html HTML css javascript js svg SVG latex markdown md mermaid dot
    R r julia ruby perl scala sql SQL sparksql bigquery bqsql duckdb cython cpp cu cuda writefile writetemplate
    file python python2 python3 pypy configure local fs manim
"""
OTHER_LANGUAGE = frozenset(OTHER_LANGUAGES.split())
UNKNOWN_VALUE = "get_ipython()"


def has_candidates(text: str) -> bool:
    """Whether a line could be IPython syntax; cheap."""
    if not any(mark in text for mark in "%!?/,;"):
        return False
    return re.search(CANDIDATE, text) is not None


def strip_magics(lines: list[str], names: set[str]) -> list[str]:
    """Replace magics, shell lines and help requests; the names of the magics met are added to `names`."""
    result = list(lines)
    for logical in logical_lines(lines, is_magic):
        line = lines[logical.first]
        if is_magic(line):
            found = re.match(r"\s*%{1,2}([A-Za-z_]\w*)", line)
            if found:
                names.add(found[1])
            result[logical.first] = _without_magic(line)
            for index in range(logical.first + 1, logical.last + 1):
                result[index] = ""  # a shell command that a backslash carries on
        elif assigned := re.match(r"([\w.\[\], \t]{1,200}=[ \t]*)([!%])(?!=)(.*)", line):
            result[logical.first] = _assignment(assigned[1], assigned[2], assigned[3], names)
            for index in range(logical.first + 1, logical.last + 1):
                result[index] = ""
    return result


def is_magic(line: str) -> bool:
    """Whether a line at the start of a statement is IPython's, not Python's."""
    text = line.strip()
    if not text:
        return False
    if text[0] in "!?" or re.match(r"%{1,2}[A-Za-z_!]", text):
        return True
    if text[0] in "/,;" and re.match(r"[/,;][A-Za-z_]", text):
        return True
    if text[-1] == "?" and re.fullmatch(HELP, text):
        return True
    return line[0] not in " \t" and re.match(SHELL, text) is not None and not _could_be_python(text)


def _could_be_python(text: str) -> bool:
    # `ls -x` or `rm / 2` is arithmetic, and parses; the text is asked here only when the whole does not
    return re.match(r"\w+\s+(?:in|is|and|or|not|if)\b", text) is not None


def _without_magic(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    if re.match(INSTALL, line):
        # kept as a comment: a rule asks what was installed
        return f"{indent}pass  # !{line.strip(MARKS)}" if indent else f"# !{line.strip(MARKS)}"
    run = re.match(r"[ \t]*%([A-Za-z_]\w*)((?:[ \t]+-\w+(?:[ \t]+\d+)?)*)[ \t]+(\S.*)", line)
    if run is None or run[1] not in STATEMENT:
        return f"{indent}pass" if indent else ""
    if re.match(COMPOUND, run[3]):
        return indent + run[3]
    # the columns of the statement stay where they were
    return f"{indent}pass;".ljust(run.start(3)) + run[3]


def _assignment(target: str, mark: str, rest: str, names: set[str]) -> str:
    found = re.match(r"([A-Za-z_]\w*)((?:[ \t]+-\w+(?:[ \t]+\d+)?)*[ \t]*)(.*)", rest) if mark == "%" else None
    if found is not None:
        names.add(found[1])
        if found[1] in STATEMENT and found[3] and "-o" not in found[2].split():
            return target.ljust(len(target) + 1 + found.start(3)) + found[3]
    return target + UNKNOWN_VALUE


def cell_magic(lines: list[str]) -> tuple[int, str, str] | None:
    """Index of the line, name and arguments of the magic that takes the whole cell."""
    for index, line in enumerate(lines):
        text = line.strip()
        if text:
            found = re.match(r"%%([A-Za-z_!]\w*)[ \t]*(.*)", text)
            return (index, found[1], found[2]) if found else None
    return None
