"""Whether a zstd file is whole: its frames and blocks say how long they are, so nothing has to be unpacked."""

import os
from pathlib import Path
from typing import BinaryIO

_MAGIC, _SKIPPED = 0xFD2FB528, 0x184D2A50
_DICTIONARY, _CONTENT = (0, 1, 2, 4), (0, 2, 4, 8)
_ONE_BYTE, _RESERVED = 1, 3
"""Kinds of blocks: one byte that is repeated, and one that no file has."""


def is_whole(path: Path) -> bool:
    """Whether a file is nothing but zstd frames, none of them cut off; unpackers stop at a cut without a word."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        while stream.tell() < size:
            if not _frame(stream):
                return False
    return size > 0


def _frame(stream: BinaryIO) -> bool:
    magic = _number(stream, 4)
    if magic & ~0xF == _SKIPPED:
        return _skip(stream, _number(stream, 4))
    if magic != _MAGIC:
        return False
    described = _number(stream, 1)
    if described < 0:
        return False
    single, check = described >> 5 & 1, described >> 2 & 1
    content = _CONTENT[described >> 6] or single
    if not _skip(stream, 1 - single + _DICTIONARY[described & 3] + content):
        return False
    last = 0
    while not last:
        block = _number(stream, 3)
        last, kind, length = block & 1, block >> 1 & 3, block >> 3
        if block < 0 or kind == _RESERVED or not _skip(stream, 1 if kind == _ONE_BYTE else length):
            return False
    return _skip(stream, 4 * check)


def _number(stream: BinaryIO, width: int) -> int:
    """A number of some bytes; -1 where the file ends before."""
    found = stream.read(width)
    return int.from_bytes(found, "little") if len(found) == width else -1


def _skip(stream: BinaryIO, width: int) -> bool:
    """Go on by some bytes; False where the file ends before."""
    return width >= 0 and stream.seek(width, os.SEEK_CUR) <= os.fstat(stream.fileno()).st_size
