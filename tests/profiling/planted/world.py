"""A table with known faults: its text columns, its target, and the truth about it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from mlwright.profiling.reading.options import ReadOptions
from mlwright.specs.profile import Task
from mlwright.specs.vocabulary import VOCABULARY

Columns = dict[str, list[str]]


@dataclass(frozen=True)
class Plant:
    """One fault: the finding that must name one of the columns (any column where none are given).

    `instead` lists findings that would say the same of that column.
    """

    name: str
    columns: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in (self.name, *self.instead):
            assert name in VOCABULARY, name


@dataclass(frozen=True)
class World:
    """One table. Columns that no plant names are clean: no warning and no error may name them."""

    name: str
    columns: Columns
    target: str
    goal: str
    task: Task | None = None
    plants: tuple[Plant, ...] = ()
    encoding: str = "utf-8"
    raw_lines: tuple[str, ...] = field(default=())
    """Lines put below the header as they stand (ragged rows)."""

    @property
    def options(self) -> ReadOptions:
        """How the file must be read."""
        return ReadOptions(ragged="drop" if self.raw_lines else "refuse")

    @property
    def touched(self) -> frozenset[str]:
        """Columns with a fault."""
        return frozenset(name for plant in self.plants for name in plant.columns)

    @property
    def rows(self) -> int:
        """Rows of full length."""
        return len(next(iter(self.columns.values())))

    def csv(self, names: Sequence[str] | None = None) -> bytes:
        """The table as a CSV file; columns in the order of `names`."""
        names = list(self.columns) if names is None else list(names)
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(names)
        rows = list(zip(*(self.columns[name] for name in names), strict=True))
        for row in rows[:10]:
            writer.writerow(row)
        text.write("".join(f"{line}\n" for line in self.raw_lines))
        writer.writerows(rows[10:])
        return text.getvalue().encode(self.encoding)

    def write(self, folder: Path) -> Path:
        """The CSV file, in a folder."""
        path = folder / f"{self.name}.csv"
        path.write_bytes(self.csv())
        return path

    def write_parquet(self, folder: Path) -> Path:
        """The same table as Parquet, with the types that DuckDB finds in the CSV."""
        path = folder / f"{self.name}.parquet"
        with duckdb.connect() as connection:
            source = connection.read_csv(str(self.write(folder)), sample_size=-1, header=True)
            source.write_parquet(str(path))
        return path


def renamed(world: World, names: dict[str, str]) -> World:
    """The same table and the same faults under other names."""

    def now(name: str) -> str:
        return names.get(name, name)

    plants = tuple(Plant(plant.name, tuple(map(now, plant.columns)), plant.instead) for plant in world.plants)
    columns = {now(name): cells for name, cells in world.columns.items()}
    return World(world.name, columns, now(world.target), world.goal, world.task, plants, world.encoding)
