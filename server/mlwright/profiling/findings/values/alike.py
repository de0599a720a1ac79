"""Pairs of rows that agree in nearly all cells, found without comparing every row with every other.

Two rows that differ in at most two cells agree in all cells of at least one of three blocks of columns, so that sorting
by each block brings them together (the pigeonhole argument of Manku, Jain and Das Sarma, WWW 2007).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mlwright.profiling.columns.numbers import Floats
from mlwright.profiling.columns.sample import Codes
from mlwright.profiling.columns.views import View
from mlwright.profiling.findings.values.information import Hashes, bits, hashes, information

_BLOCKS, _WINDOW, _HALF = 3, 3, np.uint64(0xFFFFFFFF00000000)
_CHANCE_BITS, _COARSE = 16.0, 64


class Pairs(NamedTuple):
    """Rows that are nearly copies of earlier ones, by their place in the sample."""

    earlier: Codes
    later: Codes


def near_pairs(features: Sequence[View]) -> Pairs:
    """Rows that agree with an earlier one in all but two cells, up to case, blanks and rounding, but are no copies.

    What agrees has to tell more than rows of this number would share by chance.
    """
    exact = [view.codes for view in features]
    loose = [loosened(view) for view in features]
    order, told = information(exact)
    found = [_pairs(exact, exact, order, told)]
    if any(one is not other for one, other in zip(exact, loose, strict=True)):
        told = np.minimum(told, [bits(codes) for codes in loose])
        found.append(_pairs(loose, exact, order, told))
    one, other = zip(*found, strict=True)
    return Pairs(np.concatenate(one), np.concatenate(other))


def loosened(view: View) -> Codes:
    """Levels that differ only in case, blanks or the last digits become one."""
    if view.values is not None:
        if view.column.kind != "number" or (view.column.number is not None and view.column.number.integer):
            return view.codes
        part, power = np.frexp(np.where(np.isfinite(view.values), view.values, 0.0))
        keys = np.rint(part * _COARSE).astype(np.int64) + power.astype(np.int64) * 4 * _COARSE
        return np.where(view.codes >= 0, _numbered(keys), -1)
    plain = "\n".join(view.levels).casefold()
    texts = plain.split("\n")
    if len(texts) != len(view.levels):
        return view.codes
    if "  " in plain or "\t" in plain:
        texts = [" ".join(text.split()) for text in texts]
    if len(set(texts)) == len(texts):
        return view.codes
    order: dict[str, int] = {}
    table = np.array([order.setdefault(text, len(order)) for text in texts] + [-1], dtype=np.int64)
    return np.asarray(table[view.codes], dtype=np.int64)


def _numbered(keys: Codes) -> Codes:
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def _pairs(columns: Sequence[Codes], exact: Sequence[Codes], order: Sequence[int], told: Floats) -> Pairs:
    most = min(_BLOCKS - 1, len(columns) // 4)
    needed = 2 * np.log2(len(columns[0])) + _CHANCE_BITS
    if told.sum() < needed:
        return Pairs(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    blocks = [_block(columns, order[at::_BLOCKS]) for at in range(_BLOCKS)]
    one, other = _unique(np.concatenate([pair for at in range(_BLOCKS) for pair in _neighbours(blocks, at)], axis=1))
    agreed, wrong = np.zeros(len(one)), np.zeros(len(one), dtype=np.int64)
    for at in order:
        same = columns[at][one] == columns[at][other]
        wrong += ~same
        agreed += told[at] * same
        kept = wrong <= most
        one, other, agreed, wrong = one[kept], other[kept], agreed[kept], wrong[kept]
    changed = np.zeros(len(one), dtype=bool)
    for codes in exact:
        changed |= codes[one] != codes[other]
    kept = (agreed >= needed) & changed
    return Pairs(one[kept], other[kept])


def _block(columns: Sequence[Codes], members: Sequence[int]) -> Hashes:
    total = np.zeros(len(columns[0]), dtype=np.uint64)
    for at in members:
        total += hashes(columns[at], at)
    return total


def _neighbours(blocks: Sequence[Hashes], at: int) -> Iterator[npt.NDArray[np.int64]]:
    """Rows that agree in a block, next to each other when sorted by it and then by the next one."""
    first, second = blocks[at] & _HALF, blocks[(at + 1) % _BLOCKS] >> np.uint64(32)
    order = np.argsort(first | second, kind="stable")
    keys = first[order]
    for step in range(1, _WINDOW + 1):
        same = np.flatnonzero(keys[step:] == keys[:-step])
        yield np.sort(np.stack([order[same], order[same + step]]), axis=0)


def _unique(pairs: npt.NDArray[np.int64]) -> tuple[Codes, Codes]:
    if pairs.shape[1] == 0:
        return pairs[0], pairs[1]
    base = int(pairs.max()) + 1
    keys = np.unique(pairs[0] * base + pairs[1])
    return keys // base, keys % base
