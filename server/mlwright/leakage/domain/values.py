"""Abstract values: what a name may stand for while a file is read, never what it really holds."""

import ast
from collections.abc import Iterable
from typing import Any

from mlwright.leakage.domain.learned import NOTHING, Statistics
from mlwright.leakage.domain.rows import NO_ROWS, Piece, Rows

EMPTY: frozenset[Any] = frozenset()


class Value:
    """Anything. `varies` are the loops on whose variable the value depends."""

    __slots__ = ("varies",)

    def __init__(self, varies: frozenset["Loop"] = EMPTY) -> None:
        self.varies = varies


class Loop:
    """A loop, a comprehension, or an objective that a tuner calls again and again."""

    __slots__ = ("depth", "kind", "node", "values")

    def __init__(self, node: ast.AST, kind: str, values: Value | None = None, depth: int = 0) -> None:
        self.node = node
        self.depth = depth  # calls of project functions around it
        self.kind = kind  # numbers, estimators, folds, seeds, batches, epochs, objective, unknown
        self.values = values

    def __repr__(self) -> str:
        return f"Loop({self.kind}, line {getattr(self.node, 'lineno', '?')})"


class Unknown(Value):
    """A value of which nothing is known but what flowed into it."""

    __slots__ = ("core", "data", "learner", "text")

    def __init__(self, varies: frozenset[Loop] = EMPTY, text: str = "") -> None:
        super().__init__(varies)
        self.text = text
        self.core: Unknown = self  # the same unknown thing, seen in another round of a loop
        self.data: Data | None = None  # its rows, once it was used as a table
        self.learner: Estimator | None = None  # what it learns, once it was fitted


class Constant(Value):
    __slots__ = ("value",)

    def __init__(self, value: Any, varies: frozenset[Loop] = EMPTY) -> None:
        super().__init__(varies)
        self.value = value


class Items(Value):
    """A list, tuple or set; `rest` stands for elements that were appended or are not known one by one."""

    __slots__ = ("data", "exact", "items", "kind")

    def __init__(self, items: Iterable[Value] = (), kind: str = "list", exact: bool = True) -> None:
        super().__init__()
        self.data: Data | None = None  # its rows, once a list that a loop filled was used as a table
        self.items = list(items)
        self.kind = kind
        self.exact = exact


class Mapping(Value):
    __slots__ = ("entries", "rest")

    def __init__(self, entries: dict[Any, Value] | None = None) -> None:
        super().__init__()
        self.entries = entries or {}
        self.rest: Value | None = None  # what was stored under keys that are not constants


class Stream(Value):
    """What a loop goes over, when only one typical element is known: batches, folds, numbers."""

    __slots__ = ("element", "kind")

    def __init__(self, element: Value, kind: str) -> None:
        super().__init__()
        self.element = element
        self.kind = kind


