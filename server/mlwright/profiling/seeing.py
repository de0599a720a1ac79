"""An open table, measured: what findings and pictures are made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mlwright.errors import TableError, quoted
from mlwright.profiling.columns import measure
from mlwright.profiling.columns.measure import Measured
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.sample import Cells, read_cells
from mlwright.profiling.columns.views import View, view
from mlwright.profiling.findings.target import FEWEST_ROWS
from mlwright.profiling.findings.values.privacy import named_personal
from mlwright.profiling.reading.reader import Table
from mlwright.specs import Column, Figures, Finding, Source


@dataclass(frozen=True)
class Seen:
    """An open table, measured; merged parts answer otherwise what rests on all rows."""

    table: Table
    cells: Mapping[str, Cells]
    measured: Mapping[str, Measured]
    columns: tuple[Column, ...]
    views: tuple[View, ...]

    def sql_name(self, name: str) -> str:
        """The SQL column of a name."""
        return next(column for column, other in self.table.names.items() if other == name)

    def duplicate_rows(self) -> int:
        """Rows that repeat an earlier row exactly."""
        return measure.duplicate_rows(self.table, self.measured)

    def values_in_order(self, name: str) -> Floats:
        """All values of a number or date column, by its SQL name, in file order."""
        return measure.all_values(self.table, self.cells[name], self.measured[name].reading)

    def confirmed(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Without copies that differ in rows beyond the sample."""
        return _confirmed(self, findings)

    def figures(self, exact: bool) -> Figures:
        """How sure the numbers are."""
        return _figures(self.table.rows, len(self.views[0].codes), exact)

    def paced(self, ordered: Mapping[str, Floats]) -> Mapping[str, Floats]:
        """Of columns in order those that hold every row, so that steps between rows mean something."""
        return ordered


def see(table: Table, exact: bool, tell: Callable[[float], None]) -> Seen:
    """Every column of an open table."""
    cells = read_cells(table)
    measured = measure.measure(table, cells, exact, tell)
    views = tuple(named_personal(view(item.column, cells[name], item.reading)) for name, item in measured.items())
    return Seen(table, cells, measured, tuple(looked.column for looked in views), views)


def check_rows(source: Source, rows: int) -> None:
    """Raise TableError for fewer rows than can be split and validated."""
    if rows < FEWEST_ROWS:
        raise TableError(
            f"{quoted(Path(source.path).name)} has {_rows(rows)}, too few to split and validate; "
            f"at least {FEWEST_ROWS} are needed.",
            "Gather more rows.",
        )


def _rows(count: int) -> str:
    return {0: "a header but no rows", 1: "one row"}.get(count, f"{count} rows")


def _confirmed(seen: Seen, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Without copies that differ in rows beyond the sample."""
    if len(seen.views[0].codes) == seen.table.rows:
        return findings
    return tuple(item for item in findings if item.of is None or _one_to_one(seen, item.columns[0], item.of))


def _one_to_one(seen: Seen, name: str, other: str) -> bool:
    pair = [seen.sql_name(name), seen.sql_name(other)]
    readings = [seen.measured[column].reading for column in pair]
    shown = [
        measure.value(measure.present(column, reading), reading) for column, reading in zip(pair, readings, strict=True)
    ]
    text = ", ".join(f"coalesce(CAST({value} AS VARCHAR), '')" for value in shown)
    query = f"SELECT count(*) FROM (SELECT DISTINCT {text} FROM shown)"
    ((pairs,),) = seen.table.connection.execute(query).fetchall()
    column = next(column for column in seen.columns if column.name == name)
    return bool(pairs == column.distinct + (column.missing > 0))


def _figures(rows: int, sampled: int, exact: bool) -> Figures:
    part = sampled < rows
    shapes = ("quartiles", "skew", "histogram")
    estimated = part and not exact
    return Figures(
        sampled_rows=sampled,
        exact=(
            "rows",
            "missing",
            "min",
            "max",
            "mean",
            "sd",
            "zeros",
            "duplicate_rows",
            *(() if estimated else shapes),
        ),
        approximate=("distinct",) if estimated else (),
        sampled=(*(shapes if estimated else ()), "links", "pictures") if part else (),
        distinct_error=measure.DISTINCT_ERROR if estimated else None,
        quantile_error=round(1.36 / sampled**0.5, 4) if estimated else None,
    )
