"""The machine: statements, names, loops and branches over abstract values.

One pass in the order of the text; loops are passed twice, so that what one round leaves behind reaches the next.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from mlwright.leakage.domain.joining import join, scores_in, varied
from mlwright.leakage.domain.values import (
    Constant,
    Data,
    Estimator,
    Function,
    Instance,
    Klass,
    Loop,
    Mapping,
    Scope,
    Stream,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.events import Call, Change, Choose, Event, Guard
from mlwright.leakage.interpret import calls, disguises, expressions, frames, learning, networks, statistics
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.interpret.conditions import ending, is_ordered, words_of
from mlwright.leakage.interpret.iteration import stream_of, unrolled
from mlwright.leakage.knowledge import naming

if TYPE_CHECKING:
    from mlwright.leakage.reading import Source

STEPS = 400_000  # statements and expressions; a file of 5,000 lines takes about a tenth
DEPTH = 6  # calls of project functions within one another


class OutOfStepsError(Exception):
    """The file is too large or too entangled to be followed to its end."""


Resolve = Callable[[str, int, str], "Source | None"]
E = TypeVar("E", bound=Event)


class Machine:
    """Runs one file. `events` is what it leaves behind."""

    def __init__(self, source: "Source", resolve: Resolve, extra: dict[str, Any] | None = None) -> None:
        self.source = source
        self.home = source
        self.resolve = resolve
        self.extra = extra or {}
        self.events: list[Event] = []
        self.loops: list[Loop] = []
        self.stack: list[ast.AST] = []  # calls of project functions, outermost first
        self.callers: list[Source] = []  # the files in which these calls stand
        self.running: list[ast.AST] = []  # the functions themselves
        self.entered: set[ast.AST] = set()
        self.defined: list[Function] = []
        self.classes: list[Klass] = []
        self.modules: dict[str, Scope | None] = {}
        self.scope = Scope()
        self.scope.source = source
        self.steps = 0
        self.returns: list[list[Value]] = []
        self.yields: list[list[Value]] = []
        self.received: list[dict[int, str]] = []  # the tables handed to each running function, with their names there
        self.notes: list[tuple[ast.AST, str]] = []
        self.learners: dict[int, tuple[Value, Estimator]] = {}  # estimators that came in as something else
        self.branches: list[tuple[object, int, Value]] = []  # the ifs around a statement: which, which side, the test
        self.inside_print = 0
        self.saved: dict[object, Value] = {}  # models by the path to which they were written
        self.element: Value = Unknown()  # what the innermost loop is at

    # -- bookkeeping ------------------------------------------------------------------------------------------

    def site(self, node: ast.AST) -> tuple[int, ...]:
        """The identity of a place: the node and the calls on the way to it."""
        return (id(node), *map(id, self.stack))

    def emit(self, kind: type[E], node: ast.AST, /, **fields: Any) -> E:
        event = kind(node, len(self.events), tuple(self.loops), tuple(self.stack))
        event.source = self.source
        event.callers = tuple(self.callers)
        event.branches = tuple((site, side) for site, side, _ in self.branches)
        for name, value in fields.items():
            setattr(event, name, value)
        self.events.append(event)
        return event

    def changed(self, owner: Value, how: str, node: ast.AST) -> None:
        """Log that a function changes in place a table that it was given."""
        name = self.received[-1].get(id(owner)) if self.received else None
        if name is not None and isinstance(owner, Data):
            self.emit(Change, node, data=owner, name=name, how=how)

    def abroad(self, node: ast.AST) -> None:
        """Leave word of a place in another module, which no event tells of by itself."""
        if self.source is not self.home:
            self.emit(Call, node, function="elsewhere", params={}, values=[])

    @contextmanager
    def aside(self, scope: Scope, source: "Source") -> Iterator[None]:
        """Run another module's text, free of the calls, loops and branches around its first use."""
        names = ("scope", "source", "loops", "stack", "callers", "running", "branches", "returns", "yields")
        before = [getattr(self, name) for name in names]
        self.scope, self.source = scope, source
        self.loops, self.stack, self.callers, self.running = [], [], [], []
        self.branches, self.returns, self.yields = [], [], []
        try:
            yield
        finally:
            for name, value in zip(names, before, strict=True):
                setattr(self, name, value)

    def tick(self) -> None:
        self.steps += 1
        if self.steps > STEPS:
            raise OutOfStepsError

    # -- running ----------------------------------------------------------------------------------------------

    def run(self) -> None:
        """The module's text, then each function and class that nothing called, on arguments of its own."""
        self.block(self.source.tree.body)
        for klass in list(self.classes):
            calls.visit_class(self, klass)
        for function in list(self.defined):
            if function.node not in self.entered:
                calls.visit_uncalled(self, function)

    def block(self, body: Iterable[ast.stmt]) -> bool:
        """Run statements; True when the block surely leaves (return, raise, break, continue)."""
        for statement in body:
            self.tick()
            handler = STATEMENTS.get(type(statement))
            if handler is not None and handler(self, statement):
                return True
        return False

    def evaluate(self, node: ast.expr) -> Value:
        self.tick()
        return expressions.evaluate(self, node)

    # -- names ------------------------------------------------------------------------------------------------

    def assign(self, target: ast.expr, value: Value, node: ast.AST) -> None:
        if isinstance(target, ast.Name):
            if (
                (isinstance(value, Data) and not value.text)
                or (isinstance(value, Data) and value.rows and self._newly_parted(target.id, value))
                or (isinstance(value, Estimator) and value.text == value.klass)
            ):
                value.text = target.id
            self.scope.set(target.id, value)
        elif isinstance(target, ast.Tuple | ast.List):
            for item, part in zip(target.elts, expressions.unpack(value, target.elts), strict=True):
                self.assign(item, part, node)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, value, node)
        elif isinstance(target, ast.Attribute):
            owner = self.evaluate(target.value)
            if isinstance(value, Data) and not value.text and isinstance(owner, Instance):
                value.text = target.attr
            if isinstance(owner, Instance):
                owner.attributes[target.attr] = value
            elif isinstance(owner, Data):
                frames.set_attribute(self, owner, target.attr, value, node)
        elif isinstance(target, ast.Subscript):
            owner = self.evaluate(target.value)
            self.changed(owner, "a column of it is set", target)
            frames.set_item(self, owner, target.slice, value, node)

    def _newly_parted(self, name: str, value: Data) -> bool:
        """Whether rows get a name that says which part they are, and no other name stands for them."""
        if not naming.part_named(name) or naming.part_named(value.text):
            return False
        return any(piece.cuts for piece in value.rows) and not any(
            other is value for other in self.scope.names.values()
        )

    # -- loops ------------------------------------------------------------------------------------------------

    def rounds(self) -> int:
        return 1 if len(self.loops) > 1 else 2

    def loop_over(self, node: ast.AST, target: ast.expr | None, values: Value, body: Callable[[], Any]) -> None:
        """Run a body for the elements of values; a short list of models is gone through one by one."""
        several = unrolled(values)
        stream = stream_of(self, values, target)
        loop = Loop(node, stream.kind, values, len(self.stack))
        self.loops.append(loop)
        try:
            if several is not None:
                loop.kind = "estimators"
                for item in several:
                    self.element = item
                    if target is not None:
                        self.assign(target, item, node)
                    body()
                return
            for _ in range(self.rounds()):
                self.element = varied(stream.element, loop) if stream.kind in VARYING else stream.element
                if target is not None:
                    self.assign(target, self.element, node)
                body()
        finally:
            self.loops.pop()

    def call_value(self, function: Value, args: Arguments, node: Any) -> Value:
        return calls.call_value(self, function, args, node)

    def reduce(self, data: Data, name: str, node: Any) -> Value:
        return statistics.reduce(self, data, name, Arguments([], {}), node)

    def train_network(self, loss: Data, node: ast.AST) -> Value:
        return networks.train_network(self, loss, node)

    def optimise(self, tuner: Estimator | None, args: Arguments, node: Any) -> Value:
        """A tuner calls its objective with ever other parameters."""
        loop = Loop(node, "objective", None, len(self.stack))
        self.loops.append(loop)
        try:
            for value in args.all():
                if isinstance(value, Function):
                    count = len(value.node.args.args) - len(value.bound)
                    given = [Unknown(frozenset((loop,)), "trial") for _ in range(max(count, 0))]
                    self.call_value(value, Arguments(list(given), {}), node)
        finally:
            self.loops.pop()
        if tuner is not None and tuner.klass in {"Hyperband", "RandomSearch", "BayesianOptimization", "GridSearch"}:
            return learning.fit(self, tuner, "search", args, node)
        return Mapping()

    def choose(self, node: ast.AST, value: Value, how: str) -> None:
        found = scores_in(value)
        if found:
            self.emit(Choose, node, scores=found, how=how)
            for score in found:
                score.used.add("chosen")