class Library(Value):
    """A name of an imported library, dotted."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    @property
    def last(self) -> str:
        return self.name.rpartition(".")[2]


class Function(Value):
    """A function of the reviewed code, with the names around it and arguments already bound."""

    __slots__ = ("bound", "home", "keywords", "node", "owner")

    def __init__(self, node: Any, home: "Scope", owner: "Klass | None" = None) -> None:
        super().__init__()
        self.node = node
        self.home = home
        self.owner = owner
        self.bound: list[Value] = []
        self.keywords: dict[str, Value] = {}


class Klass(Value):
    __slots__ = ("bases", "home", "methods", "name", "node", "scope")

    def __init__(self, node: ast.ClassDef, home: "Scope", bases: list[Value]) -> None:
        super().__init__()
        self.node = node
        self.name = node.name
        self.home = home
        self.bases = bases
        self.methods: dict[str, Function] = {}
        self.scope: dict[str, Value] = {}


class Instance(Value):
    """An object of a class of the reviewed code; its attributes are one store for all methods."""

    __slots__ = ("attributes", "klass")

    def __init__(self, klass: Klass) -> None:
        super().__init__()
        self.klass = klass
        self.attributes: dict[str, Value] = {}


class Method(Value):
    """A method taken from a value: `receiver.name`."""

    __slots__ = ("bound", "keywords", "name", "node", "receiver")

    def __init__(self, receiver: Value, name: str, node: ast.AST) -> None:
        super().__init__(receiver.varies)
        self.bound: list[Value] = []
        self.keywords: dict[str, Value] = {}
        self.receiver = receiver
        self.name = name
        self.node = node


class Data(Value):
    """Anything with rows, or made from rows: a frame, a column, an array, a mask, predictions, a mean.

    Attributes:
        rows: which rows; none for a scalar or an aggregate.
        learned: statistics that went into the values.
        latent: statistics that these values *are*; they count once they meet rows.
        name: the column's name, for a single column.
        columns: the columns, for a frame; None when it is not known.
        deps: names of the columns that the values were computed from.
        future: computed from later rows.
        fits: the fits behind predictions.
        scores: the scores it was computed from.
        flags: order and nature: sorted, time, past, shuffled, prediction, error, mask, index, target, synthetic,
        literal...
    """

    __slots__ = (
        "columns",
        "deps",
        "fits",
        "flags",
        "frame",
        "future",
        "given",
        "label",
        "latent",
        "learned",
        "name",
        "node",
        "origin",
        "rows",
        "scores",
        "text",
    )  # fmt: skip

    def __init__(
        self,
        rows: Rows = NO_ROWS,
        learned: Statistics = NOTHING,
        latent: Statistics = NOTHING,
        varies: frozenset[Loop] = EMPTY,
        flags: frozenset[str] = EMPTY,
        deps: frozenset[str] = EMPTY,
        fits: frozenset[Any] = EMPTY,
        scores: frozenset[Any] = EMPTY,
    ) -> None:
        super().__init__(varies)
        self.rows = rows
        self.learned = learned
        self.latent = latent
        self.flags = flags
        self.deps = deps
        self.fits = fits
        self.scores = scores
        self.future: Any = None  # the node that looked ahead
        self.name: str | None = None
        self.columns: Columns | None = None
        self.label: Data | None = None  # the labels that travel with it (a Dataset, a DMatrix, a loader)
        self.node: ast.AST | None = None  # where its rows were made what they are
        self.text = ""
        self.frame: object | None = None
        self.given: tuple[Data, ...] = ()  # what an unknown function made it of
        self.origin: tuple[Data, str] | None = None  # the frame of which it is a column

    def like(self, **changes: Any) -> "Data":
        """A copy with changes; columns are copied, so that an edit of one frame leaves the other alone."""
        twin = Data.__new__(Data)
        for field in Data.__slots__:
            setattr(twin, field, getattr(self, field))
        twin.varies = self.varies
        twin.given = ()
        if self.columns is not None:
            twin.columns = self.columns.copy()
        if "columns" in changes and changes["columns"] is None and "learned" not in changes:
            # which columns are left is not known: any of them may carry what was learned
            twin.learned = self.all_learned()
        for field, value in changes.items():
            setattr(twin, field, value)
        return twin

    def all_learned(self) -> Statistics:
        """Statistics of the frame itself and of every column that was assigned to it and is still there."""
        if self.columns is None or not self.columns.assigned:
            return self.learned
        return self.learned.union(*(item.learned for item in self.columns.assigned.values()))

    def all_fits(self) -> frozenset[Any]:
        """Fits behind predictions in the data or in a column of it."""
        if self.columns is None or not self.columns.assigned:
            return self.fits
        return self.fits.union(*(item.fits for item in self.columns.assigned.values()))


class Columns:
    """Which columns a frame has: all of its source but the dropped ones, or a known list.

    Attributes:
        known: the list, where it is exact.
        dropped: names that are surely gone.
        assigned: columns made by the code, with their values.
        trusted: False once something happened that may have changed the columns unseen.
        span: the positions that were kept of the source's columns, where positions were used.
        seen: names and positions that were asked for anywhere; shared by all tables of one source.
        chosen: the node that made the columns what they are.
        places: where assigned columns were assigned.
        sure: names that were set or asked for since the columns may last have changed unseen: they are there.
    """

    __slots__ = ("assigned", "chosen", "dropped", "known", "places", "seen", "span", "sure", "trusted")

    def __init__(self, known: tuple[str, ...] | None = None, trusted: bool = True) -> None:
        self.known = known
        self.dropped: frozenset[str] = EMPTY
        self.assigned: dict[str, Data] = {}
        self.trusted = trusted
        self.span: tuple[int | None, int | None] | None = None
        self.seen: set[int | str] = set()
        self.chosen: ast.AST | None = None
        self.places: dict[str, ast.AST] = {}
        self.sure: frozenset[str] = EMPTY

    def copy(self) -> "Columns":
        twin = Columns(self.known, self.trusted)
        twin.dropped = self.dropped
        twin.assigned = dict(self.assigned)
        twin.span, twin.seen, twin.chosen, twin.places = self.span, self.seen, self.chosen, dict(self.places)
        twin.sure = self.sure
        return twin

    def untrusted(self) -> "Columns":
        """A copy whose columns are no longer known, with what was assigned."""
        twin = self.copy()
        twin.known = None
        twin.distrust()
        return twin

    def distrust(self) -> None:
        """Columns may have changed unseen."""
        self.trusted, self.sure = False, EMPTY

    def has(self, name: str) -> bool | None:
        """Whether a column is there; None when it cannot be said."""
        if name in self.assigned:
            return True
        if name in self.dropped:
            return False
        if self.known is not None:
            return name in self.known
        return True if self.trusted else None

    def drop(self, names: Iterable[str]) -> None:
        names = set(names)
        self.dropped |= names
        self.sure -= names
        if self.known is not None:
            self.known = tuple(name for name in self.known if name not in names)
        for name in names:
            self.assigned.pop(name, None)

    def assign(self, name: str, value: Data, place: ast.AST | None = None) -> None:
        self.dropped -= {name}
        self.sure |= {name}
        self.assigned[name] = value
        self.seen.add(name)
        if place is not None:
            self.places[name] = place
        if self.known is not None and name not in self.known:
            self.known = (*self.known, name)


class Estimator(Value):
    """An object that learns: a transformer, a model, a pipeline, a search, a network.

    Attributes:
        klass: the name of its class, undotted.
        role: transformer, model, sampler, selector, search, pipeline, cluster, calibrator, network, unknown.
        kind: for what it learns when it transforms, see learned.Kind; None for stateless.
        params: arguments of the constructor.
        steps: what it contains and fits by itself.
        fit: the last fit.
    """

    __slots__ = (
        "fit", "fits", "flags", "kind", "klass", "learned", "node", "params", "role", "steps", "sweeps", "text",
    )  # fmt: skip

    def __init__(self, klass: str, role: str, kind: Any, node: ast.AST) -> None:
        super().__init__()
        self.klass = klass
        self.role = role
        self.kind = kind
        self.node = node
        self.params: dict[str, Value] = {}
        self.steps: list[Estimator] = []
        self.fit: Any = None
        self.fits: list[Any] = []
        self.learned: Statistics = NOTHING
        self.flags: set[str] = set()
        self.sweeps: dict[Loop, set[str]] = {}
        self.text = klass


class Splitter(Value):
    """A cross-validation splitter object."""

    __slots__ = ("klass", "node", "params")

    def __init__(self, klass: str, node: ast.AST, params: dict[str, Value]) -> None:
        super().__init__()
        self.klass = klass
        self.node = node
        self.params = params


class Grouped(Value):
    """A group-by, a rolling or an expanding view of data, before its aggregate."""

    __slots__ = ("by", "data", "kind", "params")

    def __init__(self, data: Data, kind: str, by: tuple[str, ...], params: dict[str, Value]) -> None:
        super().__init__(data.varies)
        self.data = data
        self.kind = kind  # groupby, rolling, expanding, resample
        self.by = by
        self.params = params


class Scope:
    """Names of a module or of a function's call; looks outward for what it does not hold."""

    __slots__ = ("globals", "names", "outer", "source", "stars")

    def __init__(self, outer: "Scope | None" = None) -> None:
        self.names: dict[str, Value] = {}
        self.outer = outer
        self.globals: set[str] = set()
        self.stars: list[str] = []
        self.source: Any = outer.source if outer is not None else None

    @property
    def top(self) -> "Scope":
        scope = self
        while scope.outer is not None:
            scope = scope.outer
        return scope

    def get(self, name: str) -> Value | None:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None

    def set(self, name: str, value: Value) -> None:
        if name in self.globals:
            self.top.names[name] = value
        else:
            self.names[name] = value


def as_data(value: Value, text: str = "") -> Data | None:
    """Data as it is; for a value of which nothing is known, rows of its own, the same ones whenever it is asked."""
    if isinstance(value, Data):
        return value
    if isinstance(value, Items) and not value.exact:
        if value.data is None:
            value.data = Data(frozenset((Piece(("gathered", id(value))),)), flags=frozenset({"gathered"}))
        return value.data
    if not isinstance(value, Unknown):
        return None
    core = value.core
    if core.data is None:
        core.data = Data(
            frozenset((Piece(("unknown", id(core))),)), varies=value.varies, flags=frozenset({"unknown", "parts"})
        )
        core.data.text = text or value.text
        core.data.columns = Columns(trusted=False)
    return core.data


def varies_of(values: Iterable[Value]) -> frozenset[Loop]:
    found: frozenset[Loop] = EMPTY
    for value in values:
        if value.varies:
            found |= value.varies
    return found
