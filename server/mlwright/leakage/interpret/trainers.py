"""Trainer objects that run the loop themselves: Lightning's and Hugging Face's."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import data_in
from mlwright.leakage.domain.values import Constant, Data, Estimator, Instance, Items, Unknown, Value
from mlwright.leakage.events import Fit, Predict
from mlwright.leakage.interpret import calls, construction, learning, networks, statistics, stopping
from mlwright.leakage.interpret.arguments import Arguments, listed

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

TUNERS = frozenset(["RandomSearch", "Hyperband", "BayesianOptimization", "GridSearch"])
LIGHTNING = ("lightning", "pytorch_lightning", "pl.", "L.")
HUGGING_FACE = frozenset(["Trainer", "Seq2SeqTrainer", "SFTTrainer", "SetFitTrainer", "SentenceTransformerTrainer"])
PLACES = {
    "fit": (("train_dataloaders", "train_dataloader"), ("val_dataloaders", "val_dataloader")),
    "test": (("dataloaders", "test_dataloaders"), ()),
    "validate": (("dataloaders", "val_dataloaders"), ()),
    "predict": (("dataloaders", "predict_dataloaders"), ()),
}
OWN = {
    "fit": "train_dataloader",
    "test": "test_dataloader",
    "validate": "val_dataloader",
    "predict": "predict_dataloader",
}


def is_trainer(dotted: str) -> bool:
    name = dotted.rpartition(".")[2]
    return name in HUGGING_FACE and dotted != name


def is_tuner(dotted: str) -> bool:
    return dotted.startswith(("keras_tuner.", "kerastuner.", "kt.")) and dotted.rpartition(".")[2] in TUNERS


def build(machine: "Machine", dotted: str, args: Arguments, node: ast.AST) -> Estimator:
    """A trainer; what it trains is found when it is asked to."""
    name = dotted.rpartition(".")[2]
    made = construction.build(machine, name, args, node)
    made.role = "trainer"
    if is_tuner(dotted):
        made.flags.add("tuner")
        made.steps = [Estimator("model", "network", "supervised", node)]
        return made
    made.flags.add("lightning" if dotted.startswith(LIGHTNING) else "hugging face")
    return made


def call_method(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.AST) -> Value | None:
    """A method of a trainer; None for one that neither trains nor judges."""
    if "tuner" in owner.flags:
        return _tuned(machine, owner, name, args, node)
    if "lightning" in owner.flags:
        return _lightning(machine, owner, name, args, node) if name in PLACES else None
    if name == "train":
        return _train(machine, owner, args, node)
    if name in {"evaluate", "predict"}:
        return _judge(machine, owner, name, args, node)
    if name == "add_callback":
        known = owner.params.get("callbacks")
        owner.params["callbacks"] = Items([*listed(known), *args.positional])
        return Constant(None)
    return None


def _tuned(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.AST) -> Value | None:
    """Keras Tuner: the search fits on some rows and picks by others."""
    network = owner.steps[0]
    if name == "search" and isinstance(node, ast.Call):
        learning.fit(machine, network, name, args, node)
        if network.fit is not None and network.fit.evals:
            network.fit.stops = f"the choice of {owner.klass}"
        return Constant(None)
    if name == "get_best_models":
        return Items([network], "list")
    return None


# -- Lightning ------------------------------------------------------------------------------------------------


def _lightning(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.AST) -> Value:
    module = args.get("model", 0)
    network = networks.network_of(module) if module is not None else None
    if network is None:
        network = (
            owner.steps[-1]
            if owner.steps and module is None
            else Estimator("LightningModule", "network", "supervised", node)
        )
    if network not in owner.steps:
        owner.steps.append(network)
    train, watch = PLACES[name]
    rows = _loader(machine, train, 1, args, module, OWN[name], node)
    watched = _loader(machine, watch, 2, args, module, "val_dataloader", node)
    if name != "fit":
        return _asked(machine, network, name, rows, node)
    if rows is None:
        return Constant(None)
    fit = _learn(machine, network, rows, [watched] if watched is not None else [], args, node)
    fit.stops = stopping.stopping(owner, Arguments([], {})) if fit.evals else ""
    return Constant(None)


def _loader(
    machine: "Machine",
    labels: tuple[str, ...],
    position: int,
    args: Arguments,
    module: Value | None,
    own: str,
    node: ast.AST,
) -> Data | None:
    """The rows of a loader: handed over, or made by a data module or by the network's own method."""
    given = args.first(*labels) if labels else None
    if given is None and (labels or position > 1) and position < len(args.positional):
        given = args.positional[position]
    if given is not None and not isinstance(given, Instance):
        return next(iter(learning.rows_in(given)), None)
    for maker in (args.keywords.get("datamodule"), *args.positional[1:2], module):
        if isinstance(maker, Instance):
            return _made(machine, maker, own, node)
    return None


