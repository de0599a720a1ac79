"""Code that an exported notebook hides in strings: `get_ipython().run_cell_magic('time', '', 'model.fit(X)')`."""

import ast
import re

from mlwright.leakage.reading.magics import OTHER_LANGUAGE, STATEMENT
from mlwright.leakage.reading.parsing import Unparsed, parse

CALL = r"(?m)^([ \t]*)get_ipython\(\)\.(run_cell_magic|run_line_magic|magic)(\(.{1,200000}\))[ \t]*$"


def unhide(text: str, magics: set[str]) -> tuple[str, list[tuple[int, str]]]:
    """The text with the hidden statements on the line of their call, and (line, why) where that is not possible."""
    remarks: list[tuple[int, str]] = []

    def expose(call: re.Match[str]) -> str:
        name, code = _call(call[2], call[3])
        if name:
            magics.add(name)
        if not code:
            return call[0]
        line = _one_line(code)
        if line is None:
            remarks.append((text.count("\n", 0, call.start()) + 1, f"not analysed: the code inside %{name[:40]}"))
            return call[0]
        return call[1] + line

    return re.sub(CALL, expose, text), remarks


def _call(method: str, arguments: str) -> tuple[str, str]:
    """Name of the magic and the Python it runs, if it runs any."""
    tree = parse(f"_{arguments}")
    call = tree.body[0].value if isinstance(tree, ast.Module) and isinstance(tree.body[0], ast.Expr) else None
    if not isinstance(call, ast.Call):
        return "", ""
    words = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if len(words) != len(call.args) or not words:
        return "", ""
    if method == "magic":
        name, _, code = words[0].partition(" ")
        words = [name, code]
    name = words[0].lstrip("%")
    if method == "run_cell_magic":
        return name, words[2] if len(words) == 3 and name not in OTHER_LANGUAGE else ""
    return name, words[1] if len(words) == 2 and name in STATEMENT else ""


def _one_line(code: str) -> str | None:
    """Statements as one line, where none of them opens a block."""
    tree = parse(code.strip())
    if isinstance(tree, Unparsed) or any({"body", "cases"} & set(statement._fields) for statement in tree.body):
        return None
    try:
        line = "; ".join(ast.unparse(statement) for statement in tree.body)
    except RecursionError:
        return None
    return None if "\n" in line else line
