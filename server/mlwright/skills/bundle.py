"""A skill's folder as a snapshot: every file read once, nothing followed out of it."""

import os
from collections.abc import Iterator
from pathlib import Path

from mlwright import files
from mlwright.errors import PaperError, quoted

MOST_FILES = 512
MOST_BYTES = 16 * 1024 * 1024


def read_bundle(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its relative path; PaperError for links, devices and what is too much."""
    if folder.is_symlink() or not folder.is_dir():
        raise PaperError(f"{quoted(folder)} is no folder, or a link", "a skill is a real folder")
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for path in _paths(folder):
        if len(found) == MOST_FILES:
            raise PaperError(f"{quoted(folder)} holds more than {MOST_FILES} files", "a skill is small")
        data = read_regular(path, left)
        left -= len(data)
        found[path.relative_to(folder).as_posix()] = data
    return dict(sorted(found.items()))


def read_regular(path: Path, most: int) -> bytes:
    """A regular file's bytes; PaperError for links, devices, pipes and more than `most` bytes."""
    try:
        return files.read_regular(path, most, flags=os.O_NOFOLLOW)
    except files.TooLargeError:
        raise PaperError(f"{quoted(path)} is too large", f"a skill has at most {MOST_BYTES} bytes in all") from None
    except files.NotRegularError:
        raise PaperError(f"{quoted(path)} is not a regular file", "a skill holds files only") from None
    except OSError as error:
        raise PaperError(f"cannot read {quoted(path)}: {error.strerror}", "a link is not followed") from None


def _paths(folder: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise PaperError(f"cannot read {quoted(error.filename)}: {error.strerror}")

    for here, folders, names in os.walk(folder, onerror=fail):
        folders.sort()
        for name in folders:
            if (Path(here) / name).is_symlink():
                raise PaperError(f"{quoted(Path(here) / name)} is a link", "a skill holds real files only")
        yield from (Path(here) / name for name in sorted(names))
