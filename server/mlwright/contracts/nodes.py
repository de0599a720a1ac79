"""A contract's YAML as values that know where they stand, so that a broken one can be mended."""

import math
from collections.abc import Iterator
from typing import Any

import yaml

from mlwright import plain_yaml
from mlwright.errors import LONGEST_QUOTE, PaperError, quoted

_HINT = "Mend it there, or delete it: the next `mlwright profile` writes a new one."
_MOST_LISTED = 20


class Lined(dict[str, Any]):
    """A mapping that knows the line of each key."""

    lines: dict[str, int]


class _Loader(plain_yaml.PlainLoader):
    """Keeps lines, refuses keys that come twice, and leaves dates as the text they are."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Lined:
    made = Lined()
    made.lines = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in made.lines:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {quoted(key, 60)} stands there twice", key_node.start_mark
            )
        made.lines[key] = key_node.start_mark.line + 1
        made[key] = loader.construct_object(value_node, deep=True)
    return made


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: str(node.value))


class Node:
    """A value of the contract, with its path and line. Reading it as something it is not raises PaperError."""

    def __init__(self, value: Any, path: str, line: int, unknown: list[str]) -> None:
        self.value, self.line, self.unknown = value, line, unknown
        self.path = path if path.isprintable() and len(path) <= LONGEST_QUOTE else quoted(path)

    @property
    def place(self) -> str:
        """Path and line."""
        return f"{self.path or 'the contract'} (line {self.line})"

    def broken(self, found: str, expected: str) -> PaperError:
        """The sentence for a value that cannot be used."""
        return PaperError(f"The contract is broken at {self.place}: {found}; expected {expected}.", _HINT)

    def get(self, key: str) -> "Node":
        """The value of a key; its value is None where the key is not there."""
        return Node(self.mapping().get(key), f"{self.path}.{key}".lstrip("."), self._line_of(key), self.unknown)

    def mapping(self) -> Lined:
        """The value as a mapping; empty where there is none."""
        if self.value is None:
            empty = Lined()
            empty.lines = {}
            return empty
        if not isinstance(self.value, Lined):
            raise self.broken(f"found {quoted(self.value, 60)}", "a mapping of keys to values")
        return self.value

    def items(self) -> Iterator["Node"]:
        """The members of a list; none where there is no list."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            raise self.broken(f"found {quoted(self.value, 60)}", "a list")
        for at, value in enumerate(self.value):
            line = min(value.lines.values(), default=self.line) if isinstance(value, Lined) else self.line
            yield Node(value, f"{self.path}[{at}]", line, self.unknown)

    def expect(self, known: frozenset[str]) -> None:
        """Note the keys that the standard does not have there."""
        for key in self.mapping():
            if key not in known and len(self.unknown) < _MOST_LISTED:
                self.unknown.append(f"{quoted(self.get(key).path, 100)} (line {self._line_of(key)})")

    def text(self, default: str | None = None) -> str:
        """The value as text; numbers and truth values as YAML writes them."""
        value = default if self.value is None else self.value
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, str | int | float):
            return _written(value)
        raise self.broken(f"found {'nothing' if value is None else quoted(value, 60)}", "a text")

    def number(self) -> float:
        """The value as a finite number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.broken(f"found {quoted(self.value, 60)}", "a number")
        try:
            number = float(self.value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise self.broken(f"found {quoted(self.value, 60)}", "a finite number")
        return number

    def flag(self) -> bool:
        """The value as true or false; false where there is none."""
        if self.value is None or isinstance(self.value, bool):
            return bool(self.value)
        raise self.broken(f"found {quoted(self.value, 60)}", "true or false")

    def texts(self) -> tuple[str, ...]:
        """The members of a list as texts; a missing value (null) is left out."""
        return tuple(item.text() for item in self.items() if item.value is not None)

    def _line_of(self, key: str) -> int:
        return self.mapping().lines.get(key, self.line)


def _written(value: str | float) -> str:
    try:
        return str(value)
    except ValueError:  # an integer of more digits than Python writes
        return "inf"


def read_nodes(text: str, unknown: list[str]) -> Node:
    """The contract's root; PaperError with the line where it is not plain YAML."""
    try:
        value = plain_yaml.load(text, loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" at line {mark.line + 1}" if mark else ""
        raise PaperError(f"The contract is broken{where}: {quoted(error.problem or error, 150)}.", _HINT) from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise PaperError(f"The contract is not plain YAML: {quoted(error, 150)}.", _HINT) from None
    root = Node(value, "", 1, unknown)
    if not isinstance(value, Lined):
        raise root.broken(f"found {quoted(value, 60)}", "a mapping with the keys of a data contract")
    return root
