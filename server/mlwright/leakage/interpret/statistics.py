"""Statistics of rows: reductions, row-wise functions that learn, cut-offs chosen by a score."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import combine, data_in
from mlwright.leakage.domain.learned import NOTHING, Kind, Statistic, Statistics
from mlwright.leakage.domain.rows import NO_ROWS
from mlwright.leakage.domain.values import EMPTY, Constant, Data, Grouped, Items, Mapping, Unknown, Value
from mlwright.leakage.events import Learn, Score
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.interpret.cuts import Stretch
from mlwright.leakage.knowledge import functions, naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

PER_ROW = frozenset({1, -1, "columns", "index_"})


def statistic(machine: "Machine", kind: Kind, owner: Data, text: str, node: ast.AST) -> Statistic:
    """A new statistic of the owner's rows, told to the log."""
    columns = owner.deps or (frozenset((owner.name,)) if owner.name else frozenset())
    made = Statistic(kind, node, owner.rows, text, columns, None, len(machine.events))
    made.source = machine.source
    made.within = tuple(machine.stack)
    machine.emit(Learn, node, statistic=made, data=owner)
    return made


def reduce(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Value:
    """A mean, a quantile, a correlation: a value that carries a statistic until it meets rows."""
    if "error" in owner.flags:
        # overshooting and undershooting cancel out: such a mean corrects a model, it does not judge it
        return Unknown(owner.varies) if _is_bias(name, node) else score_of_error(machine, owner, name, node)
    axis = args.get("axis", 0) if name not in {"quantile", "percentile", "agg", "aggregate"} else args.get("axis")
    axis = axis or args.get("dim")
    if "row" in owner.flags or isinstance(owner.frame, Stretch) or _along_the_row(axis):
        return owner.like(name=None, columns=None)
    if not owner.rows and "expr" not in owner.flags:
        machine.choose(node, owner, name) if name in {"max", "min"} else None
        return Data(latent=owner.latent, scores=owner.scores, varies=owner.varies, learned=owner.learned)
    if "presence" in owner.flags or "index" in owner.flags or (name in {"min", "max"} and _is_time(owner)):
        return Unknown(owner.varies)
    if name in {"sum", "min", "max", "value_counts"} and (owner.name in naming.TARGET or "codes" in owner.flags):
        return Unknown(owner.varies)
    kind: Kind = functions.REDUCTIONS[name]  # type: ignore[assignment]  # the table's words are the kinds
    made = statistic(machine, kind, owner, f"{_text(owner)}.{name}()", node)
    result = Data(latent=frozenset((made,)), varies=owner.varies, deps=owner.deps, learned=NOTHING)
    if kind == "correlation":
        result.flags = frozenset({"correlation"})
    if "expr" in owner.flags:
        result.flags |= {"expr"}
    return result


def _is_bias(name: str, node: ast.AST) -> bool:
    """Whether a reduction is the mean of plain differences: `np.mean(y - p)`, `(y - p).mean()`."""
    if name not in {"mean", "median", "average", "nanmean", "sum"} or not isinstance(node, ast.Call):
        return False
    given = node.func.value if isinstance(node.func, ast.Attribute) else None
    return any(isinstance(item, ast.BinOp) and isinstance(item.op, ast.Sub) for item in (given, *node.args[:1]))


def _along_the_row(axis: Value | None) -> bool:
    """Whether a reduction leaves the rows alone: `dim=1`, `axis=(1, 2)`, xarray's `dim="lat"`."""
    if isinstance(axis, Items):
        return bool(axis.items) and all(_along_the_row(item) for item in axis.items)
    if not isinstance(axis, Constant) or axis.value is None or isinstance(axis.value, bool):
        return False
    if isinstance(axis.value, str):
        return axis.value in PER_ROW or axis.value in SPACE
    return axis.value in PER_ROW or (isinstance(axis.value, int) and axis.value != 0)


SPACE = frozenset(
    ["lat", "lon", "latitude", "longitude", "x", "y", "level", "lev", "height", "depth", "channel", "band"]
)


def _is_time(owner: Data) -> bool:
    return "time" in owner.flags or bool(owner.name and naming.timely(owner.name))


def _text(owner: Data) -> str:
    if owner.name and not owner.text.endswith("]"):
        return owner.name
    return owner.text or owner.name or "the data"


def learn_in_place(machine: "Machine", owner: Data, name: str, args: Arguments, node: ast.Call) -> Data:
    """`scale(X)`, `qcut(x)`: the same rows, each with a statistic of all of them."""
    kind: Kind = functions.LEARNING[name]  # type: ignore[assignment]  # the table's words are the kinds
    made = statistic(machine, kind, owner, f"{name}({_text(owner)})", node)
    result = owner.like(learned=owner.all_learned() | {made})
    if kind == "smooth":
        result.flags |= {"smoothed"}
    return result


def look_both_ways(machine: "Machine", owner: Data, kind: Kind, name: str, node: ast.AST) -> Data:
    made = statistic(machine, kind, owner, f"{_text(owner)}.{name}()", node)
    return owner.like(learned=owner.all_learned() | {made})


def repeat(machine: "Machine", owner: Data, name: str, node: ast.AST) -> Data:
    """Rows drawn with replacement: some of them twice."""
    made = statistic(machine, "copies", owner, f"{name}({_text(owner)})", node)
    return owner.like(learned=owner.all_learned() | {made}, node=node)


def bind(machine: "Machine", expression: Data, owner: Data) -> Data:
    """An expression of columns (polars, Spark) meets the rows of a frame."""
    if "expr" not in expression.flags:
        return expression
    bound: set[Statistic] = set()
    for item in expression.learned | expression.latent:
        if not item.rows:
            twin = item.as_kind(item.kind)
            twin.rows = owner.rows
            twin.source = item.source
            twin.within = item.within
            bound.add(twin)
        else:
            bound.add(item)
    learned: Statistics = frozenset(bound)
    return expression.like(rows=owner.rows, learned=learned, latent=NOTHING, flags=expression.flags - {"expr"})


def grouped(machine: "Machine", owner: Grouped, name: str, args: Arguments, node: ast.Call) -> Value:
    """The end of a group-by, a rolling or an expanding view."""
    data = owner.data
    if owner.kind in {"rolling", "expanding", "ewm"}:
        centre = owner.params.get("center")
        result = data.like(flags=data.flags | {"ordered", "past"}, name=None)
        if (isinstance(centre, Constant) and centre.value is True) or "reversed" in data.flags:
            result.future = node
            machine.abroad(node)
            result.flags -= {"past"}
        else:
            result.deps = EMPTY  # what earlier rows held is no function of this row's label
        return result
    if owner.kind == "resample":
        return data.like(flags=data.flags | {"ordered"})
    if name in {"rolling", "expanding", "ewm"}:
        return Grouped(data, "rolling", owner.by, args.keywords)
    if name in {"shift", "diff", "pct_change", "lead", "lag"}:
        result = data.like(flags=data.flags | {"ordered", "lag"}, name=None)
        if name == "lead" or looks_ahead(args.get("periods", 0), node):
            result.future = node
            machine.abroad(node)
            result.flags -= {"lag"}
        return result
    if name in {
        "cumsum",
        "cumcount",
        "cummax",
        "cummin",
        "cumprod",
        "rank",
        "ngroup",
        "head",
        "tail",
        "nth",
        "sample",
        "ffill",
        "groups",
        "get_group",
    }:
        return data.like(columns=data.columns)
    if name in {
        "transform",
        "apply",
        "agg",
        "aggregate",
        "mean",
        "median",
        "std",
        "var",
        "sum",
        "min",
        "max",
        "count",
        "size",
        "nunique",
        "first",
        "last",
        "quantile",
        "mode",
        "skew",
        "fillna",
        "describe",
    }:
        return _aggregate(machine, owner, name, args, node)
    return data.like(name=None, columns=None)


def looks_ahead(periods: Value | None, node: ast.AST) -> bool:
    """Whether a shift is negative: a number below zero, or a name with a minus before it."""
    if isinstance(periods, Constant):
        return isinstance(periods.value, int | float) and periods.value < 0
    given = [
        *getattr(node, "args", []),
        *(item.value for item in getattr(node, "keywords", []) if item.arg == "periods"),
    ]
    return any(isinstance(item, ast.UnaryOp) and isinstance(item.op, ast.USub) for item in given[:1])


def _aggregate(machine: "Machine", owner: Grouped, name: str, args: Arguments, node: ast.Call) -> Value:
    data = owner.data
    how = args.positional[0] if args.positional else None
    word = how.value if isinstance(how, Constant) else name
    if name == "transform" and not isinstance(how, Constant):
        # a callback on each group: what it reduces is a statistic of the group's rows
        inner = machine.call_value(how, Arguments([data], {}), node) if how is not None else data
        found = combine([inner, data])
        extra = (
            frozenset().union(*(item.latent | item.all_learned() for item in data_in(inner)))
            if inner is not data
            else NOTHING
        )
        return found.like(learned=found.learned | extra) if isinstance(found, Data) else data
    if word in {"cumsum", "cumcount", "shift", "rank", "ffill", "diff"}:
        return data.like(columns=None)
    kind: Kind = "entity" if any(naming.entity(by) for by in owner.by) else "moments"
    columns = data.like(deps=data.deps | _aggregated(args))
    made = statistic(machine, kind, columns, f"groupby({', '.join(owner.by)}).{word}", node)
    if name in {"transform", "fillna"}:
        return data.like(learned=data.all_learned() | {made}, name=None, columns=None, deps=data.deps)
    return Data(
        rows=NO_ROWS, latent=frozenset((made,)), deps=columns.deps, flags=frozenset({"aggregate"}), learned=data.learned
    )


def _aggregated(args: Arguments) -> frozenset[str]:
    """The columns that an `agg` names."""
    found: set[str] = set()
    for value in args.all():
        if isinstance(value, Mapping):
            found |= {key for key in value.entries if isinstance(key, str)}
        elif isinstance(value, Items) and value.items and isinstance(value.items[0], Constant):
            found.add(str(value.items[0].value))
        elif isinstance(value, Data) and "expr" in value.flags:
            found |= value.deps
    return frozenset(found)


def score_of_error(machine: "Machine", owner: Data, name: str, node: ast.AST) -> Data:
    """A mean of what predictions and labels differ by is a score."""
    predicted = owner.frame if isinstance(owner.frame, Data) else owner
    return score(machine, node, name=f"{name} of the error", predicted=predicted, truth=owner.label, params={})


def score(
    machine: "Machine", node: ast.AST, *, name: str, predicted: Data, truth: Data | None, params: dict[str, Value]
) -> Data:
    """Log a score of predictions against labels; the result remembers it."""
    fits = tuple(sorted(predicted.fits, key=lambda fit: fit.at))
    event = machine.emit(
        Score, node, estimator=fits[-1].estimator if fits else None, fits=fits, truth=truth, predicted=predicted,
        data=predicted if predicted.rows else (truth or predicted), metric=name, params=params, used=set(),
        varies=predicted.varies, text=predicted.text,
    )  # fmt: skip
    if machine.inside_print:
        event.used.add("printed")
    return Data(scores=frozenset((event,)), varies=predicted.varies)


def threshold(machine: "Machine", owner: Data, node: ast.AST) -> Data:
    """A cut-off picked from a curve of scores: a statistic of the rows behind the curve."""
    rows = owner.label.rows if owner.label is not None else owner.rows
    made = Statistic("threshold", node, rows, "the threshold", frozenset(), None, len(machine.events))
    made.source = machine.source
    made.within = tuple(machine.stack)
    machine.emit(Learn, node, statistic=made, data=owner)
    return Data(latent=frozenset((made,)))
