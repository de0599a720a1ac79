"""Rows that a fit watches, and whether it stops by them."""

from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import data_in
from mlwright.leakage.domain.values import (
    Constant,
    Data,
    Estimator,
    Items,
    Library,
    Mapping,
)  # fmt: skip
from mlwright.leakage.interpret.arguments import Arguments, listed

if TYPE_CHECKING:
    pass


EVALS = (
    "eval_set",
    "valid_sets",
    "validation_data",
    "evals",
    "eval_X",
    "eval_data",
    "val_data",
    "eval_dataset",
    "X_val",
    "val_loader",
    "val_dataloaders",
    "valid_data",
    "watchlist",
    "validation_set",
    "X_valid",
    "valid_X",
)
STOP_WORDS = (
    "early_stopping_rounds",
    "early_stopping",
    "use_best_model",
    "od_wait",
    "od_type",
    "early_stop_rounds",
    "load_best_model_at_end",
)


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
