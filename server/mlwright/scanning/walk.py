"""Which files a scan reads: those named, and those in folders, in a fixed order; links are not followed."""
# paths are shown as they were given, and pathlib rewrites them
# ruff: noqa: PTH100, PTH110, PTH112, PTH113, PTH114, PTH118, PTH120, PTH123

import os
import tomllib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from mlwright.errors import InputError, quoted
from mlwright.scanning.findings import Note, Place

SKIPPED = frozenset(
    [
        "node_modules",
        "site-packages",
        "dist-packages",
        "venv",
        ".venv",
        "__pycache__",
        "__pypackages__",
        ".git",
        ".hg",
        ".svn",
        ".tox",
        ".nox",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        ".eggs",
        ".idea",
    ]
)
MOST_FILES = 200_000
LARGEST_SETTINGS = 1_000_000


class Exclusions(NamedTuple):
    """Globs that leave files and folders out; they begin at `root`, the folder of the pyproject.toml."""

    root: str
    globs: tuple[str, ...] = ()

    def name(self, path: str) -> bool:
        """Whether a file or folder is left out."""
        inside = os.path.relpath(os.path.abspath(path), self.root).replace(os.sep, "/")
        parts = inside.split("/")
        heads = ["/".join(parts[: number + 1]) for number in range(len(parts))]
        return any(
            fnmatchcase(head, form) or fnmatchcase(head, f"*/{form}")
            for form in (glob.rstrip("/").removeprefix("./").removeprefix("**/") for glob in self.globs)
            for head in heads
        )


def exclusions(start: str) -> Exclusions:
    """What [tool.mlwright.scan] of the nearest pyproject.toml leaves out; InputError when the table is wrong."""
    folder = first = os.path.realpath(start)
    while True:
        file = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(file):
            return Exclusions(folder, _globs(file))
        if os.path.exists(os.path.join(folder, ".git")) or os.path.dirname(folder) == folder:
            return Exclusions(first)
        folder = os.path.dirname(folder)


def _globs(file: str) -> tuple[str, ...]:
    with open(file, "rb") as stream:
        raw = stream.read(LARGEST_SETTINGS)
    if b"mlwright" not in raw:
        return ()
    try:
        found: Any = tomllib.loads(raw.decode())
    except ValueError as error:
        raise InputError(f"{quoted(file)} is not TOML: {quoted(error)}", "mend the file") from None
    for key in ("tool", "mlwright", "scan"):
        found = found.get(key, {}) if isinstance(found, dict) else {}
    strange = [key for key in found if key != "exclude"] if isinstance(found, dict) else [found]
    if strange:
        raise InputError(f"[tool.mlwright.scan] in {quoted(file)} has {quoted(strange[0], 60)}", "it takes: exclude")
    globs = found.get("exclude", [])
    if not isinstance(globs, list) or not all(isinstance(item, str) for item in globs):
        raise InputError(f"[tool.mlwright.scan]: exclude is {quoted(globs, 80)}", "expected a list of strings")
    return tuple(globs)


def walk(paths: Sequence[str], left_out: Exclusions) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """Regular files in order, and notes on what was named but is left out; InputError for what does not exist."""
    files: dict[str, None] = {}
    notes: list[Note] = []
    for path in paths:
        if not os.path.lexists(path):
            raise InputError(f"{quoted(path)} does not exist", "name files or folders")
        if left_out.name(path):
            notes.append(Note(Place(os.path.normpath(path)), "left out by `exclude` in pyproject.toml"))
        elif os.path.isdir(path):
            for file in _folder(path, left_out):
                if len(files) >= MOST_FILES:
                    notes.append(Note(Place(path), f"only the first {MOST_FILES} files were read"))
                    break
                files[file] = None
        elif os.path.isfile(path) and not os.path.islink(path):
            files[os.path.normpath(path)] = None
        else:
            raise InputError(f"{quoted(path)} is not a regular file", "name files or folders; links are not followed")
    return tuple(files), tuple(notes)


def _folder(top: str, left_out: Exclusions) -> Iterator[str]:
    for folder, folders, names in os.walk(top, followlinks=False):
        folders[:] = sorted(
            name
            for name in folders
            if name not in SKIPPED and not (left_out.globs and left_out.name(os.path.join(folder, name)))
        )
        for name in sorted(names):
            path = os.path.normpath(os.path.join(folder, name))
            if os.path.isfile(path) and not os.path.islink(path) and not (left_out.globs and left_out.name(path)):
                yield path
