"""Arrow and Feather files, checked batch by batch and written as Parquet into the scratch folder."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.content import file_sha256
from mlwright.profiling.reading.loading import Loaded
from mlwright.profiling.reading.optional import need
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.preparing import File, Prepared, source_of
from mlwright.profiling.reading.typed_files import view_parquet
from mlwright.profiling.reading.unpacking import too_large


def prepare_arrow(files: Sequence[File], keys: Sequence[str], options: ReadOptions, scratch: Path) -> Prepared:
    """Arrow files as typed ones. Raises TableError for broken ones, InputError where pyarrow is missing."""
    arrow = need("pyarrow", "arrow", "Arrow files")
    written = need("pyarrow.parquet", "arrow", "Arrow files")
    source = source_of(files, [file_sha256(file.held) for file in files], format="arrow")
    copies = []
    for at, file in enumerate(files):
        copy = scratch / f"arrow{at}.parquet"
        try:
            _rewrite(arrow, written, file, copy, options)
        except (arrow.ArrowException, MemoryError, OSError) as error:
            if getattr(error, "errno", None) is not None:  # the disk's fault; the package's own have no number
                raise
            raise TableError(
                f"{quoted(file.name)} is not a readable Arrow file: {quoted(str(error).partition(chr(10))[0])}.",
                "Write it again, or as Parquet.",
            ) from None
        copies.append(replace(file, held=copy))

    def fill(connection: duckdb.DuckDBPyConnection) -> Loaded:
        return view_parquet(connection, copies, keys, options, scratch)

    return Prepared(source, fill, 0)


def _rewrite(arrow: Any, written: Any, file: File, copy: Path, options: ReadOptions) -> None:
    most, size = options.most_unpacked(file.held.stat().st_size), 0
    with (
        arrow.OSFile(str(file.held), "rb") as stream,
        _opened(arrow, stream, file.held) as reader,
        written.ParquetWriter(str(copy), reader.schema, store_schema=False) as writer,
    ):
        for batch in _batches(reader):
            # offsets and lengths in the file lead outside of its buffers unless all of them are checked
            batch.validate(full=True)
            size += batch.nbytes
            if size > most:
                raise too_large(Path(file.name), most)
            writer.write_batch(batch)


def _opened(arrow: Any, stream: Any, path: Path) -> Any:
    with path.open("rb") as file:
        whole = file.read(6) == b"ARROW1"
    return arrow.ipc.open_file(stream) if whole else arrow.ipc.open_stream(stream)


def _batches(reader: Any) -> Iterator[Any]:
    count = getattr(reader, "num_record_batches", None)
    if count is None:
        yield from reader
    else:
        for at in range(count):
            yield reader.get_batch(at)
