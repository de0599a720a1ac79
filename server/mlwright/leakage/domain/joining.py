"""How values come together: arithmetic, branches, containers."""

from collections.abc import Iterable
from typing import Any

from mlwright.leakage.domain.learned import NOTHING, Statistics
from mlwright.leakage.domain.rows import NO_ROWS, Key, narrow, union
from mlwright.leakage.domain.values import (
    EMPTY,
    Constant,
    Data,
    Estimator,
    Grouped,
    Items,
    Loop,
    Mapping,
    Stream,
    Unknown,
    Value,
    varies_of,
)  # fmt: skip

KEPT = frozenset({"error"}) | frozenset(
    {
        "time",
        "prediction",
        "presence",
        "lag",
        "literal",
        "expr",
        "curve",
        "search score",
        "sorted",
        "timeindex",
        "ordered",
        "windows",
        "siblings",
        "ahead",
        "behind",
        "past",
        "aggregate",
    }
)


def data_in(value: Value, depth: int = 3) -> list[Data]:
    """Every Data in a value, containers opened."""
    if isinstance(value, Data):
        return [value]
    if depth and isinstance(value, Items):
        return [found for item in value.items[:40] for found in data_in(item, depth - 1)]
    if depth and isinstance(value, Mapping):
        entries = [*list(value.entries.values())[:40], *([value.rest] if value.rest else [])]
        return [found for item in entries for found in data_in(item, depth - 1)]
    if depth and isinstance(value, Stream):
        return data_in(value.element, depth - 1)
    if isinstance(value, Grouped):
        return [value.data]  # xarray: groups minus their means
    return []


def estimators_in(value: Value, depth: int = 3) -> list[Estimator]:
    if isinstance(value, Estimator):
        return [value]
    if depth and isinstance(value, Items):
        return [found for item in value.items[:40] for found in estimators_in(item, depth - 1)]
    if depth and isinstance(value, Mapping):
        return [found for item in value.entries.values() for found in estimators_in(item, depth - 1)]
    return []


def scores_in(value: Value) -> frozenset[Any]:
    found: frozenset[Any] = EMPTY
    for item in data_in(value):
        found |= item.scores
    return found


def deep_varies(value: Value, depth: int = 3) -> frozenset[Loop]:
    found = value.varies
    if depth and isinstance(value, Items):
        for item in value.items[:40]:
            found |= deep_varies(item, depth - 1)
    elif depth and isinstance(value, Mapping):
        for item in value.entries.values():
            found |= deep_varies(item, depth - 1)
        if value.rest is not None:
            found |= deep_varies(value.rest, depth - 1)
    return found


def combine(values: Iterable[Value]) -> Value:
    """The result of arithmetic or of a row-wise function: rows of the first that has any, statistics of all."""
    values = list(values)
    datas = [item for value in values for item in data_in(value)]
    varies = frozenset().union(*map(deep_varies, values)) if values else EMPTY
    if not datas:
        return Unknown(varies)
    if len(datas) == 1:
        only = datas[0]
        plain = {"name": None, "columns": None, "future": only.future}
        return only.like(varies=varies, flags=only.flags & KEPT, **plain)
    main = next((item for item in datas if item.rows), datas[0])
    learned: Statistics = NOTHING
    latent: Statistics = NOTHING
    for item in datas:
        learned |= item.all_learned()
        if main.rows and not item.rows:
            learned |= item.latent
        else:
            latent |= item.latent
    result = Data(main.rows, learned, latent, varies)
    for item in datas:
        if item.rows or not main.rows:
            result.deps |= item.deps
        result.fits |= item.fits
        result.scores |= item.scores
        result.flags |= item.flags & KEPT
        result.future = result.future or item.future
        if result.frame is None:
            result.frame = item.frame
        if "curve" in item.flags:
            result.label = item.label
        if "error" in item.flags:
            result.label, result.frame = item.label, item.frame
    if not all("literal" in item.flags for item in datas):
        result.flags -= {"literal"}
    if any(item.deps and not item.future and "lag" not in item.flags for item in datas):
        result.flags -= {"lag"}
    result.node = main.node
    return result


def join(one: Value, other: Value, site: object) -> Value:
    """What a name may stand for after a branch: either value."""
    if isinstance(one, Data) and isinstance(other, Data):
        return _joined_data(one, other, site)
    if isinstance(one, Items) and isinstance(other, Items):
        if len(one.items) == len(other.items) and one.items:
            return Items(
                [
                    left if left is right else join(left, right, site)
                    for left, right in zip(one.items, other.items, strict=True)
                ],
                one.kind,
                one.exact and other.exact,
            )
        return one if len(one.items) >= len(other.items) else other
    # a model is worth more than a None or something unknown
    weight = [_weight(one), _weight(other)]
    better, worse = (one, other) if weight[0] >= weight[1] else (other, one)
    if worse.varies and isinstance(better, Unknown | Constant):
        return Unknown(better.varies | worse.varies)
    return better


def _weight(value: Value) -> int:
    if isinstance(value, Unknown):
        return 1
    if isinstance(value, Constant):
        return 0 if value.value is None else 1
    if isinstance(value, Data):
        return 2
    if isinstance(value, Items) and not value.items:
        return 0  # an empty container, to be filled in one of the branches
    return 3


def _joined_data(one: Data, other: Data, site: object) -> Data:
    rows, others = one.rows, other.rows
    if rows != others and rows and others:
        # the branch itself tells the two apart: parts of different branches never meet
        key = Key("branch", site)
        rows, others = narrow(rows, key, 0), narrow(others, key, 1)
    result = one.like(
        rows=union(rows, others) if rows or others else NO_ROWS,
        learned=one.learned | other.learned,
        latent=one.latent | other.latent,
        varies=one.varies | other.varies,
        fits=one.fits | other.fits,
        scores=one.scores | other.scores,
        deps=one.deps | other.deps,
        future=one.future or other.future,
    )
    result.flags -= {"parts", "unknown"} - other.flags
    if result.columns is not None and other.columns is not None:
        result.columns.dropped |= other.columns.dropped
        result.columns.trusted &= other.columns.trusted
        result.columns.sure &= other.columns.sure
        for name, column in other.columns.assigned.items():
            result.columns.assigned.setdefault(name, column)
    elif other.columns is None:
        result.columns = None
    return result


def varied(value: Value, loop: Loop) -> Value:
    """A value that depends on the loop's variable."""
    if isinstance(value, Items):
        return Items([varied(item, loop) for item in value.items], value.kind, value.exact)
    if isinstance(value, Data):
        # a table is what is worked on, not what is varied; and edits must reach the table itself
        return value if value.rows else value.like(varies=value.varies | {loop})
    if isinstance(value, Unknown | Constant):
        twin = Unknown(value.varies | {loop})
        if isinstance(value, Unknown):
            twin.core, twin.text = value.core, value.text
        return twin
    if isinstance(value, Mapping):
        return Mapping({key: varied(item, loop) for key, item in value.entries.items()})
    return value


__all__ = ["combine", "data_in", "deep_varies", "estimators_in", "join", "scores_in", "varied", "varies_of"]
