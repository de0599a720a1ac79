"""What a call of an estimator's method means for the record."""

import hashlib
import weakref
from typing import Any

import numpy as np

from . import kinds
from .recording import Recorder
from .rows import Rows, length
from .seen import NONE, View


class Fitting:
    """Estimators met so far, each with its latest fit."""

    def __init__(self, recorder: Recorder, rows: Rows) -> None:
        self.recorder, self.rows = recorder, rows
        self._fits: dict[int, tuple[weakref.ref[Any], int]] = {}
        self.latest: dict[int, View] = {}
        """The latest predictions by their length, for scores of arrays computed from them."""

    def call(self, instance: Any, name: str, bound: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Make the call, and keep what it says about rows."""
        what = f"{type(instance).__name__}.{name}"
        source = args[0] if args else kwargs.get("X", kwargs.get("raw_documents"))
        view: View | None = None
        with self.recorder.careful(what):  # before the call, which may change the table in place
            view = self.rows.find(source)
        with self.recorder.inside():
            result = bound(*args, **kwargs)
        if view is None:
            return result
        with self.recorder.careful(what):
            if name.startswith(("fit", "partial_fit")):
                self._fitted(instance, name, view, args, kwargs)
            self._after(instance, name, view, source, result)
        return result

    def fit_of(self, instance: Any) -> int | None:
        """The number of the latest fit of this very object."""
        known = self._fits.get(id(instance))
        return known[1] if known is not None and known[0]() is instance else None

    def scored(self, what: str, view: View, fit: int | None, how: str) -> None:
        """Keep one score."""
        event = None if fit is None else self.recorder.events[fit]
        self.recorder.add(
            "score",
            what=what,
            rows=self.recorder.row_set(view.bits),
            learned=sorted(view.learned),
            fit=fit,
            how=how,
            identity=view.how,
            held_out=bool(event and event["kind"] == "cv"),
        )

    def _fitted(self, instance: Any, name: str, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        before = self.fit_of(instance) if name == "partial_fit" else None
        labels = args[1] if len(args) > 1 else kwargs.get("y")
        watched, stopped = self._watched_rows(instance, kwargs)
        bits = view.bits
        if before is not None:  # batches of one fit
            event = self.recorder.events[before]
            event["rows"] = self.recorder.row_set(self.recorder.bits_of(event["rows"]) | bits)
            event["learned"] = sorted({*event["learned"], *view.learned})
            return
        number = self.recorder.add(
            "fit",
            what=type(instance).__name__,
            method=name,
            kind_of=kinds.kind(instance, labels is not None),
            rows=self.recorder.row_set(bits),
            learned=sorted(view.learned),
            watched=self.recorder.row_set(watched),
            stopped=stopped,
            search=hasattr(instance, "best_params_"),
            parameters=_digest(instance),
            identity=view.how,
        )
        if number >= 0:
            self._fits[id(instance)] = (weakref.ref(instance), number)

    def _watched_rows(self, instance: Any, kwargs: dict[str, Any]) -> tuple[int, bool]:
        """Rows given to watch a booster while it learns, and whether it stopped by them."""
        given = kwargs.get("eval_set") or kwargs.get("eval_X")
        if given is None:
            return 0, False
        pairs = given if isinstance(given, list | tuple) and length(given) and not hasattr(given, "iloc") else [given]
        if len(pairs) == 2 and isinstance(given, tuple) and not isinstance(pairs[0], tuple):
            pairs = [given]
        bits = 0
        for pair in pairs:
            view = self.rows.find(pair[0] if isinstance(pair, tuple | list) else pair)
            bits |= view.bits if view else 0
        return bits, kinds.stopped_early(instance)

    def _after(self, instance: Any, name: str, view: View, source: Any, result: Any) -> None:
        fit = self.fit_of(instance)
        if name == "score":
            self.scored("score", view, fit, "score")
        elif name in ("transform", "fit_transform"):
            silent = fit is None or self.recorder.events[fit]["kind_of"] in ("stateless", "labels")
            carried = NONE if silent or fit is None else frozenset({fit})
            self.rows.bind(result, view._replace(learned=view.learned | carried), source)
        elif name == "fit_resample":
            self._resampled(instance, view, fit, source, result)
        elif name.startswith(("predict", "decision_function")) and fit is not None:
            made = view._replace(learned=view.learned | {fit}, made_by=fit)
            self.latest[len(view.ids)] = made
            self.rows.bind(result, made)

    def _resampled(self, instance: Any, view: View, fit: int | None, source: Any, result: Any) -> None:
        """Copies keep the number of their row; made-up rows are new, but carry what was learned from all."""
        statistics = view.learned | ({fit} if fit is not None else NONE)
        table, labels = result[0], result[1]
        chosen = getattr(instance, "sample_indices_", None)
        if chosen is not None and len(chosen) == length(table):
            ids = view.ids[np.asarray(chosen)]
        else:
            same = self.rows.find(table)
            ids = same.ids if same is not None else self.rows.fresh(length(table) or 0)
        made = View(ids, statistics)
        self.rows.bind(table, made, source)
        self.rows.bind(labels, made)


def _digest(instance: Any) -> str:
    try:
        shown = sorted((key, repr(value)) for key, value in instance.get_params(deep=True).items())
    except Exception:
        return ""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
