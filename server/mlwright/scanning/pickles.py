"""Pickles, followed opcode by opcode with their stack of constants; nothing is imported, called or built."""

import pickletools
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

MOST_OPCODES = 2_000_000
MOST_FOUND = 200
LARGEST_CONSTANT = 4_000_000
DEEPEST = 20
FARTHEST = 1 << 48


class Global(NamedTuple):
    """A name the pickle imports, and where."""

    module: str
    name: str
    offset: int


class Opaque(NamedTuple):
    """A value that a call would have made; `of` is what is called."""

    of: Any
    arguments: Any = None


class Followed(NamedTuple):
    """What a pickle imports and holds; `ended` is empty when its last opcode was reached, else says why not."""

    globals: tuple[Global, ...]
    texts: tuple[str, ...]
    called: bool
    ended: str
    length: int


MARK = object()
EMPTY = Opaque(None)


class _Window:
    """A file whose long constants are stepped over instead of read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.skipped = 0

    def read(self, size: int = -1) -> bytes:
        if size > LARGEST_CONSTANT:
            self.skipped = size
            return b""
        return self._file.read(size)

    def readline(self) -> bytes:
        return self._file.readline(LARGEST_CONSTANT)

    def tell(self) -> int:
        return self._file.tell()


class _Machine:
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


def _reduce(machine: _Machine, _: Any, __: int) -> None:
    arguments = machine.pop()
    machine.call(machine.pop(), arguments)


def _object(machine: _Machine, _: Any, __: int) -> None:
    items = machine.to_mark() or [EMPTY]
    machine.call(items[0], tuple(items[1:]))


def _instance(machine: _Machine, arg: Any, offset: int) -> None:
    module, _, name = str(arg).partition(" ")
    arguments = tuple(machine.to_mark())
    machine.call(machine.use(module, name, offset), arguments)


def _new_with_keywords(machine: _Machine, _: Any, __: int) -> None:
    machine.pop()
    arguments = machine.pop()
    machine.call(machine.pop(), arguments)


def _global(machine: _Machine, arg: Any, offset: int) -> None:
    module, _, name = str(arg).partition(" ")
    machine.stack.append(machine.use(module, name, offset))


def _stack_global(machine: _Machine, _: Any, offset: int) -> None:
    name = machine.pop()
    machine.stack.append(machine.use(machine.pop(), name, offset))


def _tuple_of(size: int) -> Any:
    def make(machine: _Machine, _: Any, __: int) -> None:
        items = [machine.pop() for _ in range(size)]
        machine.stack.append(tuple(reversed(items)))

    return make


def _dictionary(machine: _Machine, _: Any, __: int) -> None:
    items = machine.to_mark()
    machine.stack.append(_paired(items))


def _paired(items: list[Any]) -> dict[Any, Any]:
    return {key: value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, str)}


def _set_items(machine: _Machine, _: Any, __: int) -> None:
    items = machine.to_mark()
    if machine.stack and isinstance(machine.stack[-1], dict):
        machine.stack[-1].update(_paired(items))


def _set_item(machine: _Machine, _: Any, __: int) -> None:
    value, key = machine.pop(), machine.pop()
    if machine.stack and isinstance(machine.stack[-1], dict) and isinstance(key, str):
        machine.stack[-1][key] = value


def _put(machine: _Machine, arg: Any, _: int) -> None:
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


def follow(file: BinaryIO, base: int = 0, budget: int = MOST_OPCODES) -> Followed:
    """Everything a pickle imports from the file's position on; arrays that joblib puts between opcodes are skipped."""
    machine, first = _Machine(), file.tell()
    ended, budget = _walk(machine, file, base, budget)
    called = machine.called or bool(machine.globals)
    found = tuple(machine.globals.values())
    return Followed(found, tuple(machine.texts), called, ended, file.tell() - first)


def _walk(machine: _Machine, file: BinaryIO, base: int, budget: int) -> tuple[str, int]:
    while True:
        window = _Window(file)
        try:
            for opcode, arg, position in pickletools.genops(window):  # type: ignore[arg-type]
                budget -= 1
                if budget < 0:
                    return f"more than {MOST_OPCODES} opcodes", 0
                machine.step(opcode.name, arg, base + (position or 0))
                if machine.array is not None:
                    break
            else:
                return "", budget
        except (ValueError, IndexError, KeyError, OverflowError, MemoryError) as error:
            if not window.skipped:
                return str(error)[:120] or type(error).__name__, budget
            file.seek(window.skipped, 1)
            machine.stack.append(EMPTY)
            continue
        budget = _pass_array(machine, file, base, budget)


def _pass_array(machine: _Machine, file: BinaryIO, base: int, budget: int) -> int:
    """Step over the raw bytes of an array, or follow the pickle that stands for one of objects."""
    state, machine.array = machine.array, None
    state = state if isinstance(state, dict) else {}
    kind, shape = state.get("dtype"), state.get("shape")
    code = (
        kind.arguments[0] if isinstance(kind, Opaque) and isinstance(kind.arguments, tuple) and kind.arguments else ""
    )
    count = 1
    for size in shape if isinstance(shape, tuple) else ():
        count = min(count * (size if isinstance(size, int) and size >= 0 else 0), FARTHEST)
    if str(code).startswith("O"):
        return _nested(machine, file, base, budget)
    if state.get("numpy_array_alignment_bytes") is not None:
        padding = file.read(1)
        file.seek(padding[0] if padding else 0, 1)
    digits = str(code).lstrip("<>|=").lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ?")
    width = int(digits[:9]) if digits.isdigit() else 1
    file.seek(count * (width * 4 if str(code).lstrip("<>|=").startswith("U") else width), 1)
    return budget


def _nested(machine: _Machine, file: BinaryIO, base: int, budget: int) -> int:
    if machine.depth >= DEEPEST:
        return budget
    # the inner pickle has its own stack and memo; its constants and imports count like the others
    kept = machine.stack, machine.memo
    machine.stack, machine.memo, machine.depth = [], {}, machine.depth + 1
    budget = _walk(machine, file, base, budget)[1]
    machine.stack, machine.memo = kept
    machine.depth -= 1
    return budget


def streams(file: BinaryIO, base: int = 0) -> Iterator[Followed]:
    """All pickles that follow one another in a file."""
    for _ in range(64):
        place = file.tell()
        head = file.read(2)
        file.seek(place)
        if not head:
            return
        done = follow(file, base)
        if done.length == 0 or (done.ended and not done.called and place):
            return
        yield done
        if done.ended:
            return
