"""What the bytes at a path are, before any parser sees them: a text table, or something else that is named."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from mlwright.errors import TableError, quoted
from mlwright.files import regular, tables_in

LONGEST_LINE = 4 * 1024 * 1024
CHUNK = 1024 * 1024
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
WIDE = ("utf-16", "utf-32")
"""Codecs whose letters hold NUL bytes."""

_CODE_SUFFIXES = {".pkl", ".pickle", ".joblib", ".pt", ".pth", ".npy", ".npz"}
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "looks like an Excel workbook or a zip archive", "Save the sheet as CSV, or unpack the archive."),
    (b"\x1f\x8b", "is packed with gzip", "Unpack it first (gunzip)."),
    (b"BZh", "is packed with bzip2", "Unpack it first (bunzip2)."),
    (b"\xfd7zXZ\x00", "is packed with xz", "Unpack it first (unxz)."),
    (b"(\xb5/\xfd", "is packed with zstd", "Unpack it first (unzstd)."),
    (b"\xd0\xcf\x11\xe0", "looks like an old Excel workbook (xls)", "Save the sheet as CSV."),
    (b"%PDF", "is a PDF document", "Export its table as CSV."),
    (b"SQLite format 3\x00", "is an SQLite database", "Export the table as CSV."),
    (b"\x93NUMPY", "is a numpy array file", "Export it as CSV or Parquet."),
    (b"\x89HDF", "is an HDF5 file", "Export the table as CSV or Parquet."),
)
_PICKLE = re.compile(rb"\x80[\x02-\x05]")
_JSON = re.compile(rb'\s*(\{\s*["}]|\[\s*[\[{])')
_JSON_LINES = re.compile(rb'\s*\{[^\r\n]*\}\s*[\r\n]+\s*\{\s*"')
_MARKUP = re.compile(rb"\s*<(!doctype|html|\?xml|table|head|body)\b", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f")) + b"\x7f"
_TABLES = "Expected a text table (CSV, TSV) or a Parquet file."


@dataclass(frozen=True)
class Scan:
    """What one pass over the bytes showed."""

    sha256: str
    size: int
    parquet: bool
    bom: str | None
    """Codec that the byte order mark stands for."""
    utf8: bool
    plain: bool = False
    """Nothing but ASCII."""


def refuse_by_name(path: Path) -> None:
    """Refuse a missing path, a folder, and files that run code when they are opened, without opening them."""
    if not path.exists():
        raise TableError(f"There is no file at {quoted(path)}.", "Check the path; relative ones start here.")
    if path.is_dir():
        raise TableError(f"{quoted(path)} is a folder, not a table.", tables_in(path))
    if not path.is_file():
        raise TableError(f"{quoted(path)} is not a regular file.", _TABLES)
    if path.suffix.lower() in _CODE_SUFFIXES:
        raise TableError(
            f"{quoted(path.name)} is a {path.suffix} file; such files can run code when loaded and are never opened.",
            "Export the table as CSV or Parquet.",
        )


def file_sha256(path: Path) -> str:
    """SHA-256 of a regular file's bytes as 64 hex digits. Raises OSError as `open` does."""
    with regular(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def scan(path: Path, *, lines: bool = False, encoding: str | None = None) -> Scan:
    """Read every byte once: hash, encoding evidence, and refusal of everything that is not a table.

    JSON passes where `lines` expects lines of it; NUL bytes pass where the user named a wide `encoding`.

    Raises:
        TableError: naming what the file is instead.
    """
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    size, line, utf8, bom, parquet, plain = 0, 0, True, None, False, True
    named_wide = encoding is not None and encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32"))
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            if size == 0:
                parquet, bom = chunk.startswith(b"PAR1"), _bom(chunk)
                wide = named_wide or bom in WIDE
                if not parquet:
                    _refuse_by_content(path, chunk, wide, lines)
            digest.update(chunk)
            size += len(chunk)
            if parquet:
                continue
            line = _line_length(path, chunk, line)
            if not wide and b"\x00" in chunk:
                raise TableError(f"{quoted(path.name)} holds NUL bytes, so it is not a text table.", _TABLES)
            plain = plain and chunk.isascii()
            utf8 = utf8 and (plain or _decodes(decoder, chunk))
    if size == 0:
        raise TableError(f"{quoted(path.name)} is empty (0 bytes).", _TABLES)
    if path.suffix.lower() == ".parquet" and not parquet:
        raise TableError(f"{quoted(path.name)} is named .parquet but is not a Parquet file.", "Write it again.")
    return Scan(digest.hexdigest(), size, parquet, bom, utf8 and _decodes(decoder, b"", final=True), plain)


def _bom(start: bytes) -> str | None:
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    return "utf-16" if start.startswith(UTF16) else None


def _refuse_by_content(path: Path, start: bytes, wide: bool, lines: bool) -> None:
    name = quoted(path.name)
    for magic, what, hint in _MAGIC:
        if start.startswith(magic):
            raise TableError(f"{name} {what}.", hint)
    if _PICKLE.match(start):
        raise TableError(f"{name} is a pickle, which can run code when loaded.", "Export the table as CSV or Parquet.")
    body = start.removeprefix(codecs.BOM_UTF8)
    if lines:
        return
    if _JSON_LINES.match(body):
        raise TableError(f"{name} holds JSON lines, not a table of rows and columns.", "Convert it to CSV or Parquet.")
    if _JSON.match(body):
        raise TableError(f"{name} holds JSON, not a table of rows and columns.", "Convert it to CSV or Parquet.")
    if _MARKUP.match(body):
        raise TableError(f"{name} is a web page or XML (HTML), not a table.", "Download the data file itself.")
    controls = len(start) - len(start.translate(None, _CONTROLS))
    if not wide and _looks_wide(start):
        raise TableError(
            f"{name} holds NUL bytes between its letters, as UTF-16 does, but no byte order mark.",
            "Name the encoding (--encoding utf-16-le or utf-16-be), or save it as UTF-8.",
        )
    if not wide and (controls > len(start) / 500 or b"\x00" in start):
        found = (
            "NUL bytes" if b"\x00" in start else f"{controls:,} control characters in the first {len(start):,} bytes"
        )
        raise TableError(f"{name} holds {found}, so it is binary, not a text table.", _TABLES)


def _looks_wide(start: bytes) -> bool:
    """Every other byte of Western text in UTF-16 is NUL."""
    pairs = start[: 2 * (len(start) // 2)]
    halves = pairs[::2].count(0), pairs[1::2].count(0)
    return len(pairs) >= 40 and max(halves) > 0.4 * len(pairs) // 2 and min(halves) == 0


def _line_length(path: Path, chunk: bytes, before: int) -> int:
    """Length of the line that goes on past the chunk; lines inside a chunk are shorter than the limit."""
    first, last = _ends(chunk)
    longest = before + (first if first >= 0 else len(chunk))
    if longest > LONGEST_LINE:
        raise TableError(
            f"{quoted(path.name)} has a line longer than {LONGEST_LINE // 1024**2} MiB, so it is hardly a table.",
            "Check the line ends of the file.",
        )
    return len(chunk) - last - 1 if last >= 0 else longest


def _ends(chunk: bytes) -> tuple[int, int]:
    firsts = [at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0]
    return min(firsts, default=-1), max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
