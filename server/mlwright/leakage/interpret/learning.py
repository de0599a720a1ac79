"""Fitting: what an estimator learns, and from which rows."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import combine, data_in
from mlwright.leakage.domain.learned import NOTHING, Statistic
from mlwright.leakage.domain.values import (
    Constant,
    Data,
    Estimator,
    Items,
    Unknown,
    Value,
    as_data,
)  # fmt: skip
from mlwright.leakage.events import Fit, Learn, Validate
from mlwright.leakage.interpret import items
from mlwright.leakage.interpret.arguments import Arguments, listed
from mlwright.leakage.knowledge import estimators as known
from mlwright.leakage.knowledge import naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

from mlwright.leakage.interpret.construction import build
from mlwright.leakage.interpret.stopping import evaluation_data, stopping


def fit(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.Call) -> Value:
    """Learn from rows; a search is a cross-validation, a transformer leaves a statistic."""
    if owner.role == "search" and (owner.klass in known.SEARCHES):
        _search(machine, owner, args, node)
    data, target = fitted_data(owner, args)
    if data is None:
        return owner
    stated = owner.role
    if stated == "unknown" and name in {"fit_on_texts", "adapt", "train_from_iterator", "train_new_from_iterator"}:
        owner.role, owner.kind = "transformer", "vocabulary"
    event = machine.emit(
        Fit, node, estimator=owner, data=data, target=target, params=args.keywords, stops="", evals=[], text=owner.text,
        learned=data.all_learned() | built_in(owner),
    )  # fmt: skip
    event.evals = evaluation_data(args)
    event.stops = stopping(owner, args) if event.evals else ""
    for item in listed(args.keywords.get("callbacks")):
        if isinstance(item, Estimator) and item.klass == "ModelCheckpoint":
            path = item.params.get("filepath") or item.params.get("#0")
            if isinstance(path, Constant):
                machine.saved[path.value] = owner
    owner.fit = event
    owner.fits.append(event)
    # what a transformer was fitted on is what its output carries
    owner.learned = data.all_learned() | learned_by(machine, owner, event, data, target, node)
    return owner


def built_in(owner: Estimator) -> frozenset[Statistic]:
    """What the layers of a network learned before the network itself is trained: `Normalization.adapt`."""
    if owner.role != "network":
        return NOTHING
    found: set[Statistic] = set()
    seen: set[int] = set()
    waiting = list(owner.steps)
    while waiting:
        step = waiting.pop()
        if id(step) not in seen:
            seen.add(id(step))
            found |= step.learned if step.role == "transformer" else NOTHING
            waiting += step.steps if step.role in {"network", "unknown", "wrapper"} else []
    return frozenset(found)


def built_on_rows(machine: "Machine", name: str, args: Arguments, node: ast.Call) -> Estimator:
    """gensim's models learn when they are built."""
    made = build(machine, name, args, node)
    rows = args.first("sentences", "documents", "corpus") or (args.positional[0] if args.positional else None)
    if made.fit is None and rows is not None and data_in(rows):
        made.role = "transformer"
        made.kind = made.kind or "vocabulary"
        fit(machine, made, "fit", Arguments([rows], {}), node)
    return made


def fitted_data(owner: Estimator, args: Arguments) -> tuple[Data | None, Data | None]:
    """The features and the labels of a fit."""
    first = args.get("X", 0) or args.first(
        "x", "train_data", "data", "train_set", "dtrain", "documents", "train_dataloaders", "train_df", "training_data"
    )
    if first is None:
        first = owner.params.get("train_dataset") or owner.params.get("endog")
    if isinstance(first, Unknown | Constant | None) and owner.params:
        first = _constructed(owner) or first
    datas = rows_in(first)
    if not datas:
        return None, None
    second = args.get("y", 1) or args.first("Y", "label", "labels")
    targets = data_in(second) if second is not None else []
    data = datas[0] if len(datas) == 1 else pooled(datas)
    target = targets[0] if targets else data.label
    named = owner.params.get("labelCol")
    if target is None and isinstance(named, Constant) and isinstance(named.value, str):
        target = items.column(data, named.value, owner.node)
        # the features are one column of vectors, not the frame
        data = data.like(columns=None, learned=data.all_learned())
    return data, target


def rows_in(value: Value | None) -> list[Data]:
    """The data in an argument that stands for rows, be they known or not."""
    found = data_in(value) if value is not None else []
    if not any(data.rows for data in found) and isinstance(value, Items) and not value.exact:
        made = as_data(value)
        return [made] if made is not None else found
    if not found and (isinstance(value, Items) or (isinstance(value, Unknown) and value.text != "trial")):
        made = as_data(value)
        return [made] if made is not None else []
    return found


def pooled(datas: list[Data]) -> Data:
    found = combine(datas)
    return found if isinstance(found, Data) else datas[0]


def _constructed(owner: Estimator) -> Value | None:
    """statsmodels takes its rows when it is built: `OLS(y, X)`, `ARIMA(series)`, `ols("y ~ x", data=df)`."""
    if "statsmodels" not in owner.flags and owner.role != "unknown":
        return None
    found = [value for value in owner.params.values() if isinstance(value, Data)]
    if len(found) >= 2:
        return found[1].like(label=found[0])
    return found[0] if found else None


def learned_by(
    machine: "Machine", owner: Estimator, event: Fit, data: Data, target: Data | None, node: ast.AST
) -> frozenset[Statistic]:
    """The statistics that a fitted object puts into what it transforms."""
    found: set[Statistic] = set()
    for part in [owner, *contained(owner)]:
        kind = part.kind
        if part.role == "unknown":
            kind = "moments"
        if part.role in {"pipeline", "wrapper", "search"} or not kind:
            continue
        made = Statistic(kind, node, data.rows, f"{owner.text}.fit", data.deps, part, len(machine.events))
        made.source = machine.source
        made.within = tuple(machine.stack)
        if kind == "encoding" and part.klass == "TargetEncoder" and isinstance(part.params.get("cols"), Items):
            made.columns = frozenset()
        made.of_target = bool(data.name and (data.name.lower() in naming.TARGET or "is target" in data.flags))
        machine.emit(Learn, node, statistic=made, data=data)
        found.add(made)
    return frozenset(found)


def contained(owner: Estimator, depth: int = 3) -> list[Estimator]:
    if owner.role not in {"pipeline", "wrapper"} or not depth:
        return []
    return [inner for step in owner.steps for inner in [step, *contained(step, depth - 1)]]


def _search(machine: "Machine", owner: Estimator, args: Arguments, node: ast.AST) -> None:
    data, target = fitted_data(owner, args)
    if data is not None:
        inner = owner.steps[0] if owner.steps else None
        machine.emit(
            Validate,
            node,
            kind="search",
            estimator=owner,
            data=data,
            target=target,
            params={**owner.params, **args.keywords},
        )
        owner.flags.add("searched")
        if inner is not None:
            owner.flags |= {f"inner {inner.klass}"}
