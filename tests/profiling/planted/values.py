"""Cells as text: numbers, dates, texts, and personal data that is visibly made up."""

from collections.abc import Sequence

import numpy as np

Chance = np.random.Generator
EPOCH = np.datetime64("2019-01-01")
_WORDS = ("water", "pipe", "roof", "broke", "during", "storm", "owner", "called", "next", "morning", "slow", "drain")
_COLOURS = ("amber", "azure", "coral", "cyan", "ebony", "green", "ivory", "jade", "lilac", "maroon", "ochre", "olive")
_BIRDS = ("crane", "crow", "dove", "duck", "eagle", "egret", "finch", "gull", "hawk", "heron", "ibis", "jay", "kite")
_FIRST = ("Alphabetta", "Betatest", "Gammalina", "Deltario", "Epsilona", "Zetamund", "Thetara", "Iotabel")
_LAST = ("Testperson", "Sampleson", "Mockmann", "Placeholder", "Dummyfield", "Fixtureby")


def numbers(values: np.ndarray, digits: int = 2) -> list[str]:
    """Numbers with a fixed number of digits behind the point; none for whole ones."""
    return [f"{value:.{digits}f}" for value in values]


def levels(chance: Chance, rows: int, names: Sequence[str], shares: Sequence[float] | None = None) -> list[str]:
    """One of the names in each row."""
    return [str(name) for name in chance.choice(list(names), rows, p=shares)]


def dates(days: np.ndarray) -> list[str]:
    """ISO dates, by days since 2019."""
    return [str(EPOCH + int(day)) for day in days]


def put(cells: list[str], rows: np.ndarray, value: str) -> list[str]:
    """The cells with one value in some rows."""
    out = list(cells)
    for row in np.flatnonzero(rows) if rows.dtype == bool else rows:
        out[row] = value
    return out


def sentences(chance: Chance, rows: int) -> list[str]:
    """Texts of 6 to 14 words."""
    return [" ".join(chance.choice(_WORDS, chance.integers(6, 15))) for _ in range(rows)]


def many_levels(chance: Chance, rows: int) -> list[str]:
    """About 1,200 levels in 4,000 rows."""
    names = [f"{colour} {bird} {n}" for colour in _COLOURS for bird in _BIRDS for n in "abcdefgh"]
    return levels(chance, rows, names)


def emails(chance: Chance, rows: int) -> list[str]:
    """Addresses at the domains kept for examples."""
    return [f"user{n}@example.{end}" for n, end in zip(chance.permutation(rows * 9)[:rows], _ends(rows), strict=True)]


def _ends(rows: int) -> list[str]:
    return [("com", "org", "net")[row % 3] for row in range(rows)]


def phones(chance: Chance, rows: int) -> list[str]:
    """Numbers in the range kept for fiction."""
    return [
        f"+1 {a} 555 01{b:02d}" for a, b in zip(*chance.integers([[210], [0]], [[990], [100]], (2, rows)), strict=True)
    ]


def persons(chance: Chance, rows: int) -> list[str]:
    """Names that no one has."""
    return [
        f"{first} {last}" for first, last in zip(chance.choice(_FIRST, rows), chance.choice(_LAST, rows), strict=True)
    ]


def addresses(chance: Chance, rows: int) -> list[str]:
    """Internet addresses of the networks kept for documentation."""
    return [
        f"{net}.{host}"
        for net, host in zip(chance.choice(["192.0.2", "198.51.100"], rows), chance.integers(1, 255, rows), strict=True)
    ]


def cards(chance: Chance, rows: int) -> list[str]:
    """Sixteen digits with a right check digit (ISO/IEC 7812-1)."""
    return [_checked(f"400000{n:09d}") for n in chance.integers(0, 10**9, rows)]


def _checked(digits: str) -> str:
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return f"{digits}{-total % 10}"


def accounts(chance: Chance, rows: int) -> list[str]:
    """Account numbers with right check digits (ISO 13616), of a bank code that no bank has."""
    inner = [f"00000000{n:010d}" for n in chance.integers(0, 10**10, rows)]
    return [f"DE{98 - int(f'{digits}131400') % 97:02d}{digits}" for digits in inner]
