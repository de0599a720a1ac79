"""Splits, cross-validation, and the best score of a search."""

from typing import Any

import numpy as np

from .fitting import Fitting
from .recording import Recorder
from .rows import length
from .seen import View

VALIDATIONS = frozenset(
    [
        "cross_val_score",
        "cross_validate",
        "cross_val_predict",
        "learning_curve",
        "validation_curve",
        "permutation_test_score",
    ]
)


def train_test_split(fitting: Fitting, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Split as asked, with the rows' positions split along, which says exactly where each row went."""
    recorder, rows = fitting.recorder, fitting.rows
    views: list[View | None] = []
    with recorder.careful("train_test_split"):
        views = [rows.find(table) for table in args]
    count = length(args[0]) if args else None
    if count is None or not views:
        with recorder.inside():
            return original(*args, **kwargs)
    with recorder.inside():
        *parts, first, second = original(*args, np.arange(count), **kwargs)
    with recorder.careful("train_test_split"):
        for at, part in enumerate(parts):
            view = views[at // 2]
            if view is not None:
                rows.bind(part, view._replace(ids=view.ids[first if at % 2 == 0 else second]))
        whole = views[0]
        if whole is not None:
            sides = [recorder.row_set(whole._replace(ids=whole.ids[side]).bits) for side in (first, second)]
            recorder.add("split", what="train_test_split", parts=sides, learned=sorted(whole.learned))
    return parts


def validation(fitting: Fitting, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Cross-validate; the folds inside are the library's affair, what the rows carried in is ours."""
    recorder = fitting.recorder
    source = args[1] if len(args) > 1 else kwargs.get("X")
    estimator = args[0] if args else kwargs.get("estimator")
    view: View | None = None
    with recorder.careful(original.__name__):
        view = fitting.rows.find(source)
    with recorder.inside():
        result = original(*args, **kwargs)
    if view is None:
        return result
    with recorder.careful(original.__name__):
        number = recorder.add(
            "cv",
            what=original.__name__,
            estimator=type(estimator).__name__,
            rows=recorder.row_set(view.bits),
            learned=sorted(view.learned),
            identity=view.how,
        )
        if original.__name__ == "cross_val_predict":
            made = view._replace(made_by=number)
            fitting.latest[len(view.ids)] = made
            fitting.rows.bind(result, made)
    return result


class BestScore:
    """`best_score_` of a search, kept where it always was; reading it in the script is recorded."""

    def __init__(self, recorder: Recorder, fitting: Fitting) -> None:
        self._recorder, self._fitting = recorder, fitting

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        try:
            value = vars(instance)["best_score_"]
        except KeyError:
            raise AttributeError(f"{owner.__name__!r} object has no attribute 'best_score_'") from None
        if not self._recorder.depth:
            fit = self._fitting.fit_of(instance)
            if fit is not None:
                self._recorder.add("best_score", what=owner.__name__, fit=fit)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        vars(instance)["best_score_"] = value

    def __delete__(self, instance: Any) -> None:
        del vars(instance)["best_score_"]
