"""What every kind of source is made into before it is loaded: its paper, and how `cells` is filled from it."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from mlwright.profiling.reading.loading import Loaded
from mlwright.specs import Source
from mlwright.specs.profile import SourceFile


@dataclass(frozen=True)
class File:
    """A file that is held open: `held` leads to it, `path` is where it lies, `name` is what messages call it."""

    path: Path
    held: Path
    name: str
    packed: Literal["gzip", "zstd"] | None = None
    values: tuple[str, ...] = ()
    """What stands in its folders."""


@dataclass(frozen=True)
class Prepared:
    """A checked source. `fill` makes the relation `cells`; `size` is about what it takes in memory."""

    source: Source
    fill: Callable[[duckdb.DuckDBPyConnection], Loaded]
    size: int


def source_of(files: Sequence[File], hashes: Sequence[str], **facts: Any) -> Source:
    """The paper of one file or of several; whoever knows what the user named sets another path."""
    sizes = [file.held.stat().st_size for file in files]
    compression = files[0].packed if len({file.packed for file in files}) == 1 else None
    several = tuple(
        SourceFile(path=file.name, sha256=digest, bytes=size)
        for file, digest, size in zip(files, hashes, sizes, strict=True)
    )
    listed = "".join(f"{file.sha256}  {file.path}\n" for file in sorted(several, key=lambda file: file.path))
    return Source(
        path=str(files[0].path),
        sha256=hashes[0] if len(files) == 1 else hashlib.sha256(listed.encode()).hexdigest(),
        bytes=sum(sizes),
        compression=compression,
        files=several if len(files) > 1 else (),
        **facts,
    )
