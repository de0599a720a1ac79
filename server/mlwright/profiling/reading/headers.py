"""Whether the first row of a table names its columns."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from mlwright.errors import TableError, quoted
from mlwright.profiling.columns.numbers import NumberFormat

MOST_COLUMNS = 20_000
_PLAIN = NumberFormat(",", None)
_FEW = 5
_HINT = "Put a row with the column names on top, or profile it with --no-header."


def check_names(names: Sequence[str], path: Path, line: int) -> None:
    """Refuse too many columns, a row of numbers, and names that stand twice, as TableError."""
    where = f"{quoted(path.name)}, line {line}"
    refuse_width(len(names), where)
    if all_numbers(names):
        raise TableError(
            f"{where}: no header; every cell of the first row is a number ({quoted(', '.join(names), 60)}).", _HINT
        )
    refuse_twice(names, where)


def refuse_width(width: int, where: str) -> None:
    """Refuse tables that are too wide."""
    if width > MOST_COLUMNS:
        raise TableError(f"{where}: {width:,} columns; at most {MOST_COLUMNS:,} are read.", "Leave some out.")


def refuse_twice(names: Sequence[str], where: str) -> None:
    """Refuse names that stand more than once, with their places."""
    counted = Counter(name for name in names if name.strip())
    twice = [name for name, count in counted.items() if count > 1]
    if twice:
        places = "; ".join(
            f"{quoted(name, 60)} in columns {', '.join(str(at + 1) for at, other in enumerate(names) if other == name)}"
            for name in twice[:5]
        )
        raise TableError(f"{where}: column names stand more than once: {places}.", "Give each column its own name.")


def all_numbers(fields: Sequence[str]) -> bool:
    """Whether every cell that holds something is a number."""
    texts = [field.strip() for field in fields if field.strip()]
    numbers = _PLAIN.read(texts)
    return bool(texts) and bool((numbers == numbers).all())


def refuse_headless(names: Sequence[str], columns: Sequence[Sequence[str]], where: str) -> None:
    """Refuse a first row that is one of the rows: its cells stand in their columns, or are numbers like theirs.

    Raises:
        TableError: with the option that reads such a table.
    """
    if not columns or len(columns[0]) < _FEW:
        return
    filled = [at for at, name in enumerate(names) if name.strip()]
    # names such as 2019, 2020, 2021 are numbers, too: only a row that repeats cells counts as evidence then
    again = [at for at in filled if names[at] in columns[at]]
    numbered = [at for at in filled if _is_number(names[at])]
    numeric = [at for at in filled if all(map(_is_number, filter(None, columns[at][:200])))] if numbered else []
    numbered = sorted(set(numbered) & set(numeric))
    regular = _regular([names[at].strip() for at in numbered])
    if len(again) >= max(2, len(filled) / 2) or (numbered and len(numbered) == len(numeric) and not regular):
        shown = quoted(", ".join(names[at] for at in (again or numbered)[:_FEW]), 80)
        raise TableError(f"{where}: no header; the first row looks like the rows below it ({shown}).", _HINT)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text.replace(",", ".")))
    except ValueError:
        return False


def _regular(texts: Sequence[str]) -> bool:
    """Years or other counted names, such as 2019, 2020, 2021; a single year, too."""
    if not all(text.isdecimal() and text.isascii() and len(text) < 16 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    if len(numbers) == 1:
        return 1900 <= numbers[0] <= 2100
    steps = {second - first for first, second in pairwise(numbers)}
    return len(steps) == 1 and 0 not in steps
