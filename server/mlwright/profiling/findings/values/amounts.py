"""Numbers that are far out, skewed, or too long to be held exactly."""

from collections.abc import Iterator, Sequence

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.values.look import Look, joined
from mlwright.specs import Finding, found

FAR = 3.0
"""Interquartile ranges beyond the quartiles (the outer fences of a box plot)."""
_SKEWED, _EXACT, _LEAST_DIGITS = 3.0, 2**53, 16


def amounts(look: Look) -> Iterator[Finding]:
    """Findings about one column of numbers."""
    number = look.column.number
    if number and number.skew is not None and abs(number.skew) > _SKEWED and look.column.distinct > 10:
        yield found("skewed", f"{look.title} is skewed ({number.skew:+.1f})", (look.name,))
    largest = max(abs(number.min or 0), abs(number.max or 0)) if number and number.integer else 0
    long = _too_long(look) if (look.column.kind == "category" or largest > _EXACT) and not look.personal else []
    if long:
        count = look.column.distinct if len(long) == len(look.view.levels) else len(long)
        values = f"{'value' if count == 1 else 'values'}{look.looked_at}"
        evidence = f"{look.title} holds {count:,} {values} beyond what a float holds exactly: {look.listed(long, 1)}"
        yield found("beyond_64_bits", evidence, (look.name,))


def _too_long(look: Look) -> list[str]:
    """Whole numbers that are not round; as words they would only be rounded by another reader, from 64 bits on."""
    limit = _EXACT if look.column.kind == "number" else 2**63
    return [text for text in look.view.levels if len(text) >= _LEAST_DIGITS and _beyond(text.lstrip("+-"), limit)]


def _beyond(bare: str, limit: int) -> bool:
    digits = bare.isascii() and bare.isdigit() and len(bare) < 1000
    return digits and int(bare) > limit and not bare.endswith("0" * 10)


def outliers(numbers: Sequence[Look]) -> Iterator[Finding]:
    """One finding about all columns with values far from the rest."""
    far = [(look.name, count) for look in numbers if (count := far_values(look.view))]
    if far:
        shown = joined([f"{quoted(name, 30)} ({count:,})" for name, count in far], 80)
        evidence = f"Values more than {FAR:g} interquartile ranges beyond the quartiles{numbers[0].looked_at}: {shown}"
        yield found("outliers", evidence, tuple(name for name, _ in far))


def far_values(view: View) -> int:
    """Sampled values beyond the outer fences; 0 where half of the values are equal."""
    if view.values is None:
        return 0
    values = view.values[np.isfinite(view.values)]
    if len(values) == 0:
        return 0
    # made smaller, so that the reach of huge numbers stays a number
    values = values / (2 * FAR + 2)
    low, high = np.quantile(values, [0.25, 0.75])
    reach = FAR * (high - low)
    return int(((values < low - reach) | (values > high + reach)).sum()) if reach > 0 else 0
