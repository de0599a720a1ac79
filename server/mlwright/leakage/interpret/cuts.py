"""How rows are cut: slices, masks, stretches of positions."""

import ast
from typing import TYPE_CHECKING, NamedTuple

from mlwright.leakage.domain.rows import Bound, Cut, Except, Key, Rows, Span, narrow
from mlwright.leakage.domain.values import (
    EMPTY,
    Constant,
    Data,
    Items,
    Value,
)  # fmt: skip

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine


def _limit(frame: object) -> bool:
    """Whether a mask keeps what is below or above a number other than zero, which would only ask for sound values."""
    if not isinstance(frame, Cut) or not isinstance(frame.part, Span):
        return False
    return any(bound is not None and not str(bound).strip("'").startswith(("0", "-")) for bound in frame.part)


def cut_by_slice(machine: "Machine", owner: Data, index: ast.Slice, node: ast.AST) -> Data:
    """Rows between two positions."""
    if index.step is not None:
        step = machine.evaluate(index.step)
        if isinstance(step, Constant) and step.value == -1:
            return owner.like(flags=owner.flags | {"reversed"})
        start = ast.unparse(index.lower) if index.lower is not None else "0"
        return owner.like(rows=narrow(owner.rows, Key("step", base(owner.rows)), start), node=node)
    if index.lower is None and index.upper is None:
        return owner.like()
    low, high = bound(machine, index.lower), bound(machine, index.upper)
    if low == 0:
        low = None
    if low == 1 and high is None:
        # [1:] beside [:-1] is an offset of one, not a part
        return owner.like(flags=owner.flags | {"ahead"}, future=owner.future, node=node)
    if low is None and high == -1:
        return owner.like(flags=owner.flags | {"behind"})
    result = owner.like(rows=narrow(owner.rows, Key("slice", base(owner.rows)), Span(low, high)), node=node)
    result.flags |= {"sliced"}
    if _slides(machine, index):
        # pieces of one picture or one recording stay together; windows over all rows follow one another
        result.flags |= {"siblings"} if "element" in owner.flags else {"windows"}
        result.frame = Stretch(owner.rows)
    return result


class Stretch(NamedTuple):
    """The rows over which a window slides."""

    rows: Rows


def _slides(machine: "Machine", index: ast.Slice) -> bool:
    """Whether both bounds move with a loop over numbers, by less than the window's width as far as the code shows."""
    if index.lower is None or index.upper is None or not machine.loops:
        return False
    if not (machine.evaluate(index.lower).varies and machine.evaluate(index.upper).varies):
        return False
    iterated = getattr(machine.loops[-1].node, "iter", None)
    if not (isinstance(iterated, ast.Call) and len(iterated.args) == 3):
        return True
    step = ast.unparse(iterated.args[2])
    return step not in ast.unparse(index.upper) and step not in ast.unparse(index.lower)


def gathered(value: Value) -> Value:
    """A window that is put beside the others: together they are all the rows that it slides over."""
    if isinstance(value, Items):
        return Items([gathered(item) for item in value.items], value.kind, value.exact)
    if isinstance(value, Data) and isinstance(value.frame, Stretch):
        return value.like(rows=value.frame.rows, frame=None, flags=value.flags - {"sliced", "element"})
    if isinstance(value, Data) and "within a row" in value.flags:
        return value.like(flags=value.flags - {"within a row"})
    if isinstance(value, Data) and {"element", "row"} & value.flags:
        return value.like(flags=value.flags - {"element", "row"})
    return value


def base(rows: Rows) -> object:
    """What is sliced: the rows with the cuts that were made before."""
    return rows


def stretch_of_range(machine: "Machine", node: ast.expr) -> Span | None:
    """The positions of `range(a, b)`, or of a list of them."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "list"
        and len(node.args) == 1
    ):
        node = node.args[0]
    if not (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "range"
        and 1 <= len(node.args) <= 2
    ):
        return None
    low, high = (None, node.args[0]) if len(node.args) == 1 else (bound(machine, node.args[0]), node.args[1])
    return Span(low if low != 0 else None, _open_end(bound(machine, high), high))


def _open_end(high: Bound, node: ast.expr) -> Bound:
    """`range(a, len(rows))` ends where the rows end."""
    return None if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len" else high


def bound(machine: "Machine", node: ast.expr | None) -> Bound:
    """A slice's bound: a number where it is known, otherwise the text that stands for it."""
    if node is None:
        return None
    value = machine.evaluate(node)
    if isinstance(value, Constant):
        return value.value if isinstance(value.value, int | float | str | None) else repr(value.value)
    if isinstance(node, ast.Name):
        # two names for one value are one bound
        return f"#{id(value)}" if not value.varies else node.id
    return ast.unparse(node)


def mask_cut(node: ast.Compare, values: list[Value]) -> Cut | None:
    """The partition that a comparison makes: `x < c` and `x >= c` are two parts of one."""
    if len(node.ops) != 1:
        return None
    left, right = node.left, node.comparators[0]
    operator = node.ops[0]
    of_left = values[0].deps if isinstance(values[0], Data) else EMPTY
    text = ",".join(sorted(of_left)) or ast.unparse(left)
    if isinstance(operator, ast.Eq | ast.NotEq) and isinstance(values[1], Constant):
        if isinstance(operator, ast.Eq):
            return Cut(Key("value", text), repr(values[1].value))
        return Cut(Key("value", text), Except(repr(values[1].value)))
    if isinstance(operator, ast.Eq | ast.NotEq):
        return Cut(Key("value", (text, ast.unparse(right))), isinstance(operator, ast.Eq))
    known = values[1].value if isinstance(values[1], Constant) else ast.unparse(right)
    other: Bound = known if type(known) in {int, float, str} else repr(known)
    if isinstance(operator, ast.Lt | ast.LtE):
        return Cut(Key("mask", text), Span(None, _just_above(other) if isinstance(operator, ast.LtE) else other))
    if isinstance(operator, ast.Gt | ast.GtE):
        return Cut(Key("mask", text), Span(_just_above(other) if isinstance(operator, ast.Gt) else other, None))
    return None


def _just_above(bound: Bound) -> Bound:
    """The edge behind a value that belongs to the lower part."""
    return bound + 1e-9 if isinstance(bound, int | float) else f"{bound}\0"


def some_cut(machine: "Machine") -> Cut:
    """A mask of which only its identity is known: it and its complement are two parts."""
    return Cut(Key("mask", machine.steps), True)


def complement(frame: object) -> object:
    if isinstance(frame, Cut):
        if isinstance(frame.part, Span):
            low, high = frame.part
            if low is None:
                return Cut(frame.key, Span(high, None))
            if high is None:
                return Cut(frame.key, Span(None, low))
            return None
        if isinstance(frame.part, bool):
            return Cut(frame.key, not frame.part)
        if isinstance(frame.part, Except):
            return Cut(frame.key, frame.part.value)
        if isinstance(frame.part, int):
            return Cut(frame.key, 1 - frame.part)
        if frame.key.kind == "value" and isinstance(frame.part, str):
            return Cut(frame.key, Except(frame.part))
    return None
