"""The catalogue: one module a rule. Putting a file here is all it takes."""

import importlib
import pkgutil

from mlwright.leakage.rule import Rule


def _load() -> dict[str, Rule]:
    rules = [
        Rule(item.name, importlib.import_module(f"{__name__}.{item.name}")) for item in pkgutil.iter_modules(__path__)
    ]
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


RULES = _load()
