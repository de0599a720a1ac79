"""Ctrl-C while the database works: it ends the query, and says so with an error of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb


@contextmanager
def stoppable() -> Iterator[None]:
    """Make an interrupted query the KeyboardInterrupt that it is."""
    try:
        yield
    except (duckdb.InterruptException, RuntimeError) as error:
        if isinstance(error, duckdb.InterruptException) or str(error) == "Query interrupted":
            raise KeyboardInterrupt from None
        raise
