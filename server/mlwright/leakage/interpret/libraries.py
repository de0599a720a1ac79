"""Library functions: what each does to rows."""

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.joining import combine, data_in, deep_varies, estimators_in, scores_in
from mlwright.leakage.domain.rows import Cut, Key, Span, narrow, source_rows, within
from mlwright.leakage.domain.values import (
    EMPTY,
    Columns,
    Constant,
    Data,
    Estimator,
    Function,
    Instance,
    Items,
    Library,
    Mapping,
    Splitter,
    Stream,
    Unknown,
    Value,
    as_data,
)  # fmt: skip
from mlwright.leakage.events import Call, Load, Split, Validate
from mlwright.leakage.interpret import (
    containers,
    datasets,
    estimators,
    frames,
    items,
    layers,
    networks,
    spark,
    statistics,
    trainers,
)
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.interpret.metrics import measure
from mlwright.leakage.knowledge import estimators as known
from mlwright.leakage.knowledge import functions, naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

NUMERIC = frozenset(
    [
        "np",
        "numpy",
        "jnp",
        "jax",
        "cp",
        "cupy",
        "tf",
        "tensorflow",
        "torch",
        "scipy",
        "stats",
        "pd",
        "pandas",
        "pl",
        "polars",
        "K",
        "math",
        "statistics",
        "F",
        "pyspark",
        "functions",
    ]
)


def is_known(name: str) -> bool:
    return (
        name in functions.READERS or name in functions.METRICS or name in SPECIAL or known.describe(name) is not None
        or name in known.SPLITTERS or name in functions.CROSS_VALIDATION or name in functions.SYNTHETIC
    )  # fmt: skip


def call(machine: "Machine", function: Library, args: Arguments, node: ast.Call) -> Value:
    """Call a name of a library."""
    name, dotted = function.last, function.name
    user = machine.extra.get(dotted) or machine.extra.get(name)
    if user is not None:
        return _users_own(machine, user, args, node)
    foreign = of_package(machine, name, dotted, args, node)
    if foreign is not None:
        return foreign
    args = spark.with_columns(dotted, args)
    handler = SPECIAL.get(name)
    if handler is not None and not _of_rows(name, dotted, args):
        return handler(machine, dotted, args, node)
    if name in functions.READERS or dotted in LOADER_NAMES:
        return read(machine, dotted, args, node)
    if name in functions.METRICS:
        return measure(machine, name, args, node, dotted)
    if name in known.SPLITTERS:
        machine.emit(Call, node, function=dotted, params=args.keywords, values=args.positional)
        return Splitter(name, node, {**{f"#{i}": value for i, value in enumerate(args.positional)}, **args.keywords})
    if name in functions.CROSS_VALIDATION:
        return validate(machine, name, dotted, args, node)
    if name in functions.SYNTHETIC and not _has_rows(args):
        return synthetic(machine, name, args, node)
    first = args.positional[0] if args.positional else args.first("a", "x", "X", "data", "input")
    if isinstance(first, Data | Items) and dotted.partition(".")[0] in NUMERIC | {"sklearn", "statsmodels"}:
        found = numeric(machine, name, dotted, args, node)
        if found is not None:
            return found
    if name in functions.CONCAT_ROWS or name in functions.CONCAT_COLUMNS:
        return concatenate(machine, name, args, node)
    if name in functions.JOINS:
        return frames.joined(machine, args.positional, name, args, node)
    if name in functions.WRAPPERS:
        return wrap(machine, name, args, node)
    if name in functions.WINDOWS:
        return windows(machine, name, args, node)
    if name[:1].isupper() or name in functions.STOPPERS or known.describe(name) is not None:
        made = estimators.build(machine, name, args, node)
        if dotted.startswith("pyspark"):
            spark.marked(made)
        machine.emit(Call, node, function=dotted, params=args.keywords, values=args.positional)
        return made
    machine.emit(Call, node, function=dotted, params=args.keywords, values=args.positional)
    judged = foreign_score(machine, name, args, node)
    if judged is not None:
        return judged
    joined = combine(args.all())
    if isinstance(joined, Unknown) and functions.from_outside(dotted):
        joined.text = dotted
    return _rowwise(joined)


