"""Layers that are called on one another: keras' functional style, networks out of a library's shelf."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.values import Data, Estimator, Value
from mlwright.leakage.interpret import construction
from mlwright.leakage.interpret.arguments import Arguments

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

SHELVES = (
    "torchvision.models.", "models.resnet", "timm.", "keras.applications.", "tensorflow.keras.applications.",
    "tf.keras.applications.", "segmentation_models_pytorch.", "tensorflow_hub.", "hub.KerasLayer", "torch.hub.load",
    "torch.nn.", "nn.",
)  # fmt: skip
NOT_NETWORKS = ("Loss", "functional", "init", "utils", "Parameter")


def is_network(dotted: str) -> bool:
    """Whether a call of a library's name makes a network, or a layer that can stand for one."""
    if not dotted.startswith(SHELVES) or any(word in dotted for word in NOT_NETWORKS):
        return False
    name = dotted.rpartition(".")[2]
    if dotted.startswith(("torch.nn.", "nn.")):
        return name[:1].isupper()
    return not name.startswith(("list_", "get_", "preprocess_", "decode_"))


def network(machine: "Machine", dotted: str, args: Arguments, node: ast.AST) -> Estimator:
    made = construction.build(machine, dotted.rpartition(".")[2], args, node)
    made.role, made.kind = "network", "supervised"
    return made


def composed(outer: Estimator, args: Arguments, node: ast.AST) -> Value | None:
    """`layer(previous)`: a network of both; None when rows are given."""
    given = [value for value in _flat(args.all()) if isinstance(value, Estimator)]
    if not given or any(isinstance(value, Data) for value in args.all()):
        return None
    made = Estimator(outer.klass, "network", "supervised", node)
    made.steps = list(
        {id(step): step for step in [*(step for value in given for step in (*value.steps, value)), outer]}.values()
    )[:200]
    for step in (*given, outer):
        made.varies |= step.varies
        for loop, names in step.sweeps.items():
            made.sweeps.setdefault(loop, set()).update(names)
    return made


def _flat(values: list[Value]) -> list[Value]:
    return [item for value in values for item in (getattr(value, "items", None) or [value])]
