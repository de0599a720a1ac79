"""Validation, tuning and training by functions of a library."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import combine, data_in, estimators_in
from mlwright.leakage.domain.values import (
    EMPTY,
    Data,
    Estimator,
    Function,
    Items,
    Mapping,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.events import Validate
from mlwright.leakage.interpret import (
    construction,
    learning,
    spark,
    stopping,
)
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import functions

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine


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
    datas = learning.rows_in(args.get("X", 1))
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
        construction.sweep(made, "params", params)
        for label, value in args.keywords.items():
            if label not in {"dtrain", "train_set", *stopping.EVALS}:
                construction.sweep(made, label, value)
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
    learning.fit(machine, made, "train", given, node)
    return made


def _without(evals: Value, rows: Value | None) -> Value:
    """Watched rows other than the training rows themselves."""
    assert isinstance(evals, Items)
    kept = [item for item in evals.items if not any(found is rows for found in data_in(item))]
    return Items(kept, evals.kind)


def optimise(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    """A tuner calls an objective again and again."""
    if not any(isinstance(value, Function) for value in args.all()):
        found = combine(args.all())
        return found if isinstance(found, Data) else Unknown()
    return machine.optimise(None, args, node)


def tuner(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    made = construction.build(machine, dotted.rpartition(".")[2], args, node)
    machine.optimise(made, args, node)
    return made


def pipeline(machine: "Machine", dotted: str, args: Arguments, node: ast.Call) -> Value:
    made = construction.build(machine, dotted.rpartition(".")[2], args, node)
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