def _of_rows(name: str, dotted: str, args: Arguments) -> bool:
    """`torch.max(outputs, 1)` is not Python's max."""
    first = args.positional[0] if args.positional else None
    return "." in dotted and name in {"max", "min", "sum"} and isinstance(first, Data) and bool(first.rows)


FOLDERS = frozenset(
    ["image_dataset_from_directory", "text_dataset_from_directory", "ImageFolder", "DatasetFolder", "from_folder"]
)


def of_package(machine: "Machine", name: str, dotted: str, args: Arguments, node: ast.Call) -> Value | None:
    """Names whose package decides what they mean; None for all others."""
    if trainers.is_trainer(dotted) or trainers.is_tuner(dotted):
        return trainers.build(machine, dotted, args, node)
    if dotted.startswith("pyspark"):
        return spark.call(machine, dotted, args, node)
    if datasets.is_bundled(dotted, args):
        return datasets.bundled(machine, dotted, args, node)
    if name in FOLDERS:
        return datasets.folder(machine, dotted, args, node)
    if dotted in {"tensorflow_datasets.load", "tfds.load"}:
        return datasets.tensorflow_datasets(machine, dotted, args, node)
    if layers.is_network(dotted) and known.describe(name) is None:
        return layers.network(machine, dotted, args, node)
    if dotted.startswith(("statsmodels.", "smf.", "sm.")) and name in known.STATSMODELS:
        return estimators.build(machine, name, args, node)
    if dotted.startswith("gensim.") and name[:1].isupper():
        return estimators.built_on_rows(machine, name, args, node)
    return None


SHOWING = frozenset(
    [
        "plot",
        "scatter",
        "hist",
        "bar",
        "subplots",
        "show",
        "savefig",
        "boxplot",
        "zip",
        "DataFrame",
        "Series",
        "distplot",
        "displot",
        "kdeplot",
        "lineplot",
        "scatterplot",
        "regplot",
        "residplot",
        "heatmap",
        "imshow",
        "dict",
        "save",
        "to_csv",
        "dump",
        "array",
    ]
)


def foreign_score(machine: "Machine", name: str, args: Arguments, node: ast.Call) -> Value | None:
    """A function of a library that nobody knows, given labels and predictions side by side, takes a score."""
    if name in SHOWING or len(args.positional) < 2:
        return None
    first, second = args.positional[:2]
    if isinstance(first, Data) and isinstance(second, Data) and bool(first.fits) != bool(second.fits):
        predicted, truth = (first, second) if first.fits else (second, first)
        if "prediction" in predicted.flags and truth.rows and "error" not in predicted.flags:
            return statistics.score(machine, node, name=name, predicted=predicted, truth=truth, params=args.keywords)
    return None


def _rowwise(found: Value) -> Value:
    if isinstance(found, Data):
        found.columns = None
        found.frame = found.frame if "error" in found.flags else None
    return found


LOADER_NAMES = frozenset(name for names in functions.LOADERS for name in names.split())
LOADER_OF = functions.LOADERS


def _has_rows(args: Arguments) -> bool:
    return any(found.rows for value in args.all() for found in data_in(value))


def _users_own(machine: "Machine", meaning: Any, args: Arguments, node: ast.Call) -> Value:
    """A wrapper that the user's settings describe: {"acts_like": "sklearn.model_selection.train_test_split"}."""
    target = meaning.get("acts_like") if isinstance(meaning, dict) else meaning
    if not isinstance(target, str):
        return Unknown()
    outer, machine.extra = machine.extra, {}
    try:
        return call(machine, Library(target), args, node)
    finally:
        machine.extra = outer


