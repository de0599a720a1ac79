"""Reading files of a folder that is not trusted: regular files only, no link followed, size bounded."""

import os
import stat
from pathlib import Path

LARGEST_FILE = 20_000_000
LINKED = "is a symbolic link, which is not followed"


class Unreadable(Exception):  # noqa: N818 - a reason that becomes a note, not an error of ours
    """Why a path was not read: words that complete "train.py ..."."""


def read(path: Path | str, largest: int = LARGEST_FILE) -> bytes:
    """The bytes of a regular file; FileNotFoundError where nothing is, Unreadable for anything else."""
    path = Path(path)
    if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
        raise Unreadable(LINKED)
    try:
        # O_NONBLOCK: opening a named pipe would wait for a writer for ever.
        handle = os.open(path, os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK") | _flag("O_BINARY"))
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(os.fspath(path)) from None
    except (OSError, ValueError) as fault:
        if path.is_symlink():
            raise Unreadable(LINKED) from None
        raise Unreadable(f"cannot be opened ({getattr(fault, 'strerror', None) or fault})") from None
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise Unreadable("is not a regular file")
        data = file.read(largest + 1) if state.st_size <= largest else b" " * (largest + 1)
    if len(data) > largest:
        raise Unreadable(f"is larger than {largest / 1_000_000:g} MB")
    return data


def read_inside(root: Path, path: str, largest: int = LARGEST_FILE) -> bytes:
    """Like `read`, for a path within `root`: no folder on the way down may be a link either."""
    if not inside(path):
        raise Unreadable("is not a path within the repository")
    folder = root
    for part in path.split("/")[:-1]:
        folder = folder / part
        if folder.is_symlink():
            raise Unreadable("lies behind a symbolic link, which is not followed")
    return read(folder / path.rsplit("/", 1)[-1], largest)


def is_regular(root: Path, path: str) -> bool:
    """Whether a path within `root` is a regular file that no link leads to."""
    parents = [root.joinpath(*path.split("/")[:depth]) for depth in range(1, path.count("/") + 1)]
    try:
        return inside(path) and not any(map(Path.is_symlink, parents)) and stat.S_ISREG((root / path).lstat().st_mode)
    except OSError:
        return False


def inside(path: str) -> bool:
    """Whether a path from git's records stays within the work tree and outside git's own folder."""
    parts = path.split("/")
    if os.name == "nt" and ("\\" in path or ":" in path):
        return False
    return "\0" not in path and not any(part in ("", ".", "..") or part.lower() == ".git" for part in parts)


def _flag(name: str) -> int:
    return getattr(os, name, 0)
