"""A small table that a model could be built from."""

from pathlib import Path

ROWS = 60


def churn_table(folder: Path) -> Path:
    """Sixty customers in a file; the first column decides the last."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "data.csv"
    rows = [f"{20 + number},{number * 7 % 100},{int(number % 3 == 0)}" for number in range(ROWS)]
    file.write_text("\n".join(["age,spend,churn", *rows, ""]), encoding="utf-8")
    return file
