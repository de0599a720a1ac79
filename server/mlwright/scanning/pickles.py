"""Pickles, followed opcode by opcode with their stack of constants; nothing is imported, called or built."""

import pickletools
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from mlwright.scanning.opcodes import EMPTY, Global, Machine, Opaque

MOST_OPCODES = 2_000_000
LARGEST_CONSTANT = 4_000_000
DEEPEST = 20
FARTHEST = 1 << 48


class Followed(NamedTuple):
    """What a pickle imports and holds; `ended` is empty when its last opcode was reached, else says why not."""

    globals: tuple[Global, ...]
    texts: tuple[str, ...]
    called: bool
    ended: str
    length: int


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


def follow(file: BinaryIO, base: int = 0, budget: int = MOST_OPCODES) -> Followed:
    """Everything a pickle imports from the file's position on; arrays that joblib puts between opcodes are skipped."""
    machine, first = Machine(), file.tell()
    ended, budget = _walk(machine, file, base, budget)
    called = machine.called or bool(machine.globals)
    found = tuple(machine.globals.values())
    return Followed(found, tuple(machine.texts), called, ended, file.tell() - first)


def _walk(machine: Machine, file: BinaryIO, base: int, budget: int) -> tuple[str, int]:
    while True:
        window = _Window(file)
        try:
            for opcode, arg, position in pickletools.genops(window):  # type: ignore[arg-type]  # a window reads like a file
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


def _pass_array(machine: Machine, file: BinaryIO, base: int, budget: int) -> int:
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


def _nested(machine: Machine, file: BinaryIO, base: int, budget: int) -> int:
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
