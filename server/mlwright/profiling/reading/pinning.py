"""One file from the first byte to the last: what is read is what was opened, whatever happens to its path."""

import errno
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.content import refuse_by_name

_CALM = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
"""O_PATH, where there is such a thing, asks for no right to list the folder."""
_MOST_PINNED = 400
"""Files held open at once; 1,024 descriptors are what most systems grant a program."""


@contextmanager
def steady(path: Path, *, follow_links: bool = True) -> Iterator[Path]:
    """A path of the same name that leads to the opened file, which stays what it is; failures become sentences.

    Without `follow_links` no part of the path may be a link.
    """
    with _in_sentences(path):
        refuse_by_name(path)
        with _pinned(path, follow_links) as (handle, held):
            before = _identity(os.fstat(handle))
            try:
                yield held
            except TableError:
                # a file that grows is ragged at its end, and that is not what should be said of it
                if before != _identity(os.fstat(handle)):
                    raise changed(path) from None
                raise
            if before != _identity(os.fstat(handle)) or before != _identity(path.stat()):
                raise changed(path)


@contextmanager
def _in_sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError:
        raise TableError(f"Reading {quoted(path)} is not permitted.", "Check the file's permissions.") from None
    except FileNotFoundError:
        raise TableError(f"{quoted(path)} vanished while it was read.", "Start again when it is back.") from None
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise TableError(f"{quoted(path)} cannot be read: {quoted(why)}.", "Check the disk and the file.") from None


@contextmanager
def steady_all(paths: Sequence[Path], *, follow_links: bool = True) -> Iterator[tuple[Path, ...]]:
    """`steady` for several files at once."""
    with ExitStack() as stack:
        pin = len(paths) <= _MOST_PINNED
        yield tuple(
            stack.enter_context(steady(path, follow_links=follow_links) if pin else _watched(path)) for path in paths
        )


@contextmanager
def _watched(path: Path) -> Iterator[Path]:
    """The path itself, compared before and after: descriptors are few where files are many."""
    with _in_sentences(path):
        refuse_by_name(path)
        before = _identity(path.stat())
        yield path
        if before != _identity(path.stat()):
            raise changed(path)


def changed(path: Path) -> TableError:
    """The sentence for a table that is no longer the same."""
    return TableError(f"{quoted(path)} changed while it was read.", "Wait until it is complete, then start again.")


@contextmanager
def _pinned(path: Path, follow_links: bool) -> Iterator[tuple[int, Path]]:
    handle = os.open(path, _CALM) if follow_links else _open_unlinked(path)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _replaced(path)
        if not sys.platform.startswith("linux") or not os.path.lexists(f"/proc/self/fd/{handle}"):
            yield handle, path  # only the comparison before and after is left
            return
        # messages and libraries go by the name of a file, so the descriptor gets the table's
        with TemporaryDirectory(prefix="mlwright-") as folder:
            held = Path(folder) / path.name
            held.symlink_to(f"/proc/self/fd/{handle}")
            yield handle, held
    finally:
        os.close(handle)


def _open_unlinked(path: Path) -> int:
    """A descriptor of the file, opened part by part so that no link is followed, not even a fresh one."""
    folder = os.open(path.anchor, _FOLDER)
    try:
        for part in path.parts[1:-1]:
            inner = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        return os.open(path.name, _CALM | os.O_NOFOLLOW, dir_fd=folder)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):  # a link in the file's place, or in a folder's
            raise _replaced(path) from None
        raise
    finally:
        os.close(folder)


def _replaced(path: Path) -> TableError:
    return TableError(
        f"{quoted(path)} was replaced while it was read: a link or something else is in its place.",
        "Name the file itself, and leave it alone until it is read.",
    )


def _identity(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev
