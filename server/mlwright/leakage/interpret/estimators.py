"""Objects that learn: construction, fitting, transforming, predicting, scoring."""

import ast
from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.joining import combine, data_in, deep_varies, estimators_in
from mlwright.leakage.domain.learned import NOTHING, Statistic
from mlwright.leakage.domain.rows import narrow, source_rows
from mlwright.leakage.domain.values import (
    EMPTY,
    Columns,
    Constant,
    Data,
    Estimator,
    Function,
    Items,
    Library,
    Mapping,
    Method,
    Unknown,
    Value,
    as_data,
)  # fmt: skip
from mlwright.leakage.events import Call, Fit, Learn, Predict, Report, Validate
from mlwright.leakage.interpret import datasets, items, statistics
from mlwright.leakage.interpret.arguments import Arguments, listed
from mlwright.leakage.knowledge import estimators as known
from mlwright.leakage.knowledge import functions, naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

QUIET = naming.SEED | frozenset(
    ["verbose", "n_jobs", "nthread", "num_threads", "thread_count", "silent", "verbosity", "seed", "random_seed"]
)
EVALS = ("eval_set", "valid_sets", "validation_data", "evals", "eval_X", "eval_data", "val_data", "eval_dataset", "X_val", "val_loader",
         "val_dataloaders", "valid_data", "watchlist", "validation_set", "X_valid", "valid_X")  # fmt: skip
STOP_WORDS = (
    "early_stopping_rounds",
    "early_stopping",
    "use_best_model",
    "od_wait",
    "od_type",
    "early_stop_rounds",
    "load_best_model_at_end",
)


def build(machine: "Machine", name: str, args: Arguments, node: ast.AST) -> Estimator:
    """An object of a known or unknown class."""
    role, kind = known.describe(name) or ("unknown", None)
    made = Estimator(name, role, kind, node)
    made.params = {**{f"#{i}": value for i, value in enumerate(args.positional)}, **args.keywords}
    for value in args.all():
        made.steps += estimators_in(value)
    for label, value in made.params.items():
        sweep(made, label, value)
    if name in known.STATSMODELS:
        made.flags.add("statsmodels")
        made.role, made.kind = "model", "supervised"
    for network in [item for item in made.steps if item.role == "network" and name in known.OPTIMISERS]:
        for label, value in args.keywords.items():
            sweep(network, label, value)
    if role in {"unknown"} and any(item.role != "unknown" for item in made.steps):
        made.role = "wrapper"
    if name in {"Word2Vec", "Doc2Vec", "FastText"} and isinstance(node, ast.Call):
        # gensim trains where it builds
        text = args.get("sentences" if name != "Doc2Vec" else "documents", 0)
        if isinstance(text, Data):
            fit(machine, made, "fit", Arguments([text], {}), node)
    return made


def sweep(made: Estimator, label: str, value: Value) -> None:
    """Remember which loops a parameter depends on; seeds and verbosity do not count."""
    if label.lower() in QUIET or any(word in naming.SEED for word in naming.words(label)):
        return
    for loop in deep_varies(value):
        made.sweeps.setdefault(loop, set()).add(label.strip("#"))
        made.varies |= {loop}
    for step in estimators_in(value):
        for loop, names in step.sweeps.items():
            made.sweeps.setdefault(loop, set()).update(names)
            made.varies |= {loop}


def attribute(machine: "Machine", owner: Estimator, name: str, node: ast.AST) -> Value:
    """`estimator.name`: a search's results, what a fit learned, or a method."""
    if name in {
        "best_score_",
        "best_value",
        "best_trial",
        "best_score",
        "cv_results_",
        "best_iteration",
        "best_iteration_",
        "best_ntree_limit",
    }:
        if owner.role == "search" and name in {"best_score_"}:
            machine.emit(Report, node, estimator=owner, how=name)
        return Data(flags=frozenset({"search score"}))
    if (
        name
        in {"best_estimator_", "estimator", "model", "estimator_", "base_estimator", "regressor_", "net", "booster_"}
        and name not in owner.params
    ):
        return owner
    if name in {"best_params_", "params", "best_params"}:
        return Mapping()
    if name in {"feature_importances_", "coef_", "support_", "ranking_", "scores_", "pvalues_", "selected_features_", "k_feature_idx_",
                "support_weak_", "feature_names_", "pvalues", "k_feature_names_", "features_to_drop_"}:  # fmt: skip
        return _importance(machine, owner, name, node)
    if name in {"labels_", "embedding_"} and owner.fit is not None:
        return owner.fit.data.like(learned=owner.learned, name=None, columns=None)
    if name.endswith("_") and owner.learned:
        return Data(latent=owner.learned)
    if name in {"fittedvalues", "oob_prediction_", "train_score_", "resid"} and owner.fit is not None:
        return owner.fit.data.like(fits=frozenset((owner.fit,)), flags=frozenset({"prediction"}), columns=None)
    if name in {"wv", "dv", "docvecs"} and owner.role == "transformer":
        return owner
    if name in {"named_steps", "steps", "transformers_", "named_transformers_"}:
        return Mapping({str(i): step for i, step in enumerate(owner.steps)}) if not owner.steps else owner.steps[-1]
    return Method(owner, name, node)


def _importance(machine: "Machine", owner: Estimator, name: str, node: ast.AST) -> Value:
    fit = owner.fit
    if fit is None or fit.target is None:
        return Data()
    made = Statistic("supervised", fit.node, fit.data.rows, f"{owner.text}.{name}", EMPTY, owner, len(machine.events))
    made.source = fit.source
    return Data(latent=frozenset((made,)))


def call_method(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.Call) -> Value:
    """`estimator.name(...)`."""
    if name in FITS:
        return fit(machine, owner, name, args, node)
    if name in {"fit_transform", "fit_resample", "fit_sample", "fit_predict"}:
        fit(machine, owner, name, args, node)
        if name in {"fit_resample", "fit_sample"}:
            return _resampled(machine, owner, args, node)
        if name == "fit_predict":
            return predict(machine, owner, args, node)
        return transform(machine, owner, args, node)
    if name in {
        "transform",
        "texts_to_sequences",
        "texts_to_matrix",
        "inverse_transform",
        "encode",
        "batch_encode_plus",
        "get_vector",
        "infer_vector",
        "doc2bow",
        "get_mean_vector",
        "standardize",
    }:
        if name == "inverse_transform":
            found = args.positional[0] if args.positional else Unknown()
            return found if isinstance(found, Data) else Unknown()
        return transform(machine, owner, args, node)
    if name in PREDICTS or name.startswith("predict"):
        return predict(machine, owner, args, node)
    if name in {"score", "evaluate", "test", "evaluate_generator", "eval_model"}:
        return score(machine, owner, name, args, node)
    if name == "add":
        owner.steps += estimators_in(Items(args.positional))
    if name in {"save", "save_model", "save_weights"} and isinstance(args.constant("filepath", 0), str):
        machine.saved[args.constant("filepath", 0)] = owner
        return Constant(None)
    if name in {"flow_from_directory", "flow_from_dataframe"}:
        return _flowing(machine, owner, name, args, node)
    if name == "flow":
        return _flowing_arrays(machine, owner, args, node)
    if name in {"set_params", "add", "compile", "reset_parameters"}:
        for label, value in [*enumerate(args.positional), *args.keywords.items()]:
            sweep(owner, str(label), value)
            owner.params.setdefault(str(label), value)
        if name == "compile":
            owner.params.update(args.keywords)
        return owner
    if name in {"get_support", "get_feature_names_out", "selected_features"}:
        found_support = _importance(machine, owner, name, node)
        if isinstance(found_support, Data):
            found_support.flags |= {"columns"}
        return found_support
    if name in {"eval", "train", "half", "freeze"} and not args.positional:
        owner.flags.discard("train" if name == "eval" else "eval")
        owner.flags.add("eval" if name == "eval" else "train")
        return owner
    if name == "optimize" or name in {"search", "maximize", "minimize"}:
        return machine.optimise(owner, args, node)
    if name in {"parameters", "named_parameters", "trainable_variables"}:
        return owner
    if name in {"to", "cuda", "cpu", "float", "double", "clone", "set_output", "to_device", "copy"}:
        return owner
    if name.startswith("set") and name[3:4].isupper():
        owner.steps += estimators_in(Items(args.positional)) if name in {"setStages", "setEstimator"} else []
        if args.positional:
            owner.params[name[3].lower() + name[4:]] = args.positional[0]
        return owner
    return _other(machine, owner, name, args, node)


def _flowing(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.Call) -> Value:
    """Pictures of a folder, or of the files that a table names, through a generator's statistics."""
    rows = rows_in(args.get("dataframe", 0)) if name == "flow_from_dataframe" else []
    found = rows[0].like(columns=None) if rows else datasets.folder(machine, name, args, node)
    if isinstance(found, Data):
        found.learned |= owner.learned
    return found


def _flowing_arrays(machine: "Machine", owner: Estimator, args: Arguments, node: ast.Call) -> Value:
    given = args.get("x", 0)
    if isinstance(given, Items) and len(given.items) == 2:
        args = Arguments(given.items, args.keywords)
    found = transform(machine, owner, args, node)
    label = args.get("y", 1)
    if isinstance(found, Data) and isinstance(label, Data):
        found.label = label
    return found


FITS = frozenset(
    [
        "fit",
        "partial_fit",
        "train_on_batch",
        "fit_generator",
        "fit_on_texts",
        "adapt",
        "train_new_from_iterator",
        "train_from_iterator",
        "learn",
        "fit_vocab",
        "build_vocab",
        "train",
        "fit_one_cycle",
        "fine_tune",
    ]
)
PREDICTS = frozenset(
    [
        "predict",
        "predict_proba",
        "predict_log_proba",
        "decision_function",
        "predict_classes",
        "score_samples",
        "forecast",
        "get_forecast",
        "predict_generator",
        "inplace_predict",
        "get_prediction",
        "get_preds",
        "predict_on_batch",
        "__call__",
    ]
)


def _other(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.Call) -> Value:
    for value in args.all():
        if isinstance(value, Function):
            machine.call_value(value, Arguments([], {}), node)
    machine.emit(Call, node, function=name, params=args.keywords, values=[owner, *args.positional])
    if owner.role == "unknown":
        found = combine(args.all())
        return found if isinstance(found, Data) else Unknown(found.varies | owner.varies)
    return Unknown(owner.varies)


def fit(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.Call) -> Value:
    """Learn from rows; a search is a cross-validation, a transformer leaves a statistic."""
    if owner.role == "search" and (owner.klass in known.SEARCHES):
        _search(machine, owner, args, node)
    data, target = fitted_data(owner, args)
    if data is None:
        return owner
    stated = owner.role
    if stated == "unknown" and name in {"fit_on_texts", "adapt", "train_from_iterator", "train_new_from_iterator"}:
        owner.role, owner.kind = "transformer", "vocabulary"
    event = machine.emit(
        Fit, node, estimator=owner, data=data, target=target, params=args.keywords, stops="", evals=[], text=owner.text,
        learned=data.all_learned() | built_in(owner),
    )  # fmt: skip
    event.evals = evaluation_data(args)
    event.stops = stopping(owner, args) if event.evals else ""
    for item in listed(args.keywords.get("callbacks")):
        if isinstance(item, Estimator) and item.klass == "ModelCheckpoint":
            path = item.params.get("filepath") or item.params.get("#0")
            if isinstance(path, Constant):
                machine.saved[path.value] = owner
    owner.fit = event
    owner.fits.append(event)
    if owner.role == "network" or owner.varies:
        pass
    # what a transformer was fitted on is what its output carries
    owner.learned = data.all_learned() | learned_by(machine, owner, event, data, target, node)
    return owner


def built_in(owner: Estimator) -> frozenset[Statistic]:
    """What the layers of a network learned before the network itself is trained: `Normalization.adapt`."""
    if owner.role != "network":
        return NOTHING
    found: set[Statistic] = set()
    seen: set[int] = set()
    waiting = list(owner.steps)
    while waiting:
        step = waiting.pop()
        if id(step) not in seen:
            seen.add(id(step))
            found |= step.learned if step.role == "transformer" else NOTHING
            waiting += step.steps if step.role in {"network", "unknown", "wrapper"} else []
    return frozenset(found)


def built_on_rows(machine: "Machine", name: str, args: Arguments, node: ast.Call) -> Estimator:
    """gensim's models learn when they are built."""
    made = build(machine, name, args, node)
    rows = args.first("sentences", "documents", "corpus") or (args.positional[0] if args.positional else None)
    if made.fit is None and rows is not None and data_in(rows):
        made.role = "transformer"
        made.kind = made.kind or "vocabulary"
        fit(machine, made, "fit", Arguments([rows], {}), node)
    return made


def fitted_data(owner: Estimator, args: Arguments) -> tuple[Data | None, Data | None]:
    """The features and the labels of a fit."""
    first = args.get("X", 0) or args.first(
        "x", "train_data", "data", "train_set", "dtrain", "documents", "train_dataloaders", "train_df", "training_data"
    )
    if first is None:
        first = owner.params.get("train_dataset") or owner.params.get("endog")
    if isinstance(first, Unknown | Constant | None) and owner.params:
        first = _constructed(owner) or first
    datas = rows_in(first)
    if not datas:
        return None, None
    second = args.get("y", 1) or args.first("Y", "label", "labels")
    targets = data_in(second) if second is not None else []
    data = datas[0] if len(datas) == 1 else _pooled(datas)
    target = targets[0] if targets else data.label
    named = owner.params.get("labelCol")
    if target is None and isinstance(named, Constant) and isinstance(named.value, str):
        target = items.column(data, named.value, owner.node)
        # the features are one column of vectors, not the frame
        data = data.like(columns=None, learned=data.all_learned())
    return data, target


def rows_in(value: Value | None) -> list[Data]:
    """The data in an argument that stands for rows, be they known or not."""
    found = data_in(value) if value is not None else []
    if not found and isinstance(value, Unknown) and value.text != "trial":
        made = as_data(value)
        return [made] if made is not None else []
    return found


def _pooled(datas: list[Data]) -> Data:
    found = combine(datas)
    return found if isinstance(found, Data) else datas[0]


def _constructed(owner: Estimator) -> Value | None:
    """statsmodels takes its rows when it is built: `OLS(y, X)`, `ARIMA(series)`, `ols("y ~ x", data=df)`."""
    if "statsmodels" not in owner.flags and owner.role != "unknown":
        return None
    found = [value for value in owner.params.values() if isinstance(value, Data)]
    if len(found) >= 2:
        return found[1].like(label=found[0])
    return found[0] if found else None


def learned_by(
    machine: "Machine", owner: Estimator, event: Fit, data: Data, target: Data | None, node: ast.AST
) -> frozenset[Statistic]:
    """The statistics that a fitted object puts into what it transforms."""
    found: set[Statistic] = set()
    for part in [owner, *_inner(owner)]:
        kind = part.kind
        if part.role == "unknown":
            kind = "moments"
        if part.role in {"pipeline", "wrapper", "search"} or not kind:
            continue
        made = Statistic(kind, node, data.rows, f"{owner.text}.fit", data.deps, part, len(machine.events))
        made.source = machine.source
        made.within = tuple(machine.stack)
        if kind == "encoding" and part.klass == "TargetEncoder" and isinstance(part.params.get("cols"), Items):
            made.columns = frozenset()
        made.of_target = bool(data.name and (data.name.lower() in naming.TARGET or "is target" in data.flags))
        machine.emit(Learn, node, statistic=made, data=data)
        found.add(made)
    return frozenset(found)


def _inner(owner: Estimator, depth: int = 3) -> list[Estimator]:
    if owner.role not in {"pipeline", "wrapper"} or not depth:
        return []
    return [inner for step in owner.steps for inner in [step, *_inner(step, depth - 1)]]


def _search(machine: "Machine", owner: Estimator, args: Arguments, node: ast.AST) -> None:
    data, target = fitted_data(owner, args)
    if data is not None:
        inner = owner.steps[0] if owner.steps else None
        machine.emit(
            Validate,
            node,
            kind="search",
            estimator=owner,
            data=data,
            target=target,
            params={**owner.params, **args.keywords},
        )
        owner.flags.add("searched")
        if inner is not None:
            owner.flags |= {f"inner {inner.klass}"}


def evaluation_data(args: Arguments) -> list[Data]:
    """The rows that a fit watches: eval_set, validation_data, valid_sets, evals, ..."""
    found: list[Data] = []
    for name in EVALS:
        value = args.keywords.get(name)
        if value is None:
            continue
        for item in listed(value):
            datas = data_in(item)
            if datas:
                found.append(datas[0])
    return found


def stopping(owner: Estimator, args: Arguments) -> str:
    """Why training stops, or keeps its best state, by the rows it watches; empty when it only watches."""
    given = {**owner.params, **args.keywords}
    for word in STOP_WORDS:
        value = given.get(word)
        if value is not None and not (isinstance(value, Constant) and value.value in {None, False}):
            return word
    for key in ("callbacks", "callback", "#1"):
        for value in listed(given.get(key)):
            for item in [value, *(value.items if isinstance(value, Items) else [])]:
                name = item.klass if isinstance(item, Estimator) else item.last if isinstance(item, Library) else ""
                if isinstance(item, Estimator) and _watches_training(item):
                    continue
                if name in {
                    "EarlyStopping",
                    "early_stopping",
                    "EarlyStoppingCallback",
                    "ReduceLROnPlateau_",
                    "early_stop",
                }:
                    return name
                if name == "ModelCheckpoint" and isinstance(item, Estimator):
                    best = (
                        item.params.get("save_best_only") or item.params.get("save_top_k") or item.params.get("monitor")
                    )
                    if isinstance(best, Constant) and best.value:
                        return "ModelCheckpoint"
    if owner.klass.startswith("CatBoost"):
        best = given.get("use_best_model")
        if not (isinstance(best, Constant) and best.value is False):
            return "use_best_model, on by default"
    params = given.get("params") or given.get("#0")
    if isinstance(params, Mapping):
        for word in ("early_stopping_round", *STOP_WORDS):
            value = params.entries.get(word)
            if value is not None and not (isinstance(value, Constant) and not value.value):
                return word
    return ""


TRAINING_SCORES = frozenset(
    ["loss", "accuracy", "acc", "auc", "mse", "mae", "train_loss", "train_acc", "train_accuracy", "training_loss"]
)


def _watches_training(callback: Estimator) -> bool:
    """`EarlyStopping(monitor="loss")` does not look at the watched rows."""
    monitor = callback.params.get("monitor") or (
        callback.params.get("#0") if callback.klass == "EarlyStopping" else None
    )
    return isinstance(monitor, Constant) and monitor.value in TRAINING_SCORES


def transform(machine: "Machine", owner: Estimator, args: Arguments, node: ast.Call) -> Value:
    """The same rows with what the object learned in them."""
    given = args.get("X", 0) or args.first("x", "documents", "raw_documents", "texts", "dataset")
    datas = rows_in(given)
    if not datas:
        return Unknown(owner.varies)
    data = datas[0] if len(datas) == 1 else _pooled(datas)
    if (
        "spark" in owner.flags
        and owner.fit is not None
        and any(item.role in {"model", "network", "search"} for item in (owner, *_inner(owner)))
    ):
        machine.emit(Predict, node, estimator=owner, data=data, fit=owner.fit)
        return data.like(
            fits=frozenset((owner.fit,)),
            flags=data.flags | {"prediction"},
            varies=data.varies | owner.varies,
            learned=data.all_learned(),
        )
    result = data.like(learned=data.all_learned() | owner.learned, name=None, label=None, node=data.node)
    if owner.klass in {"LabelEncoder", "LabelBinarizer"}:
        result.name = data.name
        result.flags |= {"codes"}
    if data.columns is not None:
        _note_positions(owner, data)
        result.columns = _transformed_columns(owner, data)
    result.varies = data.varies | owner.varies
    result.flags -= {"mask"}
    return result


def _note_positions(owner: Estimator, data: Data) -> None:
    """`ColumnTransformer([(name, encoder, [3])])` says that there is a column 3."""
    assert data.columns is not None
    waiting = list(owner.params.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, Items):
            waiting += value.items
        elif isinstance(value, Constant) and type(value.value) is int and owner.klass == "ColumnTransformer":
            low = data.columns.span[0] if data.columns.span is not None else 0
            if (low or 0) >= 0:
                data.columns.seen.add(value.value + (low or 0))


