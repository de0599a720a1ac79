"""Opening files in folders that somebody else may have prepared: regular ones only, bounded, and never waiting."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from itertools import islice
from pathlib import Path

from mlwright.errors import WorkspaceError, quoted

# not blocking: opening a pipe would wait for somebody at its other end, for ever
_CALM = os.O_NONBLOCK | os.O_CLOEXEC
_TABLE_SUFFIXES, _MOST_ENTRIES = (".csv", ".tsv", ".parquet"), 10_000


class NotRegularError(OSError):
    """A pipe, socket, device or folder stands where a file is expected."""

    def __init__(self, path: Path) -> None:
        super().__init__(0, "it is not a regular file", str(path))


class TooLargeError(OSError):
    """A file has more bytes than anything that we would read there."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(0, f"it has more than {most:,} bytes", str(path))


@contextmanager
def regular(path: Path, *, flags: int = 0) -> Iterator[BufferedReader]:
    """A regular file, open for reading; OSError as `open` raises it, NotRegularError for anything else."""
    handle = os.open(path, os.O_RDONLY | _CALM | flags)
    with os.fdopen(_kept(handle, path), "rb") as stream:
        yield stream


def read_regular(path: Path, most: int, *, flags: int = 0) -> bytes:
    """The bytes of a regular file; OSError as `open` raises it, NotRegularError, TooLargeError."""
    with regular(path, flags=flags) as stream:
        if os.fstat(stream.fileno()).st_size > most:
            raise TooLargeError(path, most)
        data = stream.read(most + 1)
    if len(data) > most:
        raise TooLargeError(path, most)
    return data


def open_own(path: Path, flags: int) -> int:
    """A descriptor of a file of ours with a fixed name, made where it is missing; nothing is emptied.

    WorkspaceError for a link, which could lead anywhere, and for all that is no regular file.
    """
    try:
        return _kept(os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW | _CALM, 0o666), path)
    except OSError as error:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            what = "a link" if path.is_symlink() else "not a regular file"
            raise WorkspaceError(f"{quoted(path)} is {what}", "mlwright did not make it: remove it") from None
        raise WorkspaceError(
            f"cannot write {quoted(path)}: {error.strerror}", "choose a folder you may write with --out"
        ) from None


def tables_in(folder: Path, most: int = 8) -> str:
    """What to name in place of a folder: the tables that lie right in it. Links are not followed."""
    names: list[str] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in islice(entries, _MOST_ENTRIES):
            if entry.name.lower().endswith(_TABLE_SUFFIXES) and entry.is_file(follow_symlinks=False):
                names.append(entry.name)
    if not names:
        return "name one CSV or Parquet file; none lies right in it"
    shown = ", ".join(quoted(name, 60) for name in sorted(names)[:most])
    return f"name one of its tables: {shown}" + (f" and {len(names) - most} more" if len(names) > most else "")


def append_line(path: Path, line: str) -> None:
    """Add a line to a file of ours in one piece. Raises WorkspaceError as `open_own` does."""
    with os.fdopen(open_own(path, os.O_WRONLY | os.O_APPEND), "ab") as stream:
        stream.write(f"{line}\n".encode())


def _kept(handle: int, path: Path) -> int:
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotRegularError(path)
    return handle
