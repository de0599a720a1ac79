"""Methods that bring tables together."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import data_in
from mlwright.leakage.domain.learned import NOTHING
from mlwright.leakage.domain.rows import Key, narrow, union
from mlwright.leakage.domain.values import (
    Columns,
    Constant,
    Data,
    Items,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.events import Join
from mlwright.leakage.interpret import cuts, items, statistics
from mlwright.leakage.interpret.arguments import Arguments

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

from mlwright.leakage.interpret.frames import assign_column


def append(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    others = [item for value in args.positional for item in data_in(value)]
    return concatenated([owner, *others], node)


def concatenated(parts: list[Data], node: ast.AST) -> Data:
    """Rows of all, one under the other."""
    if not parts:
        return Data()
    result = parts[0].like(name=parts[0].name if len({part.name for part in parts}) == 1 else None, node=node)
    result.rows = union(*(part.rows for part in parts))
    for part in parts[1:]:
        result.learned |= part.all_learned()
        result.latent |= part.latent
        result.fits |= part.fits
        result.scores |= part.scores
        result.flags |= part.flags & {"time", "lag", "prediction"}
        if result.columns is not None and part.columns is not None:
            for name, value in part.columns.assigned.items():
                result.columns.assigned.setdefault(name, value)
            result.columns.dropped &= part.columns.dropped
            if result.columns.known != part.columns.known:
                result.columns.known = None
            result.columns.trusted &= part.columns.trusted
    result.label = None
    return result


def joined(machine: "Machine", values: list[Value], name: str, args: Arguments, node: ast.Call) -> Value:
    """A join keeps the rows of the left table; aggregates that it brings meet rows here."""
    datas = [item for value in [*values, *args.keywords.values()] for item in data_in(value)]
    machine.emit(Join, node, function=name, params=args.keywords, data=datas)
    if not datas:
        return Unknown()
    result = datas[0].like(name=None)
    for other in datas[1:]:
        result.learned |= other.all_learned() | other.latent
        result.future = result.future or other.future
        if result.columns is not None and other.columns is not None:
            result.columns.known = None
            for label, value in other.columns.assigned.items():
                result.columns.assigned.setdefault(label, value)
        if not result.rows:
            result.rows = other.rows
    return result


def with_columns(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """polars' with_columns and select, Spark's withColumn: expressions meet the frame's rows."""
    stretch = cuts.stretch_of_range(machine, node.args[0]) if name == "select" and node.args else None
    if stretch is not None:
        # Hugging Face: rows by their positions
        return owner.like(rows=narrow(owner.rows, Key("slice", cuts.base(owner.rows)), stretch), node=node)
    result = owner.like(name=None)
    values = list(args.positional)
    if name in {"withColumn"} and len(values) == 2 and isinstance(values[0], Constant):
        args.keywords[str(values[0].value)] = values.pop()
        values.clear()
    if name == "select" and result.columns is not None:
        named = [items.column_names(value) or [item.name for item in data_in(value) if item.name] for value in values]
        names = [label for several in named for label in several]
        complete = bool(names) and all(named)
        columns = Columns(tuple(names) if complete else None, trusted=complete)
        columns.places, columns.seen, columns.chosen = result.columns.places, result.columns.seen, node
        result.columns = columns
        result.columns.assigned = {
            key: value for key, value in (owner.columns.assigned if owner.columns else {}).items() if key in names
        }
    pairs = [(found.name or f"?{i}", found) for i, value in enumerate(values) for found in data_in(value)]
    pairs += [(label, found) for label, value in args.keywords.items() for found in data_in(value)]
    for label, found in pairs:
        assign_column(result, label, statistics.bind(machine, found, owner), node)
        machine.abroad(node)
    return result


def alias(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    label = args.get("name", 0)
    return (
        owner.like(name=label.value) if isinstance(label, Constant) and isinstance(label.value, str) else owner.like()
    )


def over(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    return owner.like(
        learned=owner.learned | owner.latent,
        latent=NOTHING,
        flags=owner.flags | {"aggregate"} if owner.latent else owner.flags,
    )


def align(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """Both tables, each with the other's columns too."""
    other = args.get("other", 0)
    return Items([owner.like(), other.like() if isinstance(other, Data) else Unknown()], "tuple")
