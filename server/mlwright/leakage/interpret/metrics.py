"""Scores that a library function takes of predictions."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import data_in
from mlwright.leakage.domain.values import Data, Estimator, Items, Unknown, Value
from mlwright.leakage.events import Call
from mlwright.leakage.interpret import statistics
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import functions, naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine


PREDICTIONS_FIRST = frozenset({"torchmetrics", "torcheval", "ignite"})


def measure(machine: "Machine", name: str, args: Arguments, node: ast.Call, dotted: str = "") -> Value:
    """`metric(truth, predictions)`; either may come first, predictions are told by what made them."""
    first = args.get("y_true", 0) or args.first("labels", "target", "actual")
    second = args.get("y_pred", 1) or args.first("y_score", "y_prob", "y_proba", "preds", "y_hat", "pred")
    if isinstance(first, Estimator):
        return Unknown()
    pair = [_one(first), _one(second)]
    known = pair[1] is not None and pair[1].fits and pair[0] is not None and not pair[0].fits
    if not known and dotted.partition(".")[0] not in PREDICTIONS_FIRST and _exchanged_by_name(node):
        machine.emit(Call, node, function=dotted or name, params={"swapped": Unknown()}, values=[])
    predicted = next(
        (item for item in reversed(pair) if item is not None and (item.fits or "prediction" in item.flags)), None
    )
    if predicted is None:
        predicted = pair[1] or pair[0]
    if predicted is None:
        return Unknown()
    truth = pair[0] if predicted is not pair[0] else pair[1]
    if "out of fold" in predicted.flags:
        return Data(flags=frozenset({"cv"}))
    params = (
        {**args.keywords, "swapped": Unknown()}
        if predicted is pair[0] and truth is not None and not truth.fits
        else dict(args.keywords)
    )
    if dotted.partition(".")[0] in PREDICTIONS_FIRST:
        params.pop("swapped", None)
    result = statistics.score(machine, node, name=name, predicted=predicted, truth=truth, params=params)
    if functions.METRICS[name] == "curve":
        curve = Data(flags=frozenset({"curve"}), scores=result.scores)
        curve.label = truth or predicted
        return Items([curve, curve.like(), curve.like()], "tuple")
    return result


PREDICTION_WORDS = frozenset(
    ["pred", "preds", "predicted", "prediction", "predictions", "yhat", "hat", "forecast", "guess"]
)
TRUTH_WORDS = frozenset(["true", "test", "actual", "actuals", "truth", "val", "valid", "observed", "gt"])


def _exchanged_by_name(node: ast.Call) -> bool:
    """Whether the first of two arguments is named as a prediction and the second as the truth."""
    if len(node.args) < 2:
        return False
    first, second = (set(naming.words(_last_name(item))) for item in node.args[:2])
    return (
        bool(first & PREDICTION_WORDS)
        and bool(second & TRUTH_WORDS)
        and not second & PREDICTION_WORDS
        and not first & {"true", "actual"}
    )


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
        return node.slice.value
    if isinstance(node, ast.Attribute):
        return node.attr if node.attr != "values" else _last_name(node.value)
    return node.id if isinstance(node, ast.Name) else ""


def _one(value: Value | None) -> Data | None:
    found = data_in(value) if value is not None else []
    return found[0] if found else None
