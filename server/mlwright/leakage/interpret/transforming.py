"""Methods that change values and leave the rows."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import combine, data_in
from mlwright.leakage.domain.learned import Statistic
from mlwright.leakage.domain.rows import NO_ROWS, source_rows, within
from mlwright.leakage.domain.values import (
    EMPTY,
    Columns,
    Constant,
    Data,
    Function,
    Grouped,
    Mapping,
    Method,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.events import Call
from mlwright.leakage.interpret import items, statistics
from mlwright.leakage.interpret.arguments import Arguments

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

from mlwright.leakage.interpret.frames import assign_column


def same(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    return owner.like()


def listed(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    return owner.like(flags=owner.flags | {"list"})


def pop(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    names = items.column_names(args.positional[0]) if args.positional else []
    if not names:
        return owner.like(columns=None)
    found = items.column(owner, names[0], node)
    if owner.columns is not None:
        owner.columns.drop(names)
    return found


def insert(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    label, value = args.get("column", 1), args.get("value", 2)
    if isinstance(label, Constant) and isinstance(label.value, str) and value is not None:
        assign_column(owner, label.value, value, node)
    return Constant(None)


def assign(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    result = owner.like()
    for label, value in args.keywords.items():
        if isinstance(value, Function):
            value = machine_call(machine, value, [result], node)
        assign_column(result, label, value, node)
        machine.abroad(node)
    return result


def machine_call(machine: "Machine", function: Value, values: list[Value], node: ast.AST) -> Value:
    """A callback handed to a method, called on the rows of its element."""
    return machine.call_value(function, Arguments(values, {}), node)


def apply(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    function = args.get("func", 0)
    axis = args.get("axis")
    if isinstance(function, Function):
        element = owner.like(flags=owner.flags | ({"row"} if axis is not None else set()))
        if name in {"apply", "map", "applymap"} and (owner.columns is None or axis is not None):
            element.flags |= {"row"}  # one value or one row at a time: its mean is not a statistic of the table
        made = machine_call(machine, function, [element, *args.positional[1:]], node)
        result = combine([made, owner]) if name != "pipe" else made
        if isinstance(result, Data):
            if name == "pipe":
                return result
            kept = owner.flags & {"parts", "hub"}
            return result.like(
                columns=owner.columns.copy() if owner.columns else None, flags=(result.flags - {"row"}) | kept
            )
        return owner.like(columns=None, name=None)
    if isinstance(function, Constant) and isinstance(function.value, str) and name in {"transform", "apply", "agg"}:
        return machine.call_value(
            Method(owner, function.value, node), Arguments(args.positional[1:], args.keywords), node
        )
    result = combine([owner, *args.positional])
    if isinstance(result, Data) and name == "map":
        return result.like(columns=None)
    return result if isinstance(result, Data) else owner.like()


def fill(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    method = args.get("method")
    if name in {"bfill", "backfill"} or (isinstance(method, Constant) and method.value in {"bfill", "backfill"}):
        return statistics.look_both_ways(machine, owner, "fill", name, node)
    if name == "interpolate":
        direction = args.get("limit_direction")
        if not (isinstance(direction, Constant) and direction.value == "forward"):
            return statistics.look_both_ways(machine, owner, "fill", name, node)
    values = [owner, *args.positional, *(value for key, value in args.keywords.items() if key != "method")]
    result = combine(values)
    if isinstance(result, Data):
        return owner.like(learned=result.learned | _latent(values[1:]), deps=result.deps)
    return owner.like()


def _latent(values: list[Value]) -> frozenset[Statistic]:
    return frozenset().union(*(item.latent for value in values for item in data_in(value)))


def rename(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    result = owner.like()
    columns = args.get("columns")
    if result.columns is None:
        return result
    if isinstance(columns, Mapping) and columns.rest is None:
        for old, new in columns.entries.items():
            if isinstance(new, Constant) and isinstance(new.value, str) and isinstance(old, str):
                value = items.column(owner, old, node)
                result.columns.drop([old])
                result.columns.assign(new.value, value)
    else:
        result.columns.distrust()
    return result


def shift(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    periods = args.get("periods", 0) or args.get("n", 0)
    if "row" in owner.flags:
        return owner.like()
    result = owner.like(flags=owner.flags | {"ordered"})
    if name == "lead" or statistics.looks_ahead(periods, node):
        result.future = node
        machine.abroad(node)
        result.flags -= {"lag"}
    else:
        result.flags |= {"lag"}
        result.deps = EMPTY  # an earlier row's value is no function of this row's label
    return result


def group(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    by = args.get("by", 0) or args.get("window", 0) or args.get("level") or Unknown()
    names = items.column_names(by)
    if not names:
        names = [found.name for found in data_in(by) if found.name]
    kind = {"group_by": "groupby", "groupBy": "groupby", "coarsen": "resample"}.get(name, name)
    if kind == "groupby":
        machine.emit(Call, node, function="groupby", params={}, values=[owner, *map(Constant, names)])
    return Grouped(
        owner, kind, tuple(names), {**args.keywords, **({"window": args.positional[0]} if args.positional else {})}
    )


def backward(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    return machine.train_network(owner, node)


def best(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    machine.choose(node, owner, name)
    if "curve" in owner.flags:
        return statistics.threshold(machine, owner, node)
    if owner.scores:
        return Data(scores=owner.scores)
    if "prediction" in owner.flags and name == "argmax":
        return owner.like()  # the likeliest class of each row
    return owner.like(rows=NO_ROWS)


def item(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    if "error" in owner.flags:
        return statistics.score_of_error(machine, owner, name, node)
    return owner.like()


def unknown_rows(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """Pivots and melts make other rows of the old ones."""
    rows = source_rows(("reshaped", machine.site(node)))
    result = owner.like(rows=rows, learned=frozenset(), name=None, label=None)
    for item in owner.all_learned():
        twin = item.as_kind(item.kind)
        # what was learned from all of the old rows was learned from all of the new ones
        twin.rows = rows if within(owner.rows, item.rows) else item.rows
        result.learned |= {twin}
    result.columns = Columns(trusted=False)
    if name == "explode":
        result.flags |= {"siblings"}
    return result


def printed(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    for score in owner.scores:
        score.used.add("printed")
    return owner.like()
