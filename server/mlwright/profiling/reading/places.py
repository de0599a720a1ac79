"""What the user named as the data: a file, several, a glob, a folder of partitions, or a table of a database."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from mlwright.errors import TableError, quoted
from mlwright.files import tables_in
from mlwright.profiling.reading.forms import Form, form_by_name

MOST_FILES = 10_000
_MOST_ENTRIES, _DEEPEST = 100_000, 12
_GLOB = frozenset("*?[")
_KEY = re.compile(r"([A-Za-z_][\w.-]{0,99})=(.*)", re.DOTALL)
_NUMBER = re.compile(r"([0-9]+)")
_WORKSPACE = "handoff.json"
"""What lies in a workspace, which holds copies and papers of tables and is no part of one."""
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
_SHOWN = 5


@dataclass(frozen=True)
class Place:
    """The files of a table in the order in which people count: part 2 before part 10."""

    named: str
    """What the user named, for the paper."""
    files: tuple[Path, ...]
    names: tuple[str, ...]
    """Each file from the folder that all share."""
    keys: tuple[str, ...] = ()
    """Names of the columns that stand in the folders (`year=2026`)."""
    values: tuple[tuple[str, ...], ...] = ()
    """Per file the values of `keys`."""
    left_out: tuple[str, ...] = ()
    """Files of the folder that are not read."""


def locate(data: Sequence[str | Path]) -> Place:
    """The files that paths, globs and folders stand for; every one is named once.

    Raises:
        TableError: nothing there, too many files, folders that do not part alike or may not be read.
    """
    try:
        return _located(data)
    except PermissionError as error:
        raise TableError(f"Reading {quoted(error.filename)} is not permitted.", "Check its permissions.") from None


def _located(data: Sequence[str | Path]) -> Place:
    files: dict[Path, str] = {}
    left_out: list[str] = []
    for item in data:
        path = Path(item).absolute()
        if path.is_dir():
            chosen, others = _in_folder(path)
            left_out.extend(others)
        else:
            chosen = [path] if os.path.lexists(path) or not _GLOB & set(str(item)) else _globbed(str(item))
        files.update(dict.fromkeys(chosen, ""))
        if len(files) > MOST_FILES:
            raise TableError(f"More than {MOST_FILES:,} files.", "Profile them in parts and merge the profiles.")
    if not files:
        raise TableError("No data was named.", "Name a file, a folder, a glob or a database URL.")
    for file in files:
        if not _is_utf8(file):
            raise TableError(f"The name of {quoted(ascii(str(file)), 100)} is not UTF-8.", "Rename the file.")
    return _place(data, sorted(files, key=_natural), left_out)


def files_of(data: Sequence[str | Path]) -> tuple[Path, ...]:
    """The files that paths, globs and folders stand for now. Raises TableError as `locate` does."""
    return locate(data).files


def _natural(file: Path) -> tuple[list[tuple[int | str, ...]], str]:
    """Each folder and the name parted into words and numbers, these by value; what still ties goes by letters."""
    return [_words_and_numbers(part) for part in file.parts], str(file)


def _words_and_numbers(name: str) -> tuple[int | str, ...]:
    return tuple(int(part) if at % 2 else part for at, part in enumerate(_NUMBER.split(name)))


def _is_utf8(file: Path) -> bool:
    try:
        str(file).encode()
    except UnicodeEncodeError:
        return False
    return True


def _place(data: Sequence[str | Path], files: list[Path], left_out: list[str]) -> Place:
    root = Path(os.path.commonpath([file.parent for file in files]))
    base = Path(data[0]).absolute() if len(data) == 1 and Path(data[0]).is_dir() else root
    names = tuple(file.relative_to(base).as_posix() for file in files)
    named = str(Path(data[0]).absolute()) if len(data) == 1 else str(root)
    keys = [_keys(name) for name in names]
    if any(list(found) != list(keys[0]) for found in keys):
        at = next(at for at, found in enumerate(keys) if list(found) != list(keys[0]))
        raise TableError(
            f"{quoted(names[at])} is parted by {_listed(keys[at])}, but {quoted(names[0])} by {_listed(keys[0])}.",
            "Name one folder of partitions.",
        )
    values = tuple(tuple(found.values()) for found in keys)
    return Place(named, tuple(files), names, tuple(keys[0]), values, tuple(left_out))


def _keys(name: str) -> dict[str, str]:
    """Keys and values of the folders in a relative name, as Hive writes them."""
    matches = (_KEY.fullmatch(part) for part in name.split("/")[:-1])
    found = {match[1]: unquote(match[2]) for match in matches if match}
    return {key: "" if value == _NO_VALUE else value for key, value in found.items()}


def _listed(keys: dict[str, str]) -> str:
    return ", ".join(quoted(key, 60) for key in keys) or "no key"


def _globbed(pattern: str) -> list[Path]:
    path = Path(pattern).absolute()
    found = islice(Path(path.anchor).glob(str(path.relative_to(path.anchor))), MOST_FILES + 1)
    files = [name for name in found if name.is_file()]
    if not files:
        raise TableError(f"No file is called {quoted(pattern)}.", "Check the pattern; relative ones start here.")
    return files


def _in_folder(folder: Path) -> tuple[list[Path], list[str]]:
    """Tables of the form that has the most bytes in a folder, and the other files; links are not followed."""
    sizes: dict[Form, int] = {}
    files: dict[Form | None, list[Path]] = {}
    for entry in islice(_walk(folder, 0), _MOST_ENTRIES):
        form = form_by_name(entry.name)
        files.setdefault(form, []).append(Path(entry.path))
        if form is not None:
            sizes[form] = sizes.get(form, 0) + entry.stat(follow_symlinks=False).st_size
    if not sizes:
        raise TableError(f"{quoted(folder)} is a folder without tables.", tables_in(folder))
    most = max(sizes, key=lambda form: (sizes[form], form))
    others = [path.relative_to(folder).as_posix() for form, found in files.items() if form != most for path in found]
    return files[most], sorted(others)


def _walk(folder: Path, depth: int) -> Iterator["os.DirEntry[str]"]:
    """Regular files below a folder; names that begin with a dot or an underscore are notes of the writer."""
    with os.scandir(folder) as entries:
        found = sorted(islice(entries, _MOST_ENTRIES), key=lambda entry: entry.name)
    for entry in found:
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir(follow_symlinks=False) and depth < _DEEPEST:
            if not os.path.lexists(os.path.join(entry.path, _WORKSPACE)):  # noqa: PTH118 - a thousand partitions
                yield from _walk(Path(entry.path), depth + 1)
        elif entry.is_file(follow_symlinks=False):
            yield entry


def shown(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(quoted(name, 80) for name in names[:_SHOWN]) + more
