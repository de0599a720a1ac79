"""Watching begins when the script itself imports a library; nothing is imported on the script's behalf."""

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from .recording import Recorder

ESTIMATORS = "sklearn.base"
OWN_ESTIMATORS = {"catboost.core": ("CatBoost",)}
"""Libraries whose estimators do not descend from scikit-learn's."""
SPLITTERS = "sklearn.model_selection._split"
FUNCTIONS = ("sklearn.metrics", "sklearn.model_selection")


class Loaded:
    """What is done once a module has been loaded."""

    names = frozenset({ESTIMATORS, SPLITTERS, *FUNCTIONS, *OWN_ESTIMATORS})

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self._watch: Any = None

    def __call__(self, module: ModuleType) -> None:
        """Put the watch on a module that has just been loaded."""
        with self.recorder.careful(f"loading {module.__name__}"):
            watch = self._watching()
            if module.__name__ == ESTIMATORS:
                watch.estimators(module.BaseEstimator)
            elif module.__name__ == SPLITTERS:
                watch.splitters(module)
            elif module.__name__ in OWN_ESTIMATORS:
                for name in OWN_ESTIMATORS[module.__name__]:
                    watch.estimators(getattr(module, name))
            else:
                watch.functions(module)

    def _watching(self) -> Any:
        if self._watch is None:  # it needs numpy, which is there as soon as one of these libraries is
            self._watch = importlib.import_module(f"{__package__}.watching").Watch(self.recorder)
        return self._watch


class _Finder(MetaPathFinder):
    """Finds nothing itself: it lets the others find, and has the loader report."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec the other finders give, with a loader that tells when it is done."""
        if fullname not in Loaded.names:
            return None
        others = (finder for finder in sys.meta_path if finder is not self)
        found = (finder.find_spec(fullname, path, target) for finder in others)
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _Reporting(spec.loader, self.loaded)
        return spec


class _Reporting(Loader):
    def __init__(self, loader: Loader, loaded: Loaded) -> None:
        self._loader, self._loaded = loader, loaded

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        self._loaded(module)

    def __getattr__(self, name: str) -> Any:  # resources, source text: whatever the real loader offers
        return getattr(self._loader, name)


def watch_imports(loaded: Loaded) -> None:
    """From now on, report the modules that matter as they are loaded."""
    sys.meta_path.insert(0, _Finder(loaded))
