"""Tables, columns and arrays: attributes, assignments and methods."""

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.joining import combine, data_in
from mlwright.leakage.domain.learned import NOTHING, Statistic
from mlwright.leakage.domain.rows import NO_ROWS, Cut, Key, Span, narrow, source_rows, union, within
from mlwright.leakage.domain.values import (
    EMPTY,
    Columns,
    Constant,
    Data,
    Function,
    Grouped,
    Items,
    Mapping,
    Method,
    Unknown,
    Value,
    as_data,
)  # fmt: skip
from mlwright.leakage.events import Call, Join, Learn, Score, Split
from mlwright.leakage.interpret import items, statistics
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import functions, naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

PLAIN = frozenset(
    [
        "values",
        "T",
        "predictions",
        "logits",
        "loss",
        "last_hidden_state",
        "pooler_output",
        "predicted_mean",
        "data",
        "dt",
        "str",
        "cat",
        "sparse",
        "array",
        "features",
        "inputs",
        "X",
        "df",
        "frame",
        "images",
        "x",
        "ravel_",
        "rdd",
    ]
)
SIZES = frozenset(
    [
        "shape",
        "size",
        "ndim",
        "dtype",
        "dtypes",
        "nbytes",
        "nrow",
        "num_rows",
        "itemsize",
        "feature_names",
        "target_names",
        "DESCR",
        "class_names",
        "classes_",
        "num_classes",
        "empty",
        "class_indices",
        "samples",
        "n_classes",
        "names",
    ]
)
TARGETS = frozenset(["target", "targets", "y", "label", "labels", "classes", "label_ids"])
OF_TIMES = frozenset(
    [
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "dayofweek",
        "dayofyear",
        "day_of_week",
        "weekday",
        "quarter",
        "date",
        "week",
    ]
)
OF_TOKENS = frozenset(["tokens", "ids", "input_ids", "attention_mask", "words"])
INDEXERS = frozenset(["iloc", "loc", "at", "iat", "ix"])


def attribute(machine: "Machine", owner: Data, name: str, node: ast.AST) -> Value:
    """`data.name`: an indexer, a plain view, a column, or a method."""
    if name in INDEXERS:
        return owner.like(flags=owner.flags | {"indexer"})
    if "smoothed" in owner.flags and name in {"trend", "seasonal", "resid", "weights", "observed"}:
        return owner.like(learned=owner.learned if name != "observed" else NOTHING, columns=None)
    if name in SIZES:
        return Unknown()
    if name == "index" and not owner.rows:
        return owner.like(flags=owner.flags | {"columns"})
    if name == "index":
        return owner.like(flags=owner.flags | {"index"}, columns=None, learned=NOTHING, latent=NOTHING, name=None, deps=EMPTY, text="")
    if name == "columns":
        result = Data(flags=frozenset({"columns"}), learned=owner.latent | NOTHING)
        result.latent = owner.latent
        return result
    if owner.columns is not None and name in owner.columns.assigned:
        return items.column(owner, name, node)
    if "bunch" in owner.flags or owner.label is not None:
        if name in TARGETS:
            return (
                owner.label
                if owner.label is not None
                else owner.like(name="target", columns=None, deps=frozenset({"target"}), flags=owner.flags - {"bunch"})
            )
        if name in PLAIN:
            return owner.like(flags=owner.flags - {"bunch"}, label=None, columns=None)
    if name in PLAIN or (name in OF_TOKENS | OF_TIMES and owner.columns is None):
        return owner.like(flags=owner.flags - {"indexer"})
    if name == "indices" and isinstance(owner.frame, Cut):
        positions = Data(flags=frozenset({"index"}))
        positions.frame = owner.frame
        return positions
    if name in METHODS or name in functions.REDUCTIONS or name in functions.LEARNING or name in KNOWN:
        return Method(owner, name, node)
    if owner.columns is not None and not name.startswith("_") and not isinstance(getattr(node, "called", None), bool):
        return ColumnOrMethod(owner, name, node)
    return Method(owner, name, node)


