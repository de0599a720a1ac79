"""Python 2 rewritten line for line, as far as a regular expression can; only what Python 3 refuses is touched."""

import re

from mlwright.leakage.reading.layout import code_pieces, logical_lines

SIGNS = (
    r"(?m)^[ \t]*(?:print\b(?![ \t]*[(=.,\[])|exec\b(?![ \t]*[(=.])|except\b[^:\n]*,|raise\b[^,\n(]*,)"
    r"|[:;][ \t]*print[ \t]|`|<>|\b0\d|\d[lL]\b|\b[uU][rR]['\"]|lambda[ \t]*\("
)

# What may follow `print` where it is a name: then the statement parses, or is wrong for another reason.
PYTHON_3 = r"[(=.,\[)\]}:;]|>>|(?:in|is|as|and|or|if|for|not in)\b"


def looks_old(text: str) -> bool:
    """Whether something in the text is Python 2 only, as far as a glance tells."""
    return re.search(SIGNS, text) is not None


def modernise(lines: list[str]) -> list[str]:
    """The same lines in Python 3."""
    result = list(lines)
    for logical in logical_lines(lines):
        text = "\n".join(lines[logical.first : logical.last + 1])
        if re.search(SIGNS, text) is not None:
            result[logical.first : logical.last + 1] = _statement(text).split("\n")
    return result


def _statement(text: str) -> str:
    text = code_pieces(text, _literals)
    text = re.sub(r"\b[uU]([rR])(?=['\"])", r" \1", text)
    text = re.sub(r"`([^`\n]{1,200})`", r"repr(\1)", text)
    text = re.sub(r"^([ \t]*except[ \t]+)([^:\n]{1,300}?)[ \t]*,[ \t]*(\w+)[ \t]*:", r"\1\2 as \3:", text)
    text = re.sub(r"^([ \t]*)raise[ \t]+([\w.]+)[ \t]*,[ \t]*([^\n#]+)$", r"\1raise \2(\3)", text)
    return _calls(text)


def _literals(code: str) -> str:
    code = code.replace("<>", "!=")
    code = re.sub(r"(?<![\w.])0(?=[0-7]*[1-7])([0-7]+)(?![\w.])", r"0o\1", code)
    code = re.sub(r"(?<![\w.])(0[xX][0-9a-fA-F]+|\d+)[lL]\b", r"\1", code)
    return re.sub(r"\blambda[ \t]*\(([\w, \t]{1,200})\)[ \t]*:", r"lambda \1:", code)


def _calls(text: str) -> str:
    """`print a` and `exec a` as calls, also after a colon and between semicolons."""
    marked = code_pieces(text, lambda code: code.replace(";", "\0"))
    return ";".join(_call(part) for part in marked.split("\0"))


def _call(part: str) -> str:
    bare = re.match(r"((?:[^'\"#\n]*:)?[ \t]*)print([ \t]*(?:#.*)?)$", part)
    if bare is not None:
        return f"{bare[1]}print(){bare[2]}"
    found = re.match(r"((?:[^'\"#\n({\[]*:)?[ \t]*)(print|exec)\b[ \t]*(\S.*)", part, re.DOTALL)
    if found is None or re.match(PYTHON_3, found[3]):
        return part
    code, comment = _cut_comment(found[3])
    kept = code.rstrip()
    return f"{found[1]}{found[2]}({kept}){code[len(kept) :]}{comment}"


def _cut_comment(code: str) -> tuple[str, str]:
    """Code and the comment behind its last line."""
    head, newline, last = code.rpartition("\n")
    for token in re.finditer(r"'(?:[^'\\]|\\.)*'?|\"(?:[^\"\\]|\\.)*\"?|#", last):
        if token[0] == "#":
            return head + newline + last[: token.start()], last[token.start() :]
    return code, ""
