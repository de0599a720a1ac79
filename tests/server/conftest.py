"""A small table that can be learnt from."""

from pathlib import Path

import pytest


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Two hundred rows in which `left` follows from `calls` and `plan`, with noise that does not change."""
    rows = ["customer,calls,plan,months,left"]
    for number in range(200):
        calls, plan, months = number * 7 % 11, "ab"[number * 5 % 3 % 2], number * 13 % 37
        left = "yes" if calls + 3 * (plan == "a") + (number * 31 % 17) / 4 > 8 else "no"
        rows.append(f"c{number:04d},{calls},{plan},{months},{left}")
    path = tmp_path / "churn.csv"
    path.write_text("\n".join(rows) + "\n")
    return path
