"""How rows are parted: splits, folds, orders drawn at random, samples."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import data_in
from mlwright.leakage.domain.rows import Cut, Key, Span, narrow, source_rows
from mlwright.leakage.domain.values import (
    Constant,
    Data,
    Instance,
    Items,
    Splitter,
    Stream,
    Unknown,
    Value,
    as_data,
)  # fmt: skip
from mlwright.leakage.events import Split
from mlwright.leakage.interpret import (
    cuts,
    learning,
    networks,
    statistics,
)
from mlwright.leakage.interpret.arguments import Arguments

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine


def train_test_split(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """Each array becomes two parts; all of them are cut alike."""
    key = Key("split", machine.site(node))
    parts: list[Value] = []
    datas: list[Data] = []
    arrays = args.positional or [value for label, value in args.keywords.items() if label in {"X", "y", "arrays"}]
    for given in arrays:
        if (isinstance(given, Items) and not data_in(given)) or (isinstance(given, Unknown) and given.text != "range"):
            given = as_data(given) or given
        if isinstance(given, Data):
            datas.append(given)
            parts += [_part(given, key, 0, node), _part(given, key, 1, node)]
        elif isinstance(given, Items) and data_in(given):
            inner = data_in(given)
            datas += inner
            parts += [Items([_part(item, key, part, node) for item in inner], given.kind) for part in (0, 1)]
        else:
            rows = source_rows(("unknown", getattr(given, "text", "") or "positions"))
            whole = Data(rows, varies=given.varies, flags=frozenset({"positions"}))
            whole.frame = None
            first, second = _part(whole, key, 0, node), _part(whole, key, 1, node)
            for part, found in ((0, first), (1, second)):
                found.flags |= {"index"}
                found.frame = Cut(key, part)
                if not isinstance(given, Unknown) or "range" in getattr(given, "text", ""):
                    found.rows = frozenset()
            parts += [first, second]
            datas.append(whole)
    groups = args.get("groups")
    machine.emit(
        Split, node, kind="train_test_split", data=datas, parts=[item for item in parts if isinstance(item, Data)],
        params=args.keywords, groups=groups if isinstance(groups, Data) else None, key=key,
    )  # fmt: skip
    return Items(parts, "list")


def _part(data: Data, key: Key, part: int, node: ast.AST) -> Data:
    result = data.like(rows=narrow(data.rows, key, part), node=node, text="")
    if "index" in data.flags:
        result.frame = Cut(key, part)
    result.flags -= {"sorted"} if part < 0 else set()
    if data.label is not None:
        result.label = data.label.like(rows=narrow(data.label.rows, key, part))
    return result


def random_split(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    whole_set = args.get("dataset", 0)
    if isinstance(whole_set, Instance):
        whole_set = networks.rows_of(machine, whole_set, node)
    datas = learning.rows_in(whole_set)
    key = Key("split", machine.site(node))
    lengths = args.get("lengths", 1)
    count = len(lengths.items) if isinstance(lengths, Items) and lengths.exact else 2
    whole = (
        datas[0]
        if datas
        else Data(flags=frozenset({"index"}))
        if isinstance(whole_set, Stream)
        else Data(source_rows(("unknown", machine.site(node))))
    )
    parts = [_part(whole, key, part, node) for part in range(max(count, 2))]
    for i, found in enumerate(parts):
        found.frame = Cut(key, i)
    machine.emit(
        Split, node, kind="random_split", data=[whole], parts=parts, params=args.keywords, groups=None, key=key
    )
    return Items(list(parts), "list")


def folds(machine: "Machine", splitter: Splitter, name: str, args: Arguments, node: ast.Call) -> Value:
    """`for train, test in splitter.split(X, y)`: positions of two parts that never meet."""
    if name != "split":
        return Unknown()
    key = Key("fold", machine.site(node))
    given = args.get("X", 0)
    datas = data_in(given) if given is not None else []
    groups = args.get("groups", 2)
    whole = datas[0] if datas else Data()
    event = machine.emit(
        Split,
        node,
        kind="folds",
        data=[whole],
        parts=[],
        params={**splitter.params, "splitter": Constant(splitter.klass)},
        groups=groups if isinstance(groups, Data) else None,
        key=key,
    )
    pair: list[Value] = []
    for part in (0, 1):
        index = Data(flags=frozenset({"index"}))
        index.frame = Cut(key, part)
        pair.append(index)
        event.parts.append(index)
    return Stream(Items(pair, "tuple"), "folds")


def permutation(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """A random order of positions: slices of it are parts."""
    datas = [found for value in args.positional for found in data_in(value) if found.rows]
    if datas:
        return datas[0].like(flags=(datas[0].flags - {"sorted"}) | {"shuffled"})
    rows = source_rows(("positions", machine.site(node)))
    return Data(rows, flags=frozenset({"positions", "index", "shuffled"}))


def shuffle(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    found = [data for value in args.positional for data in data_in(value)]
    shuffled = [data.like(flags=(data.flags - {"sorted"}) | {"shuffled"}) for data in found]
    if dotted.endswith("random.shuffle") and found:
        found[0].flags = shuffled[0].flags
        return Constant(None)
    return shuffled[0] if len(shuffled) == 1 else Items(list(shuffled), "list")


def resample(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """sklearn.utils.resample: rows drawn with replacement unless told otherwise."""
    found = [data for value in args.positional for data in data_in(value)]
    if not found:
        return Unknown()
    if args.falsy("replace"):
        key = Key("sample", machine.site(node))
        parts = [data.like(rows=narrow(data.rows, key, 0), node=node) for data in found]
    else:
        parts = [statistics.repeat(machine, data, "resample", node) for data in found]
    return parts[0] if len(parts) == 1 else Items(list(parts), "list")


def positional_split(machine: "Machine", data: Data, args: Arguments, node: ast.Call) -> Value:
    """np.split(df, [a, b]): consecutive stretches."""
    edges = args.get("indices_or_sections", 1)
    count = len(edges.items) + 1 if isinstance(edges, Items) else 2
    key = Key("slice", cuts.base(data.rows))
    texts = [f"{ast.unparse(node.args[1])}[{i}]" if len(node.args) > 1 else str(i) for i in range(count)]
    parts: list[Value] = []
    for i in range(count):
        low = texts[i - 1] if i else None
        high = texts[i] if i < count - 1 else None
        parts.append(data.like(rows=narrow(data.rows, key, Span(low, high)), node=node))
    machine.emit(Split, node, kind="cut", data=[data], parts=data_in(Items(parts)), params={}, groups=None, key=key)
    return Items(parts, "list")
