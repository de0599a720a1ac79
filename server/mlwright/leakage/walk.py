"""Which files a review looks at: those named, and those in folders, in a fixed order."""

import os
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module

from mlwright.errors import InputError, quoted
from mlwright.leakage.findings import Note, Place
from mlwright.leakage.settings import Settings

SKIPPED = frozenset(
    ("node_modules", "site-packages", "dist-packages", "build", "dist", "venv", "env", "__pycache__", "__pypackages__")
)
UNREAD = "not analysed"
LARGEST = 20_000_000
"""Bytes of a file: notebooks carry pictures."""


def walk(paths: Sequence[str], settings: Settings, suffixes: Iterable[str]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """Files to review in order, and notes on what was named but is left out.

    Links that lead out of a named folder are skipped. InputError when a named path does not exist.
    """
    wanted = tuple(suffixes)
    files: dict[str, None] = {}
    notes: list[Note] = []
    for path in paths:
        if os.path.isdir(path):
            if not settings.excludes(path):
                files.update(dict.fromkeys(_folder(path, settings, wanted, notes)))
        elif not os.path.isfile(path):
            known = "is not a regular file" if os.path.lexists(path) else "does not exist"
            raise InputError(f"{quoted(path)} {known}", "name Python files, notebooks, Markdown files or folders")
        elif settings.excludes(path):
            notes.append(Note(Place(_clean(path), 1), "left out by `exclude` in pyproject.toml"))
        elif not path.lower().endswith(wanted):
            notes.append(Note(Place(_clean(path), 1), f"{UNREAD}: only {', '.join(sorted(wanted))} are read"))
        else:
            files[_clean(path)] = None
    return tuple(files), tuple(notes)


def load(path: str) -> bytes | str:
    """A file's bytes, or a sentence on why it was not read."""
    try:
        size = os.path.getsize(path)
        if size > LARGEST:
            return f"not analysed: {size} bytes, more than {LARGEST}"
        with open(path, "rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        return f"not analysed: {error.strerror}"


def digest(data: bytes) -> bytes:
    """What tells one file's bytes from another's."""
    return bytes(import_module("hashlib").sha256(data).digest())  # few files need it


def _clean(path: str) -> str:
    return os.path.normpath(path)


def _folder(top: str, settings: Settings, suffixes: tuple[str, ...], notes: list[Note]) -> Iterator[str]:
    tracked = _tracked(top, suffixes, notes)
    names = _scan(top, notes) if tracked is None else (os.path.join(top, name) for name in tracked)
    root = os.path.realpath(top)
    for path in sorted(map(_clean, names)):
        if not path.lower().endswith(suffixes) or _skipped(os.path.relpath(path, top)) or settings.excludes(path):
            continue
        real = os.path.realpath(path)
        if not real.startswith(os.path.join(root, "")):
            notes.append(Note(Place(path, 1), f"{UNREAD}: a link that leads out"))
        elif os.path.isfile(real):
            yield path


def _skipped(inside: str) -> bool:
    parts = inside.split(os.sep)
    return any(part in SKIPPED or part.startswith(".") for part in parts)


def _tracked(top: str, suffixes: tuple[str, ...], notes: list[Note]) -> Iterable[str] | None:
    """The files that a git repository does not ignore, relative to the folder; None outside a repository."""
    folder = os.path.realpath(top)
    while not os.path.exists(os.path.join(folder, ".git")):
        if os.path.dirname(folder) == folder:
            return None
        folder = os.path.dirname(folder)
    # it needs what starts processes: not for a single file
    found = import_module("mlwright.leakage.git").listing(top, suffixes)
    if found is None:
        return None
    notes += [Note(Place(_clean(top), 1), text) for text in found.notes]
    files: tuple[str, ...] = found.paths
    return files


def _scan(top: str, notes: list[Note]) -> Iterator[str]:
    def unread(error: OSError) -> None:
        notes.append(Note(Place(_clean(str(error.filename)), 1), f"{UNREAD}: {error.strerror}"))

    for folder, folders, names in os.walk(top, onerror=unread):
        kept = [
            name
            for name in folders
            if name not in SKIPPED
            and not name.startswith(".")
            and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
        ]
        folders[:] = kept
        yield from (os.path.join(folder, name) for name in names)