def _made(machine: "Machine", maker: Instance, name: str, node: ast.AST) -> Data | None:
    """What a data module's method returns; `setup` runs once before."""
    setup = calls.find_method(maker.klass, "setup")
    if setup is not None and "<set up>" not in maker.attributes:
        maker.attributes["<set up>"] = Constant(True)
        calls.call_function(machine, setup, Arguments([maker], {}), node)
    method = calls.find_method(maker.klass, name)
    if method is None:
        return None
    found = calls.call_function(machine, method, Arguments([maker], {}), node)
    return next(iter(data_in(found)), None)


def _asked(machine: "Machine", network: Estimator, name: str, rows: Data | None, node: ast.AST) -> Value:
    if rows is None:
        return Unknown()
    predicted = _predicted(network, rows)
    if name == "predict":
        machine.emit(Predict, node, estimator=network, data=rows, fit=network.fit)
        return predicted
    return _score(machine, network, name, rows, predicted, node)


# -- Hugging Face ---------------------------------------------------------------------------------------------


def _train(machine: "Machine", owner: Estimator, args: Arguments, node: ast.AST) -> Value:
    rows = next(iter(learning.rows_in(owner.params.get("train_dataset") or owner.params.get("#3"))), None)
    if rows is not None:
        network = _network(owner, node)
        watched = data_in(_watched(owner) or Unknown())
        fit = _learn(machine, network, rows, watched[:1], args, node)
        fit.stops = _stops(owner) if fit.evals else ""
    return Unknown()


def _network(owner: Estimator, node: ast.AST) -> Estimator:
    """What the trainer trains: its model, or one of its own where that is not known."""
    given = owner.params.get("model") or owner.params.get("#0")
    network = networks.network_of(given) if given is not None else None
    if network is None:
        network = Estimator("model", "network", "supervised", node)
        owner.params["model"] = network
    if network.role not in {"network", "model"}:
        network.role = "network"
    return network


def _watched(owner: Estimator) -> Value | None:
    return owner.params.get("eval_dataset") or owner.params.get("#4")


def _stops(owner: Estimator) -> str:
    settings = owner.params.get("args") or owner.params.get("#1")
    if isinstance(settings, Estimator):
        best = settings.params.get("load_best_model_at_end")
        if best is not None and not (isinstance(best, Constant) and not best.value):
            return "load_best_model_at_end"
        if isinstance(settings.params.get("**"), Unknown):
            return ""
    return stopping.stopping(owner, Arguments([], {}))


def _judge(machine: "Machine", owner: Estimator, name: str, args: Arguments, node: ast.AST) -> Value:
    given = args.get("eval_dataset" if name == "evaluate" else "test_dataset", 0) or _watched(owner)
    rows = next(iter(learning.rows_in(given)), None) if given is not None else None
    if rows is None:
        return Unknown()
    network = _network(owner, node)
    predicted = _predicted(network, rows)
    predicted.label = rows.label or rows.like(columns=None, name="label")
    if name == "evaluate":
        return _score(machine, network, name, rows, predicted, node)
    machine.emit(Predict, node, estimator=network, data=rows, fit=network.fit)
    return predicted


# -- both -----------------------------------------------------------------------------------------------------


def _learn(
    machine: "Machine", network: Estimator, rows: Data, evals: list[Data], args: Arguments, node: ast.AST
) -> Fit:
    fit = machine.emit(
        Fit, node, estimator=network, data=rows, target=rows.label, params=args.keywords, stops="", evals=evals,
        text=network.text, learned=rows.all_learned() | learning.built_in(network),
    )  # fmt: skip
    network.fit = fit
    network.fits.append(fit)
    return fit


def _predicted(network: Estimator, rows: Data) -> Data:
    made = Data(
        rows.rows,
        rows.all_learned(),
        flags=frozenset({"prediction"}),
        varies=rows.varies | network.varies,
        deps=rows.deps,
    )
    if network.fit is not None:
        made.fits = frozenset((network.fit,))
    made.text, made.node = rows.text, rows.node
    return made


def _score(machine: "Machine", network: Estimator, name: str, rows: Data, predicted: Data, node: ast.AST) -> Value:
    if network.fit is None:
        return Unknown()
    result = statistics.score(machine, node, name=name, predicted=predicted, truth=rows.label, params={})
    return Items([result], "list", exact=False)
