"""Objects that learn: construction, fitting, transforming, predicting, scoring."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import combine, data_in, estimators_in
from mlwright.leakage.domain.values import (
    Constant,
    Data,
    Estimator,
    Function,
    Items,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.events import Call
from mlwright.leakage.interpret import datasets
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge.tables import names

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

from mlwright.leakage.interpret.construction import sweep
from mlwright.leakage.interpret.fitted import importance
from mlwright.leakage.interpret.learning import fit, rows_in
from mlwright.leakage.interpret.predicting import predict, resampled, score, transform


def call_method(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.Call) -> Value:
    """`estimator.name(...)`."""
    if name in FITS:
        return fit(machine, owner, name, args, node)
    if name in {"fit_transform", "fit_resample", "fit_sample", "fit_predict"}:
        fit(machine, owner, name, args, node)
        if name in {"fit_resample", "fit_sample"}:
            return resampled(machine, owner, args, node)
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
        found_support = importance(machine, owner, name, node)
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


FITS = names("""
    fit partial_fit train_on_batch fit_generator fit_on_texts adapt train_new_from_iterator train_from_iterator
    learn fit_vocab build_vocab train fit_one_cycle fine_tune
    """)
PREDICTS = names("""
    predict predict_proba predict_log_proba decision_function predict_classes score_samples forecast
    get_forecast predict_generator inplace_predict get_prediction get_preds predict_on_batch __call__
    """)


def _other(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.Call) -> Value:
    for value in args.all():
        if isinstance(value, Function):
            machine.call_value(value, Arguments([], {}), node)
    machine.emit(Call, node, function=name, params=args.keywords, values=[owner, *args.positional])
    if owner.role == "unknown":
        found = combine(args.all())
        if isinstance(found, Data):
            return found.like(given=tuple(item for value in args.all() for item in data_in(value) if item.rows))
        return Unknown(found.varies | owner.varies)
    return Unknown(owner.varies)
