"""Bytes to text as Python itself would read them, and further where Python would give up."""

import codecs
import re

# Codecs that map bytes to characters and nothing else: a cookie must not start a decompressor or an escape reader.
FAMILIES = ("utf", "latin", "iso", "cp", "windows", "koi8", "mac", "gb", "big5", "euc", "shift", "sjis", "ascii", "us")
NOT_TEXT = ("utf-7", "utf7", "utf-8-sig")
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26, 27})
LARGEST_CONTROL_SHARE = 0.02


class NotTextError(Exception):
    """The bytes are no text; the message says why."""


def decode(data: bytes) -> tuple[str, list[str]]:
    """Text with plain newlines, and remarks on what was not as declared; raises NotTextError on binary data."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return plain(data[len(bom) :].decode(name, "replace")), []
    if _is_binary(data):
        raise NotTextError("the file holds binary data, not text")
    remarks: list[str] = []
    encoding = _declared(data, remarks)
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        remarks.append(f"the bytes are not {encoding} as declared or expected; read as Latin-1")
        text = data.decode("latin-1")
    if "\0" in text:
        remarks.append("NUL bytes are read as spaces")
    return plain(text), remarks


def plain(text: str) -> str:
    """Newlines as Python's tokenizer sees them, no NUL, no lone surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", " ")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode(errors="replace").decode()
    return text


def _is_binary(data: bytes) -> bool:
    if b"\0" not in data:
        return False
    return len(data) - len(data.translate(None, CONTROL)) > LARGEST_CONTROL_SHARE * len(data)


def _declared(data: bytes, remarks: list[str]) -> str:
    """The encoding named in the first two lines, or UTF-8."""
    head = b"\n".join(data[:1000].splitlines()[:2])
    if b"coding" not in head:
        return "utf-8"
    found = re.search(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", head, re.MULTILINE)
    if found is None:
        return "utf-8"
    name = found[1].decode("ascii", "replace").lower().replace("_", "-")
    if name.startswith(("utf-8", "utf8", "ascii", "us-ascii")):
        return "utf-8"
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        remarks.append(f"the declared encoding '{name[:40]}' is unknown; read as UTF-8")
        return "utf-8"
    if not name.startswith(FAMILIES) or name in NOT_TEXT:
        remarks.append(f"the declared encoding '{name[:40]}' is not read; read as UTF-8")
        return "utf-8"
    return name
