"""Functions that work on columns: codes, bins, dates, expressions."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import combine, deep_varies
from mlwright.leakage.domain.values import (
    EMPTY,
    Data,
    Items,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.events import Call
from mlwright.leakage.interpret import (
    items,
)
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import functions

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine


def expression(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """polars' and Spark's col(...): a column of whatever frame it will meet."""
    names = items.column_names(args.positional[0]) if args.positional else []
    result = Data(flags=frozenset({"expr"}), deps=frozenset(names))
    result.name = names[0] if names else None
    return result


def to_time(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    found = combine(args.positional[:1])
    if isinstance(found, Data):
        found.flags |= {"time"}
        first = args.positional[0]
        if isinstance(first, Data):
            found.name = first.name
            found.text = first.text
    return found


def dummies(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """get_dummies: codes of what is there; the columns are known up to their expansion."""
    given = args.get("data", 0)
    if not isinstance(given, Data):
        return Unknown()
    result = given.like(name=None)
    columns = args.get("columns")
    names = items.column_names(columns) if columns is not None else []
    if result.columns is not None and names:
        result.columns.drop(names)
    elif result.columns is not None:
        # any column of words has become several: what it was called is not known to be there
        result.columns = result.columns.untrusted()
    return result


def lead(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """Spark's lead(column, n): a later row's value."""
    found = combine(args.positional[:1])
    if isinstance(found, Data):
        return found.like(future=node)
    names = items.column_names(args.positional[0]) if args.positional else []
    result = Data(flags=frozenset({"expr"}), deps=frozenset(names))
    result.future = node
    return result


def distinct(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """np.unique(groups): how many there are is known to the author."""
    machine.emit(Call, node, function="nunique", params={}, values=args.positional)
    return quiet(machine, dotted, args, node)


def quiet(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    return Unknown(
        frozenset().union(*map(deep_varies, args.all())) if args.all() else EMPTY,
        dotted if functions.from_outside(dotted) else "",
    )


def binned(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """pd.cut: fixed edges; with a number of bins, edges between the extremes (too little to speak of)."""
    found = args.positional[0] if args.positional else args.get("x")
    return found.like(columns=None) if isinstance(found, Data) else Unknown()


def factorize(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    found = args.positional[0] if args.positional else Unknown()
    return Items([found.like(columns=None) if isinstance(found, Data) else Unknown(), Unknown()], "tuple")


def rowwise(found: Value) -> Value:
    if isinstance(found, Data):
        found.columns = None
        found.frame = found.frame if "error" in found.flags else None
    return found
