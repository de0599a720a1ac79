"""How many different values there are, from a sketch that merges: HyperLogLog over hashes that no version changes.

The sketch is that of Flajolet, Fusy, Gandouet and Meunier (AofA 2007); the estimator is the one of Ertl (2017,
"New cardinality estimation algorithms for HyperLogLog sketches"), which needs no tables of corrections.
"""

import base64
import hashlib
import math
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from mlwright.profiling.columns.numbers import Floats
from mlwright.specs.profile_state import HIGHEST_RANK, PRECISION

Hashes = npt.NDArray[np.uint64]
Ranks = npt.NDArray[np.uint8]

SKETCH_ERROR = round(4 * 1.04 / math.sqrt(2**PRECISION), 4)
"""Four standard errors."""
HASHED = "CAST(md5_number({0}) & 18446744073709551615 AS UBIGINT)"
"""SQL of the hash of a text: the first eight bytes of its MD5, the lowest first."""
_REST = 64 - PRECISION


def mixed(values: Hashes) -> Hashes:
    """Well spread hashes of whole numbers: the finaliser of splitmix64."""
    with np.errstate(over="ignore"):
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def of_numbers(values: Floats) -> Hashes:
    """Hashes of numbers by their bits; both zeros are one."""
    with np.errstate(over="ignore"):
        return mixed((values + 0.0).view(np.uint64) + np.uint64(0x9E3779B97F4A7C15))


def of_texts(texts: Iterable[str]) -> Hashes:
    """Hashes of texts, the same as `HASHED` gives."""
    digests = (hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).digest() for text in texts)
    return np.fromiter((int.from_bytes(digest[:8], "little") for digest in digests), dtype=np.uint64)


def sketch(hashes: Hashes) -> Ranks:
    """The registers that hashes fill."""
    registers = np.zeros(2**PRECISION, dtype=np.uint8)
    rest = (hashes & np.uint64(2**_REST - 1)) | np.uint64(2**_REST)
    lowest = rest & (~rest + np.uint64(1))
    # a power of two is exact as a float, so its exponent is the number of zeros before it, and one
    rank = np.frexp(lowest.astype(np.float64))[1].astype(np.uint8)
    np.maximum.at(registers, (hashes >> np.uint64(_REST)).astype(np.int64), rank)
    return registers


def written(registers: Ranks) -> str:
    """Registers as text."""
    return base64.b64encode(registers.tobytes()).decode()


def union(several: Sequence[Ranks]) -> Ranks:
    """The sketch of all values together."""
    return np.asarray(np.maximum.reduce(several), dtype=np.uint8)


def estimate(registers: Ranks) -> float:
    """About how many different values filled the registers."""
    size = len(registers)
    held = np.bincount(registers, minlength=HIGHEST_RANK + 1)
    total = size * _tau(1 - held[HIGHEST_RANK] / size)
    for rank in range(HIGHEST_RANK - 1, 0, -1):
        total = 0.5 * (total + float(held[rank]))
    total += size * _sigma(held[0] / size)
    return 0.0 if math.isinf(total) else size * size / (2 * math.log(2) * total)


def _sigma(share: float) -> float:
    if share == 1:
        return math.inf
    power, total = 1.0, share
    while True:
        share *= share
        before = total
        total += share * power
        power += power
        if total == before:
            return total


def _tau(share: float) -> float:
    if share in (0, 1):
        return 0.0
    power, total = 1.0, 1 - share
    while True:
        share = math.sqrt(share)
        before = total
        power *= 0.5
        total -= (1 - share) ** 2 * power
        if total == before:
            return total / 3
