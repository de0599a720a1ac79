"""Expressions: what each evaluates to."""

import ast
import builtins
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.joining import combine, data_in, deep_varies, join
from mlwright.leakage.domain.rows import Cut, Key
from mlwright.leakage.domain.values import (
    EMPTY,
    Constant,
    Data,
    Estimator,
    Function,
    Grouped,
    Instance,
    Items,
    Klass,
    Library,
    Mapping,
    Method,
    Scope,
    Stream,
    Unknown,
    Value,
    as_data,
)  # fmt: skip
from mlwright.leakage.events import Report
from mlwright.leakage.interpret import (
    attributes,
    calls,
    combining,
    containers,
    cuts,
    datasets,
    fitted,
    items,
    libraries,
)
from mlwright.leakage.knowledge.tables import names

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

BUILTINS = frozenset(dir(builtins))
LONGEST = 1000  # elements of a list that are followed one by one
LARGEST = 10**18  # a number beyond it says nothing, and squaring it again and again never ends
ALIASES = names("""
    pd np tf torch nn F sm smf xgb lgb cb plt sns pl keras sklearn optuna
    """)


def evaluate(machine: "Machine", node: ast.expr) -> Value:
    handler = EXPRESSIONS.get(type(node))
    return handler(machine, node) if handler is not None else Unknown()


def unpack(value: Value, targets: list[ast.expr]) -> list[Value]:
    """The values that the targets of a tuple assignment get."""
    count = len(targets)
    star = next((i for i, target in enumerate(targets) if isinstance(target, ast.Starred)), None)
    if isinstance(value, Stream):
        return [value.element] * count
    if isinstance(value, Items):
        parts = value.items
        if star is not None and len(parts) >= count - 1:
            tail = count - star - 1
            middle = Items(parts[star : len(parts) - tail])
            return [*parts[:star], middle, *parts[len(parts) - tail :]] if tail else [*parts[:star], middle]
        if len(parts) == count:
            return list(parts)
        if parts and not value.exact:
            return [parts[0]] * count
        return [*parts[:count], *(Unknown() for _ in range(count - len(parts)))]
    if isinstance(value, Estimator) and "loaded" in value.flags:
        names = [Constant(target.id) if isinstance(target, ast.Name) else None for target in targets]
        return [datasets.of_loaded(value, name, target) for name, target in zip(names, targets, strict=True)]
    if isinstance(value, Data):
        if value.label is not None and count == 2:
            return [value.like(label=None), value.label]
        return [value.like() for _ in targets]
    return [Unknown(value.varies) for _ in targets]


def _name(machine: "Machine", node: ast.Name) -> Value:
    found = machine.scope.get(node.id)
    if found is not None:
        return calls.known(machine, found)
    if node.id in BUILTINS:
        return Library(node.id)
    value = calls.star_name(machine, node.id)
    if value is None and (node.id in ALIASES or libraries.is_known(node.id)):
        # a snippet or a cell without its imports
        value = Library(node.id)
    if value is None:
        # a name from somewhere else keeps its identity for the rest of the file
        value = machine.scope.top.names[node.id] = Unknown(text=node.id)
    return value


def _constant(machine: "Machine", node: ast.Constant) -> Value:
    return Constant(node.value)


def attribute(machine: "Machine", owner: Value, name: str, node: ast.AST) -> Value:
    """`owner.name`."""
    if isinstance(owner, Library):
        return Library(f"{owner.name}.{name}")
    if isinstance(owner, Data):
        return attributes.attribute(machine, owner, name, node)
    if isinstance(owner, Instance):
        return calls.instance_attribute(machine, owner, name, node)
    if isinstance(owner, Estimator):
        return fitted.attribute(machine, owner, name, node)
    if isinstance(owner, Klass):
        found = owner.methods.get(name) or owner.scope.get(name)
        return found if found is not None else Unknown()
    if isinstance(owner, Mapping) and name in owner.entries:
        return owner.entries[name]
    if isinstance(owner, calls.ModuleValue):
        return calls.known(machine, owner.scope.get(name) or Unknown())
    if isinstance(owner, Unknown) and name == "best_value":
        study = Estimator("study", "search", None, node)
        machine.emit(Report, node, estimator=study, how=name)
        return Unknown()
    if isinstance(owner, Unknown) and (name in attributes.INDEXERS or name in {"values", "columns"}):
        table = as_data(owner)
        if table is not None:
            return attributes.attribute(machine, table, name, node)
    return Method(owner, name, node)


def _attribute(machine: "Machine", node: ast.Attribute) -> Value:
    return attribute(machine, machine.evaluate(node.value), node.attr, node)


def _subscript(machine: "Machine", node: ast.Subscript) -> Value:
    return items.get_item(machine, machine.evaluate(node.value), node.slice, node)


def _call(machine: "Machine", node: ast.Call) -> Value:
    return calls.call(machine, node)


