"""Names of the columns, and what becomes of those that have none."""

import duckdb

from mlwright.errors import TableError, quoted
from mlwright.profiling.reading.loading import Loaded
from mlwright.specs import Finding, found


def name_columns(
    connection: duckdb.DuckDBPyConnection, loaded: Loaded, where: str, least: int
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """SQL column → name; unnamed columns that hold nothing or only count the rows are left out.

    Raises:
        TableError: an unnamed column with values, or fewer than `least` columns.
    """
    findings: list[Finding] = []
    names: dict[str, str] = {}
    for at, name in enumerate(loaded.header):
        if name.strip():
            names[f"c{at}"] = name
            continue
        asked = f"SELECT bool_and(coalesce(trim(CAST(c{at} AS VARCHAR)), '') = '') FROM cells"
        if connection.execute(asked).fetchall() == [(True,)]:
            message = f"Column {at + 1} has no name and no values; it is left out."
        elif at == 0 and _counts_rows(connection):
            message = "The first column has no name and only counts the rows; it is left out."
        else:
            raise TableError(
                f"{quoted(where)}: column {at + 1} of {len(loaded.header)} has values but no name.",
                "Give it a name in the header.",
            )
        findings.append(found("unnamed_column", message))
    if len(names) < least:
        raise TableError(f"{quoted(where)} has one named column only.", "Expected two or more.")
    return names, tuple(findings)


def _counts_rows(connection: duckdb.DuckDBPyConnection) -> bool:
    query = "SELECT min(n), max(n), count(n) = count(*) FROM (SELECT TRY_CAST(c0 AS BIGINT) - r AS n FROM cells)"
    ((low, high, whole),) = connection.execute(query).fetchall()
    return bool(whole) and low == high and low in (0, 1)
