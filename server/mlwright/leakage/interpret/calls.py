"""Calls: of project functions, of classes, of libraries."""

import ast
from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.joining import combine, join
from mlwright.leakage.domain.rows import Key, narrow, source_rows
from mlwright.leakage.domain.values import (
    Columns,
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
    Splitter,
    Stream,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.interpret import (
    attributes,
    containers,
    disguises,
    estimators,
    layers,
    libraries,
    methods,
    networks,
    predicting,
    splitting,
    statistics,
    trainers,
)
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import naming
from mlwright.leakage.knowledge.tables import names

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

MODULES = 60  # of the repository, run for one file
DEPTH = 6  # calls of project functions within one another


class ModuleValue(Value):
    """A module of the reviewed repository."""

    __slots__ = ("scope",)

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope


def call(machine: "Machine", node: ast.Call) -> Value:
    """Evaluate a call."""
    function = machine.evaluate(node.func)
    printing = isinstance(function, Library) and function.name in {"print", "display"}
    machine.inside_print += printing
    try:
        args = arguments(machine, node)
    finally:
        machine.inside_print -= printing
    return call_value(machine, function, args, node)


def arguments(machine: "Machine", node: ast.Call) -> Arguments:
    positional: list[Value] = []
    keywords: dict[str, Value] = {}
    for item in node.args:
        value = machine.evaluate(item)
        if isinstance(item, ast.Starred):
            positional += value.items if isinstance(value, Items) else [value]
        else:
            positional.append(value)
    for keyword in node.keywords:
        value = machine.evaluate(keyword.value)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, Mapping):
            keywords.update({key: item for key, item in value.entries.items() if isinstance(key, str)})
            if value.rest is not None:
                keywords["**"] = value.rest
        else:
            keywords["**"] = value
    return Arguments(positional, keywords)


def call_value(machine: "Machine", function: Value, args: Arguments, node: Any) -> Value:
    """Call whatever the called expression evaluated to."""
    if isinstance(function, Function):
        return call_function(machine, function, args, node)
    if isinstance(function, Library):
        return libraries.call(machine, function, args, node)
    if isinstance(function, Data) and "indexer" in function.flags and not args.all():
        return function
    if isinstance(function, attributes.ColumnOrMethod):
        function = function.method
    if isinstance(function, Method):
        return call_method(machine, function, args, node)
    if isinstance(function, Klass):
        return instantiate(machine, function, args, node)
    if isinstance(function, Instance):
        return networks.call_instance(machine, function, args, node)
    if isinstance(function, Estimator):
        joint = layers.composed(function, args, node)
        if joint is not None:
            return joint
        if function.role == "network":
            return networks.live_prediction(machine, function, args, node)
        if function.role in {"model", "wrapper"}:
            return predicting.predict(machine, function, args, node)
        if function.role == "transformer":
            return predicting.transform(machine, function, args, node)
        return networks.call_loss(machine, function, args, node)
    found = combine(args.all())
    return found if isinstance(found, Data) else Unknown(found.varies | function.varies)


def call_method(machine: "Machine", method: Method, args: Arguments, node: Any) -> Value:
    owner, name = method.receiver, method.name
    if method.bound or method.keywords:
        args = Arguments([*method.bound, *args.positional], {**method.keywords, **args.keywords})
    learner = disguises.learner(machine, method)
    if learner is not None:
        return estimators.call_method(machine, learner, name, args, node)
    if isinstance(owner, Data):
        return methods.call_method(machine, owner, name, args, node)
    if isinstance(owner, Estimator):
        done = trainers.call_method(machine, owner, name, args, node) if owner.role == "trainer" else None
        return done if done is not None else estimators.call_method(machine, owner, name, args, node)
    if isinstance(owner, Grouped):
        return statistics.grouped(machine, owner, name, args, node)
    if isinstance(owner, Splitter):
        return splitting.folds(machine, owner, name, args, node)
    if isinstance(owner, Instance):
        return networks.call_unknown_method(machine, owner, name, args, node)
    return containers.call_method(machine, owner, name, args, node)


# -- project functions ----------------------------------------------------------------------------------------


def call_function(machine: "Machine", function: Function, args: Arguments, node: Any) -> Value:
    """Follow a call of a function of the reviewed code on the values of its arguments."""
    code = function.node
    args = Arguments([*function.bound, *args.positional], {**function.keywords, **args.keywords})
    if code in machine.running or len(machine.stack) >= DEPTH:
        return combine(args.all())
    scope = Scope(function.home)
    bind(machine, code.args, args, scope, code)
    before = len(machine.events)
    result = enter(machine, function, scope, node)
    if function.bound and isinstance(function.bound[0], Instance):
        return networks.own_learner(machine, function, args.without_first(), result, before, node)
    return result


