"""Several units in one column: written beside the numbers, or seen by two scales a known factor apart."""

import re
from collections.abc import Iterator

import numpy as np

from mlwright.errors import quoted
from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.findings.values.look import Look, part
from mlwright.specs import Finding, found

_DIMENSIONS = {
    "mass": "kg kgs kilo kilos kilogram kilograms g gr gram grams mg lb lbs pound pounds oz ounce ounces t ton tons st",
    "length": "mm cm m km in inch inches ft feet foot yd yard yards mi mile miles meter meters metre metres '' \" '",
    "volume": "ml cl l liter liters litre litres gal gallon gallons pt qt",
    "temperature": "°c °f c f k celsius fahrenheit kelvin",
    "money": "$ € £ ¥ ₩ ₹ usd eur gbp krw jpy inr chf",
    "time": "ms s sec secs seconds min mins minute minutes h hr hrs hour hours day days d week weeks month months "
    "year years yr yrs",
    "speed": "km/h kmh kph mph m/s knots",
    "data": "kb mb gb tb kib mib gib bytes",
    "energy": "kwh wh mwh kj j kcal cal",
    "area": "m2 m² sqm qm ft2 ft² sqft squarefeet squaremeters squaremetres ha acres acre km2 km²",
    "concentration": "mg/dl mmol/l g/l mg/l g/dl ng/ml µg/l ug/l",
    "consumption": "km/l mpg l/100km",
}
_MARKS = str.maketrans("", "", " .")
_DIMENSION = {unit: dimension for dimension, units in _DIMENSIONS.items() for unit in units.split()}
_FACTORS = (1000.0, 100.0, 60.0, 25.4, 10.7639, 3.28084, 2.54, 2.20462, 3.78541, 28.3495, 453.592, 1.609344)
_FEWEST_DISTINCT, _FEWEST_ROWS, _COVERED = 3, 5, 0.95
_LEAST_SHARE, _LEAST_VALUES, _TOLERANCE = 0.02, 15, 0.12


def other_units(look: Look) -> frozenset[str]:
    """Stray texts of a number column that are numbers with a unit of the kind its values have."""
    main = look.column.unit
    dimension = _DIMENSION.get(_plain(main)) if main else None
    pairs = {text: look.reading.numbers.unit_of(text) for text in look.reading.strays}
    return frozenset(
        text
        for text, pair in pairs.items()
        if pair and (found := _DIMENSION.get(_plain(pair[0]))) and (main is None or found == dimension)
    )


def _plain(unit: str) -> str:
    """`sq. ft.` is `sqft`."""
    return unit.casefold().translate(_MARKS)


def mixed_units(look: Look) -> Iterator[Finding]:
    """Units beside the numbers that differ, or numbers on two scales."""
    if look.column.kind == "number":
        others = sorted(other_units(look))
        if others:
            usual = f"in {quoted(look.column.unit, 20)}" if look.column.unit else "without a unit"
            evidence = f"{look.title} is {usual}, but also holds {look.listed(others)}"
            yield found("mixed_units", evidence, (look.name,))
        elif look.view.values is not None and (scales := two_scales(look.view.values)):
            yield found("mixed_units", f"{look.title}: {scales}{look.looked_at}", (look.name,))
    elif look.wordy:
        yield from _written(look)


def _written(look: Look) -> Iterator[Finding]:
    """Among words: nearly all values are numbers with units of one dimension, or bare."""
    if not any(re.match(r"[^\w]?\s?\d", text) for text in look.some[:50]):
        return
    rows: dict[str, list[int]] = {}
    total = read = 0
    step = max(1, len(look.view.levels) // max(1, len(look.some)))
    for text, count in zip(look.view.levels[::step], look.counts.tolist()[::step], strict=True):
        total += count
        pair = look.reading.numbers.unit_of(text)
        unit = _plain(pair[0]) if pair else ""
        if unit in _DIMENSION or (not pair and re.fullmatch(look.reading.numbers.pattern, text)):
            rows.setdefault(unit, []).append(count)
            read += count
    units = {unit: counts for unit, counts in rows.items() if _matters(counts)}
    named = [unit for unit in units if unit]
    if read < _COVERED * total or len(units) < 2 or len({_DIMENSION[unit] for unit in named}) != 1:
        return
    shown = ", ".join(
        f"{quoted(unit, 20) if unit else 'none'} ({sum(units[unit]):,} rows)"
        for unit in sorted(units, key=lambda unit: (-sum(units[unit]), unit))[:4]
    )
    yield found("mixed_units", f"Numbers of {look.title} have several units{look.looked_at}: {shown}", (look.name,))


def _matters(counts: list[int]) -> bool:
    return len(counts) >= _FEWEST_DISTINCT and sum(counts) >= _FEWEST_ROWS


def two_scales(values: Floats) -> str | None:
    """Two clusters of positive numbers, apart by the factor of a change of units, whose shapes are the same.

    A gap alone proves nothing, so the logarithms of both clusters, once shifted onto each other, have to pass the
    two-sample test of Kolmogorov and Smirnov.
    """
    kept = values[np.isfinite(values) & (values != 0)]
    if len(kept) < 4 * _LEAST_VALUES or (kept < 0).any():
        return None
    logs = np.sort(np.log(kept))
    inner = logs[int(_LEAST_SHARE * len(logs)) : len(logs) - int(_LEAST_SHARE * len(logs))]
    steps = np.diff(inner)
    if len(steps) < 2:
        return None
    at = int(np.argmax(steps))
    gap, border = float(steps[at]), float(inner[at])
    low, high = logs[logs <= border], logs[logs > border]
    if min(len(np.unique(low)), len(np.unique(high))) < _LEAST_VALUES:
        return None
    spans = [float(np.quantile(side, 0.99) - np.quantile(side, 0.01)) for side in (low, high)]
    others = float(np.partition(steps, -2)[-2])
    shift = float(np.median(high) - np.median(low))
    factor = min(_FACTORS, key=lambda known: abs(np.log(known) - shift))
    if gap < max(0.3 * max(spans), 4 * others) or abs(np.log(factor) - shift) > _TOLERANCE:
        return None
    if not _same_shape(low + shift, high):
        return None
    return f"{part(len(low), len(kept))} lie about {factor:g} times below the others, with the same spread"


def _same_shape(one: Floats, other: Floats) -> bool:
    every = np.concatenate([one, other])
    every.sort()
    shares = [np.searchsorted(np.sort(side), every, side="right") / len(side) for side in (one, other)]
    distance = float(np.abs(shares[0] - shares[1]).max())
    return bool(distance <= 1.63 * np.sqrt((len(one) + len(other)) / (len(one) * len(other))))
