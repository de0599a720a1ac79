"""Python code as a tree whose names are full names; nothing is imported or run."""

import ast
import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from mlwright.scanning.inventory.libraries import ESTIMATORS, TRANSFORMERS, within

_MAGIC = re.compile(r"^[ \t]*[%!?].*$", re.MULTILINE)
_DEEPEST = 40
_OF_MODELS = ("fit", "partial_fit", "fit_predict", "fit_transform", "fit_one_cycle", "train", "score", "evaluate")
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Call(NamedTuple):
    """A call: the full name of what is called, and of the object whose method it is (None for none)."""

    node: ast.Call
    name: str
    method: str
    receiver: str
    """As it is written, or the class it was made from."""
    written: str
    """As it is written: `model`, `self.model`."""
    of_module: bool = False
    """Whether the object is something imported, and so perhaps a module."""


class Code:
    """One script, or the cells of a notebook joined: its calls and definitions with full names."""

    def __init__(self, tree: ast.Module) -> None:
        nodes = list(ast.walk(tree))
        self._imports = dict(_imported(nodes))
        self.imports = [(name, line) for name, line in _import_lines(nodes)]
        self._made: dict[str, str] = {}
        for node in nodes:
            self._bind(node)
        self.calls = [self._call(node) for node in nodes if isinstance(node, ast.Call)]
        self.functions = [node for node in nodes if isinstance(node, Function)]
        self.classes = [node for node in nodes if isinstance(node, ast.ClassDef)]

    @property
    def tests(self) -> bool:
        """Whether it has functions or classes of tests, or what such functions are given."""
        named = any(node.name.lower().startswith("test") for node in (*self.functions, *self.classes))
        return named or any(name.startswith("pytest") for name, _ in self.imports)

    def name(self, node: ast.AST) -> str:
        """The full name of an expression: aliases of imports are resolved; "" when it has none."""
        parts: list[str] = []
        for _ in range(_DEEPEST):
            if isinstance(node, ast.Attribute):
                parts.append(node.attr)
                node = node.value
            elif isinstance(node, ast.Call):
                node = node.func
            elif isinstance(node, ast.Name):
                parts.append(self._imports.get(node.id, node.id))
                return ".".join(reversed(parts))
            else:
                break
        return ""

    def _bind(self, node: ast.AST) -> None:
        """Remember what a variable was made from: the class, in a pipeline the last one that learns."""
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            targets, value = [node.target], node.value
        else:
            return
        if isinstance(value, ast.Call):
            for target in targets:
                if written := _written(target):
                    self._made[written] = self._learner(value)

    def _learner(self, value: ast.expr) -> str:
        inner = [self.name(node) for node in ast.walk(value) if isinstance(node, ast.Call)]
        predicts = [name for name in inner if within(name, ESTIMATORS) and not _joins(name)]
        transforms = [name for name in inner if within(name, TRANSFORMERS)]
        return (predicts or transforms or [self.name(value)])[-1]

    def _call(self, node: ast.Call) -> Call:
        name = self.name(node.func)
        if not isinstance(node.func, ast.Attribute):
            return Call(node, name, "", "", "")
        held = node.func.value
        written = _written(held)
        made_here = isinstance(held, ast.Call) and node.func.attr in _OF_MODELS
        receiver = self._learner(held) if made_here else self._made.get(written, self.name(held))
        of_module = written not in self._made and written.partition(".")[0] in self._imports
        return Call(node, name, node.func.attr, receiver, written or receiver.rpartition(".")[2], of_module)


def parsed(text: str) -> Code | None:
    """The code of a text, or None where it is no Python; lines of notebooks' magic are left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for attempt in (text, _MAGIC.sub("", text)):
            try:
                return Code(ast.parse(attempt))
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
    return None


def _joins(name: str) -> bool:
    return name.startswith("sklearn.pipeline") or name.endswith(("make_pipeline", ".Pipeline", "train_test_split"))


def _written(node: ast.AST) -> str:
    parts: list[str] = []
    for _ in range(_DEEPEST):
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Name):
            return ".".join([node.id, *reversed(parts)])
        else:
            break
    return ""


def _imported(nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            for item in node.names:
                yield (item.asname, item.name) if item.asname else (item.name.partition(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for item in node.names:
                yield item.asname or item.name, f"{node.module}.{item.name}"


def _import_lines(nodes: list[ast.AST]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((item.name, node.lineno) for item in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{item.name}", node.lineno) for item in node.names)
