"""Networks written as classes, training loops written by hand, data sets written as classes."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import combine, data_in, estimators_in
from mlwright.leakage.domain.rows import source_rows
from mlwright.leakage.domain.values import (
    Data,
    Estimator,
    Function,
    Instance,
    Klass,
    Library,
    Loop,
    Unknown,
    Value,
)
from mlwright.leakage.events import Fit
from mlwright.leakage.interpret import calls, construction, estimators, learning, predicting, trainers
from mlwright.leakage.interpret.arguments import Arguments

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

NETWORK_BASES = frozenset(["Module", "LightningModule", "Model", "Layer"])
LEARNER_BASES = frozenset(["BaseEstimator", "TransformerMixin", "ClassifierMixin", "RegressorMixin"])
HIDDEN = "<network>"


def bases(klass: Klass, depth: int = 6) -> set[str]:
    found = set()
    for base in klass.bases:
        if isinstance(base, Library):
            found.add(base.last)
        elif isinstance(base, Klass) and depth:
            found |= bases(base, depth - 1)
    return found


def prepare(machine: "Machine", made: Instance, args: Arguments, node: ast.AST) -> None:
    """Give an object of a network class the estimator that stands for what it learns."""
    found = bases(made.klass)
    if found & trainers.HUGGING_FACE:
        made.attributes[HIDDEN] = trainers.build(
            machine, f"transformers.{min(found & trainers.HUGGING_FACE)}", args, node
        )
    elif found & NETWORK_BASES:
        shadow = Estimator(made.klass.name, "network", "supervised", node)
        for label, value in [*enumerate(args.positional), *args.keywords.items()]:
            construction.sweep(shadow, str(label), value)
        shadow.steps = [step for value in made.attributes.values() for step in estimators_in(value)]
        if "LightningModule" in found:
            shadow.flags.add("lightning")
        made.attributes[HIDDEN] = shadow


def network_of(value: Value) -> Estimator | None:
    if isinstance(value, Estimator):
        return value
    if isinstance(value, Instance):
        found = value.attributes.get(HIDDEN)
        return found if isinstance(found, Estimator) else None
    return None


def call_instance(machine: "Machine", owner: Instance, args: Arguments, node: ast.AST) -> Value:
    """`model(x)`: predictions of a network; the call method of anything else."""
    shadow = network_of(owner)
    if shadow is not None:
        return live_prediction(machine, shadow, args, node)
    method = calls.find_method(owner.klass, "__call__")
    if method is not None:
        return calls.call_function(machine, method, Arguments([owner, *args.positional], args.keywords), node)
    found = combine(args.all())
    return found if isinstance(found, Data) else Unknown(found.varies)


def live_prediction(machine: "Machine", shadow: Estimator, args: Arguments, node: ast.AST) -> Value:
    found = predicting.predict(machine, shadow, args, node)
    if isinstance(found, Data):
        found.frame = shadow
        if not found.fits:
            # a first pass, before any step was taken
            found.flags |= {"untrained"}
    return found


def call_loss(machine: "Machine", function: Estimator, args: Arguments, node: ast.AST) -> Value:
    """`criterion(outputs, labels)`: an error, of which `backward` learns and `item` scores."""
    datas = [found for value in args.all() for found in data_in(value)]
    found = combine(args.all())
    if isinstance(found, Data) and len(datas) >= 2:
        predicted = next((item for item in datas if "prediction" in item.flags), None)
        if predicted is not None:
            found.flags |= {"error", "prediction"}
            found.label = next((item for item in datas if item is not predicted), None)
            found.frame = predicted
    return found if isinstance(found, Data) else Unknown(found.varies)


def train_network(machine: "Machine", loss: Data, node: ast.AST) -> Value:
    """`loss.backward()`: the network behind the loss learns from the rows of the batch."""
    predicted = loss.frame if isinstance(loss.frame, Data) else loss
    shadow = predicted.frame
    if isinstance(shadow, Estimator):
        event = machine.emit(
            Fit,
            node,
            estimator=shadow,
            data=predicted,
            target=loss.label,
            params={},
            stops="",
            evals=[],
            text=shadow.text,
            learned=predicted.all_learned(),
        )
        shadow.fit = event
        shadow.fits.append(event)
    return Unknown()


def call_unknown_method(machine: "Machine", owner: Instance, name: str, args: Arguments, node: ast.Call) -> Value:
    """A method that the class inherits from a library."""
    shadow = network_of(owner)
    if shadow is not None:
        done = trainers.call_method(machine, shadow, name, args, node) if shadow.role == "trainer" else None
        return done if done is not None else estimators.call_method(machine, shadow, name, args, node)
    found = bases(owner.klass)
    if name == "fit_transform" and found & LEARNER_BASES:
        fit, transform = calls.find_method(owner.klass, "fit"), calls.find_method(owner.klass, "transform")
        if fit is not None and transform is not None:
            calls.call_function(machine, fit, Arguments([owner, *args.positional], args.keywords), node)
            return calls.call_function(machine, transform, Arguments([owner, *args.positional[:1]], {}), node)
    if name == "set_params":
        return owner
    result = combine(args.all())
    return result if isinstance(result, Data) else Unknown(result.varies)


def rows_of(machine: "Machine", owner: Instance, node: ast.AST) -> Value:
    """A data set written as a class: the rows of the first table that it keeps."""
    kept = [value for value in owner.attributes.values() if isinstance(value, Data) and value.rows]
    if not kept:
        return Data(source_rows(("object", id(owner))))
    result = kept[0].like(columns=None)
    if len(kept) > 1:
        result.label = kept[1].like(columns=None)
    item = calls.find_method(owner.klass, "__getitem__")
    if item is not None and item.node not in machine.running:
        loop = Loop(item.node, "numbers")
        machine.loops.append(loop)
        try:
            element = calls.call_function(machine, item, Arguments([owner, Unknown(frozenset((loop,)))], {}), node)
        finally:
            machine.loops.pop()
        if any("windows" in found.flags for found in data_in(element)):
            result.flags |= {"windows"}
    return result


OWN = "<learner>"


def own_learner(
    machine: "Machine", method: Function, args: Arguments, result: Value, before: int, node: ast.Call
) -> Value:
    """`fit` and `predict` of a class that is written out in numpy: they learn and predict, whatever they do inside."""
    owner, name = method.bound[0], method.node.name
    if not isinstance(owner, Instance) or HIDDEN in owner.attributes:
        return result
    predicts = any(calls.find_method(owner.klass, word) for word in ("predict", "predict_proba"))
    if name in {"fit", "train"} and predicts and not any(isinstance(event, Fit) for event in machine.events[before:]):
        made = Estimator(owner.klass.name, "model", "supervised", node)
        owner.attributes[OWN] = made
        learning.fit(machine, made, "fit", args, node)
    known = owner.attributes.get(OWN)
    followed = isinstance(result, Data) and bool(result.fits)
    if name in {"predict", "predict_proba"} and isinstance(known, Estimator) and not followed:
        return predicting.predict(machine, known, args, node)
    return result
