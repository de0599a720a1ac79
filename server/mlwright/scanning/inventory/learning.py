"""Signs that Python code trains, makes features, or evaluates."""

import re
from collections.abc import Iterator

from mlwright.scanning.inventory.entries import Evidence
from mlwright.scanning.inventory.libraries import (
    ESTIMATORS,
    NO_METRICS,
    TRAINS,
    TRANSFORMERS,
    VALIDATES,
    within,
)
from mlwright.scanning.inventory.syntax import Call, Code

FITS = ("fit", "partial_fit", "fit_predict", "fit_one_cycle", "fit_generator")
_MODEL = re.compile(r"(?i)(?:^|[._])(?:model|clf|classifier|regressor|reg|estimator|learner|net|booster|rf|gbm|lr)\d*$")
_FEATURES = re.compile(
    r"(?i)(?:build|make|add|create|compute|extract|engineer|generate|transform|prepare|derive)_(?:\w+_)?feature"
    r"|featuri[sz]e|feature_engineer"
)
_OF_TABLES = ("get_dummies", "cut", "qcut", "rolling", "shift", "ewm")


def learning(code: Code) -> Iterator[Evidence]:
    """All signs, in the order of the calls."""
    trained = [sign for call in code.calls for sign in _training(call)]
    trained += _loop(code)
    yield from trained
    for call in code.calls:
        yield from _evaluation(call)
        yield from _transforming(call, bool(trained))
    for function in code.functions:
        if _FEATURES.search(function.name):
            yield Evidence("features", function.lineno, f"defines `{function.name}`", "high")


def _training(call: Call) -> Iterator[Evidence]:
    line, last = call.node.lineno, call.receiver.rpartition(".")[2]
    if within(call.name, TRAINS):
        yield Evidence("training", line, f"calls `{'.'.join(call.name.split('.')[-2:])}`", "high")
    elif call.method in FITS and within(call.receiver, ESTIMATORS):
        yield Evidence("training", line, f"fits `{last}`", "high")
    elif call.method == "train" and last.endswith("Trainer"):
        yield Evidence("training", line, f"trains with `{last}`", "high")
    elif call.method in FITS and not within(call.receiver, TRANSFORMERS) and _looks_trained(call):
        yield Evidence("training", line, f"fits `{call.written}`", "medium")


def _looks_trained(call: Call) -> bool:
    """A model by its name, or given features and a target."""
    named = {item.arg for item in call.node.keywords}
    given = (len(call.node.args) >= 2 and not call.of_module) or bool(
        named & {"epochs", "validation_data", "eval_set", "sample_weight", "y"}
    )
    return bool(call.node.args or named) and (given or bool(_MODEL.search(call.written)))


def _loop(code: Code) -> list[Evidence]:
    """A loop of one's own: gradients and steps of an optimiser."""
    back = next((call for call in code.calls if call.method == "backward"), None)
    steps = any(call.method == "step" for call in code.calls)
    return (
        [Evidence("training", back.node.lineno, "a loop with `backward` and `step`", "high")] if back and steps else []
    )


def _evaluation(call: Call) -> Iterator[Evidence]:
    line, last = call.node.lineno, call.name.rpartition(".")[2]
    if within(call.name, ("sklearn.metrics", "torchmetrics", "imblearn.metrics")) and last not in NO_METRICS:
        yield Evidence("evaluation", line, f"computes `{last}`", "high")
    elif within(call.name, ("sklearn.model_selection",)) and last in VALIDATES:
        yield Evidence("evaluation", line, f"validates with `{last}`", "high")
    elif call.name in ("mlflow.evaluate", "mlflow.models.evaluate", "evaluate.load"):
        yield Evidence("evaluation", line, f"calls `{call.name}`", "high")
    elif call.method == "score" and len(call.node.args) >= 2 and (not call.of_module or _MODEL.search(call.written)):
        yield Evidence("evaluation", line, f"scores `{call.written}`", "medium")
    elif call.method == "evaluate" and (_MODEL.search(call.written) or within(call.receiver, ESTIMATORS)):
        yield Evidence("evaluation", line, f"evaluates `{call.written}`", "medium")


def _transforming(call: Call, trains: bool) -> Iterator[Evidence]:
    """Transformers that are fitted; where a model is trained too, they are a part of that."""
    line, last = call.node.lineno, call.receiver.rpartition(".")[2]
    if call.method in ("fit", "fit_transform") and within(call.receiver, TRANSFORMERS):
        yield Evidence("features", line, f"fits `{last}`", "low" if trains else "medium")
    elif call.name.startswith("pandas.") and call.method in _OF_TABLES:
        yield Evidence("features", line, f"calls `{call.method}`", "low" if trains else "medium")
    elif call.method in ("rolling", "ewm") and call.node.args:
        yield Evidence("features", line, f"calls `{call.method}`", "low")
