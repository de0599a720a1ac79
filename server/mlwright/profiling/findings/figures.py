"""How sure a number in evidence is, in one set of words: of all rows, of the rows looked at, or about."""

from mlwright.specs import Column


def looked_at(looked: int, rows: int) -> str:
    """What a count is of, where only some rows were looked at; nothing where it is of all."""
    return f" among the {looked:,} rows looked at" if looked < rows else ""


def all_rows(count: int, looked: int, rows: int) -> str:
    """`all 17,379 rows`, or `all 50,000 rows looked at`."""
    return f"all {count:,} rows{' looked at' if looked < rows else ''}"


def different(column: Column) -> str:
    """How many different values a column has, `about` where that was estimated."""
    return f"{'' if column.distinct_is == 'exact' else 'about '}{column.distinct:,}"
