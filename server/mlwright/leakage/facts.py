"""What rules may ask: the events of a file, and how the rows behind them lie to one another."""

from typing import Any, TypeVar

from mlwright.leakage.domain.rows import keys, overlap, separating, share, within
from mlwright.leakage.domain.values import Constant, Data
from mlwright.leakage.events import (
    Call, Choose, Event, Fit, Join, Learn, Load, Predict, Report, Score, Split, Validate,
)  # fmt: skip
from mlwright.leakage.flows import Leak, leaks_of
from mlwright.leakage.knowledge.naming import part_named
from mlwright.leakage.rule import Station

E = TypeVar("E", bound=Event)
TIME_FLAGS = frozenset({"sorted", "timeindex", "lag", "ordered", "windows"})
SERIES = frozenset({"LSTM", "GRU", "SimpleRNN", "ARIMA", "SARIMAX", "Prophet", "TimeseriesGenerator", "ExponentialSmoothing", "TimeSeriesSplit", "AutoReg"})


class Facts:
    """The events of one file in order, by kind, and answers about their rows."""

    def __init__(self, source: Any, events: list[Event], notes: list[Any]) -> None:
        self.source = source
        self.events = events
        self.notes = notes
        self._kinds: dict[type, list[Any]] = {}
        for event in events:
            self._kinds.setdefault(type(event), []).append(event)
        self._leaks: list[Leak] | None = None

    def of(self, kind: type[E]) -> list[E]:
        return self._kinds.get(kind, [])

    @property
    def splits(self) -> list[Split]:
        return self.of(Split)

    @property
    def fits(self) -> list[Fit]:
        return self.of(Fit)

    @property
    def scores(self) -> list[Score]:
        return self.of(Score)

    @property
    def validations(self) -> list[Validate]:
        return self.of(Validate)

    @property
    def leaks(self) -> list[Leak]:
        """Statistics that reached a score although they were learned from the scored rows."""
        if self._leaks is None:
            self._leaks = leaks_of(self)
        return self._leaks

    # -- scores -----------------------------------------------------------------------------------------------

    def held_out(self, score: Score) -> bool:
        """Whether a score is taken on rows that its model was not fitted on."""
        rows = score.data.rows
        fitted = [fit for fit in score.fits if fit.data.rows]
        if not rows or not fitted:
            return False
        return all(overlap(rows, fit.data.rows) == "disjoint" for fit in fitted)

    def in_sample(self, score: Score) -> bool:
        """Whether every scored row was fitted on."""
        rows = score.data.rows
        return bool(rows) and bool(score.fits) and all(within(rows, fit.data.rows) for fit in score.fits if fit.data.rows)

    def folded(self, score: Score) -> bool:
        """Whether a score is taken on one fold of several."""
        return any(
            key.kind == "fold" for fit in score.fits for key in separating(score.data.rows, fit.data.rows)
        ) or any(loop.kind == "folds" for loop in score.loops)

    def any_held_out(self) -> bool:
        return any(self.held_out(score) for score in self.scores) or bool(self.validations)

    def scored_later(self, data: Data, after: int) -> Score | None:
        """The first score on rows of some data after an event."""
        return next((score for score in self.scores if score.at > after and share(score.data.rows, data.rows)), None)

    def other_part(self, score: Score) -> bool:
        """Whether rows apart from the fitted and the scored ones are scored or predicted elsewhere: then these are validation rows."""
        fitted = [fit.data.rows for fit in score.fits]
        for other in (*self.scores, *self.of(Predict)):
            rows = other.data.rows
            if other is score or not rows or not any(cut for piece in rows for cut in piece.cuts):
                continue
            if overlap(rows, score.data.rows) == "disjoint" and all(overlap(rows, item) == "disjoint" for item in fitted):
                return True
        return False

    def unused_part(self, score: Score) -> bool:
        """Whether a split made a further part (named test, say) that is neither fitted on nor scored here."""
        fitted = [fit.data.rows for fit in score.fits]
        for split in self.splits:
            for part in split.parts:
                if part.rows and overlap(part.rows, score.data.rows) == "disjoint" and all(
                    overlap(part.rows, item) == "disjoint" for item in fitted
                ) and _named(part) == "test":
                    return True
        return False

    # -- time -------------------------------------------------------------------------------------------------

    def timely(self, data: Data) -> bool:
        """Whether rows come in an order of time, as far as the code shows."""
        if TIME_FLAGS & data.flags:
            return True
        return data.columns is not None and any(TIME_FLAGS & item.flags for item in data.columns.assigned.values())

    def series(self) -> bool:
        """Whether a file works on a time series at all."""
        for event in self.events:
            if isinstance(event, Call) and event.function.rpartition(".")[2] in SERIES | {"to_datetime"}:
                return True
            if isinstance(event, Fit) and event.estimator.klass in SERIES:
                return True
            data = getattr(event, "data", None)
            if isinstance(data, Data) and (self.timely(data) or "time" in data.flags):
                return True
        return False

    def in_order(self, keys: frozenset[Any]) -> bool:
        """Whether partitions are cuts of an order: slices, date masks, splits that do not shuffle."""
        if not keys:
            return False
        for key in keys:
            if key.kind == "split":
                split = next((item for item in self.splits if item.key == key), None)
                shuffle = split.params.get("shuffle") if split is not None else None
                if not (isinstance(shuffle, Constant) and shuffle.value is False):
                    return False
            elif key.kind not in {"slice", "mask"}:
                return False
        return True

    # -- words ------------------------------------------------------------------------------------------------

    def station(self, event: Any, what: str) -> Station:
        return Station(event.source, event.node, what)


def _named(data: Data) -> str:
    return part_named(data.text)


__all__ = ["Choose", "Facts", "Join", "Learn", "Load", "Report", "keys"]
