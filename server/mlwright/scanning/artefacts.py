"""Models, arrays and archives, looked at from outside and within bounds; nothing is loaded or written."""

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from mlwright.scanning.findings import Finding, Note, Place, visible
from mlwright.scanning.harmless import judge
from mlwright.scanning.pickles import Followed, streams

PICKLED = (".pkl", ".pickle", ".p", ".joblib", ".dill", ".sav", ".pt", ".pth", ".ckpt", ".cloudpickle")
MOST_UNPACKED = 64 << 20
"""Bytes of a member that are looked at."""
BOMB_SIZE, BOMB_RATIO = 256 << 20, 100
MOST_MEMBERS = 2_000
DEEPEST = 2
PACKERS: dict[bytes, Any] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
    b"\x5d\x00\x00": lzma.open,
}
TEXTS = (".json", ".env", ".yaml", ".yml", ".csv", ".tsv", ".jsonl", ".txt", ".log", ".ipynb", ".py", ".cfg", ".toml")
LAMBDA = re.compile(rb"\"class_name\"\s{0,4}:\s{0,4}\"Lambda\"")
Said = Finding | Note
Texts = Callable[[bytes, Place], Iterable[Finding]]
"""What finds something in a text: data files and settings lie packed, too."""


def artefact(file: BinaryIO, place: Place, size: int, texts: Texts, depth: int = 0) -> Iterator[Said]:
    """Findings in a model, an array or an archive, and notes on what could not be read."""
    head = file.read(512)
    file.seek(0)
    name = (place.member or place.path).lower()
    try:
        if head.startswith(b"PK\x03\x04"):
            yield from _zip(file, place, size, texts, depth)
        elif head.startswith(b"\x93NUMPY"):
            yield from _array(file, place, texts)
        elif head.startswith(b"\x89HDF\r\n"):
            yield from _hdf5(file, place)
        elif head[257:262] == b"ustar":
            yield from _tar(file, place, texts, depth)
        elif _packer(head, name):
            yield from _packed(file, head, place, size, texts, depth)
        elif _is_pickle(head, name):
            yield from _pickle(file, place, name.endswith(PICKLED), texts)
    except Exception as error:
        # hostile bytes meet the standard library's parsers here: whatever they raise is about this file alone
        yield Note(place, f"not read to the end: {visible(error, 120)}")


def is_artefact(head: bytes, path: str) -> bool:
    """Whether the first bytes, or the name, promise something that `artefact` knows."""
    magic = (b"PK\x03\x04", b"\x93NUMPY", b"\x89HDF\r\n")
    return bool(
        head.startswith(magic) or head[257:262] == b"ustar" or _packer(head, path.lower()) or _is_pickle(head, path)
    )


def _packer(head: bytes, name: str) -> Any:
    if head[:1] == b"x" and head[1:2] in (b"\x01", b"\x5e", b"\x9c", b"\xda") and name.endswith(PICKLED):
        return _inflated
    return next((opener for magic, opener in PACKERS.items() if head.startswith(magic)), None)


def _inflated(file: BinaryIO) -> BinaryIO:
    unpacked = zlib.decompressobj().decompress(file.read(MOST_UNPACKED), MOST_UNPACKED + 1)
    return io.BytesIO(unpacked)


def _is_pickle(head: bytes, path: str) -> bool:
    # protocols 0 and 1 have no magic: the name has to say so
    return (head[:1] == b"\x80" and head[1:2] in b"\x02\x03\x04\x05" and head[1:2] != b"") or (
        path.lower().endswith(PICKLED) and bool(head)
    )


def _pickle(file: BinaryIO, place: Place, named: bool, texts: Texts) -> Iterator[Said]:
    for done in streams(file):
        yield from _judged(done, place)
        for found in texts("\n".join(done.texts).encode(errors="replace"), place):
            if found.code in ("SC801", "SC802", "SC803"):
                yield found._replace(place=place)
        if done.ended and done.called and done.ended.startswith("more than"):
            yield Finding("SC822", "medium", place, f"the pickle was not followed to its end: {done.ended}")
        elif done.ended and named:
            yield Note(place, f"the pickle was not followed to its end: {visible(done.ended, 120)}")


def _judged(done: Followed, place: Place) -> Iterator[Finding]:
    for found in done.globals:
        verdict = judge(found.module, found.name)
        if verdict == "harmless":
            continue
        shown = visible(f"{found.module}.{found.name}", 120)
        where = place._replace(offset=found.offset)
        if verdict == "dangerous":
            yield Finding("SC821", "high", where, f"the pickle imports `{shown}`: loading it can run commands")
        else:
            message = f"the pickle imports `{shown}`, which is not known to be harmless: loading it runs that module"
            yield Finding("SC822", "medium", where, message)


