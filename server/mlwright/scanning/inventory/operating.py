"""Signs that Python code serves, monitors, tracks or orchestrates."""

import ast
import re
from collections.abc import Iterator

from mlwright.scanning.findings import visible
from mlwright.scanning.inventory.entries import Evidence
from mlwright.scanning.inventory.learning import FITS
from mlwright.scanning.inventory.libraries import LOADERS, LOADS, WEB, use_of, within
from mlwright.scanning.inventory.syntax import Code, Function

_ROUTES = ("post", "get", "put", "route", "api_route", "websocket")
_SCORES = re.compile(r"(?i)predict|scor(?:e|ing)|infer|invocations|classif|recommend|forecast|embed|generate|detect")
_WATCHES = re.compile(
    r"(?i)(?:^|_)(?:psi|population_stability|drift|data_quality|monitor|monitoring)(?:_|$)|ks_statistic"
)
_HANDLERS = frozenset(("model_fn", "predict_fn", "input_fn"))


def operating(code: Code) -> Iterator[Evidence]:
    """All signs, library by library."""
    yield from _uses(code)
    yield from _serving(code)
    for node in (*code.functions, *code.classes):
        if _WATCHES.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name)):
            yield Evidence("monitoring", node.lineno, f"defines `{node.name}`", "medium")


def _uses(code: Code) -> Iterator[Evidence]:
    """Libraries that are used for one thing: what is called of them, else that they are imported."""
    called = [(call.name, call.node.lineno) for call in code.calls]
    bases = [(code.name(base), node.lineno) for node in code.classes for base in node.bases]
    decorators = [
        (code.name(item), item.lineno) for node in (*code.functions, *code.classes) for item in node.decorator_list
    ]
    met: set[str] = set()
    imported = {known[0] for name, _ in code.imports if (known := use_of(name))}
    for name, line in sorted((*called, *bases, *decorators), key=lambda item: item[1]):
        known = use_of(name)
        if known and known[0] in imported:
            met.add(known[0])
            yield Evidence(known[1], line, f"`{visible(name, 80)}`", known[2])
    for name, line in code.imports:
        known = use_of(name)
        if known and known[0] not in met:
            met.add(known[0])
            yield Evidence(known[1], line, f"imports `{known[0]}`", "low" if known[2] == "low" else "medium")


def _serving(code: Code) -> Iterator[Evidence]:
    predicts = [call for call in code.calls if call.method.startswith("predict")]
    loads = [call for call in code.calls if within(call.name, LOADERS) or call.name.rpartition(".")[2] in LOADS]
    if any(within(name, WEB) for name, _ in code.imports):
        yield from _routes(code, bool(predicts or loads))
    handlers = [node for node in code.functions if node.name in _HANDLERS]
    if len({node.name for node in handlers}) >= 2:
        yield Evidence("serving", handlers[0].lineno, f"defines `{handlers[0].name}` and `{handlers[1].name}`", "high")
    streamlit = any(within(name, ("streamlit", "dash", "shiny")) for name, _ in code.imports)
    if predicts and streamlit:
        yield Evidence("serving", predicts[0].node.lineno, "an application that predicts", "medium")
    elif predicts and loads and not _learns_or_judges(code):
        yield Evidence("serving", loads[0].node.lineno, "loads a model and predicts", "medium")


def _learns_or_judges(code: Code) -> bool:
    return any(call.method in FITS or ".metrics." in call.name for call in code.calls)


def _routes(code: Code, has_model: bool) -> Iterator[Evidence]:
    """Addresses that answer with what a model says."""
    for function in code.functions:
        for item in function.decorator_list:
            if not (isinstance(item, ast.Call) and isinstance(item.func, ast.Attribute) and item.func.attr in _ROUTES):
                continue
            names = bool(_SCORES.search(f"{function.name} {_address(item)}"))
            if names or (has_model and _predicts(function)):
                yield Evidence("serving", item.lineno, f"`@{visible(ast.unparse(item), 80)}`", "high")


def _address(decorator: ast.Call) -> str:
    first = decorator.args[0] if decorator.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _predicts(function: Function) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr.startswith("predict") for node in ast.walk(function))
