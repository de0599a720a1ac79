"""The modules that a reviewed file imports from its own project: found inside the roots, read once, never run."""

import os
from collections.abc import Callable, Mapping, Sequence

from mlwright.leakage.reading import Source, read

LARGEST = 1_000_000
"""Bytes of a module: what is larger is data or generated."""
MOST_KEPT = 128
"""Sources kept at a time: memory stays bounded however many files import one another."""
MOST_ANSWERS = 20_000
ROOT_FOLDERS = ("", "src", "lib")


class Project:
    """Finds modules by name as Python would from a file, but only in the folders that are under review."""

    def __init__(
        self,
        roots: Sequence[str],
        contents: Mapping[str, bytes | None] | None = None,
        reader: Callable[[str, bytes], Source] = read,
    ) -> None:
        """`contents` goes before the disk: absolute path → bytes of another revision, None where it has no file."""
        self._roots = tuple(dict.fromkeys(os.path.realpath(root) for root in roots))
        self._contents = contents or {}
        self._read = reader
        self._found: dict[tuple[str, str, int], str | None] = {}
        self._sources: dict[str, Source | None] = {}
        self.used: dict[str, set[str]] = {}
        """File → modules that were read for it, by absolute paths."""

    def resolve(self, module: str, level: int, from_path: str) -> Source | None:
        """The source of a module, by absolute name (level 0) or relative to a file; None when it is not ours."""
        if level > 20 or len(module) > 500 or not _is_name(module, level):
            return None
        folder, name = os.path.split(os.path.abspath(from_path))
        key = folder, module, level
        if key not in self._found:
            if len(self._found) >= MOST_ANSWERS:
                self._found.clear()
            self._found[key] = self._find(os.path.realpath(folder), module, level)
        path = self._found[key]
        if path is None:
            return None
        self.used.setdefault(os.path.join(folder, name), set()).add(path)
        return self._source(path, from_path)

    def _find(self, folder: str, module: str, level: int) -> str | None:
        names = module.split(".") if module else []
        found = (self._file(place, names) for place in self._folders(folder, level))
        return next((path for path in found if path is not None), None)

    def _folders(self, folder: str, level: int) -> list[str]:
        if level:
            for _ in range(level - 1):
                folder = os.path.dirname(folder)
            return [folder]
        folders = [folder]
        while self._inside(folder) and os.path.dirname(folder) != folder:
            folder = os.path.dirname(folder)
            folders += [os.path.join(folder, name) if name else folder for name in ROOT_FOLDERS]
        folders += [os.path.join(root, name) if name else root for root in self._roots for name in ROOT_FOLDERS]
        return list(dict.fromkeys(folders))

    def _file(self, folder: str, names: list[str]) -> str | None:
        stem = os.path.join(folder, *names)
        # a package goes before a module of its name
        for path in (os.path.join(stem, "__init__.py"), *([f"{stem}.py"] if names else [])):
            if path in self._contents:
                if self._contents[path] is not None and self._inside(path):
                    return path
            elif os.path.isfile(path) and self._inside(os.path.realpath(path)):
                return path
        return None

    def _inside(self, path: str) -> bool:
        return any(path == root or path.startswith(os.path.join(root, "")) for root in self._roots)

    def _source(self, path: str, from_path: str) -> Source | None:
        if path not in self._sources:
            while len(self._sources) >= MOST_KEPT:
                del self._sources[next(iter(self._sources))]
            data = self._bytes(path)
            self._sources[path] = None if data is None else self._read(_shown(path, from_path), data)
        return self._sources[path]

    def data(self, path: str) -> bytes | None:
        """The bytes that a module is read from, by its path as it is shown; None where there are none to be read."""
        return self._bytes(os.path.abspath(path))

    def _bytes(self, path: str) -> bytes | None:
        if path in self._contents:
            data = self._contents[path]
            return data if data is not None and len(data) <= LARGEST else None
        try:
            if os.path.getsize(path) > LARGEST:
                return None
            with open(path, "rb") as stream:
                return stream.read(LARGEST + 1)
        except OSError:
            return None


def _is_name(module: str, level: int) -> bool:
    return all(part.isidentifier() for part in module.split(".")) or (level > 0 and not module)


def _shown(path: str, from_path: str) -> str:
    """The path as a reader of the review knows it: relative where the asking file's is."""
    return path if os.path.isabs(from_path) else os.path.relpath(path)