def _array(file: BinaryIO, place: Place, texts: Texts) -> Iterator[Said]:
    head = file.read(12)
    wide = head[6:7] != b"\x01"
    length = int.from_bytes(head[8:12] if wide else head[8:10], "little")
    start = 12 if wide else 10
    file.seek(start)
    described = file.read(min(length, 65_536))
    if re.search(rb"'descr':.{0,400}?'[|<>=]?O\d?'", described, re.DOTALL):
        message = "an array of objects: reading it means loading a pickle"
        yield Finding("SC823", "medium", place, message)
        file.seek(start + length)
        yield from _pickle(file, place, True, texts)


def _hdf5(file: BinaryIO, place: Place) -> Iterator[Said]:
    offset, kept, step = 0, b"", 1 << 20
    while offset < 4 * MOST_UNPACKED and (piece := file.read(step)):
        found = LAMBDA.search(kept + piece)
        if found:
            where = place._replace(offset=offset - len(kept) + found.start())
            yield Finding("SC825", "high", where, "the model has a Lambda layer: loading it can run stored bytecode")
            return
        kept, offset = piece[-64:], offset + len(piece)


def _zip(file: BinaryIO, place: Place, size: int, texts: Texts, depth: int) -> Iterator[Said]:
    with zipfile.ZipFile(file) as archive:
        members = [item for item in archive.infolist() if not item.is_dir()]
        unpacked = sum(item.file_size for item in members)
        if _is_bomb(unpacked, size):
            yield Finding("SC826", "high", place, f"{size} bytes that unpack to {unpacked}")
            return
        left = 4 * MOST_UNPACKED
        for item in members[:MOST_MEMBERS]:
            inner = _inside(place, item.filename)
            yield from _escapes(item.filename, inner)
            if item.flag_bits & 1:
                yield Note(inner, "not read: encrypted")
            elif left > 0:
                with archive.open(item) as stream:
                    head = stream.read(512)
                    # tensors are most of a model, and hold nothing that could run
                    rest = stream.read(min(MOST_UNPACKED, left)) if _worth(head, item.filename) else b""
                left -= len(rest)
                if rest or _worth(head, item.filename):
                    yield from _member(head + rest, inner, texts, depth)
        if len(members) > MOST_MEMBERS:
            yield Note(place, f"only {MOST_MEMBERS} of {len(members)} members were read")


def _worth(head: bytes, name: str) -> bool:
    return is_artefact(head, name) or name.lower().endswith(TEXTS)


def _member(data: bytes, place: Place, texts: Texts, depth: int) -> Iterator[Said]:
    if place.member.endswith("config.json") and (found := LAMBDA.search(data)):
        where = place._replace(offset=found.start())
        yield Finding("SC825", "high", where, "the model has a Lambda layer: loading it can run stored bytecode")
    if not is_artefact(data[:512], place.member or place.path):
        yield from texts(data, place)
    elif depth < DEEPEST:
        yield from artefact(io.BytesIO(data), place, len(data), texts, depth + 1)
    else:
        yield Note(place, "not read: too many archives within archives")


def _tar(file: BinaryIO, place: Place, texts: Texts, depth: int) -> Iterator[Said]:
    with tarfile.open(fileobj=file, mode="r:") as archive:
        for number, item in enumerate(archive):
            inner = _inside(place, item.name)
            yield from _escapes(item.name, inner)
            if number >= MOST_MEMBERS:
                yield Note(place, f"only the first {MOST_MEMBERS} members were read")
                return
            stream = archive.extractfile(item) if item.isfile() else None
            if stream is not None and _worth(stream.read(512), item.name):
                stream.seek(0)
                yield from _member(stream.read(MOST_UNPACKED), inner, texts, depth)


def _packed(file: BinaryIO, head: bytes, place: Place, size: int, texts: Texts, depth: int) -> Iterator[Said]:
    data = _packer(head, (place.member or place.path).lower())(file).read(MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        message = f"only the first {MOST_UNPACKED} unpacked bytes were read"
        yield Note(place, message)
        if _is_bomb(len(data) * 4, size):
            yield Finding("SC826", "medium", place, f"{size} bytes that unpack to more than {MOST_UNPACKED}")
    # the name without the packer's ending says what it is
    bare = re.sub(r"\.(?:gz|bz2|xz|lzma|z)$", "", place.member or place.path, flags=re.IGNORECASE)
    named = place._replace(member=bare) if place.member else place._replace(path=bare)
    for said in _member(data, named, texts, depth):
        yield said._replace(place=said.place._replace(path=place.path, member=said.place.member))


def _is_bomb(unpacked: int, size: int) -> bool:
    return unpacked > BOMB_SIZE and unpacked > BOMB_RATIO * size


def _escapes(name: str, place: Place) -> Iterator[Finding]:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:[\\/]", name):
        yield Finding("SC827", "high", place, f"the member `{visible(name, 120)}` lies outside the archive's folder")


def _inside(place: Place, name: str) -> Place:
    shown = visible(name, 200)
    return place._replace(member=f"{place.member}!{shown}" if place.member else shown)
