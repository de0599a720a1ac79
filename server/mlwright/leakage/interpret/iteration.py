"""What a loop goes over: one typical element, and the kind of loop it makes."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import estimators_in
from mlwright.leakage.domain.values import Constant, Data, Grouped, Items, Mapping, Stream, Unknown, Value
from mlwright.leakage.knowledge import naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

UNROLLED = 8  # longer lists of models are gone through by one typical element


def unrolled(values: Value) -> list[Value] | None:
    """The elements one by one, when they hold models or tables that differ; None for everything else."""
    if not isinstance(values, Items) or not values.exact or not 0 < len(values.items) <= UNROLLED:
        return None
    telling = any(isinstance(item, Data) or estimators_in(item) or _holds_data(item) for item in values.items)
    return values.items if telling else None


def _holds_data(value: Value) -> bool:
    return isinstance(value, Items) and any(isinstance(item, Data) for item in value.items)


def stream_of(machine: "Machine", values: Value, target: ast.expr | None) -> Stream:
    """One typical element of an iterable, and what kind of loop this is."""
    if isinstance(values, Stream):
        kind = values.kind
        if kind in {"numbers", "unknown", "names"}:
            kind = _kind_by_name(target, kind)
        return Stream(values.element, kind)
    if isinstance(values, Data) and {"synthetic", "literal"} & values.flags and not values.learned:
        return Stream(Unknown(values.varies), _kind_by_name(target, "numbers"))
    if isinstance(values, Data):
        element = values.like(columns=None, flags=values.flags | {"element"})
        if values.label is None and ("list" in values.flags or values.name):
            # one value at a time: its mean is not a statistic of all
            element.flags |= {"within a row"} if "row" in values.flags else {"row"}
        if values.label is not None:
            return Stream(Items([element, values.label], "tuple"), "batches")
        return Stream(element, "names" if "columns" in values.flags else "batches")
    if isinstance(values, Items):
        return Stream(_typical(values.items), _kind_by_name(target, _kind_of_items(values)))
    if isinstance(values, Grouped) and values.kind == "groupby":
        group = values.data.like(flags=values.data.flags | {"element"})
        return Stream(Items([Unknown(), group], "tuple"), "batches")
    if isinstance(values, Mapping):
        return Stream(Unknown(), "names")
    return Stream(Unknown(values.varies), _kind_by_name(target, "unknown"))


def _typical(items: list[Value]) -> Value:
    if not items:
        return Unknown()
    first = items[0]
    if isinstance(first, Items):
        return Items(
            [
                _typical([item.items[i] for item in items if isinstance(item, Items) and len(item.items) > i])
                for i in range(len(first.items))
            ],
            first.kind,
        )
    if isinstance(first, Constant):
        return Unknown(first.varies)
    return first


def _kind_of_items(values: Items) -> str:
    kinds = {type(item.value) for item in values.items if isinstance(item, Constant)}
    if kinds and kinds <= {int, float}:
        return "numbers"
    if kinds == {str}:
        return "names"
    return "unknown"


def _kind_by_name(target: ast.expr | None, kind: str) -> str:
    names = [node.id for node in ast.walk(target) if isinstance(node, ast.Name)] if target is not None else []
    words = {word for name in names for word in naming.words(name)}
    if words & {"epoch", "epochs", "step", "iteration", "iter"}:
        return "epochs"
    if words & naming.SEED or words & {"seed", "seeds", "repeat", "rep", "run", "trial_seed", "fold", "folds"}:
        return "seeds"
    if words & {"col", "column", "feature", "feat", "var"} and kind in {"names", "unknown"}:
        return "columns"
    return kind
