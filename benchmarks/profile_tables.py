"""Synthetic tables for benchmarks/profile.py, the same bytes for the same size: every cell is a hash of its row.

python benchmarks/profile_tables.py ROWS OUT [--columns N]
"""

import argparse
from pathlib import Path

import duckdb

TARGET = "target"
_LARGEST = 2**64 - 1


def uniform(salt: int) -> str:
    """SQL for a number between 0 and 1 that depends on the row alone."""
    return f"(hash(i * 1000003 + {salt}) / {_LARGEST}::DOUBLE)"


def _bell(salt: int) -> str:
    return "(" + " + ".join(uniform(salt * 100 + n) for n in range(4)) + " - 2)"


def thirty() -> list[str]:
    """The columns of a table of customers, thirty with the target."""
    numbers = [f"round({_bell(k)} * {10 ** (k % 4)} + {k}, {k % 5 + 1}) AS num{k}" for k in range(10)]
    levels = [f"'level_' || floor({uniform(40 + k)} * {n})::INT AS cat{k}" for k, n in enumerate((3, 8, 20, 100, 1500))]
    return [
        "i AS row_id",
        "1000000 + (i * 7919) % 9000000 AS customer_id",
        "'C' || lpad((hash(i) % 400)::VARCHAR, 4, '0') || '-' || (hash(i + 1) % 9999) AS account",
        *numbers,
        f"CASE WHEN {uniform(20)} < 0.1 THEN NULL ELSE round(-ln({uniform(21)} + 1e-9) * 1000, 2) END AS income",
        f"floor({uniform(22)} * 80)::INT AS age",
        f"CASE WHEN {uniform(23)} < 0.03 THEN -999 ELSE floor({uniform(24)} * 11)::INT END AS score",
        *levels,
        f"{uniform(25)} < 0.3 AS flag1",
        f"CASE WHEN {uniform(26)} < 0.5 THEN 'Yes' ELSE 'No' END AS flag2",
        "TIMESTAMP '2020-01-01' + to_minutes(i % 2000000) AS ts",
        f"DATE '2015-01-01' + floor({uniform(27)} * 3000)::INT AS signup",
        "'user' || (hash(i) % 800000) || '@example.com' AS email",
        "'the quick ' || (hash(i) % 10000) || ' brown ' || (hash(i + 3) % 1000) || ' fox' AS note",
        f"CASE WHEN {uniform(28)} < 0.001 THEN 'b' ELSE 'a' END AS quasi",
        f"round({uniform(29)} * 100, 2)::DECIMAL(10, 2) AS price",
        f"CASE WHEN {uniform(30)} < 0.2 THEN 1 ELSE 0 END AS {TARGET}",
    ]


def wide(columns: int) -> list[str]:
    """Numbers, and every fifth column levels; the target last."""
    kinds = (
        f"'level_' || floor({uniform(k)} * 12)::INT AS c{k}" if k % 5 == 0 else f"round({_bell(k)} * 10, 3) AS c{k}"
        for k in range(columns - 1)
    )
    return [*kinds, f"CASE WHEN {uniform(7)} < 0.2 THEN 1 ELSE 0 END AS {TARGET}"]


def write(out: Path, rows: int, expressions: list[str]) -> None:
    """The table as CSV or Parquet, by the ending of the path; rows in order."""
    kind = "PARQUET" if out.suffix == ".parquet" else "CSV, HEADER"
    path = str(out).replace("'", "''")
    with duckdb.connect(config={"memory_limit": "4GB"}) as connection:
        select = f"SELECT {', '.join(expressions)} FROM range({rows}) AS r(i)"
        connection.execute(f"COPY ({select}) TO '{path}' (FORMAT {kind})")


def main() -> None:
    """One table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--columns", type=int, default=30)
    options = parser.parse_args()
    write(options.out, options.rows, thirty() if options.columns == 30 else wide(options.columns))


if __name__ == "__main__":
    main()
