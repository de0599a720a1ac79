"""Functions of numpy, scipy, torch and the like."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import combine, data_in, estimators_in
from mlwright.leakage.domain.values import (
    Data,
    Estimator,
    Items,
    Library,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.events import Call
from mlwright.leakage.interpret import (
    construction,
    learning,
    predicting,
    statistics,
)
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import functions
from mlwright.leakage.knowledge.tables import names

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

from mlwright.leakage.interpret.columnwise import rowwise
from mlwright.leakage.interpret.splitting import positional_split

NUMERIC = names("""
    np numpy jnp jax cp cupy tf tensorflow torch scipy stats pd pandas pl polars K math statistics F pyspark
    functions
    """)


def numeric(machine: "Machine", name: str, dotted: str, args: Arguments, node: ast.Call) -> Value | None:
    """Functions of numpy, scipy, torch and the like that mean what the methods of the same name mean."""
    first = args.positional[0] if args.positional else next(iter(args.keywords.values()), Unknown())
    datas = data_in(first)
    if not datas:
        return None
    if name in functions.REDUCTIONS and (len(datas) == 1 or isinstance(first, Data)):
        rest = args.without_first()
        result = statistics.reduce(machine, datas[0], name, rest, node)
        if functions.REDUCTIONS[name] == "supervised" and isinstance(result, Data):
            result.flags |= {"supervised"}
        return result
    if name in functions.LEARNING:
        result = statistics.learn_in_place(machine, datas[0], name, args.without_first(), node)
        return Items([result, Unknown()], "tuple") if name in {"boxcox", "yeojohnson"} and "stats" in dotted else result
    if name == "roll" and isinstance(first, Data):
        ahead = statistics.looks_ahead(
            args.get("shift", 1) or args.get("shifts", 1), ast.Call(node.func, node.args[1:], node.keywords)
        )
        return first.like(future=node) if ahead else first.like(flags=first.flags | {"lag", "ordered"})
    if name in {"argmax", "argmin", "argsort", "nanargmax", "nanargmin"}:
        machine.choose(node, first, name)
        if "curve" in datas[0].flags:
            return statistics.threshold(machine, datas[0], node)
        return datas[0].like(rows=datas[0].rows if datas[0].rows else frozenset(), latent=datas[0].latent, columns=None)
    if name in {"split", "array_split"} and dotted.startswith(("np.", "numpy.", "torch.")):
        return positional_split(machine, datas[0], args, node)
    if name in {"flatnonzero", "nonzero", "argwhere"} or (name == "where" and len(args.all()) == 1):
        return datas[0].like(columns=None)  # the positions of a mask pick the rows that it picks
    if name in {"where", "select", "maximum", "minimum", "clip", "fillna", "nan_to_num"}:
        found = combine(args.all())
        return rowwise(found)
    return None


def generator(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """np.random.default_rng(...): its methods are the functions of numpy.random."""
    machine.emit(Call, node, function=dotted, params=args.keywords, values=args.positional)
    return Library("numpy.random")


def polyfit(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """np.polyfit(x, y, degree): a model of its own."""
    made = Estimator("polyfit", "model", "supervised", node)
    for label, value in [("deg", args.get("deg", 2))]:
        if value is not None:
            construction.sweep(made, label, value)
    learning.fit(machine, made, "fit", Arguments(args.positional[:2], {}), node)
    return made


def polyval(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    found = next(iter(estimators_in(args.positional[0])), None) if args.positional else None
    if found is None:
        return combine(args.all())
    return predicting.predict(machine, found, Arguments(args.positional[1:], {}), node)


def poly1d(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    return args.positional[0] if args.positional else Unknown()
