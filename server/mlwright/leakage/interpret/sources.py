"""Where rows come from: readers, generators, arrays, data sets and loaders."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import data_in, deep_varies, scores_in
from mlwright.leakage.domain.rows import Cut, Key, narrow, source_rows
from mlwright.leakage.domain.values import (
    EMPTY,
    Columns,
    Constant,
    Data,
    Estimator,
    Instance,
    Items,
    Mapping,
    Stream,
    Unknown,
    Value,
    as_data,
)  # fmt: skip
from mlwright.leakage.events import Load
from mlwright.leakage.interpret import (
    cuts,
    items,
    networks,
)
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import functions, naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

from mlwright.leakage.interpret.columnwise import quiet

LOADER_NAMES = frozenset(name for names in functions.LOADERS for name in names.split())
LOADER_OF = functions.LOADERS


def read(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """A table, an artefact or a data set comes into being."""
    name = dotted.rpartition(".")[2]
    path = args.positional[0] if args.positional else args.first("path", "filepath_or_buffer", "io", "directory")
    given = {**{f"#{i}": value for i, value in enumerate(args.positional)}, **args.keywords}
    machine.emit(Load, node, function=dotted, path=path, params=given)
    if isinstance(path, Constant) and path.value in machine.saved:
        return machine.saved[path.value]
    if dotted in LOADER_NAMES and LOADER_OF.get(dotted) in {"pickle", "joblib", "keras"}:
        made = Estimator("loaded", "model", "supervised", node)
        made.flags.add("loaded")
        return made
    bundled = name.startswith(("load_", "fetch_")) and name not in {"load_dataset", "load_files"}
    source: tuple[object, ...] = (
        "bundled" if bundled else "read",
        path.value if isinstance(path, Constant) and isinstance(path.value, str) else machine.site(node),
    )
    if isinstance(path, Constant) and args.first("subset", "split") is not None:
        source = (*source, repr(args.constant("subset") or args.constant("split")))
    result = Data(source_rows(source), flags=frozenset({"read"}))
    result.columns = Columns()
    result.node = node
    if machine.loops and machine.loops[-1].kind not in {"epochs", "seeds"}:
        result.flags |= {"element"}
    if name.startswith(("load_", "fetch_")) and name not in {"load_dataset", "load_files"}:
        result.flags |= {"bunch", "toy"}
        if args.truth("return_X_y"):
            features, labels = (
                result.like(columns=None),
                result.like(name="target", columns=None, deps=frozenset({"target"})),
            )
            return Items([features, labels], "tuple")
    if name == "load_dataset" or functions.LOADERS.get(dotted) == "torch":
        result.flags |= {"parts"}
        result.columns = None
    usecols = args.get("usecols") or args.get("columns")
    names = items.column_names(usecols) if usecols is not None else []
    if names:
        result.columns = Columns(tuple(names))
    dates = [args.get("parse_dates"), args.get("index_col")]
    if args.get("parse_dates") is not None and args.get("index_col") is not None:
        result.flags |= {"timeindex"}
    if any(naming.timely(label) for value in dates if value is not None for label in items.column_names(value)):
        result.flags |= {"timeindex"} if args.get("index_col") is not None else {"has time"}
    if args.get("chunksize") is not None:
        return Stream(result, "batches")
    return result


def load_data(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """keras.datasets.*.load_data(): a train and a test part, each features and labels."""
    rows = source_rows(("read", dotted))
    key = Key("named", dotted)
    parts = []
    for part in ("train", "test"):
        features = Data(narrow(rows, key, part), flags=frozenset({"toy"}))
        labels = features.like(name="target", deps=frozenset({"target"}))
        parts.append(Items([features, labels], "tuple"))
    return Items(parts, "tuple")


def synthetic(machine: "Machine", name: str, args: Arguments, node: ast.Call) -> Value:
    result = Data(source_rows(("made", machine.site(node))), flags=frozenset({"synthetic"}))
    result.node = node
    if name.startswith("make_"):
        return Items([result, result.like(name="target", deps=frozenset({"target"}))], "tuple")
    return result


def frame(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """pd.DataFrame(...): from arrays, or from a dict of columns."""
    given = args.get("data", 0)
    columns = args.get("columns")
    if isinstance(given, Mapping):
        entries = {
            key: found for key, value in given.entries.items() for found in data_in(value)[:1] if isinstance(key, str)
        }
        base = next((value for value in entries.values() if value.rows), None)
        if base is None:
            scores = scores_in(given)
            result = Data(source_rows(("made", machine.site(node))), flags=frozenset({"literal"}), scores=scores)
        else:
            result = base.like(name=None, node=node)
        result.columns = Columns(tuple(str(key) for key in given.entries), given.rest is None)
        for key, value in entries.items():
            result.columns.assigned[key] = value.like(columns=None)
        return result
    datas = data_in(given) if given is not None else []
    index = args.get("index", 1)
    if given is None and isinstance(index, Data) and index.rows:
        result = index.like(name=None, flags=index.flags - {"index"}, node=node)
        result.columns = Columns(())
        return result
    if not datas:
        literal = given is not None
        return Data(
            source_rows(("made", machine.site(node))),
            flags=frozenset({"literal"} if literal else ()),
            scores=scores_in(given) if given else EMPTY,
        )
    if isinstance(given, Items) and not datas[0].rows:
        return Data(scores=scores_in(given))
    result = datas[0].like(flags=datas[0].flags - {"bunch"}, label=None)
    names = items.column_names(columns) if columns is not None else []
    if columns is not None:
        result.columns = Columns(tuple(names)) if names else Columns(())
        if not names:
            result.columns.known = ("?features",) if "toy" in datas[0].flags else None
            result.columns.trusted = "toy" in datas[0].flags
    elif result.columns is None and result.name:
        result.columns = Columns((result.name,))
    result.name = None
    return result


def parts_by_name(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """datasets.DatasetDict({"train": ..., "test": ...})."""
    given = args.positional[0] if args.positional else None
    return given if isinstance(given, Mapping) else Mapping(dict(args.keywords))


def array(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """np.array(...), torch.tensor(...): literal values are a tiny source of their own."""
    given = args.positional[0] if args.positional else Unknown()
    datas = data_in(given)
    if isinstance(given, Items) and len(datas) > 1 and not any(data.rows for data in datas):
        return Data(scores=scores_in(given), varies=deep_varies(given))
    if datas:
        return datas[0].like()
    if isinstance(given, Items) and given.items and given.exact:
        return Data(source_rows(("made", machine.site(node))), flags=frozenset({"literal"}))
    if isinstance(given, Items):
        return as_data(given) or Data(varies=given.varies)
    return Unknown(given.varies)


def wrap(machine: "Machine", name: str, args: Arguments, node: ast.Call) -> Value:
    """Data sets and loaders: rows with their labels."""
    values = [
        *args.positional,
        *(args.keywords[label] for label in ("data", "dataset", "x", "features") if label in args.keywords),
    ]
    datas = [found for value in values for found in data_in(value) if found.rows]
    if not datas:
        instance = next((value for value in values if isinstance(value, Instance)), None)
        if instance is not None:
            return networks.rows_of(machine, instance, node)
        path = args.positional[0] if args.positional else None
        if isinstance(path, Constant) or name in {"from_generator", "flow"}:
            return Data(source_rows(("read", machine.site(node))))
        return Unknown()
    label = args.first("label", "labels", "y", "target") or (datas[1] if len(datas) > 1 else None)
    result = datas[0].like()
    if name == "Subset" and len(datas) > 1 and isinstance(datas[1].frame, Cut):
        cut = datas[1].frame
        return result.like(rows=narrow(result.rows, cut.key, cut.part))
    if name == "Subset" and len(node.args) > 1:
        stretch = cuts.stretch_of_range(machine, node.args[1])
        if stretch is not None:
            return result.like(rows=narrow(result.rows, Key("slice", cuts.base(result.rows)), stretch), node=node)
    if name == "Subset" and len(args.positional) > 1 and isinstance(args.positional[1], Data):
        return items.by_data(result, args.positional[1], node)
    if isinstance(label, Data):
        result.label = label
    sampler = args.first("sampler", "batch_sampler")
    if isinstance(sampler, Estimator) and name == "DataLoader":
        return _sampled(result, sampler, node)
    return result


def _sampled(rows: Data, sampler: Estimator, node: ast.Call) -> Data:
    """The rows whose positions a sampler was given; a sampler of all rows leaves them."""
    if not sampler.klass.startswith("Subset"):
        return rows
    given = sampler.params.get("indices") or sampler.params.get("#0")
    if isinstance(given, Data):
        return items.by_data(rows, given, node)
    return rows.like(rows=narrow(rows.rows, Key("mask", id(sampler.node)), True), node=node)


def windows(machine: "Machine", name: str, args: Arguments, node: ast.Call) -> Value:
    found = [data for value in args.all() for data in data_in(value)]
    if not found:
        return Unknown()
    data = found[0].like(flags=found[0].flags | {"windows", "ordered"}, columns=None)
    return Items([data, data.like(name="target")], "tuple")


def opened(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """open(path), Path(path): the file goes by the name of its path."""
    given = args.positional[0] if args.positional else args.first("file", "name")
    if isinstance(given, Constant) and isinstance(given.value, str):
        return Constant(given.value)
    return Unknown(given.varies, given.text) if isinstance(given, Unknown) else quiet(machine, dotted, args, node)
