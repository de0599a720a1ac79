"""What comes out of a fitted object: transforms, predictions, scores."""

import ast
from typing import TYPE_CHECKING, Any

from mlwright.leakage.domain.joining import data_in
from mlwright.leakage.domain.learned import NOTHING
from mlwright.leakage.domain.values import (
    Columns,
    Constant,
    Data,
    Estimator,
    Items,
    Unknown,
    Value,
)  # fmt: skip
from mlwright.leakage.events import Call, Predict
from mlwright.leakage.interpret import statistics
from mlwright.leakage.interpret.arguments import Arguments

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

from mlwright.leakage.interpret.learning import contained, fitted_data, pooled, rows_in


def transform(machine: "Machine", owner: Estimator, args: Arguments, node: ast.Call) -> Value:
    """The same rows with what the object learned in them."""
    given = args.get("X", 0) or args.first("x", "documents", "raw_documents", "texts", "dataset")
    datas = rows_in(given)
    if not datas:
        return Unknown(owner.varies)
    data = datas[0] if len(datas) == 1 else pooled(datas)
    if (
        "spark" in owner.flags
        and owner.fit is not None
        and any(item.role in {"model", "network", "search"} for item in (owner, *contained(owner)))
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
    for part in [owner, *contained(owner)]:
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


def resampled(machine: "Machine", owner: Estimator, args: Arguments, node: ast.Call) -> Value:
    data, target = fitted_data(owner, args)
    if data is None:
        return Items([Unknown(), Unknown()], "tuple")
    features = data.like(learned=data.all_learned() | owner.learned, flags=data.flags | {"resampled"}, node=node)
    labels = (target or data).like(learned=(target or data).learned | owner.learned, node=node)
    return Items([features, labels], "tuple")


def alive(owner: Estimator) -> frozenset[Any]:
    """The fits that may be behind a prediction: the last one, and those on the other side of an if."""
    kept: list[Any] = []
    for event in reversed(owner.fits[-6:]):
        if all(event.beside(other) for other in kept):
            kept.append(event)
    return frozenset(kept)


def predict(machine: "Machine", owner: Estimator, args: Arguments, node: ast.AST) -> Value:
    """Predictions: the rows of the features, the statistics in them, and the fit behind them."""
    given = args.get("X", 0) or args.first("x", "data", "exog", "df", "test_data", "dataset", "test_dataset")
    datas = rows_in(given) if owner.role != "unknown" else data_in(given) if given is not None else []
    fit_event = owner.fit
    if not datas:
        fits = alive(owner)
        machine.emit(Call, node, function="predict", params=args.keywords, values=[owner, *args.positional])
        return Data(fits=fits, flags=frozenset({"prediction", "forecast"}), varies=owner.varies)
    data = datas[0]
    mode = "eval" if "eval" in owner.flags else "train" if "train" in owner.flags else ""
    machine.emit(Predict, node, estimator=owner, data=data, fit=fit_event, mode=mode)
    result = Data(
        data.rows, data.all_learned() | (owner.learned if owner.role == "pipeline" else NOTHING), NOTHING,
        data.varies | owner.varies, frozenset({"prediction"}), data.deps,
        alive(owner),
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