def enter(machine: "Machine", function: Function, scope: Scope, node: Any) -> Value:
    code = function.node
    machine.entered.add(code)
    outer, source = machine.scope, machine.source
    machine.scope, machine.source = scope, function.home.top.source or source
    machine.stack.append(node)
    machine.callers.append(source)
    machine.running.append(code)
    machine.returns.append([])
    machine.yields.append([])
    machine.received.append({id(value): name for name, value in scope.names.items() if isinstance(value, Data)})
    try:
        if isinstance(code, ast.Lambda):
            return machine.evaluate(code.body)
        machine.block(code.body)
        yielded, returned = machine.yields[-1], machine.returns[-1]
        if yielded:
            typical = yielded[0]
            for other in yielded[1:8]:
                typical = join(typical, other, (id(code), "yields"))
            return Stream(typical, "batches")
        result: Value = returned[0] if returned else Constant(None)
        for other in returned[1:]:
            result = join(result, other, (id(code), "returns"))
        return result
    finally:
        machine.scope, machine.source = outer, source
        machine.stack.pop()
        machine.callers.pop()
        machine.running.pop()
        machine.returns.pop()
        machine.yields.pop()
        machine.received.pop()


def bind(machine: "Machine", spec: ast.arguments, args: Arguments, scope: Scope, code: ast.AST) -> None:
    """Give the parameters their values; what was not handed over gets its default."""
    names = [item.arg for item in (*spec.posonlyargs, *spec.args)]
    defaults = dict(zip(reversed(names), reversed([machine.evaluate(item) for item in spec.defaults]), strict=False))
    for keyword, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        names.append(keyword.arg)
        if default is not None:
            defaults[keyword.arg] = machine.evaluate(default)
    positional = len(spec.posonlyargs) + len(spec.args)
    for i, name in enumerate(names):
        if i < positional and i < len(args.positional):
            value = args.positional[i]
        elif name in args.keywords:
            value = args.keywords[name]
        else:
            value = defaults.get(name, Unknown(text=name))
        scope.names[name] = value
    if spec.vararg is not None:
        scope.names[spec.vararg.arg] = Items(args.positional[positional:], "tuple")
    if spec.kwarg is not None:
        scope.names[spec.kwarg.arg] = Mapping({key: value for key, value in args.keywords.items() if key not in names})


def visit_uncalled(machine: "Machine", function: Function, owner: Instance | None = None) -> None:
    """Run a function that nothing calls, on arguments of its own."""
    spec = function.node.args
    given = parameters(machine, function.node, [item.arg for item in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)])
    if owner is not None and spec.args:
        given[spec.args[0].arg] = owner
    scope = Scope(function.home)
    bind(machine, spec, Arguments([], dict(given)), scope, function.node)
    enter(machine, function, scope, function.node)


FRAMES = names("""
    df data dataset frame table train test x features inputs y labels target dataframe raw series texts corpus
    """)
MODELS = frozenset(["model", "clf", "estimator", "classifier", "regressor", "net", "network", "pipeline", "pipe"])


def parameters(machine: "Machine", node: ast.AST, names: list[str]) -> dict[str, Value]:
    """Values for the parameters of a function of which no call is known: tables by their names."""
    given: dict[str, Value] = {}
    for name in names:
        words = set(naming.words(name))
        if words & MODELS:
            made = Estimator(name, "model", "supervised", node)
            made.flags.add("parameter")
            given[name] = made
        elif words & FRAMES:
            part = naming.part_named(name)
            rows = source_rows(("argument", id(node)))
            if part:
                rows = narrow(rows, Key("named", id(node)), part)
            elif not words & {"x", "y", "features", "labels", "target"}:
                rows = source_rows(("argument", id(node), name))
            table = Data(rows, flags=frozenset({"argument"}))
            table.text = name
            if words & {"y", "target", "labels"}:
                table.name = name
            else:
                table.columns = Columns()
            given[name] = table
    return given


# -- classes --------------------------------------------------------------------------------------------------