# -- sources --------------------------------------------------------------------------------------------------


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
    source = ("read", path.value if isinstance(path, Constant) and isinstance(path.value, str) else machine.site(node))
    if isinstance(path, Constant) and args.first("subset", "split") is not None:
        source = (*source, ast.dump(ast.Constant(args.constant("subset") or args.constant("split"))))  # type: ignore[assignment]  # wider tuple
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
    if name == "load_dataset" or dotted == "torch.load":
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


# -- splits ---------------------------------------------------------------------------------------------------


def train_test_split(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """Each array becomes two parts; all of them are cut alike."""
    key = Key("split", machine.site(node))
    parts: list[Value] = []
    datas: list[Data] = []
    arrays = args.positional or [value for label, value in args.keywords.items() if label in {"X", "y", "arrays"}]
    for given in arrays:
        if isinstance(given, Unknown) and given.text != "range" and not isinstance(given, Stream):
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
    datas = estimators.rows_in(whole_set)
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
        Split, node, kind="folds", data=[whole], parts=[], params={**splitter.params, "splitter": Constant(splitter.klass)},
        groups=groups if isinstance(groups, Data) else None, key=key,
    )  # fmt: skip
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
        result = datas[0].like(flags=(datas[0].flags - {"sorted"}) | {"shuffled"})
        return result
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


# -- numbers --------------------------------------------------------------------------------------------------


def numeric(machine: "Machine", name: str, dotted: str, args: Arguments, node: ast.Call) -> Value | None:
    """Functions of numpy, scipy, torch and the like that mean what the methods of the same name mean."""
    first = args.positional[0] if args.positional else next(iter(args.keywords.values()), Unknown())
    datas = data_in(first)
    if not datas:
        return None
    if name in functions.REDUCTIONS and (len(datas) == 1 or isinstance(first, Data)):
        rest = args.without_first()
        result = statistics.reduce(machine, datas[0], name, rest, node)
        if functions.REDUCTIONS[name] == "supervised" and isinstance(result, Data):
            result.flags |= {"supervised"}
        return result
    if name in functions.LEARNING:
        result = statistics.learn_in_place(machine, datas[0], name, args.without_first(), node)
        return Items([result, Unknown()], "tuple") if name in {"boxcox", "yeojohnson"} and "stats" in dotted else result
    if name == "roll" and isinstance(first, Data):
        ahead = statistics.looks_ahead(
            args.get("shift", 1) or args.get("shifts", 1), ast.Call(node.func, node.args[1:], node.keywords)
        )
        return first.like(future=node) if ahead else first.like(flags=first.flags | {"lag", "ordered"})
    if name in {"argmax", "argmin", "argsort", "nanargmax", "nanargmin"}:
        machine.choose(node, first, name)
        if "curve" in datas[0].flags:
            return statistics.threshold(machine, datas[0], node)
        return datas[0].like(rows=datas[0].rows if datas[0].rows else frozenset(), latent=datas[0].latent, columns=None)
    if name in {"split", "array_split"} and dotted.startswith(("np.", "numpy.", "torch.")):
        return _positional_split(machine, datas[0], args, node)
    if name in {"flatnonzero", "nonzero", "argwhere"} or (name == "where" and len(args.all()) == 1):
        return datas[0].like(columns=None)  # the positions of a mask pick the rows that it picks
    if name in {"where", "select", "maximum", "minimum", "clip", "fillna", "nan_to_num"}:
        found = combine(args.all())
        return _rowwise(found)
    return None


def _positional_split(machine: "Machine", data: Data, args: Arguments, node: ast.Call) -> Value:
    """np.split(df, [a, b]): consecutive stretches."""
    edges = args.get("indices_or_sections", 1)
    count = len(edges.items) + 1 if isinstance(edges, Items) else 2
    key = Key("slice", items._base(data.rows))
    texts = [f"{ast.unparse(node.args[1])}[{i}]" if len(node.args) > 1 else str(i) for i in range(count)]
    parts: list[Value] = []
    for i in range(count):
        low = texts[i - 1] if i else None
        high = texts[i] if i < count - 1 else None
        parts.append(data.like(rows=narrow(data.rows, key, Span(low, high)), node=node))
    machine.emit(Split, node, kind="cut", data=[data], parts=data_in(Items(parts)), params={}, groups=None, key=key)
    return Items(parts, "list")


