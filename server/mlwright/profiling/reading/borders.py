"""One pass over the bytes of a text table: what stands at the borders of its fields decides how it is read."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mlwright.profiling.reading.content import CHUNK

BLANKS = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
"""Characters that are stripped around a value, as `str.strip` does; a cell of nothing else is blank."""

_LINE_FEED, _SPACE, _NOUGHT, _UNDERSCORE = 10, 32, 48, 95
_RARE = tuple(char.encode() for char in BLANKS if char.isascii() and char not in " \n\r")
_FOREIGN = tuple(char.encode() for char in BLANKS if not char.isascii())
Bytes = npt.NDArray[np.uint8]


@dataclass
class Borders:
    """`rewrite`: two parsers could disagree; `padded`: spaces around values are possible; `rare`: other blanks are;
    `joined`: somewhere two digits stand around a `_`."""

    rewrite: bool = False
    padded: bool = False
    rare: bool = False
    joined: bool = False


def look_at_borders(path: Path, separator: str) -> Borders:
    """What the borders of a UTF-8 table's fields allow for."""
    seen, mark, ends = Borders(), separator.encode(), set[str]()
    quoting, rare = _quoting(mark), tuple(char for char in _RARE if char != mark)
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            chunk += stream.readline()
            ends |= _line_ends(chunk)
            codes: Bytes = np.frombuffer(chunk, dtype=np.uint8)
            low = np.flatnonzero(codes < _SPACE)  # one search for line ends and for all the rare blanks of ASCII
            feeds = low[codes[low] == _LINE_FEED]
            seen.rare = seen.rare or (len(feeds) < len(low) and any(map(chunk.__contains__, rare)))
            seen.rare = seen.rare or (not chunk.isascii() and any(map(chunk.__contains__, _FOREIGN)))
            seen.joined = seen.joined or (b"_" in chunk and _joins_digits(codes))
            if b'"' in chunk:
                seen.rewrite = seen.rewrite or quoting.search(chunk) is not None
                seen.padded = seen.padded or b'" ' in chunk or b' "' in chunk
                seen.rare = seen.rare or _ends_in_quotes(chunk, mark)
            _look_beside(chunk, mark, feeds, seen)
            seen.rewrite = seen.rewrite or len(ends) > 1 or "\r" in ends
    return seen


def _look_beside(chunk: bytes, mark: bytes, feeds: npt.NDArray[np.intp], seen: Borders) -> None:
    """Spaces beside separators and line ends, and separators before line ends."""
    if b"\r" in chunk:
        chunk = chunk.replace(b"\r\n", b"\n")
        seen.rare = seen.rare or b"\r" in chunk
        feeds = np.flatnonzero(np.frombuffer(chunk, dtype=np.uint8) == _LINE_FEED)
    codes: Bytes = np.frombuffer(chunk, dtype=np.uint8)
    before = codes[feeds[feeds > 0] - 1]
    after = codes[feeds[feeds < len(codes) - 1] + 1]
    seen.rewrite = seen.rewrite or bool((before == mark[0]).any()) or chunk.endswith(mark)
    if seen.padded or b" " not in chunk:
        return
    spaces, marks = codes == _SPACE, codes == mark[0]
    seen.padded = (
        bool(codes[0] == _SPACE)
        or bool(codes[-1] == _SPACE)
        or bool((before == _SPACE).any() or (after == _SPACE).any())
        or bool((spaces[1:] & marks[:-1]).any() or (spaces[:-1] & marks[1:]).any())
    )


def _joins_digits(codes: Bytes) -> bool:
    """DuckDB reads 1_000 as a number, which others do not: rare enough to be looked for once in the whole file."""
    digits = codes - _NOUGHT < 10  # bytes below that of 0 wrap around to large ones
    return bool((digits[:-2] & (codes[1:-1] == _UNDERSCORE) & digits[2:]).any())


def _ends_in_quotes(chunk: bytes, mark: bytes) -> bool:
    """A quoted text may begin or end with a line end, which is stripped like any blank."""
    endings = (b'\n"' + mark, b'\n"\n', b'\n"\r', mark + b'"\n', mark + b'"\r', b'"\r\n"', b'"\n"')
    return any(ending in chunk for ending in endings)


def _quoting(mark: bytes) -> re.Pattern[bytes]:
    """Quotes beside spaces, and an empty quoted field at a line's end."""
    space = rb" " if mark == b"\t" else rb"[ \t]"
    sign = re.escape(mark)
    return re.compile(
        rb'(?:^|[\n\r]|%b)%b+"|"%b+(?:%b|[\r\n]|$)|%b""(?:[\r\n]|$)' % (sign, space, space, sign, sign), re.MULTILINE
    )


def _line_ends(chunk: bytes) -> set[str]:
    if b"\r" not in chunk:
        return {"\n"} if b"\n" in chunk else set()
    both, carriages, feeds = chunk.count(b"\r\n"), chunk.count(b"\r"), chunk.count(b"\n")
    found = {"\r\n": both, "\r": carriages - both, "\n": feeds - both}
    return {end for end, count in found.items() if count}