def _binary(machine: "Machine", node: ast.BinOp) -> Value:
    left, right = (
        item.data if isinstance(item, Grouped) else item
        for item in (machine.evaluate(node.left), machine.evaluate(node.right))
    )
    if isinstance(left, Items) and isinstance(right, Items) and isinstance(node.op, ast.Add):
        found = [*left.items, *right.items]
        return Items(found[:LONGEST], left.kind, left.exact and right.exact and len(found) <= LONGEST)
    if (
        isinstance(left, Data)
        and isinstance(right, Data)
        and "list" in left.flags & right.flags
        and isinstance(node.op, ast.Add)
    ):
        return combining.concatenated([left, right], node)
    if isinstance(left, Items) and isinstance(right, Constant) and isinstance(node.op, ast.Mult):
        return Items(left.items * 2, left.kind, left.exact)
    if isinstance(left, Constant) and isinstance(right, Constant):
        return _arithmetic(left, right, node.op)
    if isinstance(node.op, ast.BitAnd | ast.BitOr) and isinstance(left, Data) and isinstance(right, Data):
        result = combine([left, right])
        if isinstance(result, Data) and "mask" in left.flags | right.flags:
            result.flags |= {"mask"}
            result.frame = cuts.some_cut(machine)
        return result
    return compared(combine([left, right]), left, right)


def _arithmetic(left: Constant, right: Constant, op: ast.operator) -> Value:
    try:
        if isinstance(op, ast.Add) and _small(left, right):
            return Constant(left.value + right.value)
        if isinstance(op, ast.Sub):
            return Constant(left.value - right.value)
        if isinstance(op, ast.Mult) and all(
            type(item.value) in {int, float} and abs(item.value) < LARGEST for item in (left, right)
        ):
            return Constant(left.value * right.value)
    except (TypeError, ValueError, OverflowError):
        pass
    return Unknown(left.varies | right.varies)


def _small(left: Constant, right: Constant) -> bool:
    return all(not isinstance(item.value, str | bytes) or len(item.value) < 1000 for item in (left, right))


def compared(result: Value, left: Value, right: Value) -> Value:
    """Mark what comes of predictions set against labels: an error, of which a mean is a score."""
    if isinstance(result, Data) and isinstance(left, Data) and isinstance(right, Data):
        for predicted, truth in ((left, right), (right, left)):
            if predicted.fits and truth.rows and not truth.fits and "prediction" in predicted.flags:
                result.flags |= {"error"}
                result.label = truth
                result.frame = predicted
    return result


def _compare(machine: "Machine", node: ast.Compare) -> Value:
    values = [machine.evaluate(node.left), *(machine.evaluate(item) for item in node.comparators)]
    result = combine(values)
    if isinstance(result, Unknown) and isinstance(values[0], Unknown) and len(node.ops) == 1:
        mask = Data(flags=frozenset({"mask"}), varies=result.varies)
        mask.frame = cuts.mask_cut(node, values)
        return mask
    if isinstance(result, Data):
        result = compared(result, values[0], values[-1])
        if isinstance(result, Data) and result.rows:
            result.flags |= {"mask"}
            if "error" not in result.flags:
                result.frame = cuts.mask_cut(node, values) or cuts.some_cut(machine)
    return result


def _unary(machine: "Machine", node: ast.UnaryOp) -> Value:
    value = machine.evaluate(node.operand)
    if isinstance(value, Constant) and isinstance(node.op, ast.USub) and type(value.value) in {int, float}:
        return Constant(-value.value, value.varies)
    if isinstance(value, Data):
        if isinstance(node.op, ast.Invert):
            return value.like(frame=cuts.complement(value.frame))
        return value.like()
    if isinstance(value, Unknown) and isinstance(node.op, ast.Invert):
        return opposite(value)
    return value


def opposite(value: Unknown) -> Value:
    """`~mask` for a mask of which nothing is known."""
    result = Data(flags=frozenset({"mask"}), varies=value.varies)
    result.frame = Cut(Key("mask", id(value)), False)
    return result


def _boolean(machine: "Machine", node: ast.BoolOp) -> Value:
    return combine([machine.evaluate(item) for item in node.values])


def _conditional(machine: "Machine", node: ast.IfExp) -> Value:
    test = machine.evaluate(node.test)
    value = join(machine.evaluate(node.body), machine.evaluate(node.orelse), machine.site(node))
    if isinstance(value, Unknown | Constant) and isinstance(test, Data) and test.fits:
        # `1 if p > 0.5 else 0`: still a prediction
        return test.like(flags=(test.flags - {"mask", "error"}) | {"prediction"}, frame=None)
    if test.varies and not value.varies and isinstance(value, Unknown | Constant):
        return Unknown(test.varies)
    return value


