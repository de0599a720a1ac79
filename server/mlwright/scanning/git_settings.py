"""Which files git leaves out, and which it keeps in git-lfs: its settings read as text."""
# paths are shown as they were given, and pathlib rewrites them
# ruff: noqa: PTH110, PTH113, PTH114, PTH118, PTH119, PTH120, PTH123, PTH206

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

_LARGEST, _MOST_LINES, _LONGEST = 1 << 20, 5_000, 500


class Line(NamedTuple):
    """A pattern of one of git's files, the folder it begins at, and what stands behind it."""

    folder: str
    parts: tuple[str, ...]
    anchored: bool
    only_folders: bool
    rest: str = ""
    negated: bool = False


def repository(path: str) -> str | None:
    """The folder of the repository that a file is in: with `.git`, or with git's settings; None for no repository."""
    folder = os.path.dirname(os.path.realpath(path))
    settings = None
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        if any(os.path.isfile(os.path.join(folder, name)) for name in (".gitattributes", ".gitignore")):
            settings = folder
        if os.path.dirname(folder) == folder:
            return settings
        folder = os.path.dirname(folder)


class GitSettings:
    """The settings of git that speak of files; each file of them is read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, bool], tuple[Line, ...]] = {}

    def leaves_out(self, path: str, root: str) -> bool:
        """Whether `.gitignore` leaves a file out: the last fitting pattern decides, and a folder's counts for all."""
        inside = os.path.relpath(os.path.realpath(path), root).split(os.sep)
        for depth in range(1, len(inside) + 1):
            piece = os.path.join(root, *inside[:depth])
            fitting = [
                line
                for line in self._lines(root, piece, ".gitignore", "exclude")
                if _fits(line, piece, is_folder=depth < len(inside))
            ]
            if fitting and not fitting[-1].negated:
                return True
        return False

    def gives_to_lfs(self, path: str, root: str) -> bool:
        """Whether `.gitattributes` gives a file to git-lfs: the last pattern that sets its filter decides."""
        full = os.path.realpath(path)
        kept = False
        for line in self._lines(root, full, ".gitattributes", "attributes"):
            said = [word for word in line.rest.split() if word.lstrip("-!").partition("=")[0] == "filter"]
            if said and _fits(line, full, is_folder=False):
                kept = said[-1] == "filter=lfs"
        return kept

    def _lines(self, root: str, path: str, name: str, own: str) -> Iterator[Line]:
        for file in _settings(root, path, name, own):
            key = (file, own == "attributes")
            if key not in self._read:
                folder = root if os.path.basename(os.path.dirname(file)) == "info" else os.path.dirname(file)
                self._read[key] = _read(file, folder, own == "attributes")
            yield from self._read[key]


def _settings(root: str, path: str, name: str, own: str) -> list[str]:
    """Files of settings that speak of a path, those that count less first."""
    inside = os.path.relpath(os.path.dirname(path), root)
    parts = [] if inside == "." else inside.split(os.sep)
    folders = [os.path.join(root, *parts[:depth]) for depth in range(len(parts) + 1)]
    return [os.path.join(root, ".git", "info", own), *(os.path.join(folder, name) for folder in folders)]


def _read(file: str, folder: str, attributes: bool) -> tuple[Line, ...]:
    if not os.path.isfile(file) or os.path.islink(file):
        return ()
    with open(file, "rb") as stream:
        text = stream.read(_LARGEST).decode(errors="replace")
    read = (_line(line, folder, attributes) for line in text.split("\n")[:_MOST_LINES])
    return tuple(line for line in read if line is not None)


def _line(text: str, folder: str, attributes: bool) -> Line | None:
    text = text.strip()
    if not text or text.startswith(("#", "[attr]")) or len(text) > _LONGEST:
        return None
    rest = ""
    if attributes:
        text, _, rest = text.partition(" ") if " " in text else text.partition("\t")
    negated = text.startswith("!") and not attributes
    text = text[1:] if negated else text
    bare = text.rstrip("/")
    anchored = "/" in bare
    parts = tuple(part for part in bare.split("/") if part)
    return Line(folder, parts, anchored, text.endswith("/"), rest, negated) if parts else None


def _fits(line: Line, path: str, is_folder: bool) -> bool:
    if line.only_folders and not is_folder:
        return False
    inside = os.path.relpath(path, line.folder).split(os.sep)
    return _parts_fit(line.parts, inside) if line.anchored else fnmatchcase(inside[-1], line.parts[0])


def _parts_fit(wanted: tuple[str, ...], parts: list[str]) -> bool:
    """Whether parts of a path fit those of a pattern, `**` standing for any number of them."""
    reached = {0}
    for place, part in enumerate(wanted):
        if part == "**":
            last = place == len(wanted) - 1
            reached = set(range(min(reached) + last, len(parts) + 1)) if reached else reached
        else:
            reached = {at + 1 for at in reached if at < len(parts) and fnmatchcase(parts[at], part)}
    return len(parts) in reached
