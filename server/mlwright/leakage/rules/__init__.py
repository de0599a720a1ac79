"""The catalogue: one module a rule. Putting a file here is all it takes."""

import importlib
import os

from mlwright.leakage.rule import Rule


def _load() -> dict[str, Rule]:
    # pkgutil would walk the folder too, and import inspect for it
    names = sorted(name[:-3] for name in os.listdir(__path__[0]) if name.endswith(".py") and name[0] != "_")
    rules = [Rule(name, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


RULES = _load()