class ColumnOrMethod(Data):
    """`frame.price`: a column unless it turns out to be called."""

    __slots__ = ("method",)

    def __init__(self, owner: Data, name: str, node: ast.AST) -> None:
        twin = items.column(owner, name, node)
        for field in Data.__slots__:
            setattr(self, field, getattr(twin, field))
        self.varies = twin.varies
        self.method = Method(owner, name, node)


def set_attribute(machine: "Machine", owner: Data, name: str, value: Value, node: ast.AST) -> None:
    if name == "columns" and owner.columns is not None:
        owner.columns = None
    elif name == "index":
        return
    else:
        assign_column(owner, name, value, node)


def assign_column(owner: Data, name: str, value: Value, node: ast.AST | None = None) -> None:
    """`frame[name] = value`; statistics count from here on, because they meet rows."""
    found = combine([value])
    data = found if isinstance(found, Data) else Data(varies=value.varies)
    data = data.like(learned=data.all_learned() | data.latent, latent=NOTHING, columns=None)
    if owner.columns is None:
        owner.learned |= data.learned
        return
    owner.columns.assign(name, data, node)
    if naming.timely(name):
        data.flags |= {"time"}
    if data.label is not None:
        data.label = None


def _beside(old: Value | None, value: Value) -> Value:
    """What a dict holds under keys that are not known: the last value, with the scores of those before it."""
    if isinstance(old, Data) and isinstance(value, Data) and old.scores - value.scores:
        return value.like(scores=old.scores | value.scores)
    return value


def set_item(machine: "Machine", owner: Value, index: ast.expr, value: Value, node: ast.AST) -> None:
    """`owner[index] = value`."""
    if isinstance(owner, Mapping):
        key = machine.evaluate(index)
        if isinstance(key, Constant) and isinstance(key.value, str | int | float | bool | None):
            owner.entries[key.value] = value
        else:
            owner.rest = _beside(owner.rest, value)
        _keep(value)
    elif isinstance(owner, Items):
        owner.items.append(value)
        owner.exact = False
        _keep(value)
    elif isinstance(owner, Data | Unknown):
        table = as_data(owner)
        if table is not None:
            _set_data_item(machine, table, index, value)


def _set_data_item(machine: "Machine", owner: Data, index: ast.expr, value: Value) -> None:
    last = index.elts[-1] if isinstance(index, ast.Tuple) and len(index.elts) > 1 else index
    if isinstance(index, ast.Tuple) and index.elts:
        machine.evaluate(index.elts[0]) if not isinstance(index.elts[0], ast.Slice) else None
    key = machine.evaluate(last) if not isinstance(last, ast.Slice) else Unknown()
    names = items.column_names(key)
    partly = isinstance(index, ast.Tuple)
    for name in names:
        if partly and owner.columns is not None and name in owner.columns.assigned:
            value = combine([owner.columns.assigned[name], value])
        assign_column(owner, name, value, index)
        machine.abroad(index)
    if not names:
        for found in data_in(items.gathered(value)):
            if "windows" in found.flags and "synthetic" in owner.flags:
                # an empty array that is filled with windows
                owner.rows, owner.flags = found.rows, (owner.flags - {"synthetic"}) | {"windows"}
            owner.learned |= found.all_learned() | found.latent
            owner.scores |= found.scores
            owner.fits |= found.fits if not owner.rows else EMPTY
            if found.future is not None and owner.columns is not None:
                owner.columns.assign(f"?{id(index)}", found.like(columns=None))
            elif found.future is not None:
                owner.future = owner.future or found.future
    _keep(value)


def _keep(value: Value) -> None:
    for found in data_in(value):
        for score in found.scores:
            score.used.add("kept")


def delete_item(machine: "Machine", owner: Value, key: Value) -> None:
    if isinstance(owner, Data) and owner.columns is not None:
        owner.columns.drop(items.column_names(key))


def overwrite(owner: Data, result: Value) -> None:
    """What `inplace=True` does."""
    if isinstance(result, Data):
        for field in Data.__slots__:
            if field != "text":
                setattr(owner, field, getattr(result, field))


