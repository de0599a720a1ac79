"""Putting the watch on classes and modules, without changing what they do."""

import copy
import functools
import inspect
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from . import scoring, splitting
from .fitting import Fitting
from .recording import Recorder
from .rows import Rows

METHODS = frozenset(
    [
        "fit",
        "fit_transform",
        "fit_predict",
        "fit_resample",
        "partial_fit",
        "transform",
        "predict",
        "predict_proba",
        "predict_log_proba",
        "decision_function",
        "score",
    ]
)


class Watched:
    """A method in a class's own namespace; outermost calls of it are reported, all others go straight through."""

    def __init__(self, original: Any, name: str, report: Callable[..., Any], recorder: Recorder) -> None:
        self.original, self.name, self.report, self.recorder = original, name, report, recorder

    def __get__(self, instance: Any, owner: type) -> Any:
        found = self.original.__get__(instance, owner)
        if instance is None or self.recorder.depth:
            return found
        return _Call(instance, self.name, found, self.report)

    def __reduce__(self) -> Any:  # worker processes get the method as it was: they are not watched
        return copy.copy, (self.original,)


class _Call:
    """A bound method that reports; another process gets it as the plain bound method."""

    def __init__(self, instance: Any, name: str, bound: Any, report: Callable[..., Any]) -> None:
        functools.update_wrapper(self, bound)
        self._mine = (instance, name, bound, report)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        instance, name, bound, report = self._mine
        return report(instance, name, bound, args, kwargs)

    def __reduce__(self) -> Any:
        return getattr, self._mine[:2]


class Watch:
    """All that is being watched, and the rows behind it."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder, self.rows = recorder, Rows()
        self.fitting = Fitting(recorder, self.rows)

    def estimators(self, base: type) -> None:
        """Watch a class and all that descend from it, each when the first object of it is made."""
        done: set[type] = set()

        def make(cls: type, *_args: Any, **_kwargs: Any) -> Any:
            for level in cls.__mro__:
                if level not in done and level not in (object, base):
                    done.add(level)
                    self._methods(level)
            return super(base, cls).__new__(cls)  # type: ignore[arg-type]  # classes of somebody else

        base.__new__ = make  # type: ignore[assignment, method-assign]  # watching replaces it

    def _methods(self, cls: type) -> None:
        if cls.__name__ == "BaseSearchCV":
            cls.best_score_ = splitting.BestScore(self.recorder, self.fitting)  # type: ignore[attr-defined]  # a class of sklearn
        for name in METHODS & set(vars(cls)):
            original = vars(cls)[name]
            if callable(original) or hasattr(original, "__get__"):
                setattr(cls, name, Watched(original, name, self.fitting.call, self.recorder))

    def splitters(self, module: ModuleType) -> None:
        """Watch `split` of cross-validators, to know the rows before they are parted."""
        for cls in {value for value in vars(module).values() if isinstance(value, type)}:
            if cls.__module__ == module.__name__ and "split" in vars(cls):
                cls.split = Watched(vars(cls)["split"], "split", self._split, self.recorder)  # type: ignore[attr-defined]  # checked above

    def _split(self, instance: Any, name: str, bound: Any, args: Any, kwargs: Any) -> Any:
        with self.recorder.careful(f"{type(instance).__name__}.{name}"):
            self.rows.find(args[0] if args else kwargs.get("X"))
        return bound(*args, **kwargs)

    def functions(self, module: ModuleType) -> None:
        """Watch the functions of a module that score, split or validate."""
        for name, original in _functions(module):
            report = self._report(name, original)
            if report is not None:
                _replace(module, name, original, self._watched(original, report))

    def _report(self, name: str, original: Any) -> Callable[..., Any] | None:
        if name == "train_test_split":
            return functools.partial(splitting.train_test_split, self.fitting)
        if name in splitting.VALIDATIONS:
            return functools.partial(splitting.validation, self.fitting)
        first = next(iter(inspect.signature(original).parameters), "")
        return functools.partial(scoring.metric, self.fitting) if first == "y_true" else None

    def _watched(self, original: Any, report: Callable[..., Any]) -> Any:
        recorder = self.recorder

        @functools.wraps(original)
        def watched(*args: Any, **kwargs: Any) -> Any:
            return original(*args, **kwargs) if recorder.depth else report(original, args, kwargs)

        return watched


def _functions(module: ModuleType) -> Iterator[tuple[str, Any]]:
    for name in getattr(module, "__all__", ()):
        value = vars(module).get(name)
        if inspect.isfunction(value):
            yield name, value


def _replace(module: ModuleType, name: str, original: Any, watched: Any) -> None:
    """In the defining module, too: a function is pickled by that name and must be found there."""
    for place in (module, sys.modules.get(original.__module__)):
        if place is not None and vars(place).get(name) is original:
            setattr(place, name, watched)
