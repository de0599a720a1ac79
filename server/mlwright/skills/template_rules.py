"""What a template may contain: an override comes from a repository, so only listed syntax is accepted."""

from collections.abc import Collection
from typing import NoReturn

from jinja2 import nodes

from mlwright.errors import PaperError, quoted

MOST_LOOPS = 2
LONGEST_SEPARATOR = 10
FILTERS = ("code", "join", "length", "lower", "upper", "first", "last")
TESTS = ("none", "defined", "in", "eq", "ne", "equalto")
WORDS = "text, {{ value }}, {% if %}, {% for item in LIST %}, comparisons, literals"
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Name,
    nodes.Const,
    nodes.Tuple,
    nodes.List,
    nodes.Getattr,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)


def check_template_tree(tree: nodes.Template, names: Collection[str], lists: Collection[str], file: str) -> None:
    """PaperError naming file and line when a template holds anything else than is allowed here."""
    _Checker(file, lists).visit(tree, frozenset(names), 0)


class _Checker:
    def __init__(self, file: str, lists: Collection[str]) -> None:
        self._file = file
        self._lists = lists

    def visit(self, node: nodes.Node, names: frozenset[str], depth: int) -> None:
        if type(node) not in ALLOWED:
            self._refuse(node, f"{type(node).__name__} is not allowed", f"allowed: {WORDS}")
        if isinstance(node, nodes.For):
            self._loop(node, names, depth + 1)
            return
        self._single(node, names)
        for child in node.iter_child_nodes():
            self.visit(child, names, depth)

    def _single(self, node: nodes.Node, names: frozenset[str]) -> None:
        if isinstance(node, nodes.Name) and node.name not in names:
            self._refuse(node, f"there is no value {quoted(node.name, 60)}", f"values: {', '.join(sorted(names))}")
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            self._refuse(node, f"{quoted(node.attr, 60)} cannot be read", "names that begin with _ are closed")
        if isinstance(node, nodes.Filter):
            self._filter(node)
        if isinstance(node, nodes.Test) and node.name not in TESTS:
            self._refuse(node, f"the test {quoted(node.name, 60)} is not allowed", f"tests: {', '.join(TESTS)}")

    def _filter(self, node: nodes.Filter) -> None:
        if node.name not in FILTERS:
            self._refuse(node, f"the filter {quoted(node.name, 60)} is not allowed", f"filters: {', '.join(FILTERS)}")
        separators = [item.value for item in node.args if isinstance(item, nodes.Const)]
        short = len(node.args) == len(separators) and all(len(str(item)) <= LONGEST_SEPARATOR for item in separators)
        fits = isinstance(node.node, nodes.Name) and len(node.args) <= 1 and short
        # joining what was joined before would multiply its length with every filter
        if (node.name == "join" and not fits) or (node.name != "join" and node.args):
            self._refuse(
                node, f"this use of {node.name} is not allowed", f'LIST|join(", "), at most {LONGEST_SEPARATOR} signs'
            )

    def _loop(self, node: nodes.For, names: frozenset[str], depth: int) -> None:
        if depth > MOST_LOOPS:
            self._refuse(node, f"loops are nested {depth} deep", f"{MOST_LOOPS} are allowed")
        if node.recursive or not isinstance(node.iter, nodes.Name) or node.iter.name not in self._lists:
            self._refuse(node, "a loop runs over a declared list only", f"lists: {', '.join(sorted(self._lists))}")
        if not isinstance(node.target, nodes.Name) or node.target.name in names:
            self._refuse(node, "a loop has one new name", "write {% for item in LIST %}")
        within = names | {node.target.name, "loop"}
        for child in [*node.body, *([node.test] if node.test is not None else [])]:
            self.visit(child, within, depth)
        for child in node.else_:
            self.visit(child, names, depth)

    def _refuse(self, node: nodes.Node, found: str, allowed: str) -> NoReturn:
        raise PaperError(f"{self._file}, line {node.lineno}: {found}", allowed)
