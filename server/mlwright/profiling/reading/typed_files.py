"""Parquet files as a view with the types that stand in them; nothing is copied."""

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import duckdb

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.content import file_sha256
from mlwright.profiling.reading.headers import MOST_COLUMNS, refuse_twice
from mlwright.profiling.reading.loading import Loaded, Native, literal, said
from mlwright.profiling.reading.options import ReadOptions
from mlwright.profiling.reading.preparing import File, Prepared, source_of
from mlwright.profiling.reading.unpacking import too_large
from mlwright.specs import Finding, found

_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_INTEGERS = frozenset((*_NUMBERS, *(f"U{name}" for name in _NUMBERS)))
_MOMENTS = frozenset(("TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"))
_NESTED = ("STRUCT", "MAP", "UNION", "JSON", "VARIANT")
_GLOB = frozenset("*?[")
_DEEPEST = 24
"""Two for each list in a list; writing such values as JSON takes twice as long for each."""


def prepare_parquet(files: Sequence[File], keys: Sequence[str], options: ReadOptions, scratch: Path) -> Prepared:
    """Parquet files, their metadata checked. Raises TableError for what is broken, enormous or mixed."""
    hashes = [file_sha256(file.held) for file in files]
    source = source_of(files, hashes, format="parquet")

    def fill(connection: duckdb.DuckDBPyConnection) -> Loaded:
        return view_parquet(connection, files, keys, options, scratch)

    return Prepared(source, fill, 0)


def view_parquet(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[File],
    keys: Sequence[str],
    options: ReadOptions,
    scratch: Path,
) -> Loaded:
    """Make `cells` a view over Parquet files; nested values become JSON text, binary columns are left out."""
    paths = [_readable(file.held, scratch) for file in files]
    rows = [_rows(connection, file, path, options) for file, path in zip(files, paths, strict=True)]
    header, types = _shape(connection, files, paths)
    refuse_twice([*header, *keys], quoted(files[0].name))
    shown: list[str] = []
    natives: list[Native] = []
    kept: list[str] = []
    binary: list[str] = []
    for at, (name, kind) in enumerate(zip(header, types, strict=True)):
        native, value = _as_native(kind, f"c{at}")
        if native is None:
            binary.append(name)
            continue
        shown.append(f"{value} AS c{len(kept)}")
        kept.append(name)
        natives.append(native)
    for at, _ in enumerate(keys):
        shown.append(f"{_by_file([literal(file.values[at]) for file in files])} AS c{len(kept) + at}")
    listed = ", ".join(literal(str(path)) for path in paths)
    raw = ", ".join(f"c{at}" for at in range(len(header)))
    first = ["0", *(str(total) for total in accumulate(rows[:-1]))]
    connection.execute(
        f"CREATE VIEW cells AS SELECT file_row_number + {_by_file(first)} AS rowid, rowid AS r, {', '.join(shown)} "
        f"FROM read_parquet([{listed}], hive_partitioning=false) AS t({raw})"
    )
    findings = (_binary(binary),) if binary else ()
    natives.extend("text" for _ in keys)
    return Loaded([*kept, *keys], natives, stored=False, findings=findings)


def _by_file(values: Sequence[str]) -> str:
    """SQL of a value that depends on the file alone."""
    if len(set(values)) == 1:
        return values[0]
    return f"([{', '.join(values)}])[CAST(file_index AS BIGINT) + 1]"


def _as_native(kind: str, column: str) -> tuple[Native | None, str]:
    """How a type of DuckDB is taken, and the SQL that gives it; None for binary columns."""
    if kind in _INTEGERS or kind.startswith("DECIMAL"):
        return "number", column
    if kind in ("DOUBLE", "FLOAT"):
        return "number", f"CASE WHEN NOT isnan({column}) THEN {column} END"
    if kind in ("DATE", "TIMESTAMP"):
        return "date", column
    if kind in _MOMENTS:
        return "date", f"CAST({column} AS TIMESTAMP)"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return "date", f"make_timestamp(epoch_us({column}))"
    if kind == "BOOLEAN":
        return "boolean", column
    if kind == "BLOB":
        return None, column
    if kind.endswith("]") or kind.startswith(_NESTED):
        return "text", f"coalesce(CAST(to_json({column}) AS VARCHAR), '')"
    return "text", f"coalesce(CAST({column} AS VARCHAR), '')" if kind != "VARCHAR" else f"coalesce({column}, '')"


def _readable(path: Path, scratch: Path) -> Path:
    if not _GLOB & set(str(path)):
        return path
    link = scratch / f"table{len(list(scratch.iterdir()))}.parquet"
    link.symlink_to(path)
    return link


