"""A small table, its contract, and new deliveries of it with one thing changed."""

import csv
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from mlwright.contracts import data_contract, parse_contract
from mlwright.profiling import profile_table
from mlwright.profiling.checking import check_table
from mlwright.specs import Profile
from mlwright.specs.contract import ContractReport

ROWS = 120
AS_OF = datetime(2026, 11, 21)
Rows = dict[str, list[str]]


def table() -> Rows:
    """Orders: a key, numbers, a level, a date that moves on, a moment, a personal column, a target."""
    at = range(ROWS)
    return {
        "order_id": [f"{(i * 7919) % 99991 + 100000}" for i in at],
        "amount": [f"{10 + (i * 37) % 83 + 0.25 * (i % 4)}" for i in at],
        "pieces": [str(1 + i % 9) for i in at],
        "colour": [("red", "green", "blue")[(i // 2) % 3] for i in at],
        "signed": [f"20{10 + i % 9}-0{1 + i % 9}-1{i % 10}" for i in at],
        "email": [f"person{i}@example.com" for i in at],
        "score": ["" if i % 10 == 3 else f"{(i * 13) % 29 / 10}" for i in at],
        "late": [str((i * i + i // 7) % 2) for i in at],
    }


def write(path: Path, columns: Mapping[str, list[str]]) -> Path:
    """The columns as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


def profile(folder: Path, columns: Mapping[str, list[str]] | None = None) -> Profile:
    """The profile of the table."""
    return profile_table(write(folder / "orders.csv", columns or table()), target="late" if columns is None else None)


_written: list[str] = []


def contract(folder: Path) -> str:
    """The contract of the table, which lies in the folder; profiled once, since the place makes no difference."""
    write(folder / "orders.csv", table())
    if not _written:
        _written.append(data_contract(profile(folder)))
    return _written[0]


def check(folder: Path, text: str, columns: Mapping[str, list[str]], as_of: datetime = AS_OF) -> ContractReport:
    """A delivery held against a contract."""
    return check_table(parse_contract(text), write(folder / "new.csv", columns), as_of)


def changed(column: str, change: Callable[[list[str]], list[str]]) -> Rows:
    """The table with one column changed."""
    columns = table()
    return columns | {column: change(columns[column])}


def kinds(report: ContractReport) -> list[tuple[str, tuple[str, ...]]]:
    """Kind and columns of every breach of severity error."""
    return [(item.kind, item.columns) for item in report.breaches if item.severity == "error"]
