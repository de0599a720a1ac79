"""The relation `texts`: the cells without the blanks around their texts, and without columns that say nothing."""

from collections.abc import Sequence

import duckdb

from mlwright.profiling.reading.borders import BLANKS, Borders
from mlwright.profiling.reading.loading import Loaded, literal

_AT_ONCE = 100
_PADDED = f"^[{BLANKS}]|[{BLANKS}]$"


def make_texts(connection: duckdb.DuckDBPyConnection, loaded: Loaded, columns: Sequence[str]) -> None:
    """Make `texts` from `cells`; it is a copy only where cells of a stored table are padded."""
    texts = [column for column in columns if loaded.types[int(column[1:])] == "text"]
    padded = set(_padded(connection, texts, loaded.borders))
    blanks = literal(BLANKS)
    shown = ", ".join(f"trim({name}, {blanks}) AS {name}" if name in padded else name for name in columns)
    # stripping costs more than all the measuring, but so does copying what lies in files anyway
    kind = "TABLE" if padded and loaded.stored else "VIEW"
    connection.execute(f"CREATE {kind} texts AS SELECT r, {shown} FROM cells")


def _padded(connection: duckdb.DuckDBPyConnection, columns: Sequence[str], borders: Borders | None) -> list[str]:
    """Columns in which some cell begins or ends with a blank."""
    if borders is None:
        suspects = _that(connection, columns, f"({_spaced('{0}')} OR strlen({{0}}) <> length({{0}}) OR {_odd('{0}')})")
        return _that(connection, suspects, f"regexp_matches({{0}}, {literal(_PADDED)})")
    if borders.rare:
        return _that(connection, columns, f"regexp_matches({{0}}, {literal(_PADDED)})")
    return _that(connection, columns, _spaced("{0}")) if borders.padded else []


def _spaced(column: str) -> str:
    """Comparisons are far cheaper than a pattern: nothing but blanks and controls sorts before `!`."""
    return f"(({column} < '!' AND {column} <> '') OR ends_with({column}, ' '))"


def _odd(column: str) -> str:
    """Ends with another blank of ASCII than a space."""
    return f"(right({column}, 1) < ' ' AND {column} <> '')"


def _that(connection: duckdb.DuckDBPyConnection, columns: Sequence[str], condition: str) -> list[str]:
    """Columns of which some cell meets a condition."""
    met: list[str] = []
    for start in range(0, len(columns), _AT_ONCE):
        batch = columns[start : start + _AT_ONCE]
        asked = ", ".join(f"bool_or({condition.format(name)})" for name in batch)
        (found,) = connection.execute(f"SELECT {asked} FROM cells").fetchall()
        met.extend(name for name, some in zip(batch, found, strict=True) if some)
    return met
