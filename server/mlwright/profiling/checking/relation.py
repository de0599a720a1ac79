"""The new table as the contract reads it: SQL expressions for texts and values of its columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from mlwright.profiling.columns import asking
from mlwright.profiling.columns.dates import DateReading
from mlwright.profiling.columns.kinds import Reading
from mlwright.profiling.columns.missing import ANYWHERE
from mlwright.profiling.columns.numbers import NumberFormat
from mlwright.profiling.columns.sample import as_text, finite
from mlwright.profiling.reading.reader import Table
from mlwright.specs.contract import ContractColumn, DataContract
from mlwright.specs.profile import Kind

_KINDS: dict[str, Kind] = {"number": "number", "integer": "number", "date": "date"}


@dataclass(frozen=True)
class Relation:
    """An open table and the contract it is held against.

    For each column `cN` of the table a query may use `cN` (the text in the file), `tN` (the text, NULL where missing)
    and `vN` (the value, NULL where it cannot be read).
    """

    table: Table
    contract: DataContract

    @cached_property
    def _sql_names(self) -> dict[str, str]:
        return {name: column for column, name in self.table.names.items()}

    @cached_property
    def _columns(self) -> dict[str, ContractColumn]:
        return {column.name: column for column in self.contract.columns}

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """How the contract reads each column; by name, columns that are in the table only."""
        numbers = NumberFormat(self.contract.decimal, self.contract.thousands)
        valid: dict[str, set[str]] = {}
        for rule in self.contract.rules:
            if rule.kind == "valid_values":
                valid.setdefault(rule.columns[0], set()).update(rule.values)
        return {
            column.name: _reading(column, numbers, valid.get(column.name, set()))
            for column in self.contract.columns
            if column.name in self._sql_names
        }

    def has(self, names: Iterable[str]) -> bool:
        """Whether all these columns are in the table."""
        return all(name in self._sql_names for name in names)

    def column(self, name: str) -> ContractColumn:
        """What the contract says of a column."""
        return self._columns[name]

    def text(self, name: str) -> str:
        """The text of a column as it stands in the file."""
        return self._sql_names[name]

    def present(self, name: str) -> str:
        """The text of a column, NULL where it is missing."""
        return f"t{self._sql_names[name][1:]}"

    def value(self, name: str) -> str:
        """The value of a column; a text where the contract has no type."""
        return f"v{self._sql_names[name][1:]}"

    def rows_with(self, names: Iterable[str]) -> str:
        """Query of row number `r` and the expressions of these columns."""
        first, second = zip(*(self._expressions(name) for name in dict.fromkeys(names)), strict=True)
        return f"(SELECT *, {', '.join(second)} FROM (SELECT r, {', '.join(first)} FROM texts))"

    def _expressions(self, name: str) -> tuple[str, str]:
        """Of one column, what is asked of the file's cells, and what of that."""
        at, reading = self._sql_names[name], self.readings[name]
        text, t, v = as_text(self.table, at), self.present(name), self.value(name)
        if native := self._native(at, name):
            return f"{text} AS {at}, {at} AS {t}", f"{native.format(t)} AS {v}"
        if reading.kind != "category" and not _read_as_values(reading):
            # nearly all cells hold a value, and are then not compared with each text for "missing"
            missing = f"CASE WHEN {v} IS NULL THEN {asking.present(at, reading)} ELSE {at} END"
            return f"{text} AS {at}, {asking.value(text, reading)} AS {v}", f"{missing} AS {t}"
        return f"{text} AS {at}, {asking.present(text, reading)} AS {t}", f"{asking.value(t, reading)} AS {v}"

    def _native(self, at: str, name: str) -> str | None:
        """The value of a column that the file types as the contract does; None where it goes by way of its text."""
        column, native = self.column(name), self.table.types[at]
        if column.missing_codes or column.unit:
            return None
        if native == "number" and column.logical in ("number", "integer"):
            return finite("{0}")
        if native == "date" and column.logical == "date":
            return "(CASE WHEN isfinite({0}) THEN CAST({0} AS TIMESTAMP) END)"
        return None

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of a query."""
        return self.table.connection.execute(query).fetchall()


def _reading(column: ContractColumn, numbers: NumberFormat, valid: set[str]) -> Reading:
    missing = tuple(sorted({*column.missing_codes, *ANYWHERE} - valid))
    return Reading(
        _KINDS.get(column.logical, "category"),
        missing,
        column.unit,
        DateReading(column.date_format) if column.logical == "date" else None,
        numbers=numbers,
    )


def _read_as_values(reading: Reading) -> bool:
    """Whether some text for "missing", such as -999, would be read as a value."""
    values = replace(reading, missing=()).read(reading.missing)
    return bool((values == values).any())