def call_method(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """`data.name(...)`."""
    if name in functions.REDUCTIONS:
        return statistics.reduce(machine, owner, name, args, node)
    if name in functions.LEARNING:
        return statistics.learn_in_place(machine, owner, name, args, node)
    handler = METHODS.get(name)
    result: Value
    if handler is not None:
        result = handler(machine, owner, name, args, node)
    elif name in functions.JOINS:
        result = joined(machine, [owner, *args.positional], name, args, node)
    else:
        result = combine([owner, *args.positional, *args.keywords.values()])
        if isinstance(result, Data):
            result = result.like(
                name=owner.name,
                columns=owner.columns.copy() if owner.columns else None,
                frame=owner.frame,
                label=owner.label,
                flags=owner.flags | result.flags,
                text=owner.text,
            )
    if args.truth("inplace"):
        machine.changed(owner, f"`{name}` with inplace=True", node)
        if owner.origin is not None and isinstance(result, Data):
            assign_column(*owner.origin, result)
        overwrite(owner, result)
        return Constant(None)
    return result


# -- methods --------------------------------------------------------------------------------------------------


def _same(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    return owner.like()


def _drop(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
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
                opposite = items.complement(cut)
                if isinstance(opposite, Cut):
                    return owner.like(rows=narrow(owner.rows, opposite.key, opposite.part), node=node)
    return owner.like(node=node)


def _listed(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    return owner.like(flags=owner.flags | {"list"})


def _reset_index(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """From here on the labels say nothing about the frame that these rows were taken from."""
    return owner.like(flags=owner.flags | {f"relabelled {hash(owner.rows)}"})


def _pop(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    names = items.column_names(args.positional[0]) if args.positional else []
    if not names:
        return owner.like(columns=None)
    found = items.column(owner, names[0], node)
    if owner.columns is not None:
        owner.columns.drop(names)
    return found


def _insert(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    label, value = args.get("column", 1), args.get("value", 2)
    if isinstance(label, Constant) and isinstance(label.value, str) and value is not None:
        assign_column(owner, label.value, value, node)
    return Constant(None)


def _assign(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    result = owner.like()
    for label, value in args.keywords.items():
        if isinstance(value, Function):
            value = machine_call(machine, value, [result], node)
        assign_column(result, label, value, node)
        machine.abroad(node)
    return result


def machine_call(machine: "Machine", function: Value, values: list[Value], node: ast.AST) -> Value:
    """A callback handed to a method, called on the rows of its element."""
    return machine.call_value(function, Arguments(values, {}), node)


def _apply(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    function = args.get("func", 0)
    axis = args.get("axis")
    if isinstance(function, Function):
        element = owner.like(flags=owner.flags | ({"row"} if axis is not None else set()))
        if name in {"apply", "map", "applymap"} and (owner.columns is None or axis is not None):
            element.flags |= {"row"}  # one value or one row at a time: its mean is not a statistic of the table
        made = machine_call(machine, function, [element, *args.positional[1:]], node)
        result = combine([made, owner]) if name != "pipe" else made
        if isinstance(result, Data):
            if name == "pipe":
                return result
            kept = owner.flags & {"parts", "hub"}
            return result.like(
                columns=owner.columns.copy() if owner.columns else None, flags=(result.flags - {"row"}) | kept
            )
        return owner.like(columns=None, name=None)
    if isinstance(function, Constant) and isinstance(function.value, str) and name in {"transform", "apply", "agg"}:
        return call_method(machine, owner, function.value, Arguments(args.positional[1:], args.keywords), node)
    result = combine([owner, *args.positional])
    if isinstance(result, Data) and name == "map":
        return result.like(columns=None)
    return result if isinstance(result, Data) else owner.like()


def _fill(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    method = args.get("method")
    if name in {"bfill", "backfill"} or (isinstance(method, Constant) and method.value in {"bfill", "backfill"}):
        return statistics.look_both_ways(machine, owner, "fill", name, node)
    if name == "interpolate":
        direction = args.get("limit_direction")
        if not (isinstance(direction, Constant) and direction.value == "forward"):
            return statistics.look_both_ways(machine, owner, "fill", name, node)
    values = [owner, *args.positional, *(value for key, value in args.keywords.items() if key != "method")]
    result = combine(values)
    if isinstance(result, Data):
        return owner.like(learned=result.learned | _latent(values[1:]), deps=result.deps)
    return owner.like()


def _latent(values: list[Value]) -> frozenset[Statistic]:
    return frozenset().union(*(item.latent for value in values for item in data_in(value)))


def _sample(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    share = args.get("frac") or (args.get("fraction") if name == "sample" else None)
    if name in {"shuffle", "permutation"} or (isinstance(share, Constant) and share.value in {1}):
        return owner.like(flags=(owner.flags - {"sorted"}) | {"shuffled"})
    if args.truth("replace"):
        return statistics.repeat(machine, owner, name, node)
    key = Key("sample", machine.site(node))
    result = owner.like(rows=narrow(owner.rows, key, 0), node=node)
    event = machine.emit(
        Split, node, kind="sample", data=[owner], parts=[result], params=args.keywords, groups=None, key=key
    )
    event.groups = None
    return result


def _head(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    count = args.get("n", 0)
    if count is None or isinstance(getattr(machine, "statement_value", None), Data):
        return owner.like()
    number: Any = count.value if isinstance(count, Constant) else ast.unparse(node.args[0]) if node.args else "n"
    if isinstance(number, int) and number < 30:
        return owner.like()  # a look at the first rows
    minus = -number if isinstance(number, int) else number
    span = Span(None, number) if name in {"head", "limit", "take"} else Span(minus, None)
    return owner.like(rows=narrow(owner.rows, Key("slice", items._base(owner.rows)), span), node=node)


def _sort(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
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


def _set_index(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    names = items.column_names(args.get("keys", 0) or Unknown())
    result = owner.like()
    if result.columns is not None and not args.falsy("drop"):
        result.columns.drop(names)
    if any(naming.timely(item) for item in names):
        result.flags |= {"timeindex"}
    return result


def _rename(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    result = owner.like()
    columns = args.get("columns")
    if result.columns is None:
        return result
    if isinstance(columns, Mapping) and columns.rest is None:
        for old, new in columns.entries.items():
            if isinstance(new, Constant) and isinstance(new.value, str) and isinstance(old, str):
                value = items.column(owner, old, node)
                result.columns.drop([old])
                result.columns.assign(new.value, value)
    else:
        result.columns.distrust()
    return result


def _shift(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    periods = args.get("periods", 0) or args.get("n", 0)
    if "row" in owner.flags:
        return owner.like()
    result = owner.like(flags=owner.flags | {"ordered"})
    if name == "lead" or statistics.looks_ahead(periods, node):
        result.future = node
        machine.abroad(node)
        result.flags -= {"lag"}
    else:
        result.flags |= {"lag"}
    return result


def _group(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    by = args.get("by", 0) or args.get("window", 0) or args.get("level") or Unknown()
    names = items.column_names(by)
    if not names:
        names = [found.name for found in data_in(by) if found.name]
    kind = {"group_by": "groupby", "groupBy": "groupby", "coarsen": "resample"}.get(name, name)
    if kind == "groupby":
        machine.emit(Call, node, function="groupby", params={}, values=[owner, *map(Constant, names)])
    return Grouped(
        owner, kind, tuple(names), {**args.keywords, **({"window": args.positional[0]} if args.positional else {})}
    )


def _isin(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
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


def _presence(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    if name in {"nunique", "n_unique"}:
        machine.emit(Call, node, function="nunique", params={}, values=[owner])
    return owner.like(flags=(owner.flags | {"presence", "mask"}), frame=None)


def _query(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
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
        cut = items.mask_cut(parsed, [named, other])
        if cut is not None:
            return owner.like(rows=narrow(owner.rows, cut.key, cut.part), node=node)
    return owner.like(rows=narrow(owner.rows, Key("mask", str(text)), True), node=node)


def _parts(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
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


def _batches(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """tf.data's take and skip part rows; the others leave them."""
    count = node.args[0] if node.args else None
    if count is None:
        return owner.like()
    edge = items.bound(machine, count)
    span = Span(None, edge) if name == "take" else Span(edge, None)
    return owner.like(rows=narrow(owner.rows, Key("slice", items._base(owner.rows)), span), node=node)


def _append(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    others = [item for value in args.positional for item in data_in(value)]
    return concatenated([owner, *others], node)


def concatenated(parts: list[Data], node: ast.AST) -> Data:
    """Rows of all, one under the other."""
    if not parts:
        return Data()
    result = parts[0].like(name=parts[0].name if len({part.name for part in parts}) == 1 else None, node=node)
    result.rows = union(*(part.rows for part in parts))
    for part in parts[1:]:
        result.learned |= part.all_learned()
        result.latent |= part.latent
        result.fits |= part.fits
        result.scores |= part.scores
        result.flags |= part.flags & {"time", "lag", "prediction"}
        if result.columns is not None and part.columns is not None:
            for name, value in part.columns.assigned.items():
                result.columns.assigned.setdefault(name, value)
            result.columns.dropped &= part.columns.dropped
            if result.columns.known != part.columns.known:
                result.columns.known = None
            result.columns.trusted &= part.columns.trusted
    result.label = None
    return result


def joined(machine: "Machine", values: list[Value], name: str, args: Arguments, node: ast.Call) -> Value:
    """A join keeps the rows of the left table; aggregates that it brings meet rows here."""
    datas = [item for value in [*values, *args.keywords.values()] for item in data_in(value)]
    machine.emit(Join, node, function=name, params=args.keywords, data=datas)
    if not datas:
        return Unknown()
    result = datas[0].like(name=None)
    for other in datas[1:]:
        result.learned |= other.all_learned() | other.latent
        result.future = result.future or other.future
        if result.columns is not None and other.columns is not None:
            result.columns.known = None
            for label, value in other.columns.assigned.items():
                result.columns.assigned.setdefault(label, value)
        if not result.rows:
            result.rows = other.rows
    return result


def _with_columns(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """polars' with_columns and select, Spark's withColumn: expressions meet the frame's rows."""
    stretch = items.stretch_of_range(machine, node.args[0]) if name == "select" and node.args else None
    if stretch is not None:
        # Hugging Face: rows by their positions
        return owner.like(rows=narrow(owner.rows, Key("slice", items._base(owner.rows)), stretch), node=node)
    result = owner.like(name=None)
    values = list(args.positional)
    if name in {"withColumn"} and len(values) == 2 and isinstance(values[0], Constant):
        args.keywords[str(values[0].value)] = values.pop()
        values.clear()
    if name == "select" and result.columns is not None:
        named = [items.column_names(value) or [item.name for item in data_in(value) if item.name] for value in values]
        names = [label for several in named for label in several]
        complete = bool(names) and all(named)
        columns = Columns(tuple(names) if complete else None, trusted=complete)
        columns.places, columns.seen, columns.chosen = result.columns.places, result.columns.seen, node
        result.columns = columns
        result.columns.assigned = {
            key: value for key, value in (owner.columns.assigned if owner.columns else {}).items() if key in names
        }
    pairs = [(found.name or f"?{i}", found) for i, value in enumerate(values) for found in data_in(value)]
    pairs += [(label, found) for label, value in args.keywords.items() for found in data_in(value)]
    for label, found in pairs:
        assign_column(result, label, statistics.bind(machine, found, owner), node)
        machine.abroad(node)
    return result


def _alias(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    label = args.get("name", 0)
    return (
        owner.like(name=label.value) if isinstance(label, Constant) and isinstance(label.value, str) else owner.like()
    )


def _over(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    return owner.like(
        learned=owner.learned | owner.latent,
        latent=NOTHING,
        flags=owner.flags | {"aggregate"} if owner.latent else owner.flags,
    )


def _backward(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    return machine.train_network(owner, node)


def _best(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    machine.choose(node, owner, name)
    if "curve" in owner.flags:
        return statistics.threshold(machine, owner, node)
    if owner.scores:
        return Data(scores=owner.scores)
    if "prediction" in owner.flags and name == "argmax":
        return owner.like()  # the likeliest class of each row
    return owner.like(rows=NO_ROWS)


def _item(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    if "error" in owner.flags:
        return statistics.score_of_error(machine, owner, name, node)
    return owner.like()


def _columns_where(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    result = owner.like()
    if result.columns is not None:
        result.columns.known = None
        result.columns.distrust()
    return result


def _unknown_rows(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """Pivots and melts make other rows of the old ones."""
    rows = source_rows(("reshaped", machine.site(node)))
    result = owner.like(rows=rows, learned=frozenset(), name=None, label=None)
    for item in owner.all_learned():
        twin = item.as_kind(item.kind)
        # what was learned from all of the old rows was learned from all of the new ones
        twin.rows = rows if within(owner.rows, item.rows) else item.rows
        result.learned |= {twin}
    result.columns = Columns(trusted=False)
    if name == "explode":
        result.flags |= {"siblings"}
    return result


def _dropna(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    axis = args.get("axis", 0)
    result = owner.like()
    if name == "drop_duplicates":
        result.flags |= {"distinct"}
    if isinstance(axis, Constant) and axis.value in {1, "columns"} and result.columns is not None:
        result.columns.distrust()
    return result


def _printed(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    for score in owner.scores:
        score.used.add("printed")
    return owner.like()


Handler = Callable[["Machine", Data, str, Arguments, ast.Call], Value]
METHODS: dict[str, Handler] = {
    "drop": _drop,
    "pop": _pop,
    "reset_index": _reset_index,
    **dict.fromkeys(("tolist", "to_list"), _listed),
    "insert": _insert,
    "assign": _assign,
    **dict.fromkeys(("apply", "map", "applymap", "pipe", "map_partitions", "progress_apply", "map_elements"), _apply),
    **dict.fromkeys(("fillna", "bfill", "backfill", "interpolate", "fill_null", "fill_nan", "clip", "mask_", "replace"), _fill),
    **dict.fromkeys(("sample", "shuffle"), _sample),
    **dict.fromkeys(("head", "tail", "limit"), _head),
    **dict.fromkeys(("take", "skip"), _batches),
    **dict.fromkeys(("sort_values", "sort_index", "sort", "orderBy", "sort_by", "nlargest", "nsmallest"), _sort),
    "set_index": _set_index,
    "rename": _rename,
    **dict.fromkeys(("shift", "diff", "pct_change", "lead", "lag"), _shift),
    **dict.fromkeys(("groupby", "group_by", "groupBy", "rolling", "expanding", "ewm", "resample", "coarsen"), _group),
    **dict.fromkeys(("isin", "is_in"), _isin),
    **dict.fromkeys(("isnull", "isna", "notnull", "notna", "is_null", "duplicated", "nunique", "n_unique"), _presence),
    **dict.fromkeys(("query", "filter", "where"), _query),
    **dict.fromkeys(("randomSplit", "train_test_split"), _parts),
    **dict.fromkeys(("append", "union", "unionByName", "unionAll", "vstack", "extend"), _append),
    **dict.fromkeys(("with_columns", "withColumn", "select", "with_column"), _with_columns),
    "alias": _alias,
    "over": _over,
    "backward": _backward,
    **dict.fromkeys(("argmax", "idxmax", "argmin", "idxmin", "argsort"), _best),
    "item": _item,
    **dict.fromkeys(("select_dtypes", "add_suffix", "add_prefix", "droplevel", "filter_columns"), _columns_where),
    **dict.fromkeys(("pivot", "pivot_table", "melt", "stack", "unstack", "explode", "transpose", "crosstab"), _unknown_rows),
    **dict.fromkeys(("dropna", "drop_duplicates", "drop_nulls", "unique"), _dropna),
    **dict.fromkeys(("to_csv", "to_string"), _printed),
    **dict.fromkeys(
        ("copy", "astype", "to_numpy", "to_frame", "ravel", "flatten", "squeeze", "toarray", "todense", "collect",
         "lazy", "cache", "persist", "toPandas", "to_pandas", "clone", "detach", "cpu", "cuda", "to", "numpy", "float",
         "long", "double", "unsqueeze", "view", "reindex", "infer_objects", "convert_dtypes", "compute", "batch",
         "prefetch", "get", "items", "round", "type", "contiguous", "requires_grad_"),
        _same,
    ),
}  # fmt: skip
KNOWN = frozenset(
    [
        "cumsum",
        "cummax",
        "cummin",
        "cumprod",
        "cumcount",
        "rank",
        "abs",
        "str",
        "dt",
        "hist",
        "plot",
        "info",
        "corrwith",
        "groupby",
        "keys",
        "format",
        "join",
        "lower",
    ]
)
_ = (Call, Learn, Score)
