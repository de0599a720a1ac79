"""What rules may ask: the events of a file, and how the rows behind them lie to one another."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from mlwright.leakage import choices, evaluations, grouping, model_families, ordering, scoring, supervision
from mlwright.leakage.domain.values import Constant, Data
from mlwright.leakage.events import (
    Call,
    Event,
    Fit,
    Score,
    Split,
    Validate,
)  # fmt: skip
from mlwright.leakage.flows import Leak, leaks_of
from mlwright.leakage.knowledge.naming import part_named
from mlwright.leakage.knowledge.tables import names
from mlwright.leakage.rule import Station

E = TypeVar("E", bound=Event)
TIME_FLAGS = frozenset({"sorted", "timeindex", "lag", "ordered", "windows"})
SERIES = names("""
    LSTM GRU SimpleRNN ARIMA SARIMAX Prophet TimeseriesGenerator ExponentialSmoothing TimeSeriesSplit AutoReg
    """)


def cached(question: Callable[["Facts"], Any]) -> Any:
    """A question that is answered once for a file."""
    return cached_property(question)


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

    mixtures = cached(evaluations.mixtures)
    memorised = cached(evaluations.memorised)
    stacks = cached(evaluations.stacks)
    calibrations = cached(evaluations.calibrations)
    sweeps = cached(choices.sweeps)
    stops = cached(choices.stops)
    contests = cached(choices.contests)
    reports = cached(choices.reports)
    tasks = cached(supervision.tasks)
    draws = cached(ordering.draws)
    countings = cached(grouping.countings)
    groups_kept = cached(grouping.groups_kept)
    classified = cached(model_families.classified)

    def held_out(self, score: Score) -> bool:
        """Whether a score is taken on rows that its model was not fitted on."""
        return scoring.held_out(score)

    def any_held_out(self) -> bool:
        return any(scoring.held_out(score) for score in self.scores) or bool(self.validations)

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

    def source_of(self, node: Any, default: Any) -> Any:
        """The file in which a node stands."""
        return self._sources.get(id(node), default)

    @cached_property
    def _sources(self) -> dict[int, Any]:
        return {id(event.node): event.source for event in self.events}

    def station(self, event: Any, what: str) -> Station:
        return Station(event.source, event.node, what)


def _named(data: Data) -> str:
    return part_named(data.text)