def concatenate(machine: "Machine", name: str, args: Arguments, node: ast.Call) -> Value:
    """Tables under or beside one another."""
    axis = args.get("axis", 1) or args.get("dim", 1) or args.get("how")
    beside = name in functions.CONCAT_COLUMNS or (
        isinstance(axis, Constant) and axis.value in {1, -1, "columns", "horizontal"}
    )
    datas = [found for value in args.positional for found in data_in(value)]
    if not datas:
        scores = scores_in(Items(args.all()))
        return Data(scores=scores) if scores else Unknown()
    if not beside:
        given = args.positional[0]
        stacked = frames.concatenated(datas, node)
        if isinstance(given, Items) and given.exact and len(given.items) > 1 and _repeated(given.items):
            return statistics.repeat(machine, stacked, name, node)
        return stacked
    found = combine(datas)
    if isinstance(found, Data):
        found.columns = _beside([data for data in datas if data.rows])
    return found


def _repeated(values: list[Value]) -> bool:
    """Whether two of several tables surely hold the same rows."""
    datas = [value for value in values if isinstance(value, Data) and value.rows]
    return any(
        within(one.rows, other.rows) and "prediction" not in one.flags
        for i, one in enumerate(datas) for other in datas[:i] + datas[i + 1 :]
    )  # fmt: skip


def _beside(datas: list[Data]) -> Columns | None:
    if any(data.columns is None and data.name is None for data in datas):
        return None
    merged = Columns((), True)
    for data in datas:
        if data.columns is None:
            merged.assign(str(data.name), data.like(columns=None))
            continue
        if data.columns.known is None:
            merged.known = None
        elif merged.known is not None:
            merged.known = (*merged.known, *data.columns.known)
        merged.dropped |= data.columns.dropped
        merged.assigned.update(data.columns.assigned)
        merged.trusted &= data.columns.trusted
        merged.sure |= data.columns.sure
    return merged


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
    return Data(varies=given.varies) if isinstance(given, Items) else Unknown(given.varies)


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
        stretch = items.stretch_of_range(machine, node.args[1])
        if stretch is not None:
            return result.like(rows=narrow(result.rows, Key("slice", items._base(result.rows)), stretch), node=node)
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


# -- validation, tuning, training -----------------------------------------------------------------------------


def validate(machine: "Machine", name: str, dotted: str, args: Arguments, node: ast.Call) -> Value:
    """cross_val_score and its kin; xgboost's and lightgbm's cv."""
    kind = functions.CROSS_VALIDATION[name]
    if kind == "native":
        datas = [found for value in args.all() for found in data_in(value) if found.rows]
        if not datas:
            return Unknown()
        machine.emit(
            Validate, node, kind="score", estimator=None, data=datas[0], target=datas[0].label, params=args.keywords
        )
        return Data(flags=frozenset({"cv"}))
    estimator = next(iter(estimators_in(args.get("estimator", 0) or Unknown())), None)
    datas = estimators.rows_in(args.get("X", 1))
    if not datas:
        return Unknown()
    target = args.get("y", 2)
    params = dict(args.keywords)
    if name == "cross_val_score" and len(args.positional) > 4:
        params.setdefault("cv", args.positional[4])
    event = machine.emit(
        Validate,
        node,
        kind=kind,
        estimator=estimator,
        data=datas[0],
        target=target if isinstance(target, Data) else None,
        params=params,
    )
    if kind == "predict":
        return Data(datas[0].rows, flags=frozenset({"prediction", "out of fold"}))
    _ = event
    return Data(flags=frozenset({"cv"}), varies=estimator.varies if estimator is not None else EMPTY)


