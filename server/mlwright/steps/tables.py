"""What a user names as the data: what tells it from other data, and how it is found again later."""

import errno
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mlwright.errors import InputError, TableError, quoted
from mlwright.profiling import ReadOptions, shown_url
from mlwright.specs import Handoff, Source

_GLOB = frozenset("*?[")
_ELSEWHERE = (errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.EPERM)
"""What stands in the way of a path that may be right; reading says it better, and globs lead nowhere by themselves."""
Data = Path | Sequence[str | Path]


@dataclass(frozen=True)
class Named:
    """The data of one call: what is read, and what the workspace calls it."""

    data: tuple[str | Path, ...]
    identity: Path | str
    kept: tuple[str, ...] = ()
    """What a later step needs to read the same again, where the identity does not say it."""


def named(data: Data) -> Named:
    """What was named, told apart. Raises InputError when nothing was, TableError for a broken URL."""
    items = (data,) if isinstance(data, Path) else tuple(data)
    if not items or not all(map(str, items)):
        raise InputError("no data was named", "name a file, a folder, a glob or a database URL")
    for item in items:
        _refuse_impossible(str(item))
    if len(items) == 1:
        return Named(items, _identity(items[0]))
    kept = tuple(str(Path(item).absolute()) for item in items)
    root = os.path.commonpath([Path(item).parent for item in kept])
    digest = hashlib.sha256("\n".join(kept).encode()).hexdigest()[:8]
    return Named(items, f"{root} ({len(kept)} named, {digest})", kept)


def again(handoff: Handoff) -> Named:
    """The data that a workspace was made for."""
    if handoff.data:
        return Named(handoff.data, handoff.source, handoff.data)
    source: Path | str = Path(handoff.source) if Path(handoff.source).is_absolute() else handoff.source
    return Named((source,), _identity(source))


def origin(source: Source) -> dict[str, str]:
    """Files by absolute path with the hashes they had when they were profiled; none for a database server."""
    if source.files:
        root = _root(source)
        return {str(root / item.path): item.sha256 for item in source.files}
    if source.path.startswith("postgresql://"):
        return {}
    path = source.path.partition("://")[2].partition("?")[0] if "://" in source.path else source.path
    return {str(Path(path).resolve()): source.sha256}


def options_of(source: Source) -> ReadOptions:
    """The options that read a profiled source as it was read."""
    return ReadOptions(ragged=source.ragged, header=source.header, table=source.table)


def readable_by_scripts(source: Source) -> bool:
    """Whether the training script can read it as it lies there: one plain CSV or Parquet file, every row of it."""
    plain = source.format in ("csv", "parquet") and source.compression is None and not source.files
    return plain and source.ragged == "refuse" and source.header


def _refuse_impossible(item: str) -> None:
    """Refuse what no call of the system takes: endless links, names that are too long or not UTF-8."""
    if shown_url(item) is not None:
        return
    try:
        item.encode()
        Path(item).resolve(strict=True)
    except UnicodeEncodeError:
        raise TableError(f"The name of {quoted(ascii(item), 100)} is not UTF-8.", "Rename the file.") from None
    except (OSError, RuntimeError, ValueError) as error:
        # Python 3.11 and 3.12 tell of endless links with a RuntimeError
        if isinstance(error, OSError) and error.errno in _ELSEWHERE:
            return
        why = getattr(error, "strerror", None) or "it is a link that leads to itself"
        raise TableError(f"{quoted(item, 100)} cannot be a file: {quoted(why)}.", "Check the path.") from None


def _identity(item: str | Path) -> Path | str:
    text = str(item)
    if (url := shown_url(text)) is not None:
        return url
    if _GLOB & set(text) and not os.path.lexists(text):
        return str(Path(text).absolute())
    return Path(item)


def _root(source: Source) -> Path:
    """The folder that the names of several files begin at."""
    path = Path(source.path)
    if path.is_dir() or not _GLOB & set(source.path):
        return path
    return Path(os.path.commonpath([found.parent for found in Path(path.anchor).glob(str(path)[len(path.anchor) :])]))