def instantiate(machine: "Machine", klass: Klass, args: Arguments, node: Any) -> Value:
    """An object of a class of the reviewed code; its __init__ is followed."""
    made = Instance(klass)
    init = find_method(klass, "__init__")
    if init is not None:
        call_function(machine, init, Arguments([made, *args.positional], args.keywords), node)
    else:
        for name, value in zip(fields(klass), args.positional, strict=False):
            made.attributes[name] = value
        made.attributes.update(args.keywords)
    networks.prepare(machine, made, args, node)
    return made


def fields(klass: Klass) -> list[str]:
    """The fields of a dataclass, in order."""
    return [
        item.target.id
        for item in klass.node.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    ]


def find_method(klass: Klass, name: str, depth: int = 6) -> Function | None:
    if name in klass.methods:
        return klass.methods[name]
    for base in klass.bases:
        if isinstance(base, Klass) and depth:
            found = find_method(base, name, depth - 1)
            if found is not None:
                return found
    return None


def instance_attribute(machine: "Machine", owner: Instance, name: str, node: Any) -> Value:
    if name in owner.attributes:
        return owner.attributes[name]
    method = find_method(owner.klass, name)
    if method is not None:
        decorators = {item.id for item in method.node.decorator_list if isinstance(item, ast.Name)}
        bound = Function(method.node, method.home, method.owner)
        if "staticmethod" not in decorators:
            bound.bound = [owner]
        if decorators & {"property", "cached_property"}:
            return call_function(machine, bound, Arguments([], {}), node)
        return bound
    if name in owner.klass.scope:
        return owner.klass.scope[name]
    return Method(owner, name, node)


def visit_class(machine: "Machine", klass: Klass) -> None:
    """Run the methods of a class that nothing called, on one object."""
    waiting = [method for method in klass.methods.values() if method.node not in machine.entered]
    if not waiting:
        return
    owner = Instance(klass)
    networks.prepare(machine, owner, Arguments([], {}), klass.node)
    for method in waiting:
        if method.node not in machine.entered:
            visit_uncalled(machine, method, owner)


# -- imports --------------------------------------------------------------------------------------------------


class Deferred(Value):
    """An imported name. Its module is run when the name is first used: most imports of a file do not matter here."""

    __slots__ = ("level", "module", "name", "path", "value")

    def __init__(self, module: str, name: str | None, level: int, path: str) -> None:
        super().__init__()
        self.module = module
        self.name = name
        self.level = level
        self.path = path
        self.value: Value | None = None

    def now(self, machine: "Machine") -> Value:
        """The value behind the name: of a module of the repository, or a library's."""
        if self.value is None:
            dotted = self.module if self.name is None else f"{self.module}.{self.name}" if self.module else self.name
            self.value = Library(dotted)  # what a cycle sees
            self.value = self._found(machine, dotted)
        return self.value

    def _found(self, machine: "Machine", dotted: str) -> Value:
        scope = module_scope(machine, self.module, self.level, self.path) if self.module or self.level else None
        if self.name is None:
            return ModuleValue(scope) if scope is not None else Library(dotted)
        if scope is not None and self.name in scope.names:
            return known(machine, scope.names[self.name])
        inner = module_scope(machine, dotted, self.level, self.path) if self.level or self.module else None
        return ModuleValue(inner) if inner is not None else Library(dotted)


def known(machine: "Machine", value: Value) -> Value:
    """A value as it is; an imported name as what stands behind it."""
    return value.now(machine) if isinstance(value, Deferred) else value


def module_scope(machine: "Machine", name: str, level: int, path: str) -> Scope | None:
    """The names of a module of the repository, run once; None for a library. A cycle sees what is there so far."""
    source = machine.resolve(name, level, path)
    if source is None:
        return None
    if source.path in machine.modules:
        return machine.modules[source.path]
    if len(machine.modules) >= MODULES:
        return None
    scope = Scope()
    scope.source = source
    machine.modules[source.path] = scope
    with machine.aside(scope, source):
        machine.block(source.tree.body)
    return scope


def import_names(machine: "Machine", node: ast.ImportFrom) -> None:
    module, path = node.module or "", machine.source.path
    for alias in node.names:
        if alias.name != "*":
            machine.scope.set(alias.asname or alias.name, Deferred(module, alias.name, node.level, path))
            continue
        machine.scope.top.stars.append(module)
        scope = module_scope(machine, module, node.level, path) if module or node.level else None
        if scope is not None:
            machine.scope.names.update(scope.names)


def star_name(machine: "Machine", name: str) -> Value | None:
    """A name that a star import of a library may have brought."""
    stars = machine.scope.top.stars
    if stars and libraries.is_known(name):
        return Library(f"{stars[-1]}.{name}")
    return None