def _transformed_columns(owner: Estimator, data: Data) -> Columns | None:
    """What came in is still in what comes out, unless columns are picked by name or by a score."""
    assert data.columns is not None
    if owner.role not in {"transformer", "pipeline"} or owner.kind == "supervised":
        return None
    for part in [owner, *_inner(owner)]:
        rest = part.params.get("remainder")
        if part.klass in {"ColumnTransformer", "make_column_transformer", "DataFrameMapper"} and not (
            isinstance(rest, Constant) and rest.value == "passthrough"
        ):
            return None
        if (
            part.kind == "supervised"
            or part.klass in {"FunctionTransformer", "VarianceThreshold", "VectorAssembler"}
            or part.role == "unknown"
        ):
            return None
    return data.columns.copy()


def _resampled(machine: "Machine", owner: Estimator, args: Arguments, node: ast.Call) -> Value:
    data, target = fitted_data(owner, args)
    if data is None:
        return Items([Unknown(), Unknown()], "tuple")
    features = data.like(learned=data.all_learned() | owner.learned, flags=data.flags | {"resampled"}, node=node)
    labels = (target or data).like(learned=(target or data).learned | owner.learned, node=node)
    return Items([features, labels], "tuple")


def predict(machine: "Machine", owner: Estimator, args: Arguments, node: ast.AST) -> Value:
    """Predictions: the rows of the features, the statistics in them, and the fit behind them."""
    given = args.get("X", 0) or args.first("x", "data", "exog", "df", "test_data", "dataset", "test_dataset")
    datas = rows_in(given) if owner.role != "unknown" else data_in(given) if given is not None else []
    fit_event = owner.fit
    if not datas:
        fits = frozenset((fit_event,)) if fit_event is not None else EMPTY
        machine.emit(Call, node, function="predict", params=args.keywords, values=[owner, *args.positional])
        return Data(fits=fits, flags=frozenset({"prediction", "forecast"}), varies=owner.varies)
    data = datas[0]
    mode = "eval" if "eval" in owner.flags else "train" if "train" in owner.flags else ""
    machine.emit(Predict, node, estimator=owner, data=data, fit=fit_event, mode=mode)
    result = Data(
        data.rows, data.all_learned() | (owner.learned if owner.role == "pipeline" else NOTHING), NOTHING,
        data.varies | owner.varies, frozenset({"prediction"}), data.deps,
        frozenset((fit_event,)) if fit_event is not None else EMPTY,
    )  # fmt: skip
    if owner.role == "cluster":
        # a cluster's number is a feature that was learned from all fitted rows
        return data.like(learned=data.all_learned() | owner.learned, name=None, columns=None)
    if owner.role == "pipeline" and fit_event is not None:
        result.learned = data.all_learned()
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        result.flags |= {f"by {node.func.attr}"}
    result.text = data.text
    result.node = data.node
    return result


def score(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.Call) -> Value:
    """`model.score(X, y)`, `model.evaluate(X, y)`."""
    given = args.get("X", 0) or args.first("x", "eval_dataset", "test_data", "dataset", "test_dataset", "dataloaders")
    if isinstance(given, Data) and given.fits and owner.role != "model":
        truth = args.get("y", 1)
        return statistics.score(
            machine,
            node,
            name=name,
            predicted=given,
            truth=truth if isinstance(truth, Data) else None,
            params=args.keywords,
        )
    found = predict(machine, owner, args, node)
    if not isinstance(found, Data) or (owner.fit is None and not found.rows):
        return Unknown(owner.varies)
    truth = args.get("y", 1)
    result = statistics.score(
        machine,
        node,
        name=name,
        predicted=found,
        truth=truth if isinstance(truth, Data) else None,
        params=args.keywords,
    )
    for event in result.scores:
        event.estimator = owner
        event.varies = found.varies
    if name == "evaluate":
        return Items([result, result.like()], "list", exact=False)
    return result


def synthetic_part(data: Data, key: Any, part: int) -> Data:
    return data.like(rows=narrow(data.rows, key, part) if data.rows else source_rows((key, part)))


_ = functions
