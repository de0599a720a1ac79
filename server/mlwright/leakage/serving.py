"""How requests reach a model, and what is left of them afterwards."""

import ast
from typing import TYPE_CHECKING, Any

from mlwright.leakage.events import Call, Event, Predict
from mlwright.leakage.knowledge import operations

if TYPE_CHECKING:
    from mlwright.leakage.facts import Facts


def unwatched(facts: "Facts") -> list[Event]:
    """The first prediction of each endpoint of which neither input nor answer is recorded anywhere."""
    served: dict[int, Event] = {}
    for event in sorted([*facts.of(Predict), *_predicting(facts)], key=lambda item: item.at):
        endpoint = _decorated(event, operations.ROUTES)
        if endpoint is not None:
            served.setdefault(id(endpoint), event)
    if not served or _watched(facts):
        return []
    recorded = {id(_decorated(call, operations.ROUTES)) for call in facts.of(Call) if _records(call)}
    return [event for endpoint, event in served.items() if endpoint not in recorded]


def _predicting(facts: "Facts") -> list[Call]:
    return [call for call in facts.of(Call) if call.function.rpartition(".")[2] in operations.PREDICTIONS]


def _decorated(event: Event, names: frozenset[str]) -> Any:
    """The function around an event that a decorator of one of these names hands to a framework."""
    for node in event.inside:
        for decorator in getattr(node, "decorator_list", ()):
            target = decorator.func if isinstance(decorator, ast.Call) else decorator
            if isinstance(target, ast.Attribute) and target.attr in names:
                return node
    return None


def _records(call: Call) -> bool:
    return call.function.rpartition(".")[2] in operations.RECORDS


def _watched(facts: "Facts") -> bool:
    """Whether something watches all endpoints: an instrumented application, a middleware that records."""
    for call in facts.of(Call):
        if operations.WATCHERS & set(call.function.split(".")):
            return True
        if _records(call) and _decorated(call, operations.AROUND) is not None:
            return True
    return False
