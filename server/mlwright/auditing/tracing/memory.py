"""Slices of arrays: which rows of the memory's owner a view shows."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Slice(NamedTuple):
    """Rows lie along `axis` of the owner, at these positions."""

    axis: int
    positions: npt.NDArray[np.int64]


def parents(array: Array) -> Iterator[Array]:
    """Arrays whose memory this one shows, nearest first."""
    base = array.base
    while isinstance(base, np.ndarray):
        yield base
        base = base.base


def root(array: Array) -> Array | None:
    """The array that owns the memory, or None where the array owns its own."""
    return list(parents(array))[-1] if isinstance(array.base, np.ndarray) else None


def rows_of(array: Array, owner: Array) -> Slice | None:
    """The rows of the owner that the array shows, along whichever axis fits."""
    fits = [axis for axis in range(owner.ndim) if positions(array, owner, axis) is not None]
    same = [axis for axis in fits if owner.strides[axis] == array.strides[0]]
    for axis in [*same, *fits]:
        found = positions(array, owner, axis)
        if found is not None:
            return Slice(axis, found)
    return None


def positions(array: Array, owner: Array, axis: int) -> npt.NDArray[np.int64] | None:
    """Where along the owner's axis the rows of the array lie; None where it is no slice of it."""
    if not array.ndim or not owner.ndim or not array.size or array.dtype.itemsize != owner.dtype.itemsize:
        return None
    stride = owner.strides[axis]
    if stride == 0 or array.strides[0] % stride or (array.strides[0] == 0 and len(array) > 1):
        return None
    offset = array.__array_interface__["data"][0] - owner.__array_interface__["data"][0]
    if stride < 0 or offset < 0:
        return None
    larger = [other for other in owner.strides if other > stride]
    start = (offset % min(larger) if larger else offset) // stride
    found = start + np.arange(len(array), dtype=np.int64) * (array.strides[0] // stride)
    inside = found.min() >= 0 and found.max() < owner.shape[axis]
    return found if inside else None