def train(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """xgb.train, lgb.train: parameters, rows, and rows to watch."""
    name = dotted.rpartition(".")[2]
    if name != "train":
        return Unknown()
    made = Estimator("Booster", "model", "supervised", node)
    params = args.get("params", 0)
    if isinstance(params, Mapping | Unknown | Data):
        made.params = {"params": params, **args.keywords}
        estimators.sweep(made, "params", params)
        for label, value in args.keywords.items():
            if label not in {"dtrain", "train_set", *estimators.EVALS}:
                estimators.sweep(made, label, value)
    rows = args.get("dtrain", 1) or args.get("train_set", 1) or args.get("pool", 1)
    given = Arguments(
        [rows] if rows is not None else [],
        {key: value for key, value in args.keywords.items() if key not in {"dtrain", "train_set"}},
    )
    evals = args.first("evals", "valid_sets")
    position = 3 if dotted.startswith(("xgb", "xgboost", "lgb", "lightgbm")) else 9
    if evals is None and len(args.positional) > position:
        given.keywords["evals"] = args.positional[position]
    if isinstance(given.keywords.get("evals"), Items):
        given.keywords["evals"] = _without(given.keywords["evals"], rows)
    if isinstance(given.keywords.get("valid_sets"), Items):
        given.keywords["valid_sets"] = _without(given.keywords["valid_sets"], rows)
    estimators.fit(machine, made, "train", given, node)
    return made


def _without(evals: Value, rows: Value | None) -> Value:
    """Watched rows other than the training rows themselves."""
    assert isinstance(evals, Items)
    kept = [item for item in evals.items if not any(found is rows for found in data_in(item))]
    return Items(kept, evals.kind)


def generator(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """np.random.default_rng(...): its methods are the functions of numpy.random."""
    machine.emit(Call, node, function=dotted, params=args.keywords, values=args.positional)
    return Library("numpy.random")


def polyfit(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """np.polyfit(x, y, degree): a model of its own."""
    made = Estimator("polyfit", "model", "supervised", node)
    for label, value in [("deg", args.get("deg", 2))]:
        if value is not None:
            estimators.sweep(made, label, value)
    estimators.fit(machine, made, "fit", Arguments(args.positional[:2], {}), node)
    return made


def polyval(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    found = next(iter(estimators_in(args.positional[0])), None) if args.positional else None
    if found is None:
        return combine(args.all())
    return estimators.predict(machine, found, Arguments(args.positional[1:], {}), node)


def poly1d(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    return args.positional[0] if args.positional else Unknown()


def optimise(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """A tuner calls an objective again and again."""
    if not any(isinstance(value, Function) for value in args.all()):
        found = combine(args.all())
        return found if isinstance(found, Data) else Unknown()
    return machine.optimise(None, args, node)


def tuner(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    made = estimators.build(machine, dotted.rpartition(".")[2], args, node)
    machine.optimise(made, args, node)
    return made


def pipeline(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    made = estimators.build(machine, dotted.rpartition(".")[2], args, node)
    made.role = "pipeline"
    if dotted.startswith("pyspark"):
        spark.marked(made)
    return made


def clone(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    found = args.positional[0] if args.positional else Unknown()
    if isinstance(found, Estimator):
        made = Estimator(found.klass, found.role, found.kind, node)
        made.params, made.steps, made.sweeps = dict(found.params), list(found.steps), dict(found.sweeps)
        made.varies = found.varies
        made.flags = found.flags - {"searched"}
        return made
    if isinstance(found, Data):
        return found.like()
    return found


def expression(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """polars' and Spark's col(...): a column of whatever frame it will meet."""
    names = items.column_names(args.positional[0]) if args.positional else []
    result = Data(flags=frozenset({"expr"}), deps=frozenset(names))
    result.name = names[0] if names else None
    return result


def to_time(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    found = combine(args.positional[:1])
    if isinstance(found, Data):
        found.flags |= {"time"}
        first = args.positional[0]
        if isinstance(first, Data):
            found.name = first.name
            found.text = first.text
    return found


def dummies(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """get_dummies: codes of what is there; the columns are known up to their expansion."""
    given = args.get("data", 0)
    if not isinstance(given, Data):
        return Unknown()
    result = given.like(name=None)
    columns = args.get("columns")
    names = items.column_names(columns) if columns is not None else []
    if result.columns is not None and names:
        result.columns.drop(names)
    elif result.columns is not None:
        # any column of words has become several: what it was called is not known to be there
        result.columns = result.columns.untrusted()
    return result


def lead(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """Spark's lead(column, n): a later row's value."""
    found = combine(args.positional[:1])
    if isinstance(found, Data):
        return found.like(future=node)
    names = items.column_names(args.positional[0]) if args.positional else []
    result = Data(flags=frozenset({"expr"}), deps=frozenset(names))
    result.future = node
    return result


def distinct(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """np.unique(groups): how many there are is known to the author."""
    machine.emit(Call, node, function="nunique", params={}, values=args.positional)
    return quiet(machine, dotted, args, node)


def quiet(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    return Unknown(
        frozenset().union(*map(deep_varies, args.all())) if args.all() else EMPTY,
        dotted if functions.from_outside(dotted) else "",
    )


def opened(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """open(path), Path(path): the file goes by the name of its path."""
    given = args.positional[0] if args.positional else args.first("file", "name")
    if isinstance(given, Constant) and isinstance(given.value, str):
        return Constant(given.value)
    return Unknown(given.varies, given.text) if isinstance(given, Unknown) else quiet(machine, dotted, args, node)


def binned(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """pd.cut: fixed edges; with a number of bins, edges between the extremes (too little to speak of)."""
    found = args.positional[0] if args.positional else args.get("x")
    return found.like(columns=None) if isinstance(found, Data) else Unknown()


def factorize(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    found = args.positional[0] if args.positional else Unknown()
    return Items([found.like(columns=None) if isinstance(found, Data) else Unknown(), Unknown()], "tuple")


Handler = Callable[["Machine", str, Arguments, ast.Call], Value]
SPECIAL: dict[str, Handler] = {
    "train_test_split": train_test_split,
    "iterative_train_test_split": train_test_split,
    "temporal_train_test_split": train_test_split,
    "random_split": random_split,
    "permutation": permutation,
    "randperm": permutation,
    "shuffle": shuffle,
    "resample": resample,
    "load_data": load_data,
    "DataFrame": frame,
    "DatasetDict": parts_by_name,
    **dict.fromkeys(("array", "asarray", "tensor", "Tensor", "FloatTensor", "LongTensor", "from_numpy", "as_tensor", "Series",
                     "constant", "convert_to_tensor", "ascontiguousarray"), array),
    "train": train,
    **dict.fromkeys(("fmin", "gp_minimize", "forest_minimize", "minimize", "differential_evolution", "minimize_scalar", "brute"), optimise),
    **dict.fromkeys(("BayesianOptimization", "Tuner"), tuner),
    "run": optimise,
    **dict.fromkeys(("make_pipeline", "Pipeline", "make_column_transformer", "make_union", "FeatureUnion", "ColumnTransformer",
                     "make_imb_pipeline", "imbpipeline", "ImbPipeline"), pipeline),
    **dict.fromkeys(("default_rng", "RandomState"), generator),
    "polyfit": polyfit,
    "polyval": polyval,
    "poly1d": poly1d,
    "clone": clone,
    **dict.fromkeys(("col", "column"), expression),
    "lead": lead,
    "unique": distinct,
    "to_datetime": to_time,
    "get_dummies": dummies,
    "cut": binned,
    "factorize": factorize,
    **dict.fromkeys(("isinstance", "type", "id", "hash", "callable", "getattr", "hasattr", "input", "len", "bincount", "Counter",
                     "histogram", "to_categorical_", "compute_class_weight", "compute_sample_weight"), quiet),
    **dict.fromkeys(("Path", "open", "abspath", "expanduser"), opened),
    **containers.BUILTINS,
}  # fmt: skip
