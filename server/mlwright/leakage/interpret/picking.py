"""Methods that keep some rows or some columns, or put them in order."""

import ast
from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.joining import data_in
from mlwright.leakage.domain.rows import Cut, Key, Span, narrow
from mlwright.leakage.domain.values import (
    Constant,
    Data,
    Function,
    Items,
    Mapping,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.events import Call, Split
from mlwright.leakage.interpret import cuts, items, statistics
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine


def drop(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    labels = args.get("columns") or args.get("labels", 0)
    axis = args.get("axis", 1)
    by_columns = args.get("columns") is not None or (isinstance(axis, Constant) and axis.value in {1, "columns"})
    if labels is None:
        return owner.like()
    names = [
        item.value
        for value in [labels, *args.positional[1:]]
        for item in _constants(value)
        if isinstance(item.value, str)
    ]
    polars_style = isinstance(axis, Constant) and isinstance(axis.value, str) and axis.value != "index"
    if names and (by_columns or axis is None or polars_style):
        result = owner.like(name=None)
        if result.columns is not None:
            result.columns.drop(names)
            result.columns.chosen = node
            if isinstance(labels, Items) and (not labels.exact or len(names) < len(labels.items)):
                result.columns.distrust()
        return result
    if (
        isinstance(labels, Data)
        and labels.rows
        and not by_columns
        and ("index" in labels.flags or "columns" not in labels.flags)
    ):
        return complement_of(owner, labels, node)
    result = owner.like(name=None)
    if result.columns is not None and by_columns:
        result.columns.distrust()
        result.columns.chosen = node
    if by_columns:
        for found in data_in(labels):
            result.learned |= frozenset(item for item in found.learned | found.latent if item.kind == "supervised")
    return result


def _constants(value: Value) -> list[Constant]:
    if isinstance(value, Constant):
        return [value]
    if isinstance(value, Items):
        return [item for item in value.items if isinstance(item, Constant)]
    return []


def complement_of(owner: Data, taken: Data, node: ast.AST) -> Data:
    """The rows that another part does not have: `df.drop(train.index)`."""
    if f"relabelled {hash(taken.rows)}" in taken.flags and taken.rows != owner.rows:
        return owner.like(rows=narrow(owner.rows, Key("sample", ("labels", id(node))), 0), node=node)
    for piece in taken.rows:
        for cut in piece.cuts:
            if cut not in {other for mine in owner.rows for other in mine.cuts}:
                opposite = cuts.complement(cut)
                if isinstance(opposite, Cut):
                    return owner.like(rows=narrow(owner.rows, opposite.key, opposite.part), node=node)
    return owner.like(node=node)


def reset_index(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """From here on the labels say nothing about the frame that these rows were taken from."""
    return owner.like(flags=owner.flags | {f"relabelled {hash(owner.rows)}"})


def sample(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    share = args.get("frac") or (args.get("fraction") if name == "sample" else None)
    if name in {"shuffle", "permutation"} or (isinstance(share, Constant) and share.value in {1}):
        return owner.like(flags=(owner.flags - {"sorted"}) | {"shuffled"})
    if args.truth("replace"):
        drawn = statistics.repeat(machine, owner, name, node)
        return drawn.like(rows=narrow(owner.rows, Key("sample", machine.site(node)), 0))
    key = Key("sample", machine.site(node))
    result = owner.like(rows=narrow(owner.rows, key, 0), node=node)
    event = machine.emit(
        Split, node, kind="sample", data=[owner], parts=[result], params=args.keywords, groups=None, key=key
    )
    event.groups = None
    return result


def head(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    count = args.get("n", 0)
    if count is None:
        return owner.like()
    number: Any = count.value if isinstance(count, Constant) else ast.unparse(node.args[0]) if node.args else "n"
    if isinstance(number, int) and number < 30:
        return owner.like()  # a look at the first rows
    minus = -number if isinstance(number, int) else number
    span = Span(None, number) if name in {"head", "limit", "take"} else Span(minus, None)
    return owner.like(rows=narrow(owner.rows, Key("slice", cuts.base(owner.rows)), span), node=node)


def sort(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    by = args.get("by", 0)
    names = items.column_names(by) if by is not None else []
    result = owner.like(flags=owner.flags - {"shuffled"})
    if name == "sort_index" or any(naming.timely(item) for item in names):
        if "timeindex" in owner.flags or any(naming.timely(item) for item in names):
            result.flags |= {"sorted"}
    elif names:
        result.flags |= {f"sorted by {item}" for item in names}
        result.node = node
    if result.columns is not None:
        result.columns.places.update({f"sort:{item}": node for item in names[:1]})
    machine.emit(Call, node, function="sort", params={}, values=[owner, *map(Constant, names)])
    machine.choose(node, owner, "sorted")
    return result


def set_index(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    names = items.column_names(args.get("keys", 0) or Unknown())
    result = owner.like()
    if result.columns is not None and not args.falsy("drop"):
        result.columns.drop(names)
    if any(naming.timely(item) for item in names):
        result.flags |= {"timeindex"}
    return result


def isin(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    given = args.get("values", 0)
    result = owner.like(flags=owner.flags | {"mask"}, frame=None)
    if isinstance(given, Data) and given.rows:
        for piece in given.rows:
            for cut in piece.cuts:
                if cut not in {other for mine in owner.rows for other in mine.cuts} and isinstance(
                    cut.part, int | bool | Span
                ):
                    result.frame = cut
    elif isinstance(given, Unknown | Items | Constant) and node.args:
        result.frame = Cut(Key("mask", (owner.name, ast.unparse(node.args[0]))), True)
    return result


def presence(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    if name in {"nunique", "n_unique"}:
        machine.emit(Call, node, function="nunique", params={}, values=[owner])
    return owner.like(flags=(owner.flags | {"presence", "mask"}), frame=None)


def query(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    if name == "where" and len(args.positional) == 2:
        return owner.like()  # other values in the same rows
    if args.positional and isinstance(args.positional[0], Data):
        return items.by_data(owner, args.positional[0], node)
    if args.positional and isinstance(args.positional[0], Function):
        return owner.like(rows=narrow(owner.rows, Key("mask", ast.dump(node.args[0])[:200]), True))
    text = args.positional[0].value if args.positional and isinstance(args.positional[0], Constant) else ""
    try:
        parsed = ast.parse(str(text), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        parsed = None
    if isinstance(parsed, ast.Compare):
        named = Data(deps=frozenset({ast.unparse(parsed.left)}))
        right = parsed.comparators[0]
        other: Value = Constant(right.value) if isinstance(right, ast.Constant) else Unknown()
        cut = cuts.mask_cut(parsed, [named, other])
        if cut is not None:
            return owner.like(rows=narrow(owner.rows, cut.key, cut.part), node=node)
    return owner.like(rows=narrow(owner.rows, Key("mask", str(text)), True), node=node)


def parts(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """Spark's randomSplit, Hugging Face's train_test_split."""
    key = Key("split", machine.site(node))
    first, second = (owner.like(rows=narrow(owner.rows, key, part), node=node) for part in (0, 1))
    parts = [first, second]
    if name == "randomSplit" and args.positional and isinstance(args.positional[0], Items):
        parts = [
            owner.like(rows=narrow(owner.rows, key, part), node=node) for part in range(len(args.positional[0].items))
        ]
    machine.emit(Split, node, kind=name, data=[owner], parts=parts, params=args.keywords, groups=None, key=key)
    if name == "randomSplit":
        return Items(parts, "list")
    return Mapping({"train": first, "test": second})


def batches(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """tf.data's take and skip part rows; the others leave them."""
    count = node.args[0] if node.args else None
    if count is None:
        return owner.like()
    edge = cuts.bound(machine, count)
    span = Span(None, edge) if name == "take" else Span(edge, None)
    return owner.like(rows=narrow(owner.rows, Key("slice", cuts.base(owner.rows)), span), node=node)


def columns_where(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    result = owner.like()
    if result.columns is not None:
        result.columns.known = None
        result.columns.distrust()
    return result


def dropna(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    axis = args.get("axis", 0)
    result = owner.like()
    if name == "drop_duplicates":
        result.flags |= {"distinct"}
    if isinstance(axis, Constant) and axis.value in {1, "columns"} and result.columns is not None:
        result.columns.distrust()
    return result
