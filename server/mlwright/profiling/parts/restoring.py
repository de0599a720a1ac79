"""A merged state as an open table again: the rows of its sample, and what the parts counted."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from mlwright.errors import PaperError, TableError, quoted
from mlwright.profiling.columns.numbers import NumberFormat
from mlwright.profiling.parts.rows import texts_of
from mlwright.profiling.reading.dialect import Dialect
from mlwright.profiling.reading.loading import Loaded, connect, copy_in, show_stored
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.reader import Table
from mlwright.profiling.reading.rows import Room, write_rows
from mlwright.profiling.reading.stripping import make_texts
from mlwright.specs import Finding, Source, found
from mlwright.specs.profile import SourceFile
from mlwright.specs.profile_state import PartFacts, ProfileState

_MOST_FINDINGS, _MOST_NAMED, _MOST_BYTES = 20, 3, 4 * 2**30


@contextmanager
def restored(state: ProfileState, options: ReadOptions) -> Iterator[Table]:
    """The table: `rows` counts all parts, the relations hold the sample, every cell as text."""
    names = names_of(state.parts)
    numbers = _numbers(state.parts)
    source = merged_source(state.parts).model_copy(update={"decimal": numbers.decimal, "thousands": numbers.thousands})
    with TemporaryDirectory(prefix="mlwright-") as folder:
        scratch = Path(folder)
        path, loaded = scratch / "sample.csv", Loaded(names, ["text"] * len(names))
        size = _write(state, names, path)
        connection = connect(scratch, options, size)
        try:
            _fill(state, connection, path, names, numbers)
            columns = [f"c{at}" for at in range(len(names))]
            make_texts(connection, loaded, columns)
            connection.execute("SET threads = 1")
            types = dict.fromkeys(columns, loaded.types[0])
            named = dict(zip(columns, names, strict=True))
            yield Table(source, connection, state.rows, named, tuple(_findings(state.parts)), types)
        finally:
            connection.close()


def _write(state: ProfileState, names: Sequence[str], path: Path) -> int:
    by_name = {column.name: texts_of(column) for column in state.sample.columns}
    room = Room(_MOST_BYTES, TableError("The sample of the state is too large.", "Write it anew."))
    write_rows(zip(*(by_name[name] for name in names), strict=True), len(names), path, room)
    return path.stat().st_size


def _fill(
    state: ProfileState, connection: duckdb.DuckDBPyConnection, path: Path, names: Sequence[str], numbers: NumberFormat
) -> None:
    connection.execute(f"CREATE TABLE stored ({', '.join(f'c{at} VARCHAR' for at in range(len(names)))})")
    if not copy_in(connection, path, Dialect(",", list(names), 0, True, numbers, named=False), 0, ()):
        raise PaperError("The sample of the state cannot be read as a table.", "Write the states anew.")
    show_stored(connection)
    ((rows,),) = connection.execute("SELECT count(*) FROM stored").fetchall()
    if rows != len(state.sample.rows):
        raise PaperError("The sample of the state has rows that cannot be read.", "Write the states anew.")


def names_of(parts: Sequence[PartFacts]) -> list[str]:
    """Columns of all parts, those of the first part first."""
    return list(dict.fromkeys(column.name for part in parts for column in part.columns))


def _numbers(parts: Sequence[PartFacts]) -> NumberFormat:
    """The marks of the parts that show any; a part of whole numbers shows none."""
    ways = Counter[NumberFormat]()
    for part in parts:
        ways[NumberFormat(part.source.decimal, part.source.thousands)] += part.rows
    shown = {way: rows for way, rows in ways.items() if way != NumberFormat()}
    return min(shown, key=lambda way: (-shown[way], way.decimal, way.thousands or ""), default=NumberFormat())


def merged_source(parts: Sequence[PartFacts]) -> Source:
    """All parts as one source of several files, as if they had been named together."""
    first = parts[0].source
    if len(parts) == 1:
        return first
    files = [pair for part in parts for pair in _files(part.source)]
    root = os.path.commonpath([os.path.dirname(path) for path, _ in files]) if _local(files) else ""  # noqa: PTH120
    several = tuple(
        file.model_copy(update={"path": os.path.relpath(path, root) if root else path}) for path, file in files
    )
    listed = "".join(f"{file.sha256}  {file.path}\n" for file in sorted(several, key=lambda file: file.path))
    update = {
        "path": root or first.path,
        "sha256": hashlib.sha256(listed.encode("utf-8", "surrogatepass")).hexdigest(),
        "bytes": sum(file.bytes for file in several),
        "files": several,
        "compression": first.compression if len({part.source.compression for part in parts}) == 1 else None,
    }
    return first.model_copy(update=update)


def _files(source: Source) -> list[tuple[str, SourceFile]]:
    if source.files:
        return [(f"{source.path.rstrip('/')}/{file.path}", file) for file in source.files]
    return [(source.path, SourceFile(path=source.path, sha256=source.sha256, bytes=source.bytes))]


def _local(files: Sequence[tuple[str, SourceFile]]) -> bool:
    return all(path.startswith("/") for path, _ in files)


def _findings(parts: Sequence[PartFacts]) -> Iterator[Finding]:
    """What was found while the parts were read, and in which columns they differ."""
    said = dict.fromkeys((item.name, item.evidence, item.columns) for part in parts for item in part.findings)
    every = {(item.name, item.evidence, item.columns): item for part in parts for item in part.findings}
    yield from (every[key] for key in list(said)[:_MOST_FINDINGS])
    lacking: dict[tuple[str, ...], list[str]] = {}
    for name in names_of(parts):
        without = tuple(quoted(part.source.path.rpartition("/")[2], 40) for part in parts if name not in part.by_name)
        if without:
            lacking.setdefault(without, []).append(name)
    for without, names in lacking.items():
        more = f" and {len(without) - _MOST_NAMED:,} more" if len(without) > _MOST_NAMED else ""
        where = ", ".join(without[:_MOST_NAMED]) + more
        yield found("parts_differ", f"no such column in {where}; its rows there count as missing", tuple(names[:10]))
    ways = {(part.source.decimal, part.source.thousands) for part in parts} - {(".", None)}
    if len(ways) > 1:
        told = " and ".join(
            f"decimal {quoted(one)}, thousands {quoted(two or '')}" for one, two in sorted(ways, key=str)
        )
        yield found("parts_differ", f"the parts write numbers in several ways: {told}")
