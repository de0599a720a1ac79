"""Library functions: what each does to rows."""

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.joining import combine, data_in, estimators_in
from mlwright.leakage.domain.values import (
    Constant,
    Data,
    Items,
    Library,
    Splitter,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.events import Call
from mlwright.leakage.interpret import (
    combining,
    construction,
    containers,
    datasets,
    layers,
    learning,
    spark,
    statistics,
    trainers,
)
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.interpret.metrics import measure
from mlwright.leakage.knowledge import estimators as known
from mlwright.leakage.knowledge import functions
from mlwright.leakage.knowledge.tables import names

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

from mlwright.leakage.interpret.columnwise import (
    binned,
    distinct,
    dummies,
    expression,
    factorize,
    lead,
    quiet,
    rowwise,
    to_time,
)
from mlwright.leakage.interpret.concatenation import concatenate
from mlwright.leakage.interpret.numerics import NUMERIC, generator, numeric, poly1d, polyfit, polyval
from mlwright.leakage.interpret.sources import (
    LOADER_NAMES,
    array,
    frame,
    load_data,
    opened,
    parts_by_name,
    read,
    synthetic,
    windows,
    wrap,
)
from mlwright.leakage.interpret.splitting import permutation, random_split, resample, shuffle, train_test_split
from mlwright.leakage.interpret.tuning import clone, optimise, pipeline, train, tuner, validate


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
    if machine.loops and name in DRAWN and dotted.startswith(RANDOM) and "size" not in args.keywords:
        return Unknown(frozenset({machine.loops[-1]}))  # another value in every round
    handler = SPECIAL.get(name) if name not in COMMON_WORDS or of_known_library(dotted) else None
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
        return combining.joined(machine, args.positional, name, args, node)
    if name in functions.WRAPPERS:
        return wrap(machine, name, args, node)
    if name in functions.WINDOWS:
        return windows(machine, name, args, node)
    if name[:1].isupper() or name in functions.STOPPERS or known.describe(name) is not None:
        made = construction.build(machine, name, args, node)
        if dotted.startswith("pyspark"):
            spark.marked(made)
        machine.emit(Call, node, function=dotted, params=args.keywords, values=args.positional)
        return made
    machine.emit(Call, node, function=dotted, params=args.keywords, values=args.positional)
    if name in {"dump", "save"}:
        # what is written to a path comes back from there
        for value in args.positional[1:2]:
            if isinstance(value, Constant) and estimators_in(args.positional[0]):
                machine.saved[value.value] = args.positional[0]
    judged = foreign_score(machine, name, args, node)
    if judged is not None:
        return judged
    joined = combine(args.all())
    if isinstance(joined, Unknown) and functions.from_outside(dotted):
        joined.text = dotted
    result = rowwise(joined)
    if isinstance(result, Data) and dotted.partition(".")[0] not in NUMERIC | {"sklearn"}:
        return result.like(given=tuple(found for value in args.all() for found in data_in(value) if found.rows))
    return result


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
        return construction.build(machine, name, args, node)
    if dotted.startswith("gensim.") and name[:1].isupper():
        return learning.built_on_rows(machine, name, args, node)
    return None


SHOWING = names("""
    plot scatter hist bar subplots show savefig boxplot zip DataFrame Series distplot displot kdeplot lineplot
    scatterplot regplot residplot heatmap imshow dict save to_csv dump array
    """)


# words that anybody may call a function of their own: they mean the library's function in a library only
COMMON_WORDS = names("""
    cut train run minimize col column product map partial next sum min max unique resample permutation shuffle clone
    factorize lead frame array tuner track display format split append concatenate join merge union
    """)
OWN_MODULES = names("""
    pandas pd numpy np sklearn scipy tensorflow tf keras torch lightgbm lgb xgboost xgb catboost cb imblearn ray
    tune category_encoders feature_engine optuna hyperopt statsmodels sm smf datasets transformers pyspark
    polars pl jax jnp cupy dask modin cudf cuml itertools functools random rng tqdm rich skopt seaborn sns math
    statistics copy darts sktime mlxtend skmultilearn evaluate collections operator F lightning
    pytorch_lightning autogluon flaml pycaret tune_sklearn IPython
    """)


def of_known_library(dotted: str) -> bool:
    """Whether a dotted name belongs to a library of the tables; a bare one is a built-in or an import by name."""
    first, _, rest = dotted.partition(".")
    return not rest or first in OWN_MODULES


RANDOM = ("random.", "np.random.", "numpy.random.", "rng.")
DRAWN = names("choice choices uniform randint randrange random sample loguniform integers")


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
    **dict.fromkeys(
        (
            "array",
            "asarray",
            "tensor",
            "Tensor",
            "FloatTensor",
            "LongTensor",
            "from_numpy",
            "as_tensor",
            "Series",
            "constant",
            "convert_to_tensor",
            "ascontiguousarray",
        ),
        array,
    ),
    "train": train,
    **dict.fromkeys(
        ("fmin", "gp_minimize", "forest_minimize", "minimize", "differential_evolution", "minimize_scalar", "brute"),
        optimise,
    ),
    **dict.fromkeys(("BayesianOptimization", "Tuner"), tuner),
    "run": optimise,
    **dict.fromkeys(
        (
            "make_pipeline",
            "Pipeline",
            "make_column_transformer",
            "make_union",
            "FeatureUnion",
            "ColumnTransformer",
            "make_imb_pipeline",
            "imbpipeline",
            "ImbPipeline",
        ),
        pipeline,
    ),
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
    **dict.fromkeys(
        (
            "isinstance",
            "type",
            "id",
            "hash",
            "callable",
            "getattr",
            "hasattr",
            "input",
            "len",
            "bincount",
            "Counter",
            "histogram",
            "to_categorical_",
            "compute_class_weight",
            "compute_sample_weight",
        ),
        quiet,
    ),
    **dict.fromkeys(("Path", "open", "abspath", "expanduser"), opened),
    **containers.BUILTINS,
}