VARYING = {"numbers", "estimators", "unknown", "objective", "names"}


# -- statements -----------------------------------------------------------------------------------------------


def _expression(machine: Machine, node: ast.Expr) -> None:
    machine.evaluate(node.value)


def _assign(machine: Machine, node: ast.Assign) -> None:
    value = machine.evaluate(node.value)
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(value, Data) and value.given:
            machine.assign(target, disguises.parted(machine, value, target.elts, node), node)
        else:
            machine.assign(target, value, node)


def _annotated(machine: Machine, node: ast.AnnAssign) -> None:
    if node.value is not None:
        machine.assign(node.target, machine.evaluate(node.value), node)


def _augmented(machine: Machine, node: ast.AugAssign) -> None:
    machine.assign(node.target, expressions.augmented(machine, node), node)


def _for(machine: Machine, node: ast.For | ast.AsyncFor) -> None:
    values = machine.evaluate(node.iter)
    machine.loop_over(node, node.target, values, lambda: machine.block(node.body))
    machine.block(node.orelse)


def _while(machine: Machine, node: ast.While) -> None:
    def once() -> None:
        _test(machine, node.test)
        machine.block(node.body)

    machine.loop_over(node, None, Stream(Unknown(), "while"), once)
    machine.block(node.orelse)


def _test(machine: Machine, test: ast.expr) -> Value:
    value = machine.evaluate(test)
    if machine.loops and isinstance(test, ast.Compare | ast.BoolOp):
        machine.choose(test, value, "compared with the best so far")
    return value


