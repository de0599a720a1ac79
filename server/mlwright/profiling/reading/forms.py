"""Which form the first bytes of a file have, whatever its name says."""

import re
from pathlib import Path
from typing import Literal

from mlwright.files import regular

Form = Literal["text", "json", "parquet", "arrow", "excel", "sqlite", "duckdb", "gzip", "zstd"]

_START = 1024 * 1024
_MAGIC: tuple[tuple[bytes, Form], ...] = (
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"),
    (b"\xff\xff\xff\xff", "arrow"),
    (b"PK\x03\x04", "excel"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x1f\x8b", "gzip"),
    (b"(\xb5/\xfd", "zstd"),
)
_JSON_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*(?:"|\})')
_SUFFIXES: dict[str, Form] = {
    ".csv": "text", ".tsv": "text", ".tab": "text", ".psv": "text",
    ".json": "json", ".jsonl": "json", ".ndjson": "json",
    ".parquet": "parquet", ".parq": "parquet", ".pq": "parquet",
    ".arrow": "arrow", ".arrows": "arrow", ".feather": "arrow", ".ipc": "arrow",
    ".xlsx": "excel", ".xlsm": "excel",
}  # fmt: skip
_PACKED = (".gz", ".gzip", ".zst", ".zstd")


def form_of(path: Path) -> Form:
    """The form of a file by its content. Raises OSError as `open` does."""
    with regular(path) as stream:
        start = stream.read(_START)
    for magic, form in _MAGIC:
        if start.startswith(magic):
            return form
    if start[8:12] == b"DUCK":
        return "duckdb"
    return "json" if _JSON_OBJECT.match(start) and _is_lines(path, start) else "text"


def form_by_name(name: str) -> Form | None:
    """The form that a file's name promises, compressed or not; None for names of no table."""
    low = name.lower()
    for suffix in _PACKED:
        low = low.removesuffix(suffix)
    return _SUFFIXES.get(Path(low).suffix)


def _is_lines(path: Path, start: bytes) -> bool:
    """One object that goes on over several lines is no table; a line that closes what it opens is one row."""
    first = start.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].rstrip()
    named = form_by_name(path.name) == "json"
    return first.endswith(b"}") and (named or b"\n" in start.strip())
