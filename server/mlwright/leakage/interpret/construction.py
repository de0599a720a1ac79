"""How an estimator comes into being, and which loops its parameters depend on."""

import ast
from typing import TYPE_CHECKING

from mlwright.leakage.domain.joining import deep_varies, estimators_in
from mlwright.leakage.domain.values import (
    Estimator,
    Value,
)  # fmt: skip
from mlwright.leakage.interpret.arguments import Arguments
from mlwright.leakage.knowledge import estimators as known
from mlwright.leakage.knowledge import naming

if TYPE_CHECKING:
    from mlwright.leakage.interpret.machine import Machine

QUIET = naming.SEED | frozenset(
    ["verbose", "n_jobs", "nthread", "num_threads", "thread_count", "silent", "verbosity", "seed", "random_seed"]
)


def build(machine: "Machine", name: str, args: Arguments, node: ast.AST) -> Estimator:
    """An object of a known or unknown class."""
    role, kind = known.describe(name) or ("unknown", None)
    made = Estimator(name, role, kind, node)
    made.params = {**{f"#{i}": value for i, value in enumerate(args.positional)}, **args.keywords}
    for value in args.all():
        made.steps += estimators_in(value)
    for label, value in made.params.items():
        sweep(made, label, value)
    if name in known.STATSMODELS:
        made.flags.add("statsmodels")
        made.role, made.kind = "model", "supervised"
    for network in [item for item in made.steps if item.role == "network" and name in known.OPTIMISERS]:
        for label, value in args.keywords.items():
            sweep(network, label, value)
    if role in {"unknown"} and any(item.role != "unknown" for item in made.steps):
        made.role = "wrapper"
    return made


def sweep(made: Estimator, label: str, value: Value) -> None:
    """Remember which loops a parameter depends on; seeds and verbosity do not count."""
    if label.lower() in QUIET or any(word in naming.SEED for word in naming.words(label)):
        return
    for loop in deep_varies(value):
        made.sweeps.setdefault(loop, set()).add(label.strip("#"))
        made.varies |= {loop}
    for step in estimators_in(value):
        for loop, names in step.sweeps.items():
            made.sweeps.setdefault(loop, set()).update(names)
            made.varies |= {loop}
