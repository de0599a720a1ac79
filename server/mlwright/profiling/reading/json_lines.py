"""JSON lines, one object a row: every value as the text that stands there, nested ones as JSON."""

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.content import file_sha256, scan
from mlwright.profiling.reading.encoding import find_encoding, write_utf8
from mlwright.profiling.reading.headers import MOST_COLUMNS
from mlwright.profiling.reading.loading import Loaded, literal, said, show_stored
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.preparing import File, Prepared, source_of
from mlwright.profiling.reading.unpacking import unpack

_RENAMED = re.compile(r"_\d+\Z")


def prepare_json(files: Sequence[File], keys: Sequence[str], options: ReadOptions, scratch: Path) -> Prepared:
    """JSON lines checked byte by byte, unpacked and in UTF-8. Raises TableError for what is no text."""
    paths, hashes, size = [], [], 0
    for at, file in enumerate(files):
        room = scratch / f"file{at}"
        room.mkdir()
        path = unpack(file.held, file.packed, room / "unpacked.jsonl", options) if file.packed else file.held
        seen = scan(path, lines=True, encoding=options.encoding)
        hashes.append(file_sha256(file.held) if file.packed else seen.sha256)
        encoding = options.encoding or find_encoding(path, seen)
        plain = room / "lines.jsonl"
        if encoding == "utf-8" and seen.utf8:
            plain.symlink_to(path)
        else:
            write_utf8(path, encoding, plain)
        paths.append(plain)
        size += seen.size
    source = source_of(files, hashes, format="json", encoding=encoding)

    def fill(connection: duckdb.DuckDBPyConnection) -> Loaded:
        header = _load(connection, files, paths, keys)
        show_stored(connection)
        return Loaded(header, ["text"] * len(header))

    return Prepared(source, fill, size)


def _load(
    connection: duckdb.DuckDBPyConnection, files: Sequence[File], paths: Sequence[Path], keys: Sequence[str]
) -> list[str]:
    """Fill `stored`; the columns are all keys of all files, in the order of their first appearance."""
    header: dict[str, None] = {}
    for file, path in zip(files, paths, strict=True):
        header.update(dict.fromkeys(_keys(connection, file, path)))
    if not 1 <= len(header) <= MOST_COLUMNS:
        raise TableError(f"{quoted(files[0].name)} has {len(header):,} keys.", f"Expected 1 to {MOST_COLUMNS:,}.")
    _refuse_case([*header, *keys], files[0].name)
    names = [*header, *keys]
    connection.execute(f"CREATE TABLE stored ({', '.join(f'c{at} VARCHAR' for at in range(len(names)))})")
    columns = "{" + ", ".join(f"{literal(name)}: 'VARCHAR'" for name in header) + "}"
    aliases = ", ".join(f"c{at}" for at in range(len(header)))
    texts = ", ".join(f"coalesce(c{at}, '')" for at in range(len(header)))
    for file, path in zip(files, paths, strict=True):
        fixed = "".join(f", {literal(value)}" for value in file.values)
        reading = f"read_json({_lines(path)}, columns={columns}) AS t({aliases})"
        _run(connection, f"INSERT INTO stored SELECT {texts}{fixed} FROM {reading}", file, path)
    return names


def _keys(connection: duckdb.DuckDBPyConnection, file: File, path: Path) -> list[str]:
    # keys that few rows have would make the reader see one map in place of columns
    reading = f"read_json({_lines(path)}, sample_size=-1, maximum_depth=1, map_inference_threshold=-1)"
    found = [str(name) for name, *_ in _run(connection, f"DESCRIBE FROM {reading}", file, path)]
    if found == ["json"]:
        return _keys_of_objects(connection, file, path)
    if not any(_RENAMED.search(name) for name in found):
        return found
    # DuckDB renames keys that differ only in case: `A` beside `a` comes as `A_1`, which might be a key, too
    asked = f"SELECT DISTINCT unnest(json_keys(json)) FROM read_json_objects({_lines(path)})"
    true = {str(name) for (name,) in _run(connection, asked, file, path)}
    _refuse_case(sorted(true), file.name)
    return found


def _keys_of_objects(connection: duckdb.DuckDBPyConnection, file: File, path: Path) -> list[str]:
    """What one column of JSON stands for: lines that are no objects, an empty key, or a key that is called so."""
    objects = f"read_json_objects({_lines(path)})"
    asked = f"SELECT count(*) FROM {objects} WHERE json_type(json) IS DISTINCT FROM 'OBJECT'"
    if _run(connection, asked, file, path) != [(0,)]:
        raise TableError(f"{quoted(file.name)} holds lines that are not JSON objects.", "Write one object a line.")
    asked = f"SELECT DISTINCT unnest(json_keys(json)) FROM {objects}"
    if "" in (keys := [str(name) for (name,) in _run(connection, asked, file, path)]):
        raise TableError(f"{quoted(file.name)} has a key without a name.", "Give each value a name.")
    return keys


def _refuse_case(names: Sequence[str], where: str) -> None:
    seen: dict[str, str] = {}
    for name in names:
        if (other := seen.get(name.lower())) is not None:
            raise TableError(
                f"{quoted(where)} has keys that differ only in case, or stand twice: {quoted(other, 60)} and "
                f"{quoted(name, 60)}.",
                "Give each column its own name.",
            )
        seen[name.lower()] = name


def _lines(path: Path) -> str:
    return f"{literal(str(path))}, format='newline_delimited', compression='uncompressed'"


def _run(connection: duckdb.DuckDBPyConnection, query: str, file: File, path: Path) -> list[tuple[object, ...]]:
    try:
        return list(connection.execute(query).fetchall())
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.BinderException) as error:
        raise TableError(
            f"{quoted(file.name)} is not JSON lines: {quoted(said(error, path).replace(path.name, file.name))}.",
            "Write one object a line, with each key once.",
        ) from None
