"""Tables, columns and arrays: attributes, assignments and methods."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import combine, data_in
from mlwright.leakage.domain.learned import NOTHING
from mlwright.leakage.domain.values import (
    EMPTY,
    Constant,
    Data,
    Items,
    Mapping,
    Unknown,
    Value,
    as_data,
)  # fmt: skip
from mlwright.leakage.interpret import cuts, items
from mlwright.leakage.knowledge import naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine


def set_attribute(machine: "Machine", owner: Data, name: str, value: Value, node: ast.AST) -> None:
    if name == "columns" and owner.columns is not None:
        owner.columns = None
    elif name == "index":
        return
    else:
        assign_column(owner, name, value, node)


def assign_column(owner: Data, name: str, value: Value, node: ast.AST | None = None) -> None:
    """`frame[name] = value`; statistics count from here on, because they meet rows."""
    found = combine([value])
    data = found if isinstance(found, Data) else Data(varies=value.varies)
    data = data.like(learned=data.all_learned() | data.latent, latent=NOTHING, columns=None)
    if owner.columns is None:
        owner.learned |= data.learned
        return
    owner.columns.assign(name, data, node)
    if naming.timely(name):
        data.flags |= {"time"}
    if data.label is not None:
        data.label = None


def _beside(old: Value | None, value: Value) -> Value:
    """What a dict holds under keys that are not known: the last value, with the scores of those before it."""
    if isinstance(old, Data) and isinstance(value, Data) and old.scores - value.scores:
        return value.like(scores=old.scores | value.scores)
    return value


def set_item(machine: "Machine", owner: Value, index: ast.expr, value: Value, node: ast.AST) -> None:
    """`owner[index] = value`."""
    if isinstance(owner, Mapping):
        key = machine.evaluate(index)
        if isinstance(key, Constant) and isinstance(key.value, str | int | float | bool | None):
            owner.entries[key.value] = value
        else:
            owner.rest = _beside(owner.rest, value)
        _keep(value)
    elif isinstance(owner, Items):
        owner.items.append(value)
        owner.exact = False
        _keep(value)
    elif isinstance(owner, Data | Unknown):
        table = as_data(owner)
        if table is not None:
            _set_data_item(machine, table, index, value)


def _set_data_item(machine: "Machine", owner: Data, index: ast.expr, value: Value) -> None:
    last = index.elts[-1] if isinstance(index, ast.Tuple) and len(index.elts) > 1 else index
    if isinstance(index, ast.Tuple) and index.elts:
        machine.evaluate(index.elts[0]) if not isinstance(index.elts[0], ast.Slice) else None
    key = machine.evaluate(last) if not isinstance(last, ast.Slice) else Unknown()
    names = items.column_names(key)
    partly = isinstance(index, ast.Tuple)
    for name in names:
        if partly and owner.columns is not None and name in owner.columns.assigned:
            value = combine([owner.columns.assigned[name], value])
        assign_column(owner, name, value, index)
        machine.abroad(index)
    if not names:
        for found in data_in(cuts.gathered(value)):
            if "windows" in found.flags and "synthetic" in owner.flags:
                # an empty array that is filled with windows
                owner.rows, owner.flags = found.rows, (owner.flags - {"synthetic"}) | {"windows"}
            owner.learned |= found.all_learned() | found.latent
            owner.scores |= found.scores
            owner.fits |= found.fits if not owner.rows else EMPTY
            if found.future is not None and owner.columns is not None:
                owner.columns.assign(f"?{id(index)}", found.like(columns=None))
            elif found.future is not None:
                owner.future = owner.future or found.future
    _keep(value)


def _keep(value: Value) -> None:
    for found in data_in(value):
        for score in found.scores:
            score.used.add("kept")


def delete_item(machine: "Machine", owner: Value, key: Value) -> None:
    if isinstance(owner, Data) and owner.columns is not None:
        owner.columns.drop(items.column_names(key))


def overwrite(owner: Data, result: Value) -> None:
    """What `inplace=True` does."""
    if isinstance(result, Data):
        for field in Data.__slots__:
            if field != "text":
                setattr(owner, field, getattr(result, field))