def _rows(connection: duckdb.DuckDBPyConnection, file: File, path: Path, options: ReadOptions) -> int:
    """Rows by the metadata, which is bounded before anything is read by it."""
    try:
        asked = f"SELECT num_rows FROM parquet_file_metadata({literal(str(path))})"
        ((rows,),) = connection.execute(asked).fetchall()
        asked = f"SELECT count(*) FROM parquet_schema({literal(str(path))})"
        ((columns,),) = connection.execute(asked).fetchall()
    except (duckdb.Error, ValueError) as error:
        raise unreadable(file.name, error, path) from None
    if not columns >= 2:
        raise TableError(f"{quoted(file.name)} has no columns.", "Expected 2 to 20,000.")
    if rows < 0 or rows * columns > options.most_unpacked(path.stat().st_size):
        raise too_large(Path(file.name), options.most_unpacked(path.stat().st_size))
    return int(rows)


def _shape(
    connection: duckdb.DuckDBPyConnection, files: Sequence[File], paths: Sequence[Path]
) -> tuple[list[str], list[str]]:
    """Names and types of the columns, which all files share."""
    header, types = _columns(connection, files[0], paths[0])
    for file, path in zip(files[1:], paths[1:], strict=True):
        names, kinds = _columns(connection, file, path)
        if (names, kinds) != (header, types):
            raise _mixed(file, files[0], list(zip(names, kinds, strict=True)), list(zip(header, types, strict=True)))
    return header, types


def _columns(connection: duckdb.DuckDBPyConnection, file: File, path: Path) -> tuple[list[str], list[str]]:
    """Names as they stand in the file (DuckDB renames those that differ only in case) and types."""
    try:
        schema = connection.execute(f"SELECT name, num_children FROM parquet_schema({literal(str(path))})").fetchall()
        names = _top_level(file, schema)
        if not 2 <= len(names) <= MOST_COLUMNS:
            raise TableError(f"{quoted(file.name)} has {len(names):,} columns.", "Expected 2 to 20,000.")
        described = connection.execute(
            f"DESCRIBE FROM read_parquet({literal(str(path))}, hive_partitioning=false)"
        ).fetchall()
    except duckdb.Error as error:
        raise unreadable(file.name, error, path) from None
    if len(described) != len(names):
        raise TableError(f"{quoted(file.name)} describes its columns in two ways.", "Write it again.")
    return names, [str(kind) for _, kind, *_ in described]


def _top_level(file: File, schema: Sequence[tuple[str, int | None]]) -> list[str]:
    """Names right below the root of a schema that is listed depth first; TableError for columns nested too deep."""
    names: list[str] = []
    open_nodes: list[int] = []
    for name, children in schema[1:]:
        if not open_nodes:
            names.append(str(name))
        if len(open_nodes) > _DEEPEST:
            raise TableError(f"{quoted(file.name)}: {quoted(names[-1], 60)} is nested too deep.", "Flatten the column.")
        if children:
            open_nodes.append(children)
            continue
        while open_nodes and open_nodes[-1] == 1:
            open_nodes.pop()
        if open_nodes:
            open_nodes[-1] -= 1
    return names


def _mixed(
    file: File, first: File, found: Sequence[tuple[str, str]], expected: Sequence[tuple[str, str]]
) -> TableError:
    one, other = quoted(file.name, 80), quoted(first.name, 80)
    pairs = zip(found, expected, strict=False)
    at, pair = next(((at, pair) for at, pair in enumerate(pairs) if pair[0] != pair[1]), (-1, None))
    if pair is None:
        what = f"{one} has {len(found)} columns, {other} has {len(expected)}"
    else:
        (name, kind), (wanted, type_) = pair
        what = (
            f"column {at + 1} of {one} is {quoted(name, 60)} ({quoted(kind, 40)}), of {other} {quoted(wanted, 60)} "
            f"({quoted(type_, 40)})"
        )
    return TableError(f"The files are not of one table: {what}.", "Write them with the same columns and types.")


def unreadable(name: str, error: Exception, path: Path) -> TableError:
    """The sentence for a Parquet file that DuckDB refuses."""
    why = said(error, path) if isinstance(error, duckdb.Error) else str(error)
    return TableError(f"{quoted(name)} is not a readable Parquet file: {quoted(why)}.", "Write it again.")


def _binary(names: Sequence[str]) -> Finding:
    shown = ", ".join(quoted(name, 60) for name in names[:5]) + (f" and {len(names) - 5} more" * (len(names) > 5))
    return found("binary_columns", f"{shown} hold bytes, not values; they are left out", tuple(names[:20]))