def _guard(machine: Machine, node: ast.If | ast.Assert, value: Value) -> None:
    words, ends = words_of(node.test), "raises" if isinstance(node, ast.Assert) else ending(node.body, node.orelse)
    machine.emit(Guard, node, value=value, ordered=is_ordered(node.test), words=words, ends=ends)


def _if(machine: Machine, node: ast.If) -> bool:
    test = _test(machine, node.test)
    _guard(machine, node, test)
    scope = machine.scope
    before = dict(scope.names)
    machine.branches.append((machine.site(node), 0, test))
    left = machine.block(node.body)
    after = scope.names
    scope.names = before if not node.orelse else dict(before)
    machine.branches[-1] = (machine.site(node), 1, test)
    right = machine.block(node.orelse)
    machine.branches.pop()
    if left and right:
        return True
    if left:
        return False
    if right:
        scope.names = after
        return False
    scope.names = _merged(after, scope.names, machine.site(node), before)
    return False


def _merged(one: dict[str, Value], other: dict[str, Value], site: object, before: dict[str, Value]) -> dict[str, Value]:
    merged = dict(other)
    for name, value in one.items():
        if name not in other:
            merged[name] = value
        elif other[name] is not value:
            merged[name] = join(value, other[name], site)
    return merged


def _try(machine: Machine, node: ast.Try) -> bool:
    ended = machine.block(node.body)
    if not ended:
        machine.block(node.orelse)
    for handler in node.handlers:
        before = dict(machine.scope.names)
        machine.block(handler.body)
        # what the body made is worth more than what the handler puts in its place
        machine.scope.names.update(before)
    return machine.block(node.finalbody)


def _with(machine: Machine, node: ast.With | ast.AsyncWith) -> bool:
    for item in node.items:
        value = machine.evaluate(item.context_expr)
        if item.optional_vars is not None:
            machine.assign(item.optional_vars, value, node)
    return machine.block(node.body)


def _function(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    function = Function(node, machine.scope)
    for decorator in node.decorator_list:
        machine.evaluate(decorator)
    machine.scope.set(node.name, function)
    if machine.source is machine.home:
        machine.defined.append(function)


def _class(machine: Machine, node: ast.ClassDef) -> None:
    bases = [machine.evaluate(base) for base in node.bases]
    klass = Klass(node, machine.scope, bases)
    machine.scope.set(node.name, klass)
    for item in node.body:
        if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef):
            klass.methods[item.name] = Function(item, machine.scope, klass)
        elif isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name):
            klass.scope[item.targets[0].id] = machine.evaluate(item.value)
    if machine.source is machine.home:
        machine.classes.append(klass)


def _return(machine: Machine, node: ast.Return) -> bool:
    value = machine.evaluate(node.value) if node.value is not None else Constant(None)
    if machine.returns:
        machine.returns[-1].append(value)
    return True


def _leave(machine: Machine, node: ast.stmt) -> bool:
    return True


def _delete(machine: Machine, node: ast.Delete) -> None:
    for target in node.targets:
        if isinstance(target, ast.Subscript):
            frames.delete_item(machine, machine.evaluate(target.value), machine.evaluate(target.slice))


def _import(machine: Machine, node: ast.Import) -> None:
    for alias in node.names:
        if alias.asname:
            machine.scope.set(alias.asname, calls.Deferred(alias.name, None, 0, machine.source.path))
        else:
            first = alias.name.partition(".")[0]
            machine.scope.set(first, calls.Deferred(first, None, 0, machine.source.path))


def _import_from(machine: Machine, node: ast.ImportFrom) -> None:
    calls.import_names(machine, node)


def _global(machine: Machine, node: ast.Global | ast.Nonlocal) -> None:
    if isinstance(node, ast.Global):
        machine.scope.globals.update(node.names)


def _assert(machine: Machine, node: ast.Assert) -> None:
    _guard(machine, node, machine.evaluate(node.test))


def _match(machine: Machine, node: ast.Match) -> None:
    machine.evaluate(node.subject)
    for case in node.cases:
        machine.block(case.body)


STATEMENTS: dict[type[ast.stmt], Callable[[Machine, Any], bool | None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.If: _if,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Return: _return,
    ast.Raise: _leave,
    ast.Break: _leave,
    ast.Continue: _leave,
    ast.Delete: _delete,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Global: _global,
    ast.Nonlocal: _global,
    ast.Assert: _assert,
    ast.Match: _match,
}
