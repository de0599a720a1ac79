"""A pickle's stack and memo as constants, names and calls: what its opcodes would do, without doing it."""

import pickletools
from typing import Any, NamedTuple

MOST_FOUND = 200


class Global(NamedTuple):
    """A name the pickle imports, and where."""

    module: str
    name: str
    offset: int


class Opaque(NamedTuple):
    """A value that a call would have made; `of` is what is called."""

    of: Any
    arguments: Any = None


MARK = object()
EMPTY = Opaque(None)


class Machine:
    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}
        self.globals: dict[tuple[str, str], Global] = {}
        self.texts: list[str] = []
        self.called = False
        self.array: Any = None
        self.depth = 0

    def pop(self) -> Any:
        return self.stack.pop() if self.stack else EMPTY

    def to_mark(self) -> list[Any]:
        for place in range(len(self.stack) - 1, -1, -1):
            if self.stack[place] is MARK:
                items = self.stack[place + 1 :]
                del self.stack[place:]
                return items
        items, self.stack = self.stack, []
        return items

    def use(self, module: Any, name: Any, offset: int) -> Global:
        # a name that was put together on the way is as good as hidden
        first = module if isinstance(module, str) else "?"
        second = name if isinstance(name, str) else "?"
        found = Global(first, second, offset)
        if len(self.globals) < MOST_FOUND:
            self.globals.setdefault((first, second), found)
        return found

    def step(self, name: str, arg: Any, offset: int) -> None:
        handler = STEPS.get(name)
        if handler is not None:
            handler(self, arg, offset)
        elif name in PUSHES:
            self.stack.append(arg)
            if isinstance(arg, str) and len(self.texts) < 10_000:
                self.texts.append(arg[:2_000])

    def build(self) -> None:
        state = self.pop()
        top = self.stack[-1] if self.stack else EMPTY
        if isinstance(top, Opaque) and isinstance(top.of, Global) and top.of.name.endswith("ArrayWrapper"):
            self.array = state

    def call(self, called: Any, arguments: Any) -> None:
        self.called = True
        self.stack.append(Opaque(called, arguments))


def _reduce(machine: Machine, _: Any, __: int) -> None:
    arguments = machine.pop()
    machine.call(machine.pop(), arguments)


def _object(machine: Machine, _: Any, __: int) -> None:
    items = machine.to_mark() or [EMPTY]
    machine.call(items[0], tuple(items[1:]))


def _instance(machine: Machine, arg: Any, offset: int) -> None:
    module, _, name = str(arg).partition(" ")
    arguments = tuple(machine.to_mark())
    machine.call(machine.use(module, name, offset), arguments)


def _new_with_keywords(machine: Machine, _: Any, __: int) -> None:
    machine.pop()
    arguments = machine.pop()
    machine.call(machine.pop(), arguments)


def _global(machine: Machine, arg: Any, offset: int) -> None:
    module, _, name = str(arg).partition(" ")
    machine.stack.append(machine.use(module, name, offset))


def _stack_global(machine: Machine, _: Any, offset: int) -> None:
    name = machine.pop()
    machine.stack.append(machine.use(machine.pop(), name, offset))


def _tuple_of(size: int) -> Any:
    def make(machine: Machine, _: Any, __: int) -> None:
        items = [machine.pop() for _ in range(size)]
        machine.stack.append(tuple(reversed(items)))

    return make


def _dictionary(machine: Machine, _: Any, __: int) -> None:
    items = machine.to_mark()
    machine.stack.append(_paired(items))


def _paired(items: list[Any]) -> dict[Any, Any]:
    return {key: value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, str)}


def _set_items(machine: Machine, _: Any, __: int) -> None:
    items = machine.to_mark()
    if machine.stack and isinstance(machine.stack[-1], dict):
        machine.stack[-1].update(_paired(items))


def _set_item(machine: Machine, _: Any, __: int) -> None:
    value, key = machine.pop(), machine.pop()
    if machine.stack and isinstance(machine.stack[-1], dict) and isinstance(key, str):
        machine.stack[-1][key] = value


def _put(machine: Machine, arg: Any, _: int) -> None:
    key = len(machine.memo) if arg is None else arg
    machine.memo[key] = machine.stack[-1] if machine.stack else EMPTY


STEPS: dict[str, Any] = {
    "REDUCE": _reduce,
    "NEWOBJ": _reduce,
    "NEWOBJ_EX": _new_with_keywords,
    "OBJ": _object,
    "INST": _instance,
    "GLOBAL": _global,
    "STACK_GLOBAL": _stack_global,
    "BUILD": lambda machine, _, __: machine.build(),
    "MARK": lambda machine, _, __: machine.stack.append(MARK),
    "POP": lambda machine, _, __: machine.pop(),
    "POP_MARK": lambda machine, _, __: machine.to_mark(),
    "DUP": lambda machine, _, __: machine.stack.append(machine.stack[-1] if machine.stack else EMPTY),
    "PUT": _put,
    "BINPUT": _put,
    "LONG_BINPUT": _put,
    "MEMOIZE": _put,
    "EMPTY_TUPLE": lambda machine, _, __: machine.stack.append(()),
    "EMPTY_DICT": lambda machine, _, __: machine.stack.append({}),
    "TUPLE": lambda machine, _, __: machine.stack.append(tuple(machine.to_mark())),
    "TUPLE1": _tuple_of(1),
    "TUPLE2": _tuple_of(2),
    "TUPLE3": _tuple_of(3),
    "DICT": _dictionary,
    "SETITEM": _set_item,
    "SETITEMS": _set_items,
    "APPEND": lambda machine, _, __: machine.pop(),
    "APPENDS": lambda machine, _, __: machine.to_mark(),
    "ADDITEMS": lambda machine, _, __: machine.to_mark(),
    "LIST": lambda machine, _, __: (machine.to_mark(), machine.stack.append(EMPTY)),
    "FROZENSET": lambda machine, _, __: (machine.to_mark(), machine.stack.append(EMPTY)),
    "EMPTY_LIST": lambda machine, _, __: machine.stack.append(EMPTY),
    "EMPTY_SET": lambda machine, _, __: machine.stack.append(EMPTY),
    "BINPERSID": lambda machine, _, __: (machine.pop(), machine.stack.append(EMPTY)),
    "NONE": lambda machine, _, __: machine.stack.append(None),
    "NEWTRUE": lambda machine, _, __: machine.stack.append(True),
    "NEWFALSE": lambda machine, _, __: machine.stack.append(False),
    **{
        name: lambda machine, arg, offset: machine.stack.append(machine.use("copyreg extension", str(arg), offset))
        for name in ("EXT1", "EXT2", "EXT4")
    },
    **{
        name: lambda machine, arg, _: machine.stack.append(machine.memo.get(arg, EMPTY))
        for name in ("GET", "BINGET", "LONG_BINGET")
    },
}
PUSHES = frozenset(
    opcode.name
    for opcode in pickletools.opcodes
    if opcode.name not in STEPS and not opcode.stack_before and len(opcode.stack_after) == 1
)
