"""What is gathered while a contract is read."""

import re
from dataclasses import dataclass, field
from typing import Any

from mlwright.contracts.nodes import Node
from mlwright.errors import quoted
from mlwright.specs.contract import ContractColumn, ContractRule, RuleKind

_MOST_LISTED = 50
_SAFE_FORMAT = re.compile(r"(?:%[YymdHMSfbBjpIaAzZ]|[A-Za-z0-9 .,:/+\-_])+")
_LONGEST_FORMAT = 60


@dataclass
class Draft:
    """Columns and rules so far; `names` leads from a property's name to the column's name in the file."""

    columns: list[ContractColumn] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    dates: set[str] = field(default_factory=set)
    rules: list[ContractRule] = field(default_factory=list)
    not_executed: list[str] = field(default_factory=list)
    to_fill: list[str] = field(default_factory=list)

    def add(self, kind: RuleKind, at: Node, columns: tuple[str, ...] = (), **more: Any) -> None:
        """A rule to execute."""
        self.rules.append(ContractRule(kind=kind, place=at.place, columns=columns, **more))

    def skip(self, at: Node, why: str) -> None:
        """A rule that is not executed, by its name."""
        if len(self.not_executed) < _MOST_LISTED:
            self.not_executed.append(f"{at.place}: {why}")

    def ask(self, at: Node) -> None:
        """A field that a person has to fill."""
        if len(self.to_fill) < _MOST_LISTED:
            self.to_fill.append(at.path)

    def known(self, at: Node) -> str:
        """The column that a property's name at that place stands for; PaperError when there is none."""
        name = at.text()
        if name not in self.names:
            raise at.broken(f"found {quoted(name, 60)}", "the name of a property of the contract")
        return self.names[name]


def custom_properties(at: Node) -> dict[str, Node]:
    """Name → value of the custom properties of an element."""
    every = at.get("customProperties")
    found = {}
    for item in every.items():
        name = item.get("property").text()
        value = item.get("value")
        found[name] = Node(value.value, f"{every.path}.{name}", value.line, value.unknown)
    return found


def date_format(at: Node) -> str:
    """A strptime format; it becomes part of a query, so nothing else may stand in it."""
    form = at.text("ISO8601")
    if len(form) > _LONGEST_FORMAT or not _SAFE_FORMAT.fullmatch(form):
        raise at.broken(f"found {quoted(form, 60)}", "a date format such as %Y-%m-%d")
    return form
