"""Which codec a file was written in, and a UTF-8 copy where it is another one."""

import re
from pathlib import Path

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.content import CHUNK, Scan

UTF8_CODECS = ("utf-8", "utf-8-sig")
_SAMPLE = 256 * 1024
_WESTERN = "cp1252", "latin-1"


def find_encoding(path: Path, scan: Scan) -> str:
    """Python codec name that reads the whole file.

    A byte order mark decides, then UTF-8 validity, then letters: Korean and Japanese codecs are believed when most
    letters they produce are Hangul or kana; else Western European.

    Raises:
        TableError: a byte order mark that the bytes contradict.
    """
    if scan.bom:
        if (scan.bom == "utf-8-sig" and not scan.utf8) or not _reads(path, scan.bom):
            raise TableError(
                f"{quoted(path.name)} starts as {scan.bom} but holds bytes that are not {scan.bom}.",
                "Save it again as UTF-8.",
            )
        return scan.bom
    if scan.utf8:
        return "utf-8"
    sample = _foreign_lines(path)
    candidates = [name for name, plausible in (("cp949", _korean), ("cp932", _japanese)) if plausible(sample)]
    for name in (*candidates, *_WESTERN):
        if _reads(path, name):
            return name
    raise AssertionError("latin-1 reads every byte")


def write_utf8(path: Path, encoding: str, target: Path) -> Path:
    """`target`, filled with a UTF-8 copy. Raises TableError where the bytes are not in that encoding."""
    try:
        with path.open(encoding=encoding, newline="") as old, target.open("w", encoding="utf-8", newline="") as new:
            while text := old.read(CHUNK):
                if "\x00" in text:
                    raise TableError(f"{quoted(path.name)} holds NUL characters.", "It is no text table.")
                new.write(text)
    except UnicodeError as error:
        raise TableError(
            f"{quoted(path.name)} is not written in {encoding}: {quoted(getattr(error, 'reason', error))}.",
            "Name another encoding, or leave it out to have it found.",
        ) from None
    return target


def _reads(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as stream:
            while stream.read(CHUNK):
                pass
    except UnicodeError:
        return False
    return True


def _foreign_lines(path: Path) -> bytes:
    """Lines with bytes beyond ASCII, whole, so that no character is cut."""
    found, size = [], 0
    with path.open("rb") as stream:
        for line in stream:
            if not line.isascii():
                found.append(line)
                size += len(line)
            if size > _SAMPLE:
                break
    return b"".join(found)


def _letters(sample: bytes, encoding: str) -> list[str]:
    return [char for char in sample.decode(encoding, errors="ignore") if ord(char) > 127]


def _korean(sample: bytes) -> bool:
    """Most foreign characters are Hangul syllables of the everyday set (which EUC-KR holds)."""
    letters = _letters(sample, "cp949")
    hangul = [char for char in letters if "가" <= char <= "힣" and char.encode("euc-kr", errors="ignore")]
    return len(hangul) >= 0.6 * max(1, len(letters)) and _mostly_paired(sample)


def _japanese(sample: bytes) -> bool:
    """A good part of the foreign characters are full-width kana."""
    letters = _letters(sample, "cp932")
    return sum("ぁ" <= char <= "ヿ" for char in letters) >= 0.15 * max(1, len(letters))


def _mostly_paired(sample: bytes) -> bool:
    """Two-byte letters come in runs of even length; Western accents mostly stand alone."""
    runs = re.findall(rb"[\x80-\xff]+", sample)
    return sum(len(run) % 2 == 0 for run in runs) >= 0.7 * len(runs)
