"""Files packed with gzip or zstd, unpacked into the scratch folder within a bound."""

import gzip
import importlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.content import CHUNK
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.zstd_frames import is_whole

_WINDOW = 128 * 2**20
_AGAIN = "Pack or download it again."
_RAISE = "If you trust it, raise the bound with --largest-unpacked."


def unpack(path: Path, form: str, target: Path, options: ReadOptions) -> Path:
    """`target`, filled with what a gzip or zstd file holds.

    Raises:
        TableError: it is broken, or holds more than the options allow.
    """
    most, size = options.most_unpacked(path.stat().st_size), 0
    with target.open("wb") as out:
        for chunk in _chunks(path, form):
            size += len(chunk)
            if size > most:
                raise too_large(path, most)
            out.write(chunk)
    _refuse_archive(path, target)
    return target


def too_large(path: Path, most: int) -> TableError:
    """The sentence for a packed file that holds more than it may."""
    return TableError(f"{quoted(path.name)} holds more than {most:,} bytes once it is unpacked.", _RAISE)


def _chunks(path: Path, form: str) -> Iterator[bytes]:
    try:
        with _opened(path, form) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except TableError:
        raise
    except Exception as error:
        if not _is_broken(error):
            raise
        raise TableError(f"{quoted(path.name)} is no whole {form} file: {quoted(error)}.", _AGAIN) from None


def _is_broken(error: Exception) -> bool:
    """The three packages for zstd raise errors of their own, which cannot be named without importing them."""
    return isinstance(error, EOFError | zlib.error | gzip.BadGzipFile) or (
        type(error).__name__ in ("ZstdError", "OSError", "ArrowInvalid") and getattr(error, "errno", None) is None
    )


@contextmanager
def _opened(path: Path, form: str) -> Iterator[IO[bytes]]:
    if form == "gzip":
        with gzip.open(path, "rb") as stream:
            yield stream  # type: ignore[misc]  # a GzipFile is binary input in all but its declared type
    else:
        with path.open("rb") as packed, _zstd(path, packed) as stream:
            if not is_whole(path):
                raise TableError(
                    f"{quoted(path.name)} is no whole zstd file: it is cut off, or other bytes follow.", _AGAIN
                )
            yield stream


def _zstd(path: Path, packed: IO[bytes]) -> Any:
    """A stream over a zstd file, by whichever package is there: Python 3.14 brings one."""
    if (module := _module("compression.zstd")) is not None:
        return module.open(packed, "rb")
    if (module := _module("zstandard")) is not None:
        decompressor = module.ZstdDecompressor(max_window_size=_WINDOW)
        return decompressor.stream_reader(packed, read_across_frames=True)
    if (module := _module("pyarrow")) is not None:
        return module.CompressedInputStream(packed, "zstd")
    raise TableError(
        f"{quoted(path.name)} is packed with zstd, and no package here unpacks it.",
        "Install one (pip install zstandard), or unpack the file (unzstd).",
    )


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _refuse_archive(path: Path, unpacked: Path) -> None:
    with unpacked.open("rb") as stream:
        start = stream.read(512)
    if start[257:262] == b"ustar":
        raise TableError(f"{quoted(path.name)} is a packed tar archive, not one table.", "Unpack it (tar -xf).")
