"""Tables under or beside one another."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import combine, data_in, scores_in
from mlwright.leakage.domain.rows import within
from mlwright.leakage.domain.values import (
    Columns,
    Constant,
    Data,
    Items,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.interpret import (
    combining,
    statistics,
)
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import functions

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine


def concatenate(machine: "Machine", name: str, args: Arguments, node: ast.Call) -> Value:
    """Tables under or beside one another."""
    axis = args.get("axis", 1) or args.get("dim", 1) or args.get("how")
    beside = name in functions.CONCAT_COLUMNS or (
        isinstance(axis, Constant) and axis.value in {1, -1, "columns", "horizontal"}
    )
    datas = [found for value in args.positional for found in data_in(value)]
    if not datas:
        scores = scores_in(Items(args.all()))
        return Data(scores=scores) if scores else Unknown()
    if not beside:
        given = args.positional[0]
        stacked = combining.concatenated(datas, node)
        if isinstance(given, Items) and given.exact and len(given.items) > 1 and _repeated(given.items):
            return statistics.repeat(machine, stacked, name, node)
        return stacked
    found = combine(datas)
    if isinstance(found, Data):
        found.columns = _beside([data for data in datas if data.rows])
    return found


def _repeated(values: list[Value]) -> bool:
    """Whether two of several tables surely hold the same rows."""
    datas = [value for value in values if isinstance(value, Data) and value.rows]
    return any(
        within(one.rows, other.rows) and "prediction" not in one.flags
        for i, one in enumerate(datas) for other in datas[:i] + datas[i + 1 :]
    )  # fmt: skip


def _beside(datas: list[Data]) -> Columns | None:
    if any(data.columns is None and data.name is None for data in datas):
        return None
    merged = Columns((), True)
    for data in datas:
        if data.columns is None:
            merged.assign(str(data.name), data.like(columns=None))
            continue
        if data.columns.known is None:
            merged.known = None
        elif merged.known is not None:
            merged.known = (*merged.known, *data.columns.known)
        merged.dropped |= data.columns.dropped
        merged.assigned.update(data.columns.assigned)
        merged.trusted &= data.columns.trusted
        merged.sure |= data.columns.sure
    return merged