def _tuple(machine: "Machine", node: ast.Tuple | ast.List | ast.Set) -> Value:
    kind = type(node).__name__.lower()
    found: list[Value] = []
    exact = True
    for item in node.elts:
        if isinstance(item, ast.Starred):
            inner = machine.evaluate(item.value)
            if isinstance(inner, Mapping) and inner.rest is None:
                inner = containers.keys_of(inner)
            if isinstance(inner, Items):
                found += inner.items
                exact &= inner.exact
            else:
                exact = False
                found += data_in(inner)
        else:
            found.append(machine.evaluate(item))
    if len(found) > max(LONGEST, len(node.elts)):
        return Items(found[:LONGEST], kind, False)
    return Items(found, kind, exact)


def _dict(machine: "Machine", node: ast.Dict) -> Value:
    result = Mapping()
    for key, item in zip(node.keys, node.values, strict=True):
        value = machine.evaluate(item)
        if key is None:
            if isinstance(value, Mapping):
                result.entries.update(value.entries)
            continue
        name = machine.evaluate(key)
        if isinstance(name, Constant) and _hashable(name.value):
            result.entries[name.value] = value
        else:
            result.rest = value
    return result


def _hashable(value: Any) -> bool:
    return isinstance(value, str | int | float | bool | bytes | None)


def _lambda(machine: "Machine", node: ast.Lambda) -> Value:
    return Function(node, machine.scope)


def _comprehension(machine: "Machine", node: Any) -> Value:
    outer = machine.scope
    machine.scope = Scope(outer)
    gathered: list[Value] = []
    keyed: list[tuple[Value, Value]] = []

    def body(rest: list[ast.comprehension]) -> None:
        if rest:
            generator = rest[0]

            def inner() -> None:
                for test in generator.ifs:
                    machine.evaluate(test)
                body(rest[1:])

            machine.loop_over(node, generator.target, machine.evaluate(generator.iter), inner)
        elif isinstance(node, ast.DictComp):
            keyed.append((machine.evaluate(node.key), machine.evaluate(node.value)))
        else:
            gathered.append(cuts.gathered(machine.evaluate(node.elt)))

    try:
        body(node.generators)
    finally:
        machine.scope = outer
    if isinstance(node, ast.DictComp):
        mapping = Mapping()
        for key, value in keyed:
            if isinstance(key, Constant) and _hashable(key.value):
                mapping.entries[key.value] = value
            else:
                mapping.rest = value
        return mapping
    for item in gathered:
        for found in data_in(item):
            for score in found.scores:
                score.used.add("kept")
    return Items(gathered, "list", exact=False)


def _joined_string(machine: "Machine", node: ast.JoinedStr) -> Value:
    parts = [machine.evaluate(part.value) for part in node.values if isinstance(part, ast.FormattedValue)]
    varies = frozenset().union(*map(deep_varies, parts)) if parts else EMPTY
    found = combine(parts)
    return found if isinstance(found, Data) and (found.scores or found.flags) else Unknown(varies)


def _walrus(machine: "Machine", node: ast.NamedExpr) -> Value:
    value = machine.evaluate(node.value)
    machine.assign(node.target, value, node)
    return value


def _inner(machine: "Machine", node: Any) -> Value:
    return machine.evaluate(node.value)


def _yield(machine: "Machine", node: ast.Yield) -> Value:
    if node.value is not None:
        value = cuts.gathered(machine.evaluate(node.value))
        if machine.yields:
            machine.yields[-1].append(value)
    return Unknown()


def augmented(machine: "Machine", node: ast.AugAssign) -> Value:
    """`target op= value`; a counter that grows inside a loop varies with it."""
    read: ast.expr = node.target
    old = evaluate(machine, read)
    value = machine.evaluate(node.value)
    if isinstance(old, Items) and isinstance(node.op, ast.Add):
        old.items.extend(value.items[:LONGEST] if isinstance(value, Items) else [value])
        old.exact = old.exact and not machine.loops and len(old.items) <= LONGEST
        del old.items[LONGEST:]
        return old
    if isinstance(old, Constant | Unknown) and isinstance(value, Constant | Unknown):
        if machine.loops and machine.loops[-1].kind == "while":
            return Unknown(old.varies | value.varies | {machine.loops[-1]})
        return Unknown(old.varies | value.varies)
    return compared(combine([old, value]), old, value)


EXPRESSIONS: dict[type[ast.expr], Callable[["Machine", Any], Value]] = {
    ast.Name: _name,
    ast.Constant: _constant,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Call: _call,
    ast.BinOp: _binary,
    ast.Compare: _compare,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.IfExp: _conditional,
    ast.Tuple: _tuple,
    ast.List: _tuple,
    ast.Set: _tuple,
    ast.Dict: _dict,
    ast.Lambda: _lambda,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
    ast.JoinedStr: _joined_string,
    ast.NamedExpr: _walrus,
    ast.Starred: _inner,
    ast.Await: _inner,
    ast.Yield: _yield,
    ast.YieldFrom: _inner,
}
