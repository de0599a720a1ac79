"""The arguments of one call, by position and by keyword."""

from mlwright.leakage.domain.values import Constant, Items, Value


class Arguments:
    __slots__ = ("keywords", "positional")

    def __init__(self, positional: list[Value], keywords: dict[str, Value]) -> None:
        self.positional = positional
        self.keywords = keywords

    def get(self, name: str, position: int | None = None) -> Value | None:
        """An argument by keyword, or else by position."""
        found = self.keywords.get(name)
        if found is None and position is not None and position < len(self.positional):
            found = self.positional[position]
        return found

    def first(self, *names: str) -> Value | None:
        """The first keyword of several that was given."""
        return next((self.keywords[name] for name in names if name in self.keywords), None)

    def truth(self, name: str) -> bool:
        value = self.keywords.get(name)
        return isinstance(value, Constant) and value.value is True

    def falsy(self, name: str) -> bool:
        value = self.keywords.get(name)
        return isinstance(value, Constant) and value.value is False

    def without_first(self) -> "Arguments":
        return Arguments(self.positional[1:], self.keywords)

    def all(self) -> list[Value]:
        return [*self.positional, *self.keywords.values()]

    def constant(self, name: str, position: int | None = None) -> object:
        value = self.get(name, position)
        return value.value if isinstance(value, Constant) else None


def listed(value: Value | None) -> list[Value]:
    if value is None:
        return []
    return value.items if isinstance(value, Items) else [value]
