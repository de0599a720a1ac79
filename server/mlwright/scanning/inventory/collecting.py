"""Files → inventory: each is read once, as text, within bounds."""
# paths are shown as they were given, and pathlib rewrites them
# ruff: noqa: PTH202, PTH123

import os
from collections.abc import Iterator, Sequence

from mlwright.scanning.findings import LEVELS, Level
from mlwright.scanning.inventory.entries import ROLES, Entry, Evidence, Inventory
from mlwright.scanning.inventory.learning import learning
from mlwright.scanning.inventory.names import CODE, among_tests, foreign, named_as_test, role_of_name
from mlwright.scanning.inventory.notebooks import opened
from mlwright.scanning.inventory.operating import operating
from mlwright.scanning.inventory.stored import entries_of_stored, kind_of_file, of_stored
from mlwright.scanning.inventory.syntax import parsed
from mlwright.scanning.inventory.texts import of_text
from mlwright.scanning.passages import decoded

LARGEST_CODE, LARGEST_NOTEBOOK, MOST_BYTES = 1 << 20, 16 << 20, 512 << 20
"""Bytes of one file that are read, and of all; what is larger was written by a program."""
_READ = (*CODE, ".pyw", ".yml", ".yaml", ".bash", ".ps1", ".bat", ".mk")
_READ_NAMES = ("dockerfile", "containerfile", "makefile", "gnumakefile", "procfile", "snakefile", "justfile")


def take_inventory(files: Sequence[str], least: Level = "medium", top: str = ".") -> Inventory:
    """What of a project is there already: training, features, serving and so on, at least so sure.

    `files` are those of a scan, and are only read as text; `top` is the folder that names of tests and of foreign
    code are judged below.
    """
    own = [path for path in files if not foreign(_below(path, top))]
    left = MOST_BYTES
    entries: list[Entry] = []
    stored: list[tuple[str, int]] = []
    for path in own:
        inside, length = _below(path, top), _size(path)
        if kind_of_file(path):
            stored.append((path, length))
        if _is_read(inside):
            # a file that is not read any more is like one that is too large
            allowed = length if length <= left else MOST_BYTES + 1
            left -= length if length <= min(left, LARGEST_NOTEBOOK) else 0
            entries += _entries(path, list(_evidence(path, inside, allowed)))
        else:
            entries += _entries(path, list(of_stored(inside)))
    entries += entries_of_stored(stored)
    least_at = LEVELS.index(least)
    kept = [entry for entry in entries if LEVELS.index(entry.confidence) >= least_at]
    return Inventory(
        tuple(sorted(kept, key=lambda entry: (ROLES.index(entry.role), entry.path))), len(files) - len(own)
    )


def _below(path: str, top: str) -> str:
    inside = os.path.relpath(path, top)
    return path if inside.startswith("..") else inside


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def _name(inside: str) -> str:
    return inside.replace("\\", "/").rpartition("/")[2].lower()


def _is_read(inside: str) -> bool:
    name = _name(inside)
    return name.endswith(_READ) or name.startswith(_READ_NAMES) or "dockerfile" in name or name == ".gitattributes"


def _evidence(path: str, inside: str, length: int) -> Iterator[Evidence]:
    if inside.lower().endswith(".ipynb"):
        yield from _notebook(inside, _text(path, length, LARGEST_NOTEBOOK))
        return
    text = _text(path, length, LARGEST_CODE)
    if text is not None:
        yield from of_stored(inside, text if _name(inside) == ".gitattributes" else "")
        yield from _code(inside, text)


def _text(path: str, length: int, most: int) -> str | None:
    if length > most:
        return None
    try:
        with open(path, "rb") as file:
            return decoded(file.read(most))
    except OSError:
        return None


def _code(inside: str, text: str) -> Iterator[Evidence]:
    """The signs in code; of a test there is one, and it is in no other role."""
    if inside.lower().endswith((".py", ".pyw")):
        code = parsed(text)
        found = [*learning(code), *operating(code)] if code else []
        does_something = bool(code and (code.calls or code.functions or code.classes))
        tests = among_tests(inside) or (named_as_test(inside) and code is not None and code.tests)
    else:
        found = list(of_text(inside, text))
        does_something = inside.lower().endswith(CODE) and _has_code(text)
        tests = inside.lower().endswith(CODE) and (among_tests(inside) or named_as_test(inside))
    if tests:
        strongest = max(found, key=lambda sign: LEVELS.index(sign.confidence), default=None)
        yield Evidence("tests", strongest.line if strongest else None, _tested(strongest), "high")
        return
    yield from found
    named = role_of_name(inside)
    sure = {sign.role for sign in found if sign.confidence != "low"}
    if named and named not in sure and does_something and inside.lower().endswith(CODE):
        yield Evidence(named, None, "by the file's name", "medium")


def _tested(sign: Evidence | None) -> str:
    return f"a test: {sign.what}" if sign else "a test"


def _has_code(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith(("#", "--", "//", "/*", "*")) for line in text.split("\n"))


def _notebook(inside: str, text: str | None) -> Iterator[Evidence]:
    book = opened(text, inside) if text is not None else None
    if book is None:
        return
    cells = f"{len(book.cells)} cell{'' if len(book.cells) == 1 else 's'} of code"
    if book.written_by:
        yield Evidence("notebooks", None, f"{cells}, written by {book.written_by}", "high")
        return
    yield Evidence("notebooks", None, cells, "high")
    if among_tests(inside):
        return
    for number, source in book.cells:
        signs = of_text("cell.r", source) if book.language == "r" else _python(source)
        yield from (sign._replace(cell=f"cell {number}") for sign in signs)


def _python(source: str) -> Iterator[Evidence]:
    code = parsed(source)
    if code:
        yield from learning(code)
        yield from operating(code)


def _entries(path: str, evidence: Sequence[Evidence]) -> Iterator[Entry]:
    """One entry a role: its strongest sign, the first of equals."""
    for role in ROLES:
        signs = [sign for sign in evidence if sign.role == role]
        if signs:
            best = max(signs, key=lambda sign: LEVELS.index(sign.confidence))
            yield Entry(path, role, best.line, best.what, best.confidence, best.cell, len(signs) - 1)
