"""What the user says about how a table is read; everything left open is found from the bytes."""

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from mlwright.errors import InputError, quoted

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "KI": 2**10, "MI": 2**20, "GI": 2**30, "TI": 2**40}
_LEAST_MEMORY = 100_000_000
_FLOOR, _CEILING, _RATIO = 256 * 2**20, 64 * 2**30, 200


def size_in_bytes(text: str) -> int:
    """Bytes of a size such as `2GB`, `512MiB` or `1000000`. Raises InputError for anything else."""
    match = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,6})?|\d{1,18})\s*([KMGT]I?)?B?\s*", text.upper())
    if match is None:
        raise InputError(f"{quoted(text)} is not a size.", "Write it as 2GB, 512MB or 1GiB.")
    return int(float(match[1]) * _UNITS[match[2] or ""])


@dataclass(frozen=True)
class ReadOptions:
    """How to read a table where its bytes leave it open.

    `memory` bounds what the database holds before it spills. `ragged` says what becomes of rows of another length than
    the header. `table` names a table of a database or a sheet of a workbook. `largest_unpacked` replaces the bound on
    what a packed file may hold: 200 times its size, at least 256 MiB and at most 64 GiB.
    """

    memory: str = "2GB"
    ragged: Literal["refuse", "drop"] = "refuse"
    header: bool = True
    encoding: str | None = None
    separator: str | None = None
    decimal: Literal[".", ","] | None = None
    table: str | None = None
    largest_unpacked: int | None = None

    def __post_init__(self) -> None:
        if self.memory_bytes < _LEAST_MEMORY:
            raise InputError(f"--memory {quoted(self.memory)} is too little.", "Give it 100MB or more.")
        if self.separator is not None and not _parts_fields(self.separator):
            raise InputError(
                f"{quoted(self.separator)} cannot part the fields of a table.", "Name one sign, such as ; or a tab."
            )
        if self.encoding is not None:
            _check_codec(self.encoding)

    @property
    def memory_bytes(self) -> int:
        """The memory limit in bytes."""
        return size_in_bytes(self.memory)

    def most_unpacked(self, packed: int) -> int:
        """Bytes that a file of `packed` bytes may hold."""
        if self.largest_unpacked is not None:
            return self.largest_unpacked
        return min(_CEILING, max(_FLOOR, _RATIO * packed))


def _parts_fields(separator: str) -> bool:
    plain = len(separator) == 1 and separator.isascii()
    return plain and not separator.isalnum() and separator not in "\"'\n\r\\.-+_ \x00"


def _check_codec(name: str) -> None:
    try:
        if codecs.lookup(name)._is_text_encoding:
            return
    except LookupError:
        pass
    raise InputError(f"{quoted(name)} is no text encoding.", "Name one such as utf-8, cp1252, latin-1 or utf-16.")
