"""The rows that are looked at closely: every cell of up to 100,000 rows, as stripped texts with codes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from mlwright.profiling.reading.reader import BLANKS, Table, sample_clause

SAMPLE_ROWS = 100_000
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """One column of the sample: `texts[codes[i]]` is the stripped text of sampled row i."""

    column: str
    name: str
    texts: list[str]
    codes: Codes
    counts: Codes
    """Rows per text."""
    raw: tuple[str, ...]
    """Distinct texts as they stand in the file."""

    @property
    def rows(self) -> int:
        """Sampled rows."""
        return len(self.codes)


def read_cells(table: Table) -> dict[str, Cells]:
    """Sampled cells by SQL column, rows in file order."""
    chosen = sample_clause(table.rows, SAMPLE_ROWS)
    columns = ", ".join(table.names)
    found = table.connection.execute(f"SELECT {columns} FROM cells {chosen} ORDER BY rowid").fetchnumpy()
    return {column: _cells(column, name, found.pop(column)) for column, name in table.names.items()}


def _cells(column: str, name: str, values: npt.NDArray[np.object_]) -> Cells:
    codes, uniques = pd.factorize(np.asarray(values, dtype=object))
    raw = [str(text) for text in uniques]
    stripped = [text.strip(BLANKS) for text in raw]
    if stripped != raw:
        merged, texts = pd.factorize(np.asarray(stripped, dtype=object))
        codes, stripped = merged[codes], [str(text) for text in texts]
    codes = codes.astype(np.int64)
    return Cells(column, name, stripped, codes, np.bincount(codes, minlength=len(stripped)), tuple(raw))
