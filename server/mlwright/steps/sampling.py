"""A few rows of a table to look at."""

from mlwright.errors import InputError
from mlwright.profiling import ReadOptions
from mlwright.profiling.sampling import MOST_ROWS, sample_table
from mlwright.specs.sample import DataSample
from mlwright.steps.tables import Data

_AS_FOUND = ReadOptions()


def sample(
    data: Data,
    *,
    rows: int = 5,
    seed: int = 0,
    masked: bool = True,
    options: ReadOptions = _AS_FOUND,
    follow_links: bool = True,
) -> DataSample:
    """Rows spread over a table, personal data masked; InputError for a wrong number, TableError for no table."""
    if not 1 <= rows <= MOST_ROWS:
        raise InputError(f"{rows} rows were asked for", f"a sample has 1 to {MOST_ROWS}; the table itself has them all")
    return sample_table(data, rows=rows, seed=seed, masked=masked, options=options, follow_links=follow_links)
